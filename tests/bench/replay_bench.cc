// How often a scenario that was read once can be played: the reader's cost is elsewhere (loader_bench.cc).
// Bound: a typical small scenario at least 200,000 times per second on one core.
#include <string>

#include <benchmark/benchmark.h>

#include "scenarios/language/loader.h"
#include "scenarios/play/runner.h"

namespace mprsim {
namespace {

void replay(benchmark::State& state, const std::string& name) {
  const LoadedFile loaded = load_scenario_file(std::string{MPRSIM_SOURCE_DIR "/scenarios/library/"} + name);
  if (!loaded.result) return state.SkipWithError("the scenario cannot be read");
  Runner runner{*loaded.result};
  for (auto _ : state) {
    if (runner.run() != Outcome::pass) return state.SkipWithError("the scenario does not pass");
  }
  state.counters["runs"] =
      benchmark::Counter(static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}

BENCHMARK_CAPTURE(replay, one_cancel, "route/owner-first.toml");
BENCHMARK_CAPTURE(replay, open_files, "force/open-files-block.toml");
BENCHMARK_CAPTURE(replay, notify_and_logon, "notify/lets-an-application-let-go.toml");

}  // namespace
}  // namespace mprsim
