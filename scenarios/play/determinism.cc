#include "scenarios/play/determinism.h"

#include <algorithm>

#include "mock_mpr/trace/trace_line.h"
#include "scenarios/language/diagnostics.h"

namespace mprsim {
namespace {

std::string line_of(const Trace& trace, std::size_t event) {
  if (event >= trace.events().size()) return {};
  const TraceLine line = describe(trace, trace.events()[event]);
  return concat(
      {format_seconds(trace.events()[event].at_ms), " ", line.who, " ", line.action, " ", line.result});
}

}  // namespace

std::optional<TraceDifference> compare_traces(const Trace& first, const Trace& second) {
  const std::size_t common = std::min(first.events().size(), second.events().size());
  Hasher of_first;
  Hasher of_second;
  for (std::size_t i = 0; i < common; ++i) {
    first.add_to(of_first, first.events()[i]);
    second.add_to(of_second, second.events()[i]);
    if (of_first.value() != of_second.value())
      return TraceDifference{i, line_of(first, i), line_of(second, i)};
  }
  if (first.events().size() == second.events().size()) return std::nullopt;
  return TraceDifference{common, line_of(first, common), line_of(second, common)};
}

std::optional<TraceDifference> play_again(const Runner& played, Runner& other, const RunPlan& plan) {
  RunPlan before = plan;
  before.script = nullptr;
  ++before.seed;
  other.run(before);
  other.run(plan);
  return compare_traces(played.trace(), other.trace());
}

std::optional<TraceDifference> check_determinism(const Scenario& scenario, const RunOptions& options,
                                                 const RunPlan& plan) {
  Runner first{scenario, options};
  first.run(plan);
  Runner second{scenario, options};
  return play_again(first, second, plan);
}

}  // namespace mprsim
