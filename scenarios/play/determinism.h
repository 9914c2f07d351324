// Determinism: two runs of one scenario with the same seed must leave the same trace, event for event.
//
// Page: docs/chance.md, "The same twice". Thread-safety: pure functions. Throws std::bad_alloc only.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "mock_mpr/trace/trace.h"
#include "scenarios/model.h"
#include "scenarios/play/runner.h"

namespace mprsim {

/// The first event in which two runs differ.
struct TraceDifference {
  std::size_t event = 0;  ///< position, from 0
  std::string first;      ///< the line of the trace; "" where that run had ended
  std::string second;
  friend bool operator==(const TraceDifference&, const TraceDifference&) = default;
};

/// Compares by a rolling hash over the meaning of the events. Nothing if the traces are equal.
std::optional<TraceDifference> compare_traces(const Trace& first, const Trace& second);

/// Runs a plan once more in `other`, and compares the trace with that of `played`, which has just run it.
/// Both are Runners of the same scenario with the same options. `other` runs another seed first, so that
/// state which is left over from one run to the next is found too.
std::optional<TraceDifference> play_again(const Runner& played, Runner& other, const RunPlan& plan);

/// Runs a plan twice, in two new Runners; see play_again().
std::optional<TraceDifference> check_determinism(const Scenario& scenario, const RunOptions& options,
                                                 const RunPlan& plan);

}  // namespace mprsim
