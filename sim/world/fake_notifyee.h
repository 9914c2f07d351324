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

/// What a notifyee is told: the part of NOTIFYCANCEL and NOTIFYADD that scripts act on.
struct NotificationDetails {
  bool add = false;
  SessionId session{};
  Text provider{};
  NotifyCancel cancelled{};  ///< of a cancel: all that it says
  NotifyAdd added{};         ///< of an add
};

/// One notification: carries out the notifyee's script, records what it does, and returns its answer. Before
/// the operation the answer holds a new context, unless the script declines: the next number after
/// `last_context`, which counts the contexts of the run.
Reply notify(const FakeNotifyee& notifyee, FakeNotifyeeState& state, World& world,
             const WorldRecorder& recorder, const NotifyInfo& info, const NotificationDetails& details,
             Context& last_context);

}  // namespace mprsim
