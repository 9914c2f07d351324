// Shrink: reduces a failure to few actors, steps, faults and decisions that still violate the same rule.
//
// Page: docs/sweeps.md, "Shrinking". Delta debugging over the scenario and over the recorded decisions: parts
// are left out, in ever smaller pieces, until no further part can be. Deterministic, and bounded by a number
// of runs. Thread-safety: pure functions. Throws std::bad_alloc only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include <tl/expected.hpp>

#include "scenarios/play/result.h"
#include "scenarios/search/log_file.h"

namespace mprsim {

/// Two failures are the same if this is equal.
struct FailureKind {
  FindingKind kind = FindingKind::expectation;
  Rule rule = Rule::none;
  friend bool operator==(const FailureKind&, const FailureKind&) = default;
};

/// Kind and rule of the first violated invariant, or of the first finding if no invariant is violated;
/// nothing if there is no finding.
std::optional<FailureKind> failure_of(const std::vector<Finding>& findings);

/// What shrink() returns.
struct Shrunk {
  LogFile log;  ///< of the shrunk scenario; `mprsim replay` repeats it
  FailureKind failure;
  std::size_t steps = 0;         ///< of all applications, after and ...
  std::size_t steps_before = 0;  ///< ... before
  std::size_t choices = 0;       ///< decisions that are not the first alternative
  std::uint64_t runs = 0;        ///< that it took
};

inline constexpr std::uint64_t most_shrink_runs = 20'000;

/// Shrinks the failure of a log in at most `most_runs` runs; when they are used up, returns the smallest
/// failure so far. `host` is the path of mprsim-host, for scenarios with plug-ins. The error says why there
/// is nothing to shrink: the scenario of the log cannot be read, or the run does not fail here.
tl::expected<Shrunk, std::string> shrink(const LogFile& log, const std::string& host = {},
                                         std::uint64_t most_runs = most_shrink_runs);

/// The number of steps of all applications.
std::size_t count_steps(const Scenario& scenario) noexcept;

}  // namespace mprsim
