#include "sim/checks/invariants.h"

#include <algorithm>
#include <string>

namespace mprsim {
namespace {

std::uint32_t callable_notifyees(const Setup& setup) {
  if (setup.policy.notifyees == Notifyees::not_called) return 0;
  std::uint32_t bits = 0;
  for (std::size_t i = 0; i < setup.registry.notifyee_count(); ++i) {
    if (setup.registry.loads(static_cast<NotifyeeId>(i))) bits |= std::uint32_t{1} << i;
  }
  return bits;
}

const RememberedStore& store_of(const SimulationState& state, std::size_t session) {
  return state.world.session(static_cast<SessionId>(session)).store;
}

}  // namespace

Invariants::Invariants(const Setup& setup, const Trace& trace)
    : checked_{setup, trace, callable_notifyees(setup)}, trace_(&trace) {}

void Invariants::begin(const SimulationState& state) {
  state_ = &state;
  violations_.clear();
  seen_ = 0;
  calls_.clear();
  const World& world = state.world;
  counts_ = world.counts();
  connections_made_ = world.connection_count();
  alive_.clear();
  for (std::size_t i = 0; i < connections_made_; ++i) {
    alive_.push_back(world.connection(static_cast<ConnectionId>(i)).connected ? 1 : 0);
  }
  sessions_.clear();
  for (std::size_t i = 0; i < world.session_count(); ++i) {
    sessions_.push_back({.entries = store_of(state, i).entries().size()});
  }
  world_changed_ = false;
  ended_.clear();
}

void Invariants::check_new_events() {
  const auto events = trace_->events();
  for (std::size_t i = seen_; i < events.size(); ++i) check_event(events[i], i);
  seen_ = events.size();
  check_world();
}

void Invariants::check_event(const Event& event, std::size_t position) {
  if (event.kind == EventKind::world) return check_world(event, position);
  if (event.kind == EventKind::call_begins) return begin_call(event);
  check_call(event, position);
}

void Invariants::begin_call(const Event& event) {
  const auto& apps = state_->apps;
  const auto app = std::ranges::find(apps, event.subject, &App::name);
  const auto id = static_cast<AppId>(app - apps.begin());
  const SessionId session = app == apps.end() ? SessionId{} : app->session;
  calls_.emplace_back(event, id, session, connections_made_);
}

// Calls are numbered in the order in which they begin.
CallCheck* Invariants::find_call(std::uint32_t number) noexcept {
  return number == 0 || number > calls_.size() ? nullptr : &calls_[number - 1];
}

void Invariants::check_call(const Event& event, std::size_t position) {
  CallCheck* call = find_call(event.call);
  if (call == nullptr) return;
  call->check_event(event, position, checked_, violations_);
  if (event.kind == EventKind::profile && event.status.ok()) {
    SessionLedger& session = sessions_[static_cast<std::size_t>(call->session())];
    const auto action = static_cast<ProfileAction>(event.action);
    if (action == ProfileAction::forget) ++session.forgotten;
    if (action == ProfileAction::remember) ++session.remembered;
  }
  if (event.kind == EventKind::call_ends) check_end(event, position, *call);
}

// force.gone-after-success: the connections that the provider had under this name before the call are gone.
// One that was made during the call may stay: another application may have connected the device again.
void Invariants::check_end(const Event& event, std::size_t position, CallCheck& call) {
  if (!call.cancels() || !event.status.ok() || !call.accepted_by() || call.was_lied_to()) return;
  const std::string_view name = trace_->text(call.name());
  const World& world = state_->world;
  const auto stayed = [&](std::optional<ConnectionId> id) {
    return id && static_cast<std::size_t>(*id) < call.connections_before() &&
           world.connection(*id).owner == *call.accepted_by();
  };
  bool any = stayed(world.find_device(call.session(), name, *trace_));
  for (auto id = world.find_remote(call.session(), name, *trace_); id && !any;
       id = world.find_remote(call.session(), name, *trace_, static_cast<std::size_t>(*id) + 1)) {
    any = stayed(id);
  }
  if (!any) return;
  violations_.add(Rule::force_gone_after_success, position,
                  std::string{name} + " was cancelled with success, but the connection is still there");
}

void Invariants::check_world(const Event& event, std::size_t position) {
  CallCheck* call = find_call(event.call);
  if (call != nullptr) call->check_change(event, position, checked_, violations_);
  world_changed_ = true;
  switch (static_cast<WorldAction>(event.action)) {
    case WorldAction::connected:
      ++connections_made_;
      ++counts_.connections;
      alive_.push_back(1);
      break;
    case WorldAction::disconnected:
      --counts_.connections;
      ended_.push_back({position, call == nullptr ? SessionId{} : call->session()});
      break;
    case WorldAction::file_opened:
      if (event.status.ok()) ++counts_.handles;
      break;
    case WorldAction::file_closed:
      --counts_.handles;
      break;
    case WorldAction::job_started:
      ++counts_.jobs;
      break;
    case WorldAction::job_finished:
    case WorldAction::job_aborted:
      --counts_.jobs;
      break;
    case WorldAction::use_began:
      ++counts_.uses;
      break;
    case WorldAction::use_ended:
      --counts_.uses;
      break;
    default:
      break;
  }
}

// --- The world, compared with the events.

void Invariants::check_world() {
  if (world_changed_) check_connections();
  if (world_changed_) check_counts();
  check_stores();
  check_last_errors();
  check_notifyees();
  world_changed_ = false;
  ended_.clear();
}

// Every connection that ended has an event in its own session, and every such event has a connection that
// ended.
void Invariants::check_connections() {
  const World& world = state_->world;
  alive_.resize(world.connection_count(), 0);
  for (const EndedConnection& ended : ended_) {
    if (match(ended)) continue;
    violations_.add(Rule::provider_no_collateral, ended.event,
                    "an event ends a connection that does not exist");
  }
  for (std::size_t i = 0; i < alive_.size(); ++i) {
    const bool connected = world.connection(static_cast<ConnectionId>(i)).connected;
    if (connected == (alive_[i] != 0)) continue;
    violations_.add(
        Rule::provider_no_collateral, seen_ - 1,
        connected ? "a connection was made without an event" : "a connection ended without an event");
    alive_[i] = connected ? 1 : 0;
  }
}

// Finds the connection that an event ended. An event names a device and a provider but no session, and two
// sessions may have the same device. So the session of the caller is tried first; a match in another session
// breaks name.session.
bool Invariants::match(EndedConnection ended) {
  const World& world = state_->world;
  const Event& event = trace_->events()[ended.event];
  for (const bool foreign : {false, true}) {
    for (std::size_t i = 0; i < alive_.size(); ++i) {
      const auto id = static_cast<ConnectionId>(i);
      const Connection& connection = world.connection(id);
      const NameId name = connection.device == NameId::null ? connection.remote : connection.device;
      const bool ended_now = alive_[i] != 0 && !connection.connected;
      if (!ended_now || name != event.object || trace_->provider(connection.owner) != event.subject) continue;
      if (!foreign && connection.session != ended.session) continue;
      if (foreign)
        violations_.add(Rule::name_session, ended.event, "a call ended a connection of another session");
      alive_[i] = 0;
      check_emptied(id);
      return true;
    }
  }
  return false;
}

// Nothing may stay open on a connection that has ended. Only under the policy use_force, open handles may
// stay.
void Invariants::check_emptied(ConnectionId id) {
  const World& world = state_->world;
  const bool files_may_stay = checked_.setup.policy.force_levels == ForceLevels::use_force;
  if (world.has_open_files(id) && !files_may_stay) {
    violations_.add(Rule::force_stale_handles, seen_ - 1,
                    "a file is still open on a connection that has ended");
  }
  if (world.has_jobs(id)) {
    violations_.add(Rule::force_overrides, seen_ - 1, "a job still prints on a connection that has ended");
  }
  if (world.is_in_use(id)) {
    violations_.add(Rule::force_overrides, seen_ - 1, "a process still uses a connection that has ended");
  }
}

void Invariants::check_counts() {
  const World::Counts now = state_->world.counts();
  if (now == counts_) return;
  violations_.add(
      now.connections == counts_.connections ? Rule::provider_no_leak : Rule::provider_no_collateral,
      seen_ - 1, "the world differs from what its events say");
  counts_ = now;
}

// profile.failure-keeps, name.session: an entry goes only through a "forgets" event, and only in the store of
// the caller's session. An add may replace an entry, so that `remembered` is an upper bound.
void Invariants::check_stores() {
  for (std::size_t i = 0; i < sessions_.size(); ++i) {
    SessionLedger& session = sessions_[i];
    const std::size_t now = store_of(*state_, i).entries().size();
    const std::size_t most = session.entries + session.remembered;
    const bool vanished = now + session.forgotten < session.entries;
    const bool stayed = now + session.forgotten > most;
    if (vanished) {
      violations_.add(Rule::profile_failure_keeps, seen_ - 1,
                      "a remembered entry is gone without an event that forgets it");
    }
    if (stayed) {
      violations_.add(Rule::restore_forgotten, seen_ - 1,
                      "an entry was forgotten, but it is still remembered");
    }
    session = {.entries = now};
  }
}

// notifyinfo.context-null-before
void Invariants::check_notifyees() {
  for (const FakeNotifyeeState& notifyee : state_->notifyees) {
    if (!notifyee.found_context) continue;
    violations_.add(Rule::notifyinfo_context_null_before, seen_ - 1,
                    "a notifyee found a context in a notification with NOTIFY_PRE");
  }
}

// error.last-error-by-router: if the last event ends a call, the last error of its caller is the status of
// the call.
void Invariants::check_last_errors() {
  if (checked_.setup.policy.last_error == LastError::untouched) return;
  const Event& last = trace_->events()[seen_ - 1];
  if (last.kind != EventKind::call_ends) return;
  const CallCheck* call = find_call(last.call);
  if (call == nullptr) return;
  const Status told = state_->apps[static_cast<std::size_t>(call->app())].errors.last_error();
  if (told == last.status) return;
  violations_.add(
      Rule::error_last_error_by_router, seen_ - 1,
      "the call returned " + to_string(last.status) + ", but the last error is " + to_string(told));
}

}  // namespace mprsim
