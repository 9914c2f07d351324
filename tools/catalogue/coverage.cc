#include "tools/catalogue/coverage.h"

#include <algorithm>
#include <array>

namespace mprsim {
namespace {

struct Excuse {
  Rule rule;
  std::string_view reason;
};

constexpr auto excuses = std::to_array<Excuse>({
#define MPRSIM_NOT_COVERED(identifier, reason) {Rule::identifier, reason},
#include "tools/catalogue/not_covered.def"
});

// The first row is a placeholder: a tree without tests has no other.
constexpr auto tests = std::to_array<RuleTest>({
    {Rule::none, "", 0, ""},
#define MPRSIM_RULE_TEST(identifier, file, line, name) {Rule::identifier, file, line, name},
#include "rule_tests.inc"
#undef MPRSIM_RULE_TEST
});

}  // namespace

std::span<const RuleTest> rule_tests() noexcept { return std::span(tests).subspan(1); }

std::string_view why_not_covered(Rule rule) noexcept {
  const auto found = std::ranges::find(excuses, rule, &Excuse::rule);
  return found == excuses.end() ? std::string_view{} : found->reason;
}

std::vector<RuleCoverage> coverage(std::span<const Scenario> scenarios) {
  std::vector<RuleCoverage> rules;
  for (const RuleInfo& info : all_rules()) {
    RuleCoverage entry{&info, {}, {}, checks_of(info.rule)};
    for (const Scenario& scenario : scenarios) {
      if (std::ranges::find(scenario.shows, info.rule) != scenario.shows.end())
        entry.scenarios.push_back(&scenario);
    }
    for (const RuleTest& test : rule_tests()) {
      if (test.rule == info.rule) entry.tests.push_back(&test);
    }
    rules.push_back(std::move(entry));
  }
  return rules;
}

}  // namespace mprsim
