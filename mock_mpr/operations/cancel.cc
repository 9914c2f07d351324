#include "mock_mpr/operations/cancel.h"

#include "mock_mpr/text/hash.h"
#include "mock_mpr/text/name.h"

namespace mprsim {

// Which phase follows which is said here, and by a reply that cuts the operation short.
Call CancelOperation::advance() noexcept {
  for (;;) {
    switch (phase_) {
      case Phase::check_name:  // name.null, notify.silent-on-bad-parameter
        phase_ = Phase::read_profile;
        if (lacks_name()) reject_name();
        break;
      case Phase::read_profile:  // profile.unreadable
        phase_ = Phase::look_first;
        if (changes_profile() && policy_->profile_check == ProfileCheck::before_cancel)
          return Call{CallKind::read_profile};
        break;
      case Phase::look_first:  // notify.forget-only
        phase_ = Phase::before;
        if (may_be_silent()) return Call{CallKind::look_up};
        break;
      case Phase::before:  // notify.before-first-provider
        if (const Call call = notification_.next_before()) return call;
        phase_ = Phase::route;
        break;
      case Phase::route:  // route.provider-order
        if (const Call call = routing_.next()) return call;
        conclude();
        break;
      case Phase::look_up:  // profile.forget-disconnected
        phase_ = Phase::forget;
        return Call{CallKind::look_up};
      case Phase::forget:  // profile.update-forgets
        phase_ = Phase::after;
        return Call{CallKind::forget};
      case Phase::after:  // notify.after-last-provider
        if (const Call call = notification_.next_after()) return call;
        phase_ = retries() ? Phase::before : Phase::done;
        break;
      case Phase::done:
        return {};
    }
  }
}

Reason CancelOperation::reply(Reply reply) noexcept {
  switch (asked_) {
    case CallKind::call_provider:
      return provider_reason(routing_.hear(reply.status));
    case CallKind::skip_provider:
      return routing_.skip();
    case CallKind::notify_before:
      return before_reason(take(notification_.take_before(reply)));
    case CallKind::skip_notifyee:
      return take(notification_.take_skip());
    case CallKind::notify_after:
      return after_reason(notification_.take_after(reply.status));
    case CallKind::read_profile:
      return take_profile(reply.status);
    case CallKind::look_up:
      return take_look_up(reply.status);
    case CallKind::forget:
      return take_forget(reply.status);
    case CallKind::remember:
    case CallKind::none:
      break;  // a cancel never asks for these
  }
  return {};
}

bool CancelOperation::lacks_name() const noexcept {
  return request_->name.view().empty() && policy_->null_name != NullName::to_providers;
}

void CancelOperation::reject_name() noexcept {
  result_.status = policy_->null_name == NullName::bad_pointer     ? wn::bad_pointer
                   : policy_->null_name == NullName::not_connected ? wn::not_connected
                                                                   : wn::bad_value;
  result_.reason = {Rule::name_null, Switch::null_name};
  phase_ = Phase::done;
}

// Forgetting a device that is not connected notifies, or not: the router must know it before it notifies.
bool CancelOperation::may_be_silent() const noexcept {
  return policy_->forget_only == ForgetOnly::silent && policy_->notifyees == Notifyees::called &&
         changes_profile();
}

// profile.update-forgets, profile.failure-keeps, profile.forget-disconnected
CancelOperation::Phase CancelOperation::phase_after_routing() const noexcept {
  if (result_.status.ok() || policy_->failed_cancel == FailedCancel::forgets) return Phase::forget;
  const bool no_provider_claims_it = routing_.unclaimed() || result_.status == wn::not_connected;
  return no_provider_claims_it && policy_->forget_unconnected != ForgetUnconnected::refused ? Phase::look_up
                                                                                            : Phase::after;
}

Reason CancelOperation::take_profile(Status status) noexcept {
  const Reason reason{Rule::profile_unreadable, Switch::profile_check};
  if (!status.ok()) {
    result_.status = status;
    result_.reason = reason;
    phase_ = Phase::done;
  }
  return reason;
}

// Asked before the notifications, the question is whether to be silent; after the cycle, whether to forget.
Reason CancelOperation::take_look_up(Status status) noexcept {
  if (phase_ == Phase::before) {
    if (!status.ok()) notification_.silence();
    return {Rule::notify_forget_only, Switch::forget_only};
  }
  if (status.ok()) phase_ = Phase::after;
  return {Rule::profile_forget_disconnected, Switch::forget_unconnected};
}

Reason CancelOperation::take_forget(Status status) noexcept {
  const Reason reason = forget_reason();
  if (!status.ok() && status != wn::not_connected) {
    // The cancel itself went as it went, and the notifyees are told so; the caller hears of the profile.
    result_.status = status;
    return result_.reason = {Rule::profile_unreadable, Switch::profile_check};
  }
  if (!status.ok()) return reason;  // there was no entry
  result_.forgotten = true;         // a retry may come here again and find the entry gone
  const bool succeeds_by_forgetting = !result_.status.ok() &&
                                      policy_->failed_cancel != FailedCancel::forgets &&
                                      policy_->forget_unconnected != ForgetUnconnected::forgets_but_fails;
  if (succeeds_by_forgetting) set_conclusion({wn::success, reason});
  return reason;
}

Reason CancelOperation::forget_reason() const noexcept {
  if (request_->api == CancelApi::cancel_connection)
    return {Rule::profile_old_cancel_call, Switch::old_cancel};
  if (result_.status.ok()) return {Rule::profile_update_forgets};
  if (policy_->failed_cancel == FailedCancel::forgets)
    return {Rule::profile_failure_keeps, Switch::failed_cancel};
  return {Rule::profile_forget_disconnected, Switch::forget_unconnected};
}

std::uint64_t CancelOperation::hash() const noexcept {
  Hasher hasher;
  notification_.hash(hasher);
  routing_.hash(hasher);
  hasher.add(result_.status.code());
  hasher.add(static_cast<std::uint64_t>(phase_) << 32 | static_cast<std::uint64_t>(asked_));
  hasher.add(static_cast<std::uint64_t>(result_.reason.rule) << 8 |
             static_cast<std::uint64_t>(result_.reason.by));
  hasher.add(result_.provider ? index(*result_.provider) + 1 : 0);
  hasher.add(result_.forgotten ? 1U : 0U);
  return hasher.value();
}

}  // namespace mprsim
