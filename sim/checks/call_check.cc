// The call as a whole: which event is checked where, the rounds of an operation, and the result of the call.
// Rules: route.continue-after-error, the rule that decided the result (route.stop-at-success,
// route.first-significant, route.last-answer, route.hard-error-stops, route.all-insignificant, caps.gate),
// notify.after-last-provider, notify.after-failure-too, notify.retry-after-failure, profile.update-forgets.
#include "sim/checks/call_check.h"

#include <string>

#include "mock_mpr/text/name.h"
#include "sim/checks/call_check_place.h"

namespace mprsim {

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

void CallCheck::check_event(const Event& event, std::size_t position, const CheckedSetup& checked,
                            Violations& out) {
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

// Every notifyee that asked for the retry counts as notified and interested in the new round.
bool CallCheck::begin_round(Rule broken, const Place& place) {
  const bool failed = op_.round.told_status && !op_.round.told_status->ok();
  const bool asked = place.policy().notify_retry == NotifyRetry::retry && op_.round.retry != 0 && failed;
  if (!asked) {
    place.broken(broken, "the operation goes on after its notification with NOTIFY_POST");
    return false;
  }
  if (op_.rounds == Notification::max_retries) {
    place.broken(Rule::notify_retry_after_failure,
                 "the operation is retried more often than the limit allows");
  }
  ++op_.rounds;
  op_.told = op_.interested = op_.round.retry;
  op_.absent = op_.vetoed = false;
  op_.round = Round{};
  return true;
}

// The answers of the providers decide the result only if there was a cycle, and if no veto and no failed
// store decided it instead.
bool CallCheck::knows_result() const noexcept {
  return op_.round.cursor != 0 && !op_.vetoed && !op_.store_failed;
}

void CallCheck::check_end(const Event& event, const Place& place) {
  if (!cancels() && !adds()) return;
  check_all_told(place);
  // If the user answers no, the dialog returns WN_CANCEL, no matter what the providers returned.
  if (api_ != Api::disconnect_dialog || event.status != wn::cancel) check_result(event.status, place);
  const Policy& policy = place.policy();
  const bool named = is_device_name(place.trace().text(name_));
  const bool must_forget = cancels() && op_.round.accepted_by && updates_profile(policy) && named;
  if (must_forget && !op_.asked_to_forget && !op_.store_failed) {
    place.broken(Rule::profile_update_forgets,
                 "a successful cancel with CONNECT_UPDATE_PROFILE kept the entry");
  }
}

void CallCheck::check_all_told(const Place& place) const {
  const std::uint32_t missing = op_.interested & ~op_.round.after;
  if (missing == 0) return;
  const bool succeeded = op_.round.accepted_by || op_.forgot;
  place.broken(succeeded ? Rule::notify_after_last_provider : Rule::notify_after_failure_too,
               "a notifyee that left a context was not notified after the operation");
}

void CallCheck::check_result(Status result, const Place& place) const {
  const Policy& policy = place.policy();
  const Round& round = op_.round;
  const bool rejected = round.cursor == 0 && (op_.vetoed || op_.store_failed || !result.ok());
  if (cancels() && !rejected && !round.accepted_by && !round.ends &&
      round.cursor < place.registry().provider_count()) {
    place.broken(Rule::route_continue_after_error, "the cycle ended before every provider was asked");
  }
  if (!knows_result()) return;
  const Status wanted = wanted_result(policy);
  if (result == wanted) return;
  place.broken(deciding_rule(policy), "the call returned " + to_string(result) +
                                          ", but the answers of its providers mean " + to_string(wanted));
}

}  // namespace mprsim
