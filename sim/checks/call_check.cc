#include "sim/checks/call_check.h"

#include <algorithm>
#include <bit>
#include <string_view>

#include "mock_mpr/operations/start.h"
#include "mock_mpr/text/name.h"

namespace mprsim {
namespace {

constexpr std::uint32_t bit(std::size_t notifyee) noexcept { return std::uint32_t{1} << notifyee; }

}  // namespace

struct CallCheck::Place {
  const CheckedSetup& checked;
  std::size_t position;
  Violations& out;

  const Policy& policy() const noexcept { return checked.setup.policy; }
  const Registry& registry() const noexcept { return checked.setup.registry; }
  const Trace& trace() const noexcept { return checked.trace; }
  void broken(Rule rule, std::string what) const { out.add(rule, position, std::move(what)); }

  std::size_t notifyee(NameId name) const noexcept {
    std::size_t i = 0;
    while (i < registry().notifyee_count() && trace().notifyee(static_cast<NotifyeeId>(i)) != name) ++i;
    return i;
  }
  // It is most often the one whose turn it is.
  std::size_t provider(NameId name, std::size_t guess) const noexcept {
    const std::size_t count = registry().provider_count();
    if (guess < count && trace().provider(static_cast<ProviderId>(guess)) == name) return guess;
    std::size_t i = 0;
    while (i < count && trace().provider(static_cast<ProviderId>(i)) != name) ++i;
    return i;
  }
  std::string quoted(NameId name) const {
    if (name == NameId::null) return "NULL";
    return name == NameId::poison ? "the poison pointer" : std::string{trace().text(name)};
  }
};

CallCheck::CallCheck(const Event& begins, AppId app, SessionId session, std::size_t connections) noexcept
    : app_(app),
      session_(session),
      api_(static_cast<Api>(begins.action)),
      name_(begins.object),
      flags_(begins.b),
      connections_before_(connections) {}

bool CallCheck::cancels() const noexcept {
  return api_ == Api::cancel_connection || api_ == Api::cancel_connection2 || api_ == Api::disconnect_dialog;
}

bool CallCheck::adds() const noexcept {
  return api_ == Api::add_connection || api_ == Api::add_connection2 || api_ == Api::add_connection3;
}

bool CallCheck::is_routed(NpFunction function) const noexcept {
  if (cancels()) return function == NpFunction::NPCancelConnection;
  return adds() && (function == NpFunction::NPAddConnection || function == NpFunction::NPAddConnection3);
}

void CallCheck::see(const Event& event, std::size_t position, const CheckedSetup& checked, Violations& out) {
  const Place place{checked, position, out};
  provider_call_.is_last = event.kind == EventKind::provider_called;
  switch (event.kind) {
    case EventKind::notified:
      return check_notified(event, place);
    case EventKind::provider_called:
      return check_provider(event, place);
    case EventKind::skipped:
      return check_skipped(event, place);
    case EventKind::profile:
      return check_profile(event, place);
    case EventKind::looked_up:
      op_.absent = event.status == wn::not_connected;
      op_.silent = op_.absent && op_.round.cursor == 0 && place.policy().forget_only == ForgetOnly::silent;
      return;
    case EventKind::call_ends:
      return check_end(event, place);
    default:
      return;
  }
}

// --- Notifyees.

bool CallCheck::begin_round(Rule broken, const Place& place) {
  const bool failed = op_.round.told_status && !op_.round.told_status->ok();
  const bool asked = place.policy().notify_retry == NotifyRetry::retry && op_.round.retry != 0 && failed;
  if (!asked) {
    place.broken(broken, "the operation goes on after its after-the-fact notification");
    return false;
  }
  if (op_.rounds == Notification::max_retries) {
    place.broken(Rule::notify_retry_after_failure, "the operation is retried without end");
  }
  ++op_.rounds;
  op_.told = op_.interested = op_.round.retry;
  op_.absent = op_.vetoed = false;
  op_.round = Round{};
  return true;
}

void CallCheck::check_notified(const Event& event, const Place& place) {
  const bool for_add = (event.action & event_flag::add) != 0;
  const std::uint32_t when = event.action & ~event_flag::add;
  const std::size_t notifyee = place.notifyee(event.subject);
  if (notifyee == place.registry().notifyee_count()) return;  // a callback, which is no notification
  const bool told_of_this = for_add ? adds() : cancels();
  if (!told_of_this) {
    place.broken(api_ == Api::logon ? Rule::notify_silent_on_restore : Rule::notify_both_cancel_calls,
                 "a call is notified as what it is not");
  }
  if (place.policy().notifyees == Notifyees::not_called) {
    place.broken(Rule::notify_both_cancel_calls, "a notifyee is called where none is");
  }
  const bool rejected = cancels() && place.trace().text(name_).empty();
  if (rejected && place.policy().null_name != NullName::to_providers) {
    place.broken(Rule::notify_silent_on_bad_parameter, "a notifyee hears of a name that was rejected");
  }
  if (op_.silent) place.broken(Rule::notify_forget_only, "a notifyee hears of what only forgets");
  if (when == static_cast<std::uint32_t>(NotifyStatus::pre)) {
    check_before(event, notifyee, place);
  } else if (when == static_cast<std::uint32_t>(NotifyStatus::post)) {
    check_after(event, notifyee, place);
  } else {
    place.broken(Rule::notifyinfo_status_exact, "dwNotifyStatus is " + std::to_string(when));
  }
}

void CallCheck::check_before(const Event& event, std::size_t notifyee, const Place& place) {
  if (op_.round.after != 0) {
    (void)begin_round(Rule::notify_before_first_provider, place);
  } else if (op_.round.cursor != 0) {
    place.broken(Rule::notify_before_first_provider,
                 place.quoted(event.subject) + " is told in advance, after a provider was called");
  }
  check_order(op_.round.last_before, notifyee, place.policy().notify_order == NotifyOrder::reverse, place);
  if (event.a != 0) {
    place.broken(Rule::notifyinfo_operation_status_before,
                 "dwOperationStatus is " + to_string(Status{event.a}) + " in advance");
  }
  if (!adds()) check_provider_shown(event, true, place);
  op_.told |= bit(notifyee);
  op_.interested &= ~bit(notifyee);
  contexts_[notifyee] = event.b;
  if (event.b != 0) op_.interested |= bit(notifyee);
  const Policy& policy = place.policy();
  const bool pardoned =
      event.status.ok() || (event.status == wn::retry && policy.notify_retry == NotifyRetry::retry);
  const bool vetoes = policy.notify_error == NotifyError::veto ||
                      (policy.notify_error == NotifyError::cancel_vetoes && event.status == wn::cancel);
  if (pardoned || !vetoes) return;
  op_.vetoed = true;
  op_.interested &= ~bit(notifyee);  // it is not told of the failure that it made
}

void CallCheck::check_after(const Event& event, std::size_t notifyee, const Place& place) {
  check_order(op_.round.last_after, notifyee, false, place);
  check_context(notifyee, event.b, place);
  op_.round.after |= bit(notifyee);
  const Status status{event.a};
  if (op_.round.told_status.value_or(status) != status) {
    place.broken(Rule::notifyinfo_operation_status_after, "two notifyees hear two operation statuses");
  }
  op_.round.told_status = status;
  if (knows_result() && status != wanted_result(place.policy())) {
    place.broken(Rule::notifyinfo_operation_status_after, "dwOperationStatus is " + to_string(status) +
                                                              ", and the operation came to " +
                                                              to_string(wanted_result(place.policy())));
  }
  if (!adds()) check_provider_shown(event, false, place);
  if (event.status == wn::retry) op_.round.retry |= bit(notifyee);
}

// The order of a shuffle is anything, and each notifyee has its one turn.
void CallCheck::check_order(int& last, std::size_t notifyee, bool descending, const Place& place) const {
  const int now = static_cast<int>(notifyee);
  const NotifyOrder order = place.policy().notify_order;
  const bool in_turn = last < 0 || (descending ? now < last : now > last);
  if (order != NotifyOrder::shuffle && !in_turn) {
    place.broken(order == NotifyOrder::reverse ? Rule::notify_order_reverse : Rule::notify_order,
                 "a notifyee is called out of turn");
  }
  last = now;
}

void CallCheck::check_context(std::size_t notifyee, std::uint32_t context, const Place& place) const {
  if ((op_.interested & bit(notifyee)) == 0) {
    place.broken(Rule::notifyinfo_context_opt_out,
                 "a notifyee is told after the fact that left its context NULL");
    return;
  }
  if (context == contexts_[notifyee]) return;
  for (std::uint32_t others = op_.interested; others != 0; others &= others - 1) {
    if (contexts_[static_cast<std::size_t>(std::countr_zero(others))] != context) continue;
    place.broken(Rule::notifyinfo_context_isolated, "a notifyee gets the context of another one");
    return;
  }
  place.broken(Rule::notifyinfo_context_round_trip, "a notifyee does not get back the context that it left");
}

void CallCheck::check_provider_shown(const Event& event, bool before, const Place& place) const {
  const Policy& policy = place.policy();
  if (!before && op_.round.accepted_by && event.a == 0) {
    if (event.object == place.trace().provider(*op_.round.accepted_by)) return;
    place.broken(Rule::notifycancel_provider_after_success,
                 "lpProvider is " + place.quoted(event.object) + " after a success of another");
    return;
  }
  const bool poison = before ? policy.provider_before == ProviderBefore::poison
                             : policy.provider_after_failure == ProviderAfterFailure::poison;
  if (event.object == (poison ? NameId::poison : NameId::null)) return;
  place.broken(before ? Rule::notifycancel_provider_before : Rule::notifycancel_provider_after_failure,
               "lpProvider is " + place.quoted(event.object) + " where nobody cancelled");
}

// --- Providers.

// A provider and a notifyee may share a name; the reason tells who is skipped.
void CallCheck::check_skipped(const Event& event, const Place& place) {
  if (event.rule == Rule::notify_broken_library_ignored) {
    op_.vetoed = op_.vetoed || place.policy().broken_notifyee == BrokenNotifyee::fails;
    return;
  }
  if (event.rule == Rule::notify_both_cancel_calls || (!cancels() && !adds())) return;
  visit(place.provider(event.subject, op_.round.cursor), place);
  if (!event.status.ok()) absorb(event.status, place.policy());
}

void CallCheck::check_provider(const Event& event, const Place& place) {
  const auto function = static_cast<NpFunction>(event.action);
  if (function == NpFunction::NPGetCaps) {
    const bool states_a_time = event.a > start_value::started && event.a != start_value::unknown;
    if (states_a_time) longest_wait_ = std::max(longest_wait_, event.a);
    return;
  }
  const std::size_t provider = place.provider(event.subject, op_.round.cursor);
  if (provider == place.registry().provider_count()) return;
  provider_call_ = {true, (event.b & event_flag::force) != 0, event.status, event.subject};
  if (!place.registry().can(static_cast<ProviderId>(provider), function)) {
    place.broken(Rule::caps_gate, place.quoted(event.subject) + " is called for what it cannot do");
  }
  if (!is_routed(function)) return;
  visit(provider, place);
  if (op_.vetoed) place.broken(Rule::notify_error_before, "a provider is called in spite of a veto");
  const std::uint32_t wanted = op_.silent ? 0 : place.checked.callable_notifyees;
  if ((op_.told & wanted) != wanted) {
    place.broken(Rule::notify_before_first_provider, "a provider is called before everybody was told");
  }
  absorb(event.status, place.policy());
  if (event.status.ok() && !op_.round.accepted_by) {
    op_.round.accepted_by = static_cast<ProviderId>(provider);
  }
}

// An add may be for one provider alone, so that it may begin anywhere.
void CallCheck::visit(std::size_t provider, const Place& place) {
  if (op_.round.after != 0) (void)begin_round(Rule::notify_after_last_provider, place);
  const Policy& policy = place.policy();
  const bool asks_all = cancels() && policy.remote_name == RemoteName::all_providers &&
                        !is_device_name(place.trace().text(name_));
  if (op_.round.accepted_by && !asks_all) {
    place.broken(Rule::route_stop_at_success, "the cycle goes on after a success");
  } else if (op_.round.ends) {
    place.broken(deciding_rule(policy), "the cycle goes on after the error that ends it");
  }
  const bool in_turn = cancels() ? provider == op_.round.cursor : provider >= op_.round.cursor;
  if (!in_turn) place.broken(Rule::route_provider_order, "a provider is called out of turn");
  op_.round.cursor = provider + 1;
}

void CallCheck::absorb(Status answer, const Policy& policy) noexcept {
  if (answer.ok()) return;
  Round& round = op_.round;
  switch (policy.routing) {
    case RoutingStyle::first_significant:
      return absorb_first_significant(answer, policy);
    case RoutingStyle::last_answer:
      round.significant = answer;
      round.ends = round.ends || answer == wn::open_files;
      return;
    case RoutingStyle::hard_error_ends:
      if (!soft_on_win9x(answer)) {
        round.significant = answer;
        round.ends = true;
        return;
      }
      break;
  }
  if (round.first_insignificant.ok()) round.first_insignificant = answer;
  round.last_insignificant = answer;
}

void CallCheck::absorb_first_significant(Status answer, const Policy& policy) noexcept {
  Round& round = op_.round;
  const Significance weight = significance(answer);
  const bool not_mine =
      weight == Significance::insignificant || (weight == Significance::not_connected && !adds() &&
                                                policy.not_connected == NotConnected::insignificant);
  if (!not_mine) {
    if (round.significant.ok()) round.significant = answer;
    return;
  }
  if (round.first_insignificant.ok()) round.first_insignificant = answer;
  round.last_insignificant = answer;
}

// What the cycle must come to.
Status CallCheck::routed(const Policy& policy) const noexcept {
  const Round& round = op_.round;
  if (round.accepted_by) return wn::success;
  if (!round.significant.ok()) return round.significant;
  if (round.last_insignificant.ok()) return wn::no_network;
  switch (policy.all_insignificant) {
    case AllInsignificant::first:
      return round.first_insignificant;
    case AllInsignificant::last:
      return round.last_insignificant;
    case AllInsignificant::summary:
      break;
  }
  return adds() ? wn::bad_netname : wn::not_connected;
}

// Forgetting a device that nobody claims makes a success of the failure.
Status CallCheck::wanted_result(const Policy& policy) const noexcept {
  const bool saved = op_.forgot && op_.absent && policy.forget_unconnected == ForgetUnconnected::forgets &&
                     policy.failed_cancel == FailedCancel::keeps;
  return saved ? wn::success : routed(policy);
}

Rule CallCheck::deciding_rule(const Policy& policy) const noexcept {
  const Round& round = op_.round;
  if (round.accepted_by) return Rule::route_stop_at_success;
  if (!round.significant.ok()) {
    if (policy.routing == RoutingStyle::last_answer) return Rule::route_last_answer;
    if (policy.routing == RoutingStyle::hard_error_ends) return Rule::route_hard_error_stops;
    return Rule::route_first_significant;
  }
  return round.last_insignificant.ok() ? Rule::caps_gate : Rule::route_all_insignificant;
}

// --- The remembered store.

bool CallCheck::updates_profile(const Policy& policy) const noexcept {
  if (api_ == Api::cancel_connection) return policy.old_cancel == OldCancel::forgets;
  return (flags_ & event_flag::update_profile) != 0;
}

void CallCheck::check_profile(const Event& event, const Place& place) {
  switch (static_cast<ProfileAction>(event.action)) {
    case ProfileAction::read:
      op_.store_failed = op_.store_failed || !event.status.ok();
      return;
    case ProfileAction::forget:
      op_.asked_to_forget = true;
      op_.store_failed = op_.store_failed || (!event.status.ok() && event.status != wn::not_connected);
      if (event.status.ok()) check_forgotten(event, place);
      return;
    case ProfileAction::remember:
      op_.store_failed = op_.store_failed || !event.status.ok();
      if (!adds() || !op_.round.accepted_by || event.object == NameId::null) {
        place.broken(Rule::profile_only_devices, "something is remembered that was not connected");
      }
      return;
    case ProfileAction::keep:
      return;
  }
}

void CallCheck::check_forgotten(const Event& event, const Place& place) {
  op_.forgot = true;
  const Policy& policy = place.policy();
  if (!cancels() || !updates_profile(policy)) {
    place.broken(api_ == Api::cancel_connection ? Rule::profile_old_cancel_call : Rule::profile_zero_keeps,
                 place.quoted(event.object) + " is forgotten, and nobody asked for it");
  }
  if (!is_device_name(place.trace().text(event.object))) {
    place.broken(Rule::profile_remote_name_no_effect,
                 "a cancel by remote name alters the remembered entries");
  }
  const bool every_provider_had_its_turn =
      op_.round.cursor == place.registry().provider_count() || op_.round.ends;
  if (op_.round.accepted_by || policy.failed_cancel == FailedCancel::forgets) return;
  if (!every_provider_had_its_turn) {
    place.broken(Rule::profile_update_forgets, "the entry is forgotten before the cancel has succeeded");
  } else if (!op_.absent || policy.forget_unconnected == ForgetUnconnected::refused) {
    place.broken(Rule::profile_failure_keeps, "a failed cancel forgets the entry of a live connection");
  }
}

// --- The end.

// What an operation came to is not told by its cycle alone where it never had one.
bool CallCheck::knows_result() const noexcept {
  return op_.round.cursor != 0 && !op_.vetoed && !op_.store_failed;
}

void CallCheck::check_end(const Event& event, const Place& place) {
  if (!cancels() && !adds()) return;
  check_everybody_told(place);
  // A user who says no to the dialog ends it with a status of its own.
  if (api_ != Api::disconnect_dialog || event.status != wn::cancel) check_result(event.status, place);
  const Policy& policy = place.policy();
  const bool named = is_device_name(place.trace().text(name_));
  const bool must_forget = cancels() && op_.round.accepted_by && updates_profile(policy) && named;
  if (must_forget && !op_.asked_to_forget && !op_.store_failed) {
    place.broken(Rule::profile_update_forgets, "a cancel with CONNECT_UPDATE_PROFILE keeps the entry");
  }
}

void CallCheck::check_everybody_told(const Place& place) const {
  const std::uint32_t missing = op_.interested & ~op_.round.after;
  if (missing == 0) return;
  const bool succeeded = op_.round.accepted_by || op_.forgot;
  place.broken(succeeded ? Rule::notify_after_last_provider : Rule::notify_after_failure_too,
               "a notifyee that left a context is not told after the fact");
}

void CallCheck::check_result(Status result, const Place& place) const {
  const Policy& policy = place.policy();
  const Round& round = op_.round;
  const bool rejected = round.cursor == 0 && (op_.vetoed || op_.store_failed || !result.ok());
  if (cancels() && !rejected && !round.accepted_by && !round.ends &&
      round.cursor < place.registry().provider_count()) {
    place.broken(Rule::route_continue_after_error, "the cycle ends before every provider had its turn");
  }
  if (!knows_result()) return;
  const Status wanted = wanted_result(policy);
  if (result == wanted) return;
  place.broken(deciding_rule(policy),
               "the call returns " + to_string(result) + ", and its providers say " + to_string(wanted));
}

// --- What the call does to the world.

void CallCheck::check_change(const Event& event, std::size_t position, const CheckedSetup& checked,
                             Violations& out) {
  const Place place{checked, position, out};
  const auto action = static_cast<WorldAction>(event.action);
  const bool by_provider = cancels() && provider_call_.is_last;
  const auto takes = [&](Rule unless_forced) {
    if (!by_provider || had_fault_) return;
    if (!provider_call_.status.ok()) {
      place.broken(Rule::force_failure_leaves_intact, "a cancel that failed changed something");
    } else if (!provider_call_.forced && unless_forced != Rule::none) {
      place.broken(unless_forced, "a cancel without force took something that was in use");
    }
  };
  switch (action) {
    case WorldAction::asked:
      op_ = Operation{};
      return;
    case WorldAction::faulted:
      had_fault_ = true;
      return;
    case WorldAction::still_connected:
      lied_to_ = true;
      return;
    case WorldAction::waits:
      if (event.a < longest_wait_) {
        place.broken(Rule::start_longest_wait, "the router waits less than a provider asks for");
      }
      return;
    case WorldAction::file_stale:
    case WorldAction::changes_lost:
      return takes(Rule::force_open_files_block);
    case WorldAction::job_aborted:
      return takes(Rule::force_jobs_block);
    case WorldAction::use_ended:
      return takes(Rule::force_device_in_use);
    case WorldAction::disconnected:
      takes(Rule::none);
      if (cancels() && !equal_devices(place.trace().text(event.object), place.trace().text(name_))) {
        place.broken(Rule::provider_no_collateral,
                     "a cancel of " + place.quoted(name_) + " ends " + place.quoted(event.object));
      }
      return;
    default:
      return;
  }
}

}  // namespace mprsim
