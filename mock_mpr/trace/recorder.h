// Recorder: writes the events of one call of an application into a trace. Shared by all drivers, so that one
// operation leaves the same trace under each of them.
//
// Inline, because recording happens once per step. Thread-safety: that of the trace.
#pragma once

#include <cstddef>
#include <cstdint>

#include "mock_mpr/trace/trace.h"

namespace mprsim {

/// The first and the last line of a call.
struct CallLine {
  NameId app = NameId::null;
  Api api{};
  NameId name = NameId::null;    ///< the device or remote name that the call is about
  NameId device = NameId::null;  ///< add: the device to redirect
  std::uint32_t flags = 0;       ///< event_flag bits
};

class Recorder {
 public:
  /// The number of the call counts from 1; the time is virtual milliseconds.
  Recorder(Trace& trace, std::uint32_t call, std::uint32_t at_ms) noexcept
      : trace_(&trace), call_(call), at_ms_(at_ms) {}

  void begins(const CallLine& line) {
    Event event = made(EventKind::call_begins, static_cast<std::uint8_t>(line.api), {}, wn::success);
    event.subject = line.app;
    event.object = line.name;
    event.a = static_cast<std::uint32_t>(line.device);
    event.b = line.flags;
    trace_->append(event);
  }

  void ends(const CallLine& line, Status status, Reason reason, NameId text = NameId::null,
            std::uint32_t value = 0) {
    Event event = made(EventKind::call_ends, static_cast<std::uint8_t>(line.api), reason, status);
    event.subject = line.app;
    event.object = text;
    event.a = value;
    trace_->append(event);
  }

  void skipped(const Call& call, Reason reason, const Policy& policy) {
    const bool counts =
        reason.by == Switch::missing_export && policy.missing_export == MissingExport::no_network;
    Event event = made(EventKind::skipped, 0, reason, counts ? wn::no_network : wn::success);
    event.subject = call.kind() == CallKind::skip_provider ? trace_->provider(call.provider())
                                                           : trace_->notifyee(call.notifyee());
    trace_->append(event);
  }

  void looked_up(NameId device, Reason reason, Status status) {
    Event event = made(EventKind::looked_up, 0, reason, status);
    event.object = device;
    trace_->append(event);
  }

  void profile(ProfileAction action, NameId device, NameId remote, Reason reason, Status status) {
    Event event = made(EventKind::profile, static_cast<std::uint8_t>(action), reason, status);
    event.object = device;
    event.a = static_cast<std::uint32_t>(remote);
    trace_->append(event);
  }

  /// The position of a line whose outcome is not known yet; the events that it causes come after it. One of
  /// the two below fills it in. Without a position they write a new line.
  std::size_t open() { return trace_->open(); }

  void provider_called(std::size_t position, const Call& call, NameId name, std::uint32_t a,
                       std::uint32_t flags, Reason reason, Status status) {
    trace_->at(position) = provider_call(call, name, a, flags, reason, status);
  }
  void provider_called(const Call& call, NameId name, std::uint32_t a, std::uint32_t flags, Reason reason,
                       Status status) {
    trace_->append(provider_call(call, name, a, flags, reason, status));
  }

  /// The provider is what lpProvider held.
  void notified(std::size_t position, const Call& call, NameId provider, Reason reason, Reply reply) {
    trace_->at(position) = notification(call, provider, reason, reply);
  }
  void notified(const Call& call, NameId provider, Reason reason, Reply reply) {
    trace_->append(notification(call, provider, reason, reply));
  }

 private:
  Event provider_call(const Call& call, NameId name, std::uint32_t a, std::uint32_t flags, Reason reason,
                      Status status) const noexcept {
    Event event =
        made(EventKind::provider_called, static_cast<std::uint8_t>(call.function()), reason, status);
    event.subject = trace_->provider(call.provider());
    event.object = name;
    event.a = a;
    event.b = flags;
    return event;
  }

  // The context is the one that an advance notification left, or the one that an after-the-fact notification
  // got.
  Event notification(const Call& call, NameId provider, Reason reason, Reply reply) const noexcept {
    const NotifyInfo& info = call.info();
    const auto action =
        static_cast<std::uint32_t>(info.notify_status) | (call.details().is_add() ? event_flag::add : 0U);
    Event event = made(EventKind::notified, static_cast<std::uint8_t>(action), reason, reply.status);
    event.subject = trace_->notifyee(call.notifyee());
    event.object = provider;
    event.a = info.operation_status.code();
    event.b =
        static_cast<std::uint32_t>(call.kind() == CallKind::notify_before ? reply.context : info.context);
    return event;
  }

  Event made(EventKind kind, std::uint8_t action, Reason reason, Status status) const noexcept {
    return {.at_ms = at_ms_,
            .call = call_,
            .kind = kind,
            .action = action,
            .rule = reason.rule,
            .by = reason.by,
            .status = status};
  }

  Trace* trace_;
  std::uint32_t call_;
  std::uint32_t at_ms_;
};

}  // namespace mprsim
