// mprsim rules: the catalogue of rules, and with --coverage what shows and tests each of them.
#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
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
#include "tools/reports/rule_text.h"
#include "tools/reports/run_report.h"
#include "tools/requests/finish.h"
#include "tools/requests/selection.h"
#include "tools/terminal/exit_code.h"
#include "tools/terminal/text.h"

namespace mprsim {
namespace {

enum class RulesFormat : std::uint8_t { text, json, markdown };
constexpr std::array<std::string_view, 3> rules_formats{"text", "json", "markdown"};

struct RulesRequest {
  SelectionRequest selection;  ///< the scenarios that count as coverage
  std::string slug;            ///< of a rule, or a chapter such as "route"; "" for all
  bool coverage = false;
  RulesFormat format = RulesFormat::text;
};

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
                     reason.empty() ? "by any scenario, and no reason is given" : reason, "\n"});
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
    text += concat({"  ", padded(rule.slug, slug_column), padded(to_string(rule.level), 8),
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

// The rule or the chapter of that name; all rules for "".
Rules rules_named(Rules rules, std::string_view word) {
  if (word.empty()) return rules;
  std::erase_if(rules, [&](const RuleCoverage& entry) {
    return entry.rule->slug != word && chapter_of(entry.rule->slug) != word;
  });
  return rules;
}

std::string no_such_rule(std::string_view word) {
  std::vector<std::string_view> known;
  for (const RuleInfo& rule : all_rules()) known.push_back(rule.slug);
  for (const Chapter& chapter : all_chapters()) known.push_back(chapter.name);
  return concat({"there is no rule ", quoted(word), after_semicolon(did_you_mean(word, known))});
}

int show_rules(const RulesRequest& request, CommandContext& context) {
  std::vector<Scenario> scenarios;
  if (request.coverage) {
    auto selection = select_scenarios(request.selection, context.environment);
    if (!selection) return refuse(context, selection.error());
    for (SelectedScenario& selected : selection->scenarios) scenarios.push_back(std::move(selected.scenario));
  }
  const Rules rules = rules_named(coverage(scenarios), request.slug);
  if (rules.empty()) return refuse(context, no_such_rule(request.slug));

  switch (request.format) {
    case RulesFormat::text:
      context.streams.out << rules_as_text(rules, request.coverage, context.out, context.streams.width);
      break;
    case RulesFormat::json:
      context.streams.out << rules_as_json(rules, request.coverage);
      break;
    case RulesFormat::markdown:
      context.streams.out << rules_as_markdown(rules, request.coverage);
      break;
  }
  return exit_code::holds;
}

Action declare_rules(Options& options) {
  auto request = std::make_shared<RulesRequest>();
  options.argument("slug", "RULE", request->slug, Presence::optional,
                   "A rule, or a chapter such as route; without it: all rules");
  options.flag("--coverage", request->coverage, "Add the scenarios, tests and checks of each rule");
  add_format(options, request->format, rules_formats, "text, json or markdown");
  add_library(options, request->selection);
  return [request](CommandContext& context) { return show_rules(*request, context); };
}

constexpr std::string_view rules_help = R"(Examples:
  mprsim rules                          all rules
  mprsim rules route                    the rules of a chapter
  mprsim rules route.first-significant  one rule
  mprsim rules --coverage               with scenarios, tests and checks of each)";

}  // namespace

const Command rules_command{"rules", "Show the catalogue of rules", rules_help, declare_rules};

}  // namespace mprsim
