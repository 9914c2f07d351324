// The cycle over the providers, and the result that it must have.
// Rules: caps.gate, notify.error-before, notify.before-first-provider, notify.after-last-provider,
// route.provider-order, route.stop-at-success, and the rules of the error that ends a cycle.
#include <algorithm>

#include "mock_mpr/operations/start.h"
#include "mock_mpr/text/name.h"
#include "sim/checks/call_check_place.h"

namespace mprsim {

// A provider and a notifyee may have the same name, so the rule of the event says which of them was skipped.
void CallCheck::check_skipped(const Event& event, const Place& place) {
  if (event.rule == Rule::notify_broken_library_ignored) {
    op_.vetoed = op_.vetoed || place.policy().broken_notifyee == BrokenNotifyee::fails;
    return;
  }
  if (event.rule == Rule::notify_both_cancel_calls || (!cancels() && !adds())) return;
  check_turn(place.provider(event.subject, op_.round.cursor), place);
  if (!event.status.ok()) take_answer(event.status, place.policy());
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
    place.broken(Rule::caps_gate,
                 place.quoted(event.subject) + " was called for a function that it does not support");
  }
  if (!is_routed(function)) return;
  check_turn(provider, place);
  if (op_.vetoed) place.broken(Rule::notify_error_before, "a provider was called in spite of a veto");
  const std::uint32_t wanted = op_.silent ? 0 : place.checked.callable_notifyees;
  if ((op_.told & wanted) != wanted) {
    place.broken(Rule::notify_before_first_provider,
                 "a provider was called before every notifyee was notified");
  }
  take_answer(event.status, place.policy());
  if (event.status.ok() && !op_.round.accepted_by) {
    op_.round.accepted_by = static_cast<ProviderId>(provider);
  }
}

// A cancel asks the providers one after the other. An add may name one provider, so that it may skip others.
void CallCheck::check_turn(std::size_t provider, const Place& place) {
  if (op_.round.after != 0) (void)begin_round(Rule::notify_after_last_provider, place);
  const Policy& policy = place.policy();
  const bool asks_all = cancels() && policy.remote_name == RemoteName::all_providers &&
                        !is_device_name(place.trace().text(name_));
  if (op_.round.accepted_by && !asks_all) {
    place.broken(Rule::route_stop_at_success, "the cycle went on after a success");
  } else if (op_.round.ends) {
    place.broken(deciding_rule(policy), "the cycle went on after an error that ends it");
  }
  const bool in_turn = cancels() ? provider == op_.round.cursor : provider >= op_.round.cursor;
  if (!in_turn) place.broken(Rule::route_provider_order, "a provider was called out of order");
  op_.round.cursor = provider + 1;
}

// Keeps of an answer what routed() needs. The three styles are written here once more, without the router's
// tables: NT reports the first significant error; Windows 9x ends the cycle at a hard error; Wine and ReactOS
// report the last answer, and end the cycle at WN_OPEN_FILES.
void CallCheck::take_answer(Status answer, const Policy& policy) noexcept {
  if (answer.ok()) return;
  Round& round = op_.round;
  switch (policy.routing) {
    case RoutingStyle::first_significant:
      return take_first_significant(answer, policy);
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

void CallCheck::take_first_significant(Status answer, const Policy& policy) noexcept {
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

// The result that the answers so far must have: success, else the error that counts, else what the policy
// makes of answers that do not count. WN_NO_NETWORK if no provider was asked.
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

// A cancel of a device that no provider knows fails, but if it forgets a remembered entry the call succeeds
// (policy forget_unconnected).
Status CallCheck::wanted_result(const Policy& policy) const noexcept {
  const bool saved = op_.forgot && op_.absent && policy.forget_unconnected == ForgetUnconnected::forgets &&
                     policy.failed_cancel == FailedCancel::keeps;
  return saved ? wn::success : routed(policy);
}

// The rule that a wrong result breaks: the one that led to the right result.
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

}  // namespace mprsim
