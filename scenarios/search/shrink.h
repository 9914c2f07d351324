// Shrink: a failure, reduced to the fewest actors, steps, faults and choices that still break the same rule.
//
// Page: docs/sweeps.md, "Shrinking". Delta debugging over the scenario and over the recorded choices: what
// can be left out is left out, in ever smaller pieces, until nothing can. Deterministic, and bounded by a
// number of runs. Thread-safety: pure functions. Throws std::bad_alloc only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include <tl/expected.hpp>

#include "scenarios/play/result.h"
#include "scenarios/search/log_file.h"

namespace mprsim {

/// What makes two failures the same one.
struct FailureKind {
  FindingKind kind = FindingKind::expectation;
  Rule rule = Rule::none;
  friend bool operator==(const FailureKind&, const FailureKind&) = default;
};

/// The first broken invariant, else the first finding; nothing if there is none.
std::optional<FailureKind> failure_of(const std::vector<Finding>& findings);

struct Shrunk {
  LogFile log;  ///< its scenario is the shrunk one; plays again with `mprsim replay`
  FailureKind failure;
  std::size_t steps = 0;  ///< of all applications
  std::size_t steps_before = 0;
  std::size_t choices = 0;  ///< that are not the first alternative
  std::uint64_t runs = 0;   ///< played to get there
};

inline constexpr std::uint64_t most_shrink_runs = 20'000;

/// `host` is the path of mprsim-host, for scenarios with plug-ins. The error says why there is nothing to
/// shrink: the scenario of the log cannot be read, or what the log says does not fail here.
tl::expected<Shrunk, std::string> shrink(const LogFile& log, const std::string& host = {},
                                         std::uint64_t most_runs = most_shrink_runs);

/// The number of steps of all applications.
std::size_t count_steps(const Scenario& scenario) noexcept;

}  // namespace mprsim
