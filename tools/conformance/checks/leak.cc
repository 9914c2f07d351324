#include "tools/conformance/checks/leak.h"

#include <algorithm>
#include <chrono>
#include <string>

#include "scenarios/language/diagnostics.h"

namespace mprsim {
namespace {

constexpr std::uint32_t warm_up = 32;
constexpr int measurements = 2;
constexpr int most_timings = 5;
constexpr std::uint32_t fewest = 50;
constexpr std::chrono::nanoseconds time_limit = std::chrono::milliseconds{1000};

std::uint64_t growth(std::uint64_t before, std::uint64_t after) {
  return after > before ? after - before : 0;
}

// How often the calls can be made within the time limit. They are timed again while that is not often enough,
// because other programs on the machine can only make them slower.
std::uint32_t affordable(const Probe& probe, std::uint32_t times,
                         const std::function<void(std::uint32_t times)>& work) {
  std::int64_t most = 0;
  for (int i = 0; i < most_timings && most < times && !probe.over(); ++i) {
    const auto before = probe.took();
    work(1);
    most = std::max(most, time_limit / std::max(probe.took() - before, std::chrono::nanoseconds{1}));
  }
  return static_cast<std::uint32_t>(std::min<std::int64_t>(times, most));
}

}  // namespace

void expect_no_leak(Probe& probe, std::uint32_t times, std::string_view what,
                    const std::function<void(std::uint32_t times)>& work) {
  times = affordable(probe, times, work);
  if (times < fewest) {
    if (!probe.over()) probe.inapplicable("the calls are too slow to be made often enough");
    return;
  }
  work(std::min(times, warm_up));
  // A call that leaks leaves at least one block, of a few bytes, each time. Half of that is the limit.
  const std::uint64_t most_blocks = times / 2;
  const std::uint64_t most_bytes = std::uint64_t{times} * 4;
  std::uint64_t blocks = UINT64_MAX;
  std::uint64_t bytes = UINT64_MAX;
  for (int i = 0; i < measurements && !probe.over(); ++i) {
    const auto before = probe.heap_use();
    work(times);
    const auto after = probe.heap_use();
    if (!before || !after) return;
    blocks = std::min(blocks, growth(before->blocks, after->blocks));
    bytes = std::min(bytes, growth(before->bytes, after->bytes));
  }
  if (probe.over() || (blocks < most_blocks && bytes < most_bytes)) return;
  probe.fail(
      concat({what, " release what they allocate"}),
      concat({std::to_string(times), " of them left ", std::to_string(bytes), " bytes",
              blocks > 0 ? concat({" in ", std::to_string(blocks), " blocks"}) : std::string(), " behind"}));
}

}  // namespace mprsim
