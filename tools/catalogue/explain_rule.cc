// mprsim explain <rule> and <chapter>.
#include <algorithm>
#include <string>

#include "scenarios/language/diagnostics.h"
#include "tools/catalogue/coverage.h"
#include "tools/catalogue/explain.h"
#include "tools/terminal/text.h"

namespace mprsim {
namespace {

// The best example lists the rule first. Among equals: the path has the name of the rule, or is in the folder
// of its chapter.
std::optional<std::size_t> rank(const Scenario& scenario, const RuleInfo& rule) {
  const auto found = std::ranges::find(scenario.shows, rule.rule);
  if (found == scenario.shows.end()) return std::nullopt;
  const auto place = static_cast<std::size_t>(found - scenario.shows.begin());
  const std::string_view chapter = chapter_of(rule.slug);
  const bool has_name = scenario.path.find(rule.slug.substr(chapter.size() + 1)) != std::string::npos;
  const bool in_folder = scenario.path.starts_with(chapter);
  return 4 * place + (has_name ? 0U : 2U) + (in_folder ? 0U : 1U);
}

std::string source_lines(const RuleInfo& rule, const ExplainContext& context) {
  std::string lines;
  for (const Source& source : sources(rule)) {
    lines += labelled(lines.empty() ? "source" : "", source.url.empty() ? source.name : source.url, context);
  }
  return lines;
}

// The values of a switch with the profiles that choose each.
std::string switch_lines(const SwitchInfo& info, const ExplainContext& context) {
  std::string text =
      concat({"\n", heading(concat({"Decided by the switch ", info.name, ": ", info.question}), context)});
  for (const std::string_view value : info.values) {
    std::string profiles;
    for (const Profile profile : all_profiles()) {
      if (value_of(Policy::of(profile), info.id) != value) continue;
      profiles += concat({profiles.empty() ? "" : ", ", name(profile)});
    }
    text +=
        concat({"  ", padded(value, 20), profiles.empty() ? "only if a scenario says so" : profiles, "\n"});
  }
  return text;
}

// The statuses that the statement names.
std::string status_lines(const RuleInfo& rule, const ExplainContext& context) {
  std::string text;
  for (const StatusInfo& info : all_statuses()) {
    const std::string number = std::to_string(info.status.code());
    const bool named = (!info.wn_name.empty() && has_word(rule.statement, info.wn_name)) ||
                       has_word(rule.statement, info.error_name) ||
                       (number.size() >= 3 && has_word(rule.statement, number));
    if (named) text += labelled(number, concat({name(info.status), ": ", info.meaning}), context);
  }
  return text.empty() ? text : concat({"\n", heading("Statuses it names", context), text});
}

}  // namespace

std::string explain(const RuleInfo& rule, const ExplainContext& context) {
  std::string text = heading(rule.slug, context);
  text += wrapped(rule.statement, 2, context.width) + "\n";
  text += labelled(to_string(rule.level), meaning(rule.level), context);
  text += labelled(to_string(rule.provenance), meaning(rule.provenance), context);
  text += labelled("binds", meaning(rule.subject), context);
  text += source_lines(rule, context);
  for (const SwitchInfo* decides : switches_of(rule.rule)) text += switch_lines(*decides, context);
  text += status_lines(rule, context);
  const auto rank_here = [&](const Scenario& scenario) { return rank(scenario, rule); };
  const std::string shown = examples("Scenarios that show it", rank_here, rule.slug, context);
  const std::string_view reason = why_not_covered(rule.rule);
  if (!shown.empty() || reason.empty()) return text + shown;
  return concat({text, "\n", heading("No scenario shows it", context), wrapped(reason, 2, context.width)});
}

std::string explain(const Chapter& chapter, const ExplainContext& context) {
  std::string text = heading(concat({chapter.name, ": ", chapter.title}), context);
  for (const RuleInfo* rule : rules_of(chapter)) {
    text += concat({"  ", padded(rule->slug, slug_column), padded(to_string(rule->level), 8),
                    to_string(rule->provenance), "\n", wrapped(rule->statement, 4, context.width)});
  }
  return text;
}

}  // namespace mprsim
