#include "tools/conform/leak.h"

#include <algorithm>
#include <chrono>
#include <string>

#include "scenarios/diagnostics.h"

namespace mprsim {
namespace {

constexpr std::uint32_t warm_up = 32;
constexpr int measurements = 2;
constexpr std::uint32_t fewest = 50;
constexpr std::chrono::nanoseconds patience = std::chrono::milliseconds{1000};

std::uint64_t growth(std::uint64_t before, std::uint64_t after) {
  return after > before ? after - before : 0;
}

}  // namespace

void expect_no_leak(Probe& probe, std::uint32_t times, std::string_view what,
                    const std::function<void(std::uint32_t times)>& work) {
  const auto before_one = probe.took();
  work(1);
  const auto one = std::max(probe.took() - before_one, std::chrono::nanoseconds{1});
  times = static_cast<std::uint32_t>(std::min<std::int64_t>(times, patience / one));
  if (times < fewest) {
    if (!probe.over()) probe.inapplicable("the calls are too slow to be made often enough");
    return;
  }
  work(std::min(times, warm_up));
  // Less than a block, or a small one's bytes, for every second call cannot be the calls' doing.
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
      concat({what, " release what they take"}),
      concat({std::to_string(times), " of them left ", std::to_string(bytes), " bytes",
              blocks > 0 ? concat({" in ", std::to_string(blocks), " blocks"}) : std::string(), " behind"}));
}

}  // namespace mprsim
