// What notifyees are told, in which order, and with which context.
// Rules: notify.*, notifyinfo.*, notifycancel.provider-*.
#include <bit>
#include <string>

#include "sim/checks/call_check_place.h"

namespace mprsim {

void CallCheck::check_notified(const Event& event, const Place& place) {
  const bool for_add = (event.action & event_flag::add) != 0;
  const std::uint32_t when = event.action & ~event_flag::add;
  const std::size_t notifyee = place.notifyee(event.subject);
  if (notifyee == place.registry().notifyee_count()) return;  // a callback of the caller, not a notification
  const bool told_of_this = for_add ? adds() : cancels();
  if (!told_of_this) {
    place.broken(api_ == Api::logon ? Rule::notify_silent_on_restore : Rule::notify_both_cancel_calls,
                 for_add ? "AddConnectNotify was called for a call that is not an add"
                         : "CancelConnectNotify was called for a call that is not a cancel");
  }
  if (place.policy().notifyees == Notifyees::not_called) {
    place.broken(Rule::notify_both_cancel_calls, "a notifyee was called under a policy that calls none");
  }
  const bool rejected = cancels() && place.trace().text(name_).empty();
  if (rejected && place.policy().null_name != NullName::to_providers) {
    place.broken(Rule::notify_silent_on_bad_parameter, "a notifyee was notified of a name that was rejected");
  }
  if (op_.silent)
    place.broken(Rule::notify_forget_only, "a notifyee was notified of a cancel that only forgets");
  if (when == static_cast<std::uint32_t>(NotifyStatus::pre)) {
    check_before(event, notifyee, place);
  } else if (when == static_cast<std::uint32_t>(NotifyStatus::post)) {
    check_after(event, notifyee, place);
  } else {
    place.broken(Rule::notifyinfo_status_exact,
                 "dwNotifyStatus is " + std::to_string(when) + ", neither NOTIFY_PRE nor NOTIFY_POST");
  }
}

// A notification with NOTIFY_PRE. If notifyees were already notified with NOTIFY_POST, a retry has begun a
// new round. The context that the notifyee leaves says whether it must be notified again, with NOTIFY_POST.
void CallCheck::check_before(const Event& event, std::size_t notifyee, const Place& place) {
  if (op_.round.after != 0) {
    (void)begin_round(Rule::notify_before_first_provider, place);
  } else if (op_.round.cursor != 0) {
    place.broken(Rule::notify_before_first_provider,
                 place.quoted(event.subject) + " was notified with NOTIFY_PRE after a provider was called");
  }
  check_order(op_.round.last_before, notifyee, place.policy().notify_order == NotifyOrder::reverse, place);
  if (event.a != 0) {
    place.broken(Rule::notifyinfo_operation_status_before,
                 "dwOperationStatus is " + to_string(Status{event.a}) + " with NOTIFY_PRE");
  }
  if (!adds()) check_provider_shown(event, true, place);
  op_.told |= bit(notifyee);
  op_.interested &= ~bit(notifyee);
  contexts_[notifyee] = event.b;
  if (event.b != 0) op_.interested |= bit(notifyee);
  const Policy& policy = place.policy();
  const bool tolerated =
      event.status.ok() || (event.status == wn::retry && policy.notify_retry == NotifyRetry::retry);
  const bool vetoes = policy.notify_error == NotifyError::veto ||
                      (policy.notify_error == NotifyError::cancel_vetoes && event.status == wn::cancel);
  if (tolerated || !vetoes) return;
  op_.vetoed = true;
  op_.interested &= ~bit(notifyee);  // a notifyee that vetoes is not notified of the failure
}

// A notification with NOTIFY_POST. All notifyees must get the same operation status, and it must be the
// result of the operation, if the events so far tell it.
void CallCheck::check_after(const Event& event, std::size_t notifyee, const Place& place) {
  check_order(op_.round.last_after, notifyee, false, place);
  check_context(notifyee, event.b, place);
  op_.round.after |= bit(notifyee);
  const Status status{event.a};
  if (op_.round.told_status.value_or(status) != status) {
    place.broken(Rule::notifyinfo_operation_status_after,
                 "two notifyees got different values of dwOperationStatus");
  }
  op_.round.told_status = status;
  if (knows_result() && status != wanted_result(place.policy())) {
    place.broken(Rule::notifyinfo_operation_status_after, "dwOperationStatus is " + to_string(status) +
                                                              ", but the result of the operation is " +
                                                              to_string(wanted_result(place.policy())));
  }
  if (!adds()) check_provider_shown(event, false, place);
  if (event.status == wn::retry) op_.round.retry |= bit(notifyee);
}

// Under the policy "shuffle" every order is right.
void CallCheck::check_order(int& last, std::size_t notifyee, bool descending, const Place& place) const {
  const int now = static_cast<int>(notifyee);
  const NotifyOrder order = place.policy().notify_order;
  const bool in_turn = last < 0 || (descending ? now < last : now > last);
  if (order != NotifyOrder::shuffle && !in_turn) {
    place.broken(order == NotifyOrder::reverse ? Rule::notify_order_reverse : Rule::notify_order,
                 "a notifyee was called out of order");
  }
  last = now;
}

void CallCheck::check_context(std::size_t notifyee, std::uint32_t context, const Place& place) const {
  if ((op_.interested & bit(notifyee)) == 0) {
    place.broken(Rule::notifyinfo_context_opt_out,
                 "a notifyee that left its context NULL was notified after the operation");
    return;
  }
  if (context == contexts_[notifyee]) return;
  for (std::uint32_t others = op_.interested; others != 0; others &= others - 1) {
    if (contexts_[static_cast<std::size_t>(std::countr_zero(others))] != context) continue;
    place.broken(Rule::notifyinfo_context_isolated, "a notifyee got the context of another notifyee");
    return;
  }
  place.broken(Rule::notifyinfo_context_round_trip, "a notifyee did not get back the context that it left");
}

void CallCheck::check_provider_shown(const Event& event, bool before, const Place& place) const {
  const Policy& policy = place.policy();
  if (!before && op_.round.accepted_by && event.a == 0) {
    if (event.object == place.trace().provider(*op_.round.accepted_by)) return;
    place.broken(
        Rule::notifycancel_provider_after_success,
        "lpProvider is " + place.quoted(event.object) + ", but another provider cancelled the connection");
    return;
  }
  const bool poison = before ? policy.provider_before == ProviderBefore::poison
                             : policy.provider_after_failure == ProviderAfterFailure::poison;
  if (event.object == (poison ? NameId::poison : NameId::null)) return;
  place.broken(
      before ? Rule::notifycancel_provider_before : Rule::notifycancel_provider_after_failure,
      "lpProvider is " + place.quoted(event.object) + ", but no provider has cancelled the connection");
}

}  // namespace mprsim
