// Coverage: for every rule the scenarios that show it, the tests that name it and the conformance checks that
// test plug-ins against it. For a rule that no scenario shows: the reason.
//
// The tests are found when mprsim is built (cmake/rule_tests.cmake), so that an installed program knows them.
// Thread-safety: immutable data and pure functions. Throws std::bad_alloc only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "mock_mpr/facts/rule.h"
#include "scenarios/model.h"
#include "tools/conformance/check.h"

namespace mprsim {

/// A test that names a rule, by its slug or as Rule::identifier, in its body or in the comment above it.
struct RuleTest {
  Rule rule;
  std::string_view file;  ///< "tests/mock_mpr/operations/routing_test.cc"
  std::uint32_t line;     ///< of the first mention
  std::string_view name;  ///< "Routing.FirstSignificantWins"
};

/// By file and line.
std::span<const RuleTest> rule_tests() noexcept;

/// Why no scenario shows a rule; "" if not_covered.def gives no reason.
std::string_view why_not_covered(Rule rule) noexcept;

struct RuleCoverage {
  const RuleInfo* rule;
  std::vector<const Scenario*> scenarios;  ///< views into the span that coverage() was given
  std::vector<const RuleTest*> tests;
  std::vector<const Check*> checks;  ///< of the conformance suite

  bool covered() const noexcept { return !scenarios.empty(); }
};

/// One entry per rule, in the order of the catalogue.
std::vector<RuleCoverage> coverage(std::span<const Scenario> scenarios);

}  // namespace mprsim
