// Fake notifyees: applications that are notified of a connection change and react to it.
//
// Pages: nf-npapi-cancelconnectnotify, nf-npapi-addconnectnotify, ns-npapi-notifyinfo. Thread-safety: none;
// one call at a time on one World. Nothing throws but std::bad_alloc.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/choice/fault.h"
#include "sim/choice/latency.h"
#include "sim/world/notifyee_script.h"
#include "sim/world/world.h"

namespace mprsim {

/// What it does in one of its notifications.
using NotifyeeScript = NotifyeeActions<NameId>;

/// Its four notifications: CancelConnectNotify before and after, AddConnectNotify before and after.
inline constexpr std::size_t notification_kinds = 4;
constexpr std::size_t notification_slot(bool add, NotifyStatus when) noexcept {
  return (add ? 2U : 0U) + (when == NotifyStatus::post ? 1U : 0U);
}

struct FakeNotifyee {
  NotifyeeId id{};
  NameId name = NameId::null;
  Latency latency{};  ///< of each call
  std::array<NotifyeeScript, notification_kinds> scripts{};
  FaultPlan faults{};
};

struct FakeNotifyeeState {
  std::array<std::uint32_t, notification_kinds> calls{};
  bool crashed = false;
  bool found_context = false;  ///< in some advance notification, where there is none
};

/// Runs the notifyee's script for a notification in a logon session. New contexts are drawn from
/// `last_context`, which counts the contexts of the run.
Reply notify(const FakeNotifyee& notifyee, FakeNotifyeeState& state, World& world,
             const WorldRecorder& recorder, const Call& call, SessionId session, Context& last_context);

}  // namespace mprsim
