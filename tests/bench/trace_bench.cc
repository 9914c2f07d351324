// What the trace costs: to record an event, to hash one, and to render them each way. The peer of the JSON
// renderer is fmt at run time with the same keys, in the same run. Read items_per_second (events) and
// bytes_per_second (output).
#include <cstdint>
#include <iterator>
#include <string>

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include "mock_mpr/trace/trace.h"
#include "mock_mpr/trace/trace_json.h"
#include "mock_mpr/trace/trace_text.h"

namespace mprsim {
namespace {

constexpr std::int64_t event_count = 10'000;

// Provider calls, every tenth event a notification: what a long trace is made of.
void fill(Trace& trace) {
  const NameId name = trace.intern("Z:");
  const NameId provider = trace.intern("LanMan");
  const NameId notifyee = trace.intern("indexer");
  for (std::int64_t i = 0; i < event_count; ++i) {
    Event& event = trace.append();
    event.at_ms = static_cast<std::uint32_t>(i);
    event.call = 1;
    event.object = name;
    if (i % 10 == 0) {
      event.kind = EventKind::notified;
      event.action = static_cast<std::uint8_t>(NotifyStatus::pre);
      event.subject = notifyee;
      event.b = 1;
      event.rule = Rule::notify_before_first_provider;
    } else {
      event.kind = EventKind::provider_called;
      event.action = static_cast<std::uint8_t>(NpFunction::NPCancelConnection);
      event.subject = provider;
      event.status = wn::not_connected;
      event.rule = Rule::route_not_connected_on_cancel;
      event.by = Switch::not_connected;
    }
  }
}

Trace long_trace() {
  Trace trace;
  fill(trace);
  return trace;
}

void count(benchmark::State& state, std::size_t bytes_each) {
  state.SetItemsProcessed(state.iterations() * event_count);
  if (bytes_each > 0) state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes_each));
}

void record_events(benchmark::State& state) {
  Trace trace = long_trace();
  for (auto _ : state) {
    trace.clear();
    fill(trace);
    benchmark::DoNotOptimize(trace.events().data());
  }
  count(state, 0);
}
BENCHMARK(record_events);

void hash_events(benchmark::State& state) {
  const Trace trace = long_trace();
  for (auto _ : state) benchmark::DoNotOptimize(trace.hash());
  count(state, 0);
}
BENCHMARK(hash_events);

template <class Render>
void render(benchmark::State& state, Render render_once) {
  const Trace trace = long_trace();
  std::size_t bytes = 0;
  for (auto _ : state) {
    const std::string out = render_once(trace);
    bytes = out.size();
    benchmark::DoNotOptimize(out.data());
  }
  count(state, bytes);
}

void text(benchmark::State& state) { render(state, render_text); }
BENCHMARK(text)->Unit(benchmark::kMillisecond);

void json_lines(benchmark::State& state) {
  render(state, [](const Trace& trace) { return render_jsonl(trace, {}); });
}
BENCHMARK(json_lines)->Unit(benchmark::kMillisecond);

// Provider calls alone, and nothing escaped.
std::string render_with_fmt(const Trace& trace) {
  std::string out;
  out.reserve(trace.events().size() * 288);
  std::size_t sequence = 0;
  for (const Event& event : trace.events()) {
    fmt::format_to(
        std::back_inserter(out),
        R"({{"seq":{},"time":{},"call":{},"event":"provider_called","provider":"{}","function":"{}",)"
        R"("name":"{}","remote":null,"force":{},"reply":{{"code":{},"name":"{}"}},"value":{},)"
        R"("rule":"{}","switch":"{}"}})"
        "\n",
        sequence++, event.at_ms, event.call, trace.text(event.subject), "NPCancelConnection",
        trace.text(event.object), false, event.status.code(), name(event.status), event.a, slug(event.rule),
        name(event.by));
  }
  return out;
}

void json_lines_with_fmt(benchmark::State& state) { render(state, render_with_fmt); }
BENCHMARK(json_lines_with_fmt)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace mprsim
