// How many seeds of a race can be played per second, every choice recorded: what a sweep costs before it
// checks anything. Bound: two cancels of one device at least 150,000 seeds per second on one core, for every
// strategy.
#include <cstdint>
#include <string>

#include <benchmark/benchmark.h>

#include "scenarios/language/loader.h"
#include "scenarios/play/runner.h"

namespace mprsim {
namespace {

void seeds(benchmark::State& state, const std::string& name, Strategy strategy) {
  const LoadedFile loaded = load_scenario_file(std::string{MPRSIM_SOURCE_DIR "/scenarios/library/"} + name);
  if (!loaded.result) return state.SkipWithError("the scenario cannot be read");
  Runner runner{*loaded.result, {.invariants = false}};
  std::uint64_t seed = 0;
  std::size_t choices = 0;
  for (auto _ : state) {
    if (runner.run({.seed = seed++, .strategy = strategy}) != Outcome::pass) {
      return state.SkipWithError("the scenario does not pass");
    }
    choices += runner.decisions().decisions().size();
  }
  const auto runs = static_cast<double>(state.iterations());
  state.counters["seeds"] = benchmark::Counter(runs, benchmark::Counter::kIsRate);
  state.counters["choices"] = static_cast<double>(choices) / runs;
}

BENCHMARK_CAPTURE(seeds, fifo, "race/two-cancels-of-one-device.toml", Strategy{StrategyKind::fifo});
BENCHMARK_CAPTURE(seeds, uniform, "race/two-cancels-of-one-device.toml", Strategy{StrategyKind::uniform});
BENCHMARK_CAPTURE(seeds, pct, "race/two-cancels-of-one-device.toml", Strategy{StrategyKind::pct});
BENCHMARK_CAPTURE(seeds, round_robin, "race/two-cancels-of-one-device.toml",
                  Strategy{StrategyKind::round_robin});

}  // namespace
}  // namespace mprsim
