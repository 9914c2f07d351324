// CancelOperation: WNetCancelConnection and WNetCancelConnection2, as a fold.
//
// Pages: nf-winnetwk-wnetcancelconnection2w, nf-winnetwk-wnetcancelconnectionw, ns-npapi-notifycancel,
// nf-npapi-cancelconnectnotify; in our words in docs/algorithm.md.
//
// The router never calls anybody: next() says what is to be done, reply() takes what came of it.
//   CancelOperation op{request, registry, policy};
//   while (auto call = op.next()) op.reply(perform(op, call));
//   return op.result();
// Every call wants one reply; what a skip_* call is answered is not read. The request, the registry and the
// policy must outlive the operation and all its copies. An operation is a value without heap memory: copy it
// to try another answer, compare and hash it to know a state again. Everything is inline, so that an
// operation that is local to its driver can live in registers. Thread-safety: none needed, no shared state.
// Nothing throws.
#pragma once

#include <cstdint>
#include <optional>

#include "mock_mpr/operations/call.h"
#include "mock_mpr/operations/notification.h"
#include "mock_mpr/operations/routing.h"
#include "mock_mpr/text/hash.h"
#include "mock_mpr/text/name.h"

namespace mprsim {

enum class CancelApi : std::uint8_t { cancel_connection, cancel_connection2 };

struct CancelRequest {
  Text name{};              ///< lpName; NULL unless set
  std::uint32_t flags = 0;  ///< dwFlags; WNetCancelConnection has none
  bool force = false;       ///< fForce
  CancelApi api = CancelApi::cancel_connection2;
  std::uint64_t shuffle_key = 0;  ///< the driver's choice for NotifyOrder::shuffle
};

struct CancelResult {
  Status status;                       ///< what the caller gets
  Reason reason;                       ///< why this status
  std::optional<ProviderId> provider;  ///< who cancelled
  bool forgotten = false;              ///< the remembered entry was removed
  friend bool operator==(const CancelResult&, const CancelResult&) = default;
};

class CancelOperation {
 public:
  CancelOperation(const CancelRequest& request, const Registry& registry, const Policy& policy) noexcept
      : request_(&request),
        registry_(&registry),
        policy_(&policy),
        flags_(shown_flags()),
        routing_(new_cycle()),
        notification_(registry, policy, request.shuffle_key) {
    begin();
  }

  /// What is to be done next; false when the operation is over.
  Call next() noexcept {
    for (; phase_ != Phase::done; leave()) {
      if (const Call call = next_in(phase_)) return pending_ = call;
    }
    return pending_ = {};
  }

  /// Takes what came of the call that next() named.
  void reply(Reply reply) noexcept { absorb(pending_, reply); }

  /// All of it, for a driver that can answer at once: the calls of next() in the same order. perform(call) is
  /// to do it and return the Reply; performed(call, reply) is told when the reply was taken, and may ask
  /// reason(). The phase is asked for once per phase rather than once per call, and each phase is a loop of
  /// its own.
  template <class Perform, class Performed>
  const CancelResult& run(Perform perform, Performed performed) {
    drain<Phase::before>(perform, performed);
    drain<Phase::route>(perform, performed);
    drain<Phase::after>(perform, performed);
    if (phase_ == Phase::done) [[likely]]
      return result_;
    while (const Call call = next()) step(call, perform, performed);
    return result_;
  }

  /// Meaningful when next() has become empty.
  const CancelResult& result() const noexcept { return result_; }

  /// NOTIFYCANCEL for a notification that next() named.
  NotifyCancel details(const Call& call) const noexcept {
    NotifyCancel details{.name = request_->name.view(), .flags = flags_, .force = request_->force};
    if (call.kind() == CallKind::notify_before) {  // notifycancel.provider-before
      if (policy_->provider_before == ProviderBefore::poison) details.provider = Text::poison();
    } else if (result_.provider) {  // notifycancel.provider-after-success
      details.provider = registry_->name(*result_.provider);
    } else if (policy_->provider_after_failure == ProviderAfterFailure::poison) {
      details.provider = Text::poison();
    }
    return details;
  }

  const CancelRequest& request() const noexcept { return *request_; }

  /// NOTIFYINFO for a notification that next() named.
  NotifyInfo info(const Call& call) const noexcept {
    if (call.kind() == CallKind::notify_before) return {NotifyStatus::pre, wn::success, 0};
    return {NotifyStatus::post, operation_status_, notification_.context()};
  }

  /// Why the last reply (or skip) means what it means.
  Reason reason() const noexcept;

  std::uint64_t hash() const noexcept;
  friend bool operator==(const CancelOperation&, const CancelOperation&) = default;

 private:
  enum class Phase : std::uint8_t { read_profile, look_first, before, route, look_up, forget, after, done };

