// What a host costs: its life (start, load, end), which is paid once per check, and the round trip of a call.
// The bounds are 5 ms and 30 us on an idle machine.
#include <benchmark/benchmark.h>

#include "sim/plugin/plugin_process.h"

namespace mprsim {
namespace {

PluginSpec spec() {
  PluginSpec spec;
  spec.plugin = MPRSIM_BENCH_PLUGIN;
  spec.host = MPRSIM_HOST;
  return spec;
}

void plugin_host_life(benchmark::State& state) {
  for (auto _ : state) {
    auto process = PluginProcess::start(spec());
    if (!process) return state.SkipWithError(process.error().what.c_str());
  }
}
BENCHMARK(plugin_host_life)->Unit(benchmark::kMillisecond)->UseRealTime();

void call_repeatedly(benchmark::State& state, const PluginCall& call) {
  PluginSpec patient = spec();
  patient.process_limit = std::chrono::minutes(10);
  auto process = PluginProcess::start(patient);
  if (!process) return state.SkipWithError(process.error().what.c_str());
  for (auto _ : state) {
    auto reply = process->call(call);
    if (!reply) return state.SkipWithError(reply.error().what.c_str());
    benchmark::DoNotOptimize(reply);
  }
}

void plugin_call_plain(benchmark::State& state) { call_repeatedly(state, {"NPGetCaps", {ValueArgument{6}}}); }
void plugin_call_cancel(benchmark::State& state) {
  call_repeatedly(state, {"NPCancelConnection", {TextArgument{u"Z:"}, ValueArgument{0}}});
}
void plugin_call_get(benchmark::State& state) {
  call_repeatedly(state, {"NPGetConnection", {TextArgument{u"Z:"}, BufferArgument{256}, CellArgument{128}}});
}
BENCHMARK(plugin_call_plain)->Unit(benchmark::kMicrosecond)->UseRealTime();
BENCHMARK(plugin_call_cancel)->Unit(benchmark::kMicrosecond)->UseRealTime();
BENCHMARK(plugin_call_get)->Unit(benchmark::kMicrosecond)->UseRealTime();

}  // namespace
}  // namespace mprsim
