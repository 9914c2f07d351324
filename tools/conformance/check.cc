#include "tools/conformance/check.h"

#include <algorithm>

namespace mprsim {
namespace {

using ChapterFunction = std::span<const Check> (*)() noexcept;

std::vector<const Check*> checks_in(std::span<const ChapterFunction> chapters) {
  std::vector<const Check*> checks;
  for (const ChapterFunction chapter : chapters) {
    for (const Check& check : chapter()) checks.push_back(&check);
  }
  return checks;
}

}  // namespace

std::vector<Rule> rules_of(const Check& check) {
  std::vector<Rule> rules(check.rules.begin(), check.rules.end());
  std::erase(rules, Rule::none);
  return rules;
}

Severity severity_of(const Check& check) noexcept {
  if (check.severity) return *check.severity;
  const RuleInfo& rule = info(check.rules.front());
  if (rule.level == Level::policy || rule.level == Level::may) return Severity::open;
  const bool firm = rule.provenance == Provenance::documented || rule.provenance == Provenance::convention;
  return rule.level == Level::must && firm ? Severity::must : Severity::should;
}

std::span<const Check* const> all_checks(PluginKind kind) {
  static constexpr ChapterFunction of_providers[] = {
      load_chapter,   start_chapter,       ownership_chapter,   cycle_chapter,
      cancel_chapter, force_chapter,       names_chapter,       buffers_chapter,
      errors_chapter, enumeration_chapter, concurrency_chapter, leaks_chapter};
  static constexpr ChapterFunction of_notifyees[] = {notifyee_chapter};
  static const std::vector<const Check*> providers = checks_in(of_providers);
  static const std::vector<const Check*> notifyees = checks_in(of_notifyees);
  return kind == PluginKind::provider ? providers : notifyees;
}

std::vector<const Check*> checks_of(Rule rule) {
  std::vector<const Check*> found;
  for (const PluginKind kind : {PluginKind::provider, PluginKind::notifyee}) {
    for (const Check* check : all_checks(kind)) {
      if (std::ranges::find(check->rules, rule) != check->rules.end()) found.push_back(check);
    }
  }
  return found;
}

}  // namespace mprsim
