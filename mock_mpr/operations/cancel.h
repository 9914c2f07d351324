// CancelOperation: WNetCancelConnection and WNetCancelConnection2, as a fold.
//
// Pages: nf-winnetwk-wnetcancelconnection2w, nf-winnetwk-wnetcancelconnectionw, ns-npapi-notifycancel,
// nf-npapi-cancelconnectnotify; in our words in docs/algorithm.md.
//
// An operation never calls anything: next() says what is to be done, reply() takes what came of it.
//   CancelOperation op{request, registry, policy};
//   while (const Call call = op.next()) op.reply(perform(call));
//   return op.result();
// The request, the registry and the policy must outlive the operation and all its copies. An operation is a
// value without heap memory: copy it to try another answer, compare and hash it to recognise a state. Router
// drives it through cancel_fast.h. Thread-safety: none needed, no shared state. Nothing throws.
#pragma once

#include <cstdint>
#include <optional>

#include "mock_mpr/operations/call.h"
#include "mock_mpr/operations/notification.h"
#include "mock_mpr/operations/routing.h"
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
  std::optional<ProviderId> provider;  ///< the provider that cancelled
  bool forgotten = false;              ///< the remembered entry was removed
  friend bool operator==(const CancelResult&, const CancelResult&) = default;
};

class CancelOperation {
 public:
  CancelOperation(const CancelRequest& request, const Registry& registry, const Policy& policy) noexcept;

  /// What is to be done next; false when the operation is over, and then again for ever. Each call wants one
  /// reply.
  Call next() noexcept;

  /// Takes what came of the call that next() named last. Returns why it means what it means: for the record
  /// only.
  Reason reply(Reply reply) noexcept;

  /// What the caller gets. Meaningful when next() has become false; until then it changes from round to
  /// round.
  const CancelResult& result() const noexcept { return result_; }

  const CancelRequest& request() const noexcept { return *request_; }

  /// Equal operations have equal hashes, and the same future under the same replies.
  std::uint64_t hash() const noexcept;
  friend bool operator==(const CancelOperation&, const CancelOperation&) = default;

 private:
  friend class FastCancel;

  /// In this order; a retry goes back to `before`.
  enum class Phase : std::uint8_t {
    check_name,
    read_profile,
    look_first,
    before,
    route,
    look_up,
    forget,
    after,
    done,
  };

  Call advance() noexcept;

  static std::uint32_t shown_flags(const CancelRequest& request, const Policy& policy) noexcept;
  bool lacks_name() const noexcept;
  void reject_name() noexcept;
  bool may_be_silent() const noexcept;
  bool changes_profile() const noexcept;
  Routing new_cycle() const noexcept;
  void conclude() noexcept;
  void set_conclusion(Conclusion conclusion) noexcept;
  Phase phase_after_routing() const noexcept;
  bool retries() noexcept;
  Text provider_before() const noexcept;
  Text provider_after() const noexcept;

  Reason take(Notification::Taken taken) noexcept;
  Reason take_profile(Status status) noexcept;
  Reason take_look_up(Status status) noexcept;
  Reason take_forget(Status status) noexcept;

  Reason forget_reason() const noexcept;
  Reason provider_reason(Reason routing) const noexcept;
  Reason before_reason(Reason notification) const noexcept;
  Reason after_reason(Reason notification) const noexcept;

  const CancelRequest* request_;
  const Registry* registry_;
  const Policy* policy_;
  Routing routing_;
  CancelResult result_;
  std::uint32_t flags_;  // dwFlags of NOTIFYCANCEL
  Phase phase_ = Phase::check_name;
  CallKind asked_ = CallKind::none;  // what next() named last
  Notification notification_;        // last, because it ends in arrays
};

// What every cancel runs through is inline: the calls of a whole cancel cost about as much as one call of a
// function.

// notifycancel.flags-only-update-profile
inline std::uint32_t CancelOperation::shown_flags(const CancelRequest& request,
                                                  const Policy& policy) noexcept {
  if (request.api == CancelApi::cancel_connection2) return request.flags & connect_flag::update_profile;
  return policy.old_cancel == OldCancel::forgets ? connect_flag::update_profile : 0;
}

