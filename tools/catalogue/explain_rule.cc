// mprsim explain <rule> and <chapter>.
#include <algorithm>
#include <string>

#include "scenarios/language/diagnostics.h"
#include "tools/catalogue/coverage.h"
#include "tools/catalogue/explain.h"
#include "tools/terminal/text.h"

namespace mprsim {
namespace {

// Best is what shows the rule first of all; of those what bears its name, or stands in the folder of its
// chapter.
std::optional<std::size_t> rank(const Scenario& scenario, const RuleInfo& rule) {
  const auto found = std::ranges::find(scenario.shows, rule.rule);
  if (found == scenario.shows.end()) return std::nullopt;
  const auto place = static_cast<std::size_t>(found - scenario.shows.begin());
  const std::string_view chapter = chapter_of(rule.slug);
  const bool bears_name = scenario.path.find(rule.slug.substr(chapter.size() + 1)) != std::string::npos;
  const bool in_folder = scenario.path.starts_with(chapter);
  return 4 * place + (bears_name ? 0U : 2U) + (in_folder ? 0U : 1U);
}

std::string source_lines(const RuleInfo& rule, const Classroom& room) {
  std::string lines;
  for (const Source& source : sources(rule)) {
    lines += labelled(lines.empty() ? "source" : "", source.url.empty() ? source.name : source.url, room);
  }
  return lines;
}

// The values of a switch with the profiles that choose each.
std::string switch_lines(const SwitchInfo& info, const Classroom& room) {
  std::string text =
      concat({"\n", heading(concat({"Decided by the switch ", info.name, ": ", info.question}), room)});
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
std::string status_lines(const RuleInfo& rule, const Classroom& room) {
  std::string text;
  for (const StatusInfo& info : all_statuses()) {
    const std::string number = std::to_string(info.status.code());
    const bool named = (!info.wn_name.empty() && has_word(rule.statement, info.wn_name)) ||
                       has_word(rule.statement, info.error_name) ||
                       (number.size() >= 3 && has_word(rule.statement, number));
    if (named) text += labelled(number, concat({name(info.status), ": ", info.meaning}), room);
  }
  return text.empty() ? text : concat({"\n", heading("Statuses it speaks of", room), text});
}

}  // namespace

std::string explain(const RuleInfo& rule, const Classroom& room) {
  std::string text = heading(rule.slug, room);
  text += wrapped(rule.statement, 2, room.width) + "\n";
  text += labelled(to_string(rule.level), meaning(rule.level), room);
  text += labelled(to_string(rule.provenance), meaning(rule.provenance), room);
  text += labelled("binds", meaning(rule.subject), room);
  text += source_lines(rule, room);
  for (const SwitchInfo* decides : switches_of(rule.rule)) text += switch_lines(*decides, room);
  text += status_lines(rule, room);
  const auto rank_here = [&](const Scenario& scenario) { return rank(scenario, rule); };
  const std::string shown = examples("Scenarios that show it", rank_here, rule.slug, room);
  const std::string_view reason = why_not_covered(rule.rule);
  if (!shown.empty() || reason.empty()) return text + shown;
  return concat({text, "\n", heading("No scenario shows it", room), wrapped(reason, 2, room.width)});
}

std::string explain(const Chapter& chapter, const Classroom& room) {
  std::string text = heading(concat({chapter.name, ": ", chapter.title}), room);
  for (const RuleInfo* rule : rules_of(chapter)) {
    text += concat({"  ", padded(rule->slug, 38), padded(to_string(rule->level), 8),
                    to_string(rule->provenance), "\n", wrapped(rule->statement, 4, room.width)});
  }
  return text;
}

}  // namespace mprsim
