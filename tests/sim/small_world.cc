#include "tests/sim/small_world.h"

#include <cstdlib>
#include <functional>
#include <utility>

#include "mock_mpr/trace/trace_line.h"

namespace mprsim {
namespace {

std::string_view without_arrow(std::string_view who) {
  for (const std::string_view mark : {"→ ", "  "}) {
    if (who.starts_with(mark)) who.remove_prefix(mark.size());
  }
  return who;
}

std::string line(const Event& event, const TraceLine& words) {
  std::string line = std::to_string(event.at_ms);
  line.append(" ").append(without_arrow(words.who)).append(" ").append(words.action);
  if (!words.result.empty()) line.append(words.action.empty() ? "" : " ").append(words.result);
  return line;
}

std::vector<std::string> lines(const Trace& trace, const std::function<bool(const Event&)>& wanted,
                               bool with_reason) {
  std::vector<std::string> lines;
  for (const Event& event : trace.events()) {
    if (!wanted(event)) continue;
    const TraceLine words = describe(trace, event);
    lines.push_back(line(event, words));
    if (with_reason) lines.back().append(" / ").append(words.reason);
  }
  return lines;
}

}  // namespace

SmallWorld::SmallWorld(const Policy& policy) : trace(policy) {
  setup.policy = policy;
  session("user");
  add_app("app");
}

FakeProvider& SmallWorld::provider(std::string name, Abilities abilities) {
  const auto id = setup.registry.add_provider(std::move(name), abilities);
  trace.bind(setup.registry);
  state.providers.emplace_back();
  return setup.providers.emplace_back(FakeProvider{{}, *id, trace.provider(*id)});
}

FakeNotifyee& SmallWorld::notifyee(std::string name, bool loads) {
  const auto id = setup.registry.add_notifyee(std::move(name), loads);
  trace.bind(setup.registry);
  state.notifyees.emplace_back();
  return setup.notifyees.emplace_back(FakeNotifyee{.id = *id, .name = trace.notifyee(*id)});
}

SessionId SmallWorld::session(std::string_view name) {
  return world().find_or_add_session(trace.intern(name));
}

AppId SmallWorld::add_app(std::string_view name, SessionId in) {
  state.apps.push_back({trace.intern(name), in});
  return static_cast<AppId>(state.apps.size() - 1);
}

ConnectionId SmallWorld::connect(std::string_view device, std::string_view remote, ProviderId owner,
                                 SessionId in) {
  return world().connect({.session = in,
                          .device = device.empty() ? NameId::null : trace.intern(device),
                          .remote = trace.intern(remote),
                          .owner = owner});
}

// The events of the preparation are dropped: a test looks at the events that follow.
FileId SmallWorld::open(ConnectionId on, std::string_view path, std::string_view by,
                        std::uint32_t unwritten) {
  const FileId file = world().open_file({on, trace.intern(path), trace.intern(by), unwritten}, recorder());
  trace.clear();
  return file;
}

JobId SmallWorld::print(ConnectionId on, std::string_view document, std::uint32_t pages) {
  const JobId job = world().start_job({on, trace.intern(document), pages}, recorder());
  trace.clear();
  return job;
}

UseId SmallWorld::use(ConnectionId on, std::string_view process) {
  const UseId use = world().begin_use({on, trace.intern(process)}, recorder());
  trace.clear();
  return use;
}

Status SmallWorld::remember(std::string_view device, std::string_view remote, std::string_view provider,
                            SessionId in) {
  return world().session(in).store.remember(
      {std::string(device), std::string(remote), "", std::string(provider), 0x00020000, ResourceType::disk});
}

Policy with(Switch id, std::string_view value, Policy policy) {
  if (!set(policy, id, value)) std::abort();
  return policy;
}

std::vector<std::string> trace_lines(const Trace& trace) {
  return lines(
      trace, [](const Event&) { return true; }, false);
}

std::vector<std::string> trace_lines(const Trace& trace, EventKind kind) {
  return lines(
      trace, [kind](const Event& event) { return event.kind == kind; }, false);
}

std::vector<std::string> reasons(const Trace& trace, EventKind kind) {
  return lines(
      trace, [kind](const Event& event) { return event.kind == kind; }, true);
}

}  // namespace mprsim
