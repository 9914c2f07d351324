// Loading a scenario file of 60 lines, against the TOML library alone on the same text.
//
// toml++ is renamed here: it is compiled with its own assertions in scenarios/language/toml_reader.cc, and
// one program must not have two meanings of one function.
#include <cstdint>
#include <string>
#include <string_view>

#define toml toml_alone
#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 1
#define TOML_ENABLE_FORMATTERS 0
#include <benchmark/benchmark.h>
#include <toml++/toml.h>

#include "scenarios/language/loader.h"
#include "scenarios/language/toml_reader.h"

namespace {

constexpr std::string_view scenario = R"(title = "Advance notification lets an application let go"
why = """
The indexer holds a file on Z:. It closes it when told that Z: is about to go, so nothing blocks, and the
backup, which does not listen, is thrown off by force afterwards."""
shows = ["notify.before-first-provider", "force.open-files-block", "notifyinfo.context-round-trip"]

[[provider]]
name = "WebClient"
owns = ['\\dav.example.com']
latency = "5ms"

[[provider]]
name = "LanMan"

[[notifyee]]
name = "indexer"
before = { close = 'Z:\catalog.db' }
after = { open = 'Z:\catalog.db', returns = ["WN_SUCCESS"] }

[[connection]]
device = "Z:"
remote = '\\files\team'
provider = "LanMan"
remembered = true
open = [{ file = 'Z:\catalog.db', by = "indexer" }, { file = 'Z:\plan.docx', by = "editor", unwritten = 3 }]

[[connection]]
device = "LPT1"
remote = '\\print\laser'
provider = "LanMan"
jobs = [{ document = "report", pages = 4, page_time = "1s" }]

[[step]]
cancel = "Z:"
update_profile = true
expect = { status = "WN_OPEN_FILES", provider = "", connected = true, remembered = true }

[[step]]
cancel = "Z:"
force = true
update_profile = true
[step.expect]
status = "WN_SUCCESS"
provider = "LanMan"
called = ["WebClient", "LanMan"]
notified = ["indexer:before", "indexer:after"]
files = { 'Z:\catalog.db' = "closed", 'Z:\plan.docx' = "stale" }
lost = ['Z:\plan.docx']

[[step]]
logon = true
expect = { restored = [], at = "10ms" }

[golden]
trace = '''
0.000  app        WNetCancelConnection2(Z:, UPDATE_PROFILE, fForce=FALSE)
0.000  -> indexer CancelConnectNotify PRE  status=WN_SUCCESS provider=? ctx=NULL   = WN_SUCCESS ctx=#1
0.000  -> LanMan  NPCancelConnection(Z:, FALSE)                                    = WN_OPEN_FILES
'''
)";

void toml_library_alone(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(toml_alone::parse(scenario));
}
BENCHMARK(toml_library_alone)->Unit(benchmark::kMicrosecond);

void guarded_toml(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(mprsim::read_toml(scenario));
}
BENCHMARK(guarded_toml)->Unit(benchmark::kMicrosecond);

void load_scenario(benchmark::State& state) {
  for (auto _ : state) {
    auto loaded = mprsim::load_scenario(scenario, "bench.toml");
    if (!loaded) state.SkipWithError(loaded.error().front().message.c_str());
    benchmark::DoNotOptimize(loaded);
  }
}
BENCHMARK(load_scenario)->Unit(benchmark::kMicrosecond);

}  // namespace