// profile.remote-name-no-effect
inline bool CancelOperation::changes_profile() const noexcept {
  return flags_ != 0 && is_device_name(request_->name.view());
}

inline Routing CancelOperation::new_cycle() const noexcept {
  Routing cycle{Route::cancel, NpFunction::NPCancelConnection, *registry_, *policy_};
  if (policy_->remote_name == RemoteName::all_providers && !is_device_name(request_->name.view()))
    cycle.visit_all();
  return cycle;
}

// notifycancel.provider-before
inline Text CancelOperation::provider_before() const noexcept {
  return policy_->provider_before == ProviderBefore::poison ? Text::poison() : Text{};
}

// notifycancel.provider-after-success, notifycancel.provider-after-failure
inline Text CancelOperation::provider_after() const noexcept {
  if (result_.provider) return Text{registry_->name(*result_.provider)};
  return policy_->provider_after_failure == ProviderAfterFailure::poison ? Text::poison() : Text{};
}

inline CancelOperation::CancelOperation(const CancelRequest& request, const Registry& registry,
                                        const Policy& policy) noexcept
    : request_(&request),
      registry_(&registry),
      policy_(&policy),
      routing_(new_cycle()),
      flags_(shown_flags(request, policy)),
      notification_(registry, policy, request.shuffle_key,
                    NotifyCancel{request.name, provider_before(), flags_, request.force}) {}

inline Call CancelOperation::next() noexcept {
  const Call call = advance();
  asked_ = call.kind();
  return call;
}

// What the caller gets, and what the notifyees are told.
inline void CancelOperation::set_conclusion(Conclusion conclusion) noexcept {
  result_.status = conclusion.status;
  result_.reason = conclusion.reason;
  notification_.set_operation_status(conclusion.status);
  notification_.set_provider(provider_after());
}

inline void CancelOperation::conclude() noexcept {
  result_.provider = routing_.accepted_by();
  set_conclusion(routing_.conclusion());
  phase_ = changes_profile() ? phase_after_routing() : Phase::after;
}

// notify.retry-after-failure
inline bool CancelOperation::retries() noexcept {
  if (result_.status.ok() || !notification_.begin_retry()) return false;
  routing_ = new_cycle();
  notification_.set_provider(provider_before());
  return true;
}

// A veto: the operation fails before any provider is called, and the notifyees that were told of it are told
// that it failed.
inline Reason CancelOperation::take(Notification::Taken taken) noexcept {
  if (!taken.veto.ok()) {
    set_conclusion({taken.veto, taken.reason});
    phase_ = Phase::after;
  }
  return taken.reason;
}

// A success ends the cycle; for a remote name that is an open question.
inline Reason CancelOperation::provider_reason(Reason routing) const noexcept {
  if (routing.rule != Rule::route_stop_at_success || is_device_name(request_->name.view())) return routing;
  return {Rule::route_remote_name_stops, Switch::remote_name};
}

// What a notifyee is told in advance can rest on a switch besides the one that weighs its reply.
inline Reason CancelOperation::before_reason(Reason notification) const noexcept {
  if (notification.rule != Rule::notify_before_first_provider) return notification;
  if (policy_->provider_before == ProviderBefore::poison)
    return {Rule::notifycancel_provider_before, Switch::provider_before};
  if (registry_->notifyee_count() == 1) return notification;
  const bool reversed = policy_->notify_order == NotifyOrder::reverse;
  return {reversed ? Rule::notify_order_reverse : notification.rule, Switch::notify_order};
}

inline Reason CancelOperation::after_reason(Reason notification) const noexcept {
  if (notification.rule == Rule::notify_after_failure_too)
    return {notification.rule, Switch::provider_after_failure};
  const bool forgot_only = result_.forgotten && !result_.provider;
  if (notification.rule == Rule::notifyinfo_context_round_trip && forgot_only)
    return {Rule::notify_forget_only, Switch::forget_only};
  return notification;
}

}  // namespace mprsim
