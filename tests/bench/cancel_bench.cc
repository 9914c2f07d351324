// What a cancel costs, against the bare loop over function pointers in the same run: read the ratio of the
// medians. Bounds: untraced at most 2 times the bare loop, recorded at most 4 times, and no allocation at
// all.
#include <memory>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "mock_mpr/router.h"
#include "tests/bench/cancel_peer.h"
#include "tests/sim/allocations.h"

namespace mprsim {
namespace {

class Declines final : public Provider {
 public:
  Status cancel_connection(std::string_view name, bool /*force*/) override {
    if (name.empty()) return wn::bad_value;
    return wn::not_connected;
  }
};

class Accepts final : public Provider {
 public:
  Status cancel_connection(std::string_view name, bool /*force*/) override {
    if (name.empty()) return wn::bad_value;
    return wn::success;
  }
};

class TakesNote final : public Notifyee {
 public:
  Status cancel_connect_notify(NotifyInfo& info, const NotifyCancel& /*cancel*/) override {
    if (info.notify_status == NotifyStatus::pre) info.context = 1;
    return wn::success;
  }
};

/// N providers of which the last accepts, and two interested notifyees, behind a real Router.
struct Installed {
  explicit Installed(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      if (i + 1 == count) {
        providers.push_back(std::make_unique<Accepts>());
      } else {
        providers.push_back(std::make_unique<Declines>());
      }
      router.add_provider("provider" + std::to_string(i), *providers.back());
    }
    router.add_notifyee("first", notifyee);
    router.add_notifyee("second", notifyee);
  }
  std::vector<std::unique_ptr<Provider>> providers;
  TakesNote notifyee;
  Router router;
};

void cancel_bare(benchmark::State& state) {
  const bare::Loop loop{static_cast<std::size_t>(state.range(0))};
  for (auto _ : state) benchmark::DoNotOptimize(loop.cancel("Z:", 1, 0));
}

void cancel_untraced(benchmark::State& state) {
  Installed installed{static_cast<std::size_t>(state.range(0))};
  const std::uint64_t before = allocations();
  for (auto _ : state) {
    const CancelResult result = installed.router.cancel({.name = Text{"Z:"}});
    benchmark::DoNotOptimize(result.status);
  }
  state.counters["allocations"] = static_cast<double>(allocations() - before);
}

void cancel_recorded(benchmark::State& state) {
  Installed installed{static_cast<std::size_t>(state.range(0))};
  Trace trace;
  installed.router.record_to(&trace);
  installed.router.cancel({.name = Text{"Z:"}});
  const std::uint64_t before = allocations();
  for (auto _ : state) {
    trace.clear();
    const CancelResult result = installed.router.cancel({.name = Text{"Z:"}});
    benchmark::DoNotOptimize(result.status);
  }
  state.counters["allocations"] = static_cast<double>(allocations() - before);
}

void sizes(benchmark::internal::Benchmark* benchmark) {
  for (const int count : {1, 4, 8, 64, 1000}) benchmark->Arg(count);
}

BENCHMARK(cancel_bare)->Apply(sizes);
BENCHMARK(cancel_untraced)->Apply(sizes);
BENCHMARK(cancel_recorded)->Apply(sizes);

}  // namespace
}  // namespace mprsim
