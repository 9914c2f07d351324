// Fake notifyees: applications that are told of a connection change and do something about it.
//
// Pages: nf-npapi-cancelconnectnotify, nf-npapi-addconnectnotify, ns-npapi-notifyinfo. Thread-safety: none
// needed.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/choice/fault.h"
#include "sim/world/world.h"

namespace mprsim {

/// What it does in one of its notifications.
struct NotifyeeScript {
  std::vector<NameId> close{};    ///< files: closes its own handles
  std::vector<NameId> open{};     ///< files: opens them in its own name
  std::vector<NameId> end{};      ///< processes that it tells to let go of their devices
  std::vector<Status> returns{};  ///< by call; WN_SUCCESS after the last
  bool declines = false;          ///< leaves lpContext NULL
  bool edits = false;             ///< scribbles over the details
  bool reads_provider = false;    ///< reads lpProvider
};

/// Its four notifications: CancelConnectNotify before and after, AddConnectNotify before and after.
inline constexpr std::size_t notification_kinds = 4;
constexpr std::size_t notification_slot(bool add, NotifyStatus when) noexcept {
  return (add ? 2U : 0U) + (when == NotifyStatus::post ? 1U : 0U);
}

struct FakeNotifyee {
  NotifyeeId id{};
  NameId name = NameId::null;
  SimTime latency{0};       ///< of each call
  SimTime latency_most{0};  ///< if more than that: drawn between them for each call
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
Reply notify(const FakeNotifyee& notifyee, FakeNotifyeeState& state, World& world, const Recording& recording,
             const Call& call, SessionId session, Context& last_context);

}  // namespace mprsim
