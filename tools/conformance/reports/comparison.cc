#include "tools/conformance/reports/comparison.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string_view>

#include "scenarios/language/diagnostics.h"
#include "tools/conformance/verdict.h"
#include "tools/terminal/text.h"

namespace mprsim {
namespace {

// In the order of ChangeKind.
constexpr std::array<std::string_view, 7> headings{"newly failing",  "no longer shown", "weakened",
                                                   "vanished",       "appeared",        "newly passing",
                                                   "another outcome"};

bool passes(const CheckResult& check) noexcept { return check.outcome == Outcome::pass; }

ConformanceChange change(const CheckResult& before, const CheckResult& after) noexcept {
  ChangeKind kind = ChangeKind::otherwise;
  if (fails(after) && !fails(before)) {
    kind = ChangeKind::newly_failing;
  } else if (passes(after)) {
    kind = ChangeKind::newly_passing;
  } else if (passes(before)) {
    kind = after.outcome == Outcome::warn ? ChangeKind::weakened : ChangeKind::no_longer_shown;
  }
  const bool worse = kind != ChangeKind::otherwise && kind != ChangeKind::newly_passing;
  return {kind, &before, &after, worse};
}

std::string outcome_of(const CheckResult* check) {
  return check == nullptr ? "-" : std::string(to_string(check->outcome));
}

std::string change_line(const ConformanceChange& change, std::size_t id_width, const Style& style) {
  const CheckResult& known = change.after != nullptr ? *change.after : *change.before;
  std::string line = concat({"  ", padded(visible(known.id), id_width), "  ", outcome_of(change.before),
                             " -> ", style(change.worse ? Ink::bad : Ink::good, outcome_of(change.after))});
  if (change.worse && change.after != nullptr) {
    const CheckResult& after = *change.after;
    const std::string& why = after.happened.empty() ? after.reason : after.happened;
    if (!why.empty()) line += concat({"  ", visible(why)});
    if (!after.expected.empty() && fails(after)) line += concat({", expected ", visible(after.expected)});
  }
  return line + "\n";
}

std::string run_line(std::string_view label, const std::string& path, const Conformance& run) {
  return visible(concat({label, "  ", path, ": ", to_string(run.kind), " ", run.plugin, ", mprsim ",
                         run.version, ", ", run.platform})) +
         "\n";
}

}  // namespace

bool ConformanceComparison::got_worse() const noexcept {
  return std::ranges::any_of(changes, &ConformanceChange::worse);
}

ConformanceComparison compare(const Conformance& before, const Conformance& after) {
  std::map<std::string_view, const CheckResult*> earlier;
  for (const CheckResult& check : before.checks) earlier.emplace(check.id, &check);
  ConformanceComparison comparison;
  for (const CheckResult& check : after.checks) {
    const auto found = earlier.find(check.id);
    if (found == earlier.end()) {
      comparison.changes.push_back({ChangeKind::appeared, nullptr, &check, fails(check)});
      continue;
    }
    if (found->second->outcome == check.outcome) {
      ++comparison.unchanged;
    } else {
      comparison.changes.push_back(change(*found->second, check));
    }
    earlier.erase(found);
  }
  for (const CheckResult& check : before.checks) {
    if (earlier.contains(check.id)) {
      comparison.changes.push_back({ChangeKind::vanished, &check, nullptr, passes(check)});
    }
  }
  std::ranges::stable_sort(comparison.changes, {}, &ConformanceChange::kind);
  return comparison;
}

std::string render_comparison(const ConformanceComparison& comparison, const Conformance& before,
                              const Conformance& after, const std::string& before_path,
                              const std::string& after_path, const Style& style) {
  std::size_t width = 0;
  std::size_t worse = 0;
  std::size_t better = 0;
  for (const ConformanceChange& each : comparison.changes) {
    width = std::max(width, columns(visible((each.after != nullptr ? each.after : each.before)->id)));
    worse += each.worse ? 1 : 0;
    better += each.kind == ChangeKind::newly_passing ? 1 : 0;
  }
  std::string text =
      style(Ink::faint, run_line("before", before_path, before) + run_line("after ", after_path, after));
  std::optional<ChangeKind> section;
  for (const ConformanceChange& each : comparison.changes) {
    if (section != each.kind) {
      text += concat({"\n", style(Ink::strong, headings[static_cast<std::size_t>(each.kind)]), "\n"});
      section = each.kind;
    }
    text += change_line(each, width, style);
  }
  const std::string totals =
      concat({counted(worse, "check"), " got worse, ", std::to_string(better),
              better == 1 ? " newly passes, " : " newly pass, ",
              std::to_string(comparison.changes.size() - worse - better), " changed otherwise, ",
              std::to_string(comparison.unchanged), " as before"});
  return concat({text, "\n", style(worse > 0 ? Ink::bad : Ink::good, totals), "\n"});
}

}  // namespace mprsim
