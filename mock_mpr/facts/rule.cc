#include "mock_mpr/facts/rule.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>

namespace mprsim {
namespace {

// Indexed by Rule.
constexpr auto rules = std::to_array<RuleInfo>({
    {Rule::none, "", Level::may, Provenance::silent, Subject::router, "", ""},
#define MPRSIM_RULE(identifier, slug, level, provenance, subject, statement, source) \
  {Rule::identifier, slug, Level::level, Provenance::provenance, Subject::subject, statement, source},
#include "mock_mpr/facts/rules.def"
});
static_assert(rules.size() <= 256, "Rule is one byte");

}  // namespace

std::span<const RuleInfo> all_rules() noexcept { return std::span(rules).subspan(1); }

const RuleInfo& info(Rule rule) noexcept {
  const auto index = static_cast<std::size_t>(rule);
  assert(index < rules.size());
  return rules[index];
}

std::string_view slug(Rule rule) noexcept { return info(rule).slug; }

std::optional<Rule> find_rule(std::string_view slug) noexcept {
  const auto known = all_rules();
  const auto found = std::ranges::find(known, slug, &RuleInfo::slug);
  if (found == known.end()) return std::nullopt;
  return found->rule;
}

std::string_view to_string(Level level) noexcept {
  switch (level) {
    case Level::must:
      return "MUST";
    case Level::should:
      return "SHOULD";
    case Level::may:
      return "MAY";
    case Level::policy:
      return "POLICY";
  }
  return {};
}

std::string_view to_string(Provenance provenance) noexcept {
  switch (provenance) {
    case Provenance::documented:
      return "documented";
    case Provenance::documented_win9x:
      return "documented-win9x";
    case Provenance::observed_wine:
      return "observed-wine";
    case Provenance::convention:
      return "convention";
    case Provenance::conflicting:
      return "conflicting";
    case Provenance::silent:
      return "silent";
  }
  return {};
}

std::string_view to_string(Subject subject) noexcept {
  switch (subject) {
    case Subject::router:
      return "router";
    case Subject::provider:
      return "provider";
    case Subject::notifyee:
      return "notifyee";
    case Subject::client:
      return "client";
  }
  return {};
}

}  // namespace mprsim