  /// The next call of a phase; false when the phase has no more.
  Call next_in(Phase phase) noexcept {
    switch (phase) {
      case Phase::read_profile:
        return Call{CallKind::read_profile};
      case Phase::look_first:
      case Phase::look_up:
        return Call{CallKind::look_up};
      case Phase::before:  // notify.before-first-provider
        return notification_.next_before();
      case Phase::route:  // route.provider-order
        return routing_.next();
      case Phase::forget:
        return Call{CallKind::forget};
      case Phase::after:  // notify.after-last-provider
        return notification_.next_after();
      case Phase::done:
        break;
    }
    return {};
  }

  /// What follows a phase that has no more calls. The phases of one call are left by its reply.
  void leave() noexcept {
    if (phase_ == Phase::before) {
      phase_ = Phase::route;
    } else if (phase_ == Phase::route) {
      conclude();
    } else if (phase_ == Phase::after) {
      phase_ = retries() ? Phase::before : Phase::done;
    }
  }

  template <Phase phase, class Perform, class Performed>
  void drain(Perform& perform, Performed& performed) {
    while (phase_ == phase) {
      const Call call = pending_ = next_in(phase);
      if (!call) return leave();
      step(call, perform, performed);
    }
  }

  template <class Perform, class Performed>
  void step(Call call, Perform& perform, Performed& performed) {
    const Reply reply = perform(call);
    absorb(call, reply);
    performed(call, reply);
  }

  void absorb(Call call, Reply reply) noexcept {
    switch (call.kind()) {
      case CallKind::call_provider:
        routing_.absorb(reply.status);
        break;
      case CallKind::notify_before:
        if (const Status veto = notification_.absorb_before(reply); !veto.ok()) refuse(veto);
        break;
      case CallKind::notify_after:
        notification_.absorb_after(reply.status, operation_status_);
        break;
      case CallKind::skip_notifyee:
        if (const Status broken = notification_.absorb_skip(); !broken.ok()) refuse(broken);
        break;
      case CallKind::read_profile:
        reply_profile(reply.status);
        break;
      case CallKind::look_up:
        reply_look_up(reply.status);
        break;
      case CallKind::forget:
        reply_forget(reply.status);
        break;
      default:
        break;  // nobody was called
    }
  }

  void begin() noexcept {
    if (request_->name.view().empty() && policy_->null_name != NullName::to_providers) return reject_name();
    phase_ = changes_profile() && policy_->profile_check == ProfileCheck::before_cancel ? Phase::read_profile
                                                                                        : before_or_look();
  }

  // name.null, notify.silent-on-bad-parameter: nobody is called.
  void reject_name() noexcept {
    const Status status = policy_->null_name == NullName::bad_pointer     ? wn::bad_pointer
                          : policy_->null_name == NullName::not_connected ? wn::not_connected
                                                                          : wn::bad_value;
    result_.status = status;
    result_.reason = {Rule::name_null, Switch::null_name};
    phase_ = Phase::done;
  }

  Phase before_or_look() const noexcept {
    const bool may_be_silent =
        policy_->forget_only == ForgetOnly::silent && policy_->notifyees == Notifyees::called;
    return changes_profile() && may_be_silent ? Phase::look_first : Phase::before;
  }

  void reply_profile(Status status) noexcept {
    reason_ = {Rule::profile_unreadable, Switch::profile_check};
    phase_ = before_or_look();
    if (status.ok()) return;
    result_.status = status;
    result_.reason = reason_;
    phase_ = Phase::done;
  }

  void reply_look_up(Status status) noexcept {
    if (phase_ == Phase::look_first) {
      reason_ = {Rule::notify_forget_only, Switch::forget_only};
      if (!status.ok()) notification_.silence();
      phase_ = Phase::before;
    } else {
      reason_ = {Rule::profile_forget_disconnected, Switch::forget_unconnected};
      phase_ = status.ok() ? Phase::after : Phase::forget;
    }
  }

  // The operation fails before any provider is called; whoever was told of it is told that it failed.
  void refuse(Status status) noexcept {
    operation_status_ = result_.status = status;
    result_.reason = notification_.reason();
    phase_ = Phase::after;
  }

  void conclude() noexcept {
    operation_status_ = result_.status = routing_.conclude();
    result_.reason = routing_.reason();
    result_.provider = routing_.accepted_by();
    phase_ = changes_profile() ? after_routing() : Phase::after;
  }

  // profile.update-forgets, profile.failure-keeps, profile.forget-disconnected
  Phase after_routing() const noexcept {
    if (result_.status.ok() || policy_->failed_cancel == FailedCancel::forgets) return Phase::forget;
    const bool nobody_claims_it = routing_.unclaimed() || result_.status == wn::not_connected;
    return nobody_claims_it && policy_->forget_unconnected != ForgetUnconnected::refused ? Phase::look_up
                                                                                         : Phase::after;
  }

