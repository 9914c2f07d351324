// Determinism: the same scenario and seed played twice must leave the same trace, event for event.
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

/// The first event at which two runs part.
struct TraceDifference {
  std::size_t event = 0;  ///< position, from 0
  std::string first;      ///< the line of the trace; "" where that run had ended
  std::string second;
  friend bool operator==(const TraceDifference&, const TraceDifference&) = default;
};

/// By a rolling hash over the meaning of the events; nothing if the traces are equal.
std::optional<TraceDifference> compare_traces(const Trace& first, const Trace& second);

/// Plays a plan that a Runner of the same scenario and options has just played once more in another Runner.
/// Before that the other one plays another seed, so that whatever is left over from one run to the next is
/// found too.
std::optional<TraceDifference> play_again(const Runner& played, Runner& other, const RunPlan& plan);

/// Plays a plan twice, in a Runner of its own each time; see play_again().
std::optional<TraceDifference> check_determinism(const Scenario& scenario, const RunOptions& options,
                                                 const RunPlan& plan);

}  // namespace mprsim
