#include "tools/catalogue/rules_markdown.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "mock_mpr/facts/policy.h"
#include "scenarios/language/diagnostics.h"
#include "tools/reports/rule_text.h"
#include "tools/terminal/text.h"

namespace mprsim {
namespace {

// Text of a table cell.
std::string cell(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '|' || c == '*' || c == '<' || c == '\\') escaped.push_back('\\');
    escaped.push_back(c == '\n' ? ' ' : c);
  }
  return escaped;
}

std::string code(std::string_view text) { return concat({"`", text, "`"}); }

std::string introduction() {
  return "# The rules\n"
         "\n"
         "*For users: readers who look up a rule. Made from mock_mpr/facts/rules.def and "
         "policy.def.*\n"
         "\n"
         "Everything that mprsim believes about adding and cancelling network connections, one statement at "
         "a\n"
         "time. Scenarios say which rules they show, each line of a trace cites the rule that explains it, "
         "and\n"
         "every finding names the rule that does not hold. `mprsim explain <rule>` shows one of them with "
         "its\n"
         "scenarios.\n"
         "\n";
}

template <class Enum, std::size_t Count>
std::string glossary(std::string_view heading, const std::array<Enum, Count>& values) {
  std::string table = concat({"| ", heading, " | what it means |\n|---|---|\n"});
  for (const Enum value : values)
    table += concat({"| ", to_string(value), " | ", cell(meaning(value)), " |\n"});
  return table + "\n";
}

std::string glossaries() {
  return glossary("level", std::array{Level::must, Level::should, Level::may, Level::policy}) +
         glossary("provenance",
                  std::array{Provenance::documented, Provenance::documented_win9x, Provenance::observed_wine,
                             Provenance::convention, Provenance::conflicting, Provenance::silent}) +
         glossary("binds",
                  std::array{Subject::router, Subject::provider, Subject::notifyee, Subject::client});
}

std::string source_cell(const RuleInfo& rule) {
  std::vector<std::string> links;
  for (const Source& source : sources(rule)) {
    links.push_back(source.url.empty() ? cell(source.name)
                                       : concat({"[", cell(source.name), "](", source.url, ")"}));
  }
  return joined(links, "<br>");
}

std::string statement_cell(const RuleInfo& rule) {
  std::string text = cell(rule.statement);
  for (const SwitchInfo* decides : switches_of(rule.rule)) {
    text += concat({" Switch: [", code(decides->name), "](#switches)."});
  }
  return text;
}

std::string coverage_cell(const RuleCoverage& entry) {
  std::vector<std::string> lines;
  lines.reserve(entry.scenarios.size() + entry.tests.size() + entry.checks.size());
  for (const Scenario* scenario : entry.scenarios) lines.push_back(cell(visible(scenario->path)));
  for (const RuleTest* test : entry.tests) lines.push_back(code(test->name));
  for (const Check* check : entry.checks) lines.push_back(concat({"conform ", code(check->id)}));
  if (!entry.covered()) lines.push_back(cell(why_not_covered(entry.rule->rule)));
  return joined(lines, "<br>");
}

std::string chapter_table(const Chapter& chapter, const std::vector<RuleCoverage>& rules,
                          bool with_coverage) {
  std::string rows;
  for (const RuleCoverage& entry : rules) {
    const RuleInfo& rule = *entry.rule;
    if (chapter_of(rule.slug) != chapter.name) continue;
    rows += concat({"| <a id=\"", rule.slug, "\"></a>", code(rule.slug), " | ", to_string(rule.level), " | ",
                    to_string(rule.provenance), " | ", to_string(rule.subject), " | ", statement_cell(rule),
                    " | ", source_cell(rule), " |"});
    rows += with_coverage ? concat({" ", coverage_cell(entry), " |\n"}) : "\n";
  }
  if (rows.empty()) return {};
  return concat({"## ", chapter.title, "\n\n| rule | level | provenance | binds | statement | source |",
                 with_coverage ? " coverage |\n" : "\n", "|---|---|---|---|---|---|",
                 with_coverage ? "---|\n" : "\n", rows, "\n"});
}

std::string switch_table() {
  std::string table =
      "## Switches\n"
      "\n"
      "Where the documentation is silent or contradicts itself, a named switch decides, and every trace line "
      "that\n"
      "rests on one says so. A profile is a preset of all switches; a scenario changes single ones under "
      "`[policy]`.\n"
      "\n| switch | question | rule |";
  std::string line = "|---|---|---|";
  for (const Profile profile : all_profiles()) {
    table += concat({" ", code(name(profile)), " |"});
    line += "---|";
  }
  table += concat({" other values |\n", line, "---|\n"});
  for (const SwitchInfo& info : all_switches()) {
    table += concat({"| ", code(info.name), " | ", cell(info.question), " | ", code(slug(info.rule)), " |"});
    std::vector<std::string> others;
    for (const std::string_view value : info.values) others.push_back(code(value));
    for (const Profile profile : all_profiles()) {
      const std::string value = code(value_of(Policy::of(profile), info.id));
      table += concat({" ", value, " |"});
      std::erase(others, value);
    }
    table += concat({" ", joined(others, ", "), " |\n"});
  }
  return table;
}

}  // namespace

std::string rules_as_markdown(const std::vector<RuleCoverage>& rules, bool with_coverage) {
  std::string document = introduction() + glossaries();
  for (const Chapter& chapter : all_chapters()) document += chapter_table(chapter, rules, with_coverage);
  return document + switch_table();
}

}  // namespace mprsim
