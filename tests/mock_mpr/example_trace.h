// Traces made by hand for the tests of the trace and its renderers.
#pragma once

#include <string>
#include <string_view>

#include "mock_mpr/trace/trace.h"

namespace mprsim::handmade {

/// Interns as it goes: nullptr is NULL, "<poison>" is poison.
inline NameId id(Trace& trace, const char* name) {
  if (name == nullptr) return NameId::null;
  return std::string_view(name) == "<poison>" ? NameId::poison : trace.intern(name);
}

/// An event of one of the kinds, with the fields of Event spelled out where a test is about them.
inline Event begins(Trace& trace, const char* app, Api api, const char* name, std::uint32_t flags = 0,
                    const char* device = nullptr) {
  return {.kind = EventKind::call_begins,
          .action = static_cast<std::uint8_t>(api),
          .status = {},
          .subject = id(trace, app),
          .object = id(trace, name),
          .a = static_cast<std::uint32_t>(id(trace, device)),
          .b = flags};
}

inline Event ends(Trace& trace, const char* app, Api api, Status status, const char* text = nullptr,
                  std::uint32_t value = 0) {
  return {.kind = EventKind::call_ends,
          .action = static_cast<std::uint8_t>(api),
          .status = status,
          .subject = id(trace, app),
          .object = id(trace, text),
          .a = value};
}

struct Notice {
  NotifyStatus when = NotifyStatus::pre;
  bool add = false;
  Status operation{};
  const char* provider = nullptr;
  std::uint32_t context = 0;
  Status reply{};
};

inline Event notified(Trace& trace, const char* notifyee, const Notice& notice) {
  return {.kind = EventKind::notified,
          .action = static_cast<std::uint8_t>(static_cast<std::uint32_t>(notice.when) |
                                              (notice.add ? event_flag::add : 0U)),
          .status = notice.reply,
          .subject = id(trace, notifyee),
          .object = id(trace, notice.provider),
          .a = notice.operation.code(),
          .b = notice.context};
}

inline Event called(Trace& trace, const char* provider, NpFunction function, const char* name, Status reply,
                    bool force = false) {
  return {.kind = EventKind::provider_called,
          .action = static_cast<std::uint8_t>(function),
          .status = reply,
          .subject = id(trace, provider),
          .object = id(trace, name),
          .b = force ? event_flag::force : 0U};
}

inline Event with_remote(Trace& trace, Event event, const char* remote) {
  event.a = static_cast<std::uint32_t>(id(trace, remote));
  return event;
}

inline Event with_value(Event event, std::uint32_t value) {
  event.a = value;
  return event;
}

inline Event profile(Trace& trace, ProfileAction action, const char* device, Status status,
                     const char* remote = nullptr) {
  return {.kind = EventKind::profile,
          .action = static_cast<std::uint8_t>(action),
          .status = status,
          .object = id(trace, device),
          .a = static_cast<std::uint32_t>(id(trace, remote))};
}

inline Event world(Trace& trace, WorldAction action, const char* who, const char* what,
                   std::uint32_t value = 0, Status status = {}) {
  return {.kind = EventKind::world,
          .action = static_cast<std::uint8_t>(action),
          .status = status,
          .subject = id(trace, who),
          .object = id(trace, what),
          .a = value};
}

inline Event because(Event event, Rule rule, Switch by = Switch::none) {
  event.rule = rule;
  event.by = by;
  return event;
}

inline Event in_call(Event event, std::uint32_t call, std::uint32_t at_ms = 0) {
  event.call = call;
  event.at_ms = at_ms;
  return event;
}

/// The cancel that docs/trace-format.md explains.
inline Trace example_trace() {
  Trace trace;
  const auto add = [&trace](const Event& event) { trace.append() = in_call(event, 1); };
  const auto cancel = NpFunction::NPCancelConnection;
  add(begins(trace, "app", Api::cancel_connection2, "Z:", event_flag::update_profile));
  add(because(notified(trace, "indexer", {.context = 1}), Rule::notify_before_first_provider));
  add(world(trace, WorldAction::file_closed, "indexer", "Z:\\catalog.db"));
  add(because(called(trace, "LanMan", cancel, "Z:", wn::success), Rule::route_stop_at_success));
  add(world(trace, WorldAction::disconnected, "LanMan", "Z:"));
  add(because(profile(trace, ProfileAction::forget, "Z:", wn::success), Rule::profile_update_forgets));
  add(because(notified(trace, "indexer", {.when = NotifyStatus::post, .provider = "LanMan", .context = 1}),
              Rule::notifyinfo_context_round_trip));
  add(because(ends(trace, "app", Api::cancel_connection2, wn::success), Rule::route_stop_at_success));
  return trace;
}

}  // namespace mprsim::handmade