  void reply_forget(Status status) noexcept {
    phase_ = Phase::after;
    reason_ = forget_reason();
    if (status.ok()) result_.forgotten = true;  // a retry may come here again and find it gone
    if (status.ok()) {
      if (result_.status.ok() || policy_->failed_cancel == FailedCancel::forgets) return;
      if (policy_->forget_unconnected == ForgetUnconnected::forgets_but_fails) return;
      operation_status_ = result_.status = wn::success;
      result_.reason = reason_;
    } else if (status != wn::not_connected) {
      // The operation itself went as it went, and the notifyees are told so.
      reason_ = {Rule::profile_unreadable, Switch::profile_check};
      result_.status = status;
      result_.reason = reason_;
    }
  }

  Reason forget_reason() const noexcept {
    if (request_->api == CancelApi::cancel_connection)
      return {Rule::profile_old_cancel_call, Switch::old_cancel};
    if (result_.status.ok()) return {Rule::profile_update_forgets};
    if (policy_->failed_cancel == FailedCancel::forgets)
      return {Rule::profile_failure_keeps, Switch::failed_cancel};
    return {Rule::profile_forget_disconnected, Switch::forget_unconnected};
  }

  // notify.retry-after-failure
  bool retries() noexcept {
    if (result_.status.ok() || !notification_.begin_retry()) return false;
    routing_ = new_cycle();
    return true;
  }

  Routing new_cycle() const noexcept {
    Routing cycle{Route::cancel, NpFunction::NPCancelConnection, *registry_, *policy_};
    const bool by_remote_name =
        policy_->remote_name == RemoteName::all_providers && !is_device_name(request_->name.view());
    if (by_remote_name) cycle.visit_all();
    return cycle;
  }

  // notifycancel.flags-only-update-profile
  std::uint32_t shown_flags() const noexcept {
    if (request_->api == CancelApi::cancel_connection2) return request_->flags & connect_flag::update_profile;
    return policy_->old_cancel == OldCancel::forgets ? connect_flag::update_profile : 0;
  }

  bool update_profile() const noexcept { return flags_ != 0; }

  Reason before_reason() const noexcept;
  Reason provider_reason() const noexcept;
  Reason after_reason() const noexcept;

  // profile.remote-name-no-effect
  bool changes_profile() const noexcept { return update_profile() && is_device_name(request_->name.view()); }

  const CancelRequest* request_;
  const Registry* registry_;
  const Policy* policy_;
  std::uint32_t flags_;  // dwFlags of NOTIFYCANCEL
  Routing routing_;
  CancelResult result_;
  Status operation_status_;
  Reason reason_;
  Phase phase_ = Phase::before;
  Call pending_;
  Notification notification_;  // last, because it ends in arrays
};

inline Reason CancelOperation::reason() const noexcept {
  switch (pending_.kind()) {
    case CallKind::call_provider:
      return provider_reason();
    case CallKind::skip_provider:
      return routing_.reason();
    case CallKind::notify_before:
      return before_reason();
    case CallKind::notify_after:
      return after_reason();
    case CallKind::skip_notifyee:
      return notification_.reason();
    default:
      return reason_;
  }
}

// What a notifyee is shown can rest on a switch besides the one that weighs its reply.
inline Reason CancelOperation::before_reason() const noexcept {
  const Reason reason = notification_.reason();
  if (reason.rule != Rule::notify_before_first_provider) return reason;
  if (policy_->provider_before == ProviderBefore::poison) {
    return {Rule::notifycancel_provider_before, Switch::provider_before};
  }
  if (registry_->notifyee_count() == 1) return reason;
  const bool reversed = policy_->notify_order == NotifyOrder::reverse;
  return {reversed ? Rule::notify_order_reverse : reason.rule, Switch::notify_order};
}

inline Reason CancelOperation::provider_reason() const noexcept {
  const Reason reason = routing_.reason();
  if (reason.rule != Rule::route_stop_at_success) [[likely]]
    return reason;
  if (is_device_name(request_->name.view())) return reason;
  return {Rule::route_remote_name_stops, Switch::remote_name};
}

inline Reason CancelOperation::after_reason() const noexcept {
  const Reason reason = notification_.reason();
  if (reason.rule == Rule::notify_after_failure_too) return {reason.rule, Switch::provider_after_failure};
  const bool forgot_only = result_.forgotten && !result_.provider;
  if (reason.rule == Rule::notifyinfo_context_round_trip && forgot_only) {
    return {Rule::notify_forget_only, Switch::forget_only};
  }
  return reason;
}

}  // namespace mprsim
