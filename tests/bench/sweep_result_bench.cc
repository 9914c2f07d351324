// What a whole sweep costs: the race of two cancels with invariants and decision log, on one and two cores;
// its memory over many seeds; and shrinking a failure of 40 steps. Bounds: 100,000 seeds per second and core,
// two jobs 1.8 times as fast as one, less than 5 MB of growth over 10 million seeds, less than 5 s to shrink.
#include <fstream>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "scenarios/language/loader.h"
#include "scenarios/search/shrink.h"
#include "scenarios/search/sweep.h"
#include "tests/scenarios/race.h"

namespace mprsim {
namespace {

class Patience final : public SweepMonitor {
  bool goes_on(const SweepResult&) override { return true; }
};

void sweep_seeds(const LoadedFile& file, std::uint64_t seeds, unsigned jobs) {
  const std::vector<SweepSubject> subjects{{&*file.result, file.text}};
  SweepPlan plan;
  plan.last_seed = seeds - 1;
  SweepResult result = new_sweep(plan, subjects);
  Patience patience;
  sweep(result, subjects, jobs, patience);
}

const LoadedFile& race() {
  static const LoadedFile file =
      load_scenario_file(MPRSIM_SOURCE_DIR "/scenarios/library/race/two-cancels-of-one-device.toml");
  return file;
}

void swept(benchmark::State& state) {
  if (!race().result) return state.SkipWithError("the scenario cannot be read");
  constexpr std::uint64_t seeds = 200'000;
  for (auto _ : state) sweep_seeds(race(), seeds, static_cast<unsigned>(state.range(0)));
  const auto runs = static_cast<double>(state.iterations()) * static_cast<double>(seeds);
  state.counters["seeds"] = benchmark::Counter(runs, benchmark::Counter::kIsRate);
}
BENCHMARK(swept)->ArgName("jobs")->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);

// Pages in memory now.
double resident_kilobytes() {
  std::ifstream statm("/proc/self/statm");
  double size = 0;
  double resident = 0;
  statm >> size >> resident;
  constexpr double page = 4;
  return resident * page;
}

void memory_of_many_seeds(benchmark::State& state) {
  if (!race().result) return state.SkipWithError("the scenario cannot be read");
  for (auto _ : state) {
    sweep_seeds(race(), 100'000, 1);
    const double before = resident_kilobytes();
    sweep_seeds(race(), 10'000'000, 1);
    state.counters["growth_kB"] = resident_kilobytes() - before;
  }
}
BENCHMARK(memory_of_many_seeds)->Iterations(1)->Unit(benchmark::kSecond);

// The race, and 38 steps that have nothing to do with it.
std::string long_scenario() {
  std::string text{two_cancels};
  for (int i = 0; i < 19; ++i) text += "[[step]]\nget = \"Z:\"\n[[app.step]]\nget = \"Y:\"\n";
  return text;
}

void shrunk(benchmark::State& state) {
  const std::string text = long_scenario();
  const LoadResult loaded = load_scenario(text, "long.toml");
  if (!loaded) return state.SkipWithError("the scenario cannot be read");
  Runner runner(*loaded);
  RunPlan plan{.seed = 0, .strategy = {StrategyKind::uniform}};
  Outcome outcome = runner.run(plan);
  while (outcome == Outcome::pass && ++plan.seed < 100'000) outcome = runner.run(plan);
  LogHeader header;
  header.path = "long.toml";
  header.text = text;
  header.seed = plan.seed;
  header.strategy = plan.strategy;
  const LogFile log = log_of(runner, header, outcome);
  for (auto _ : state) {
    const auto result = shrink(log);
    if (!result) return state.SkipWithError("nothing fails");
    state.counters["steps"] = static_cast<double>(result->steps);
    state.counters["runs"] = static_cast<double>(result->runs);
  }
}
BENCHMARK(shrunk)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace mprsim
