// mprsim rules: the catalogue of rules, and with --coverage what shows and tests each of them.
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mock_mpr/facts/policy.h"
#include "mock_mpr/facts/rule.h"
#include "mock_mpr/text/json_writer.h"
#include "scenarios/language/diagnostics.h"
#include "scenarios/language/did_you_mean.h"
#include "tools/catalogue/coverage.h"
#include "tools/catalogue/rules_markdown.h"
#include "tools/commands/commands.h"
#include "tools/reports/report.h"
#include "tools/reports/rule_text.h"
#include "tools/terminal/exit_code.h"
#include "tools/terminal/text.h"

namespace mprsim {
namespace {

using Rules = std::vector<RuleCoverage>;

std::string coverage_lines(const RuleCoverage& entry, const Style& style) {
  std::string lines;
  for (const Scenario* scenario : entry.scenarios) {
    lines += concat({"    ", style(Ink::good, "shown by"), "  ", visible(scenario->path), "\n"});
  }
  for (const RuleTest* test : entry.tests) {
    lines += concat({"    ", style(Ink::good, "tested by"), " ", test->name, "  (", test->file, ":",
                     std::to_string(test->line), ")\n"});
  }
  for (const Check* check : entry.checks) {
    lines += concat({"    ", style(Ink::good, "checked by"), " mprsim conform --only ", check->id, "\n"});
  }
  if (!entry.covered()) {
    const std::string_view reason = why_not_covered(entry.rule->rule);
    lines += concat({"    ", style(Ink::warning, "not shown"), " ",
                     reason.empty() ? "by any scenario, and nobody said why" : reason, "\n"});
  }
  return lines;
}

struct CoverageCounts {
  std::size_t shown = 0;
  std::size_t tested = 0;
  std::size_t checked = 0;
};

CoverageCounts count(const Rules& rules) {
  CoverageCounts counts;
  for (const RuleCoverage& entry : rules) {
    counts.shown += entry.covered() ? 1U : 0U;
    counts.tested += entry.tests.empty() ? 0U : 1U;
    counts.checked += entry.checks.empty() ? 0U : 1U;
  }
  return counts;
}

std::string rules_as_text(const Rules& rules, bool with_coverage, const Style& style, unsigned width) {
  std::string text;
  std::string_view chapter;
  for (const RuleCoverage& entry : rules) {
    const RuleInfo& rule = *entry.rule;
    if (chapter_of(rule.slug) != chapter) {
      chapter = chapter_of(rule.slug);
      const auto known = std::ranges::find(all_chapters(), chapter, &Chapter::name);
      text += concat({text.empty() ? "" : "\n", style(Ink::strong, known->title), "\n"});
    }
    text += concat({"  ", padded(rule.slug, 38), padded(to_string(rule.level), 8),
                    padded(to_string(rule.provenance), 18), to_string(rule.subject), "\n"});
    text += wrapped(rule.statement, 4, width);
    if (with_coverage) text += coverage_lines(entry, style);
  }
  text += concat({"\n", counted(rules.size(), "rule")});
  if (with_coverage) {
    const CoverageCounts counts = count(rules);
    text += concat({", ", std::to_string(counts.shown), " shown by scenarios, ",
                    std::to_string(rules.size() - counts.shown), " not; ", std::to_string(counts.tested),
                    " named by tests, ", std::to_string(counts.checked), " checked by mprsim conform"});
  }
  return text + "\n";
}

void write_coverage(JsonWriter& json, const RuleCoverage& entry) {
  json.member("covered", entry.covered());
  json.key("not_covered_because");
  if (entry.covered()) {
    json.null();
  } else {
    json.value(why_not_covered(entry.rule->rule));
  }
  json.key("scenarios").begin_array();
  for (const Scenario* scenario : entry.scenarios) json.value(scenario->path);
  json.end_array();
  json.key("tests").begin_array();
  for (const RuleTest* test : entry.tests) {
    json.begin_object();
    json.member("name", test->name).member("file", test->file).member("line", test->line);
    json.end_object();
  }
  json.end_array();
  json.key("checks").begin_array();
  for (const Check* check : entry.checks) json.value(check->id);
  json.end_array();
}

void write(JsonWriter& json, const RuleCoverage& entry, bool with_coverage) {
  const RuleInfo& rule = *entry.rule;
  json.begin_object();
  json.member("slug", rule.slug);
  json.member("level", to_string(rule.level));
  json.member("provenance", to_string(rule.provenance));
  json.member("subject", to_string(rule.subject));
  json.member("statement", rule.statement);
  json.key("sources").begin_array();
  for (const Source& source : sources(rule)) {
    json.begin_object().member("name", source.name).member("url", source.url).end_object();
  }
  json.end_array();
  json.key("switches").begin_array();
  for (const SwitchInfo* decides : switches_of(rule.rule)) json.value(decides->name);
  json.end_array();
  if (with_coverage) write_coverage(json, entry);
  json.end_object();
}

std::string rules_as_json(const Rules& rules, bool with_coverage) {
  JsonWriter json(JsonLayout::indented);
  json.begin_object();
  json.member("format", "mprsim-rules").member("version", 1U).member("mprsim", version());
  if (with_coverage) {
    const CoverageCounts counts = count(rules);
    json.key("summary").begin_object();
    json.member("rules", rules.size());
    json.member("shown", counts.shown);
    json.member("not_shown", rules.size() - counts.shown);
    json.member("tested", counts.tested);
    json.member("checked", counts.checked);
    json.end_object();
  }
  json.key("rules").begin_array();
  for (const RuleCoverage& entry : rules) write(json, entry, with_coverage);
  json.end_array();
  json.end_object();
  return std::move(json.end_line()).take();
}

// The rule or the chapter that is meant by a word; all for no word.
Rules choose(Rules rules, std::string_view word) {
  if (word.empty()) return rules;
  std::erase_if(rules, [&](const RuleCoverage& entry) {
    return entry.rule->slug != word && chapter_of(entry.rule->slug) != word;
  });
  return rules;
}

int refuse_word(std::string_view word, CommandContext& context) {
  std::vector<std::string_view> known;
  for (const RuleInfo& rule : all_rules()) known.push_back(rule.slug);
  for (const Chapter& chapter : all_chapters()) known.push_back(chapter.name);
  const std::string guess = did_you_mean(word, known);
  context.streams.err << "mprsim: there is no rule " << mprsim::quoted(word) << (guess.empty() ? "" : "; ")
                      << guess << "\n";
  return exit_code::bad_input;
}

}  // namespace

int execute(const RulesCommand& command, CommandContext& context) {
  std::vector<Scenario> scenarios;
  if (command.coverage) {
    auto selection = select_scenarios(command.selection, context.environment);
    if (!selection) {
      context.streams.err << selection.error().message;
      return selection.error().exit_code;
    }
    for (SelectedScenario& selected : selection->scenarios) scenarios.push_back(std::move(selected.scenario));
  }
  const Rules rules = choose(coverage(scenarios), command.slug);
  if (rules.empty()) return refuse_word(command.slug, context);

  switch (command.format) {
    case DocumentFormat::text:
      context.streams.out << rules_as_text(rules, command.coverage, context.out, context.streams.width);
      break;
    case DocumentFormat::json:
      context.streams.out << rules_as_json(rules, command.coverage);
      break;
    case DocumentFormat::markdown:
      context.streams.out << rules_as_markdown(rules, command.coverage);
      break;
  }
  return exit_code::holds;
}

}  // namespace mprsim
