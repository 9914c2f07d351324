#include "mock_mpr/cancel.h"

namespace mprsim {

std::uint64_t CancelOperation::hash() const noexcept {
  Hasher hasher;
  notification_.hash(hasher);
  routing_.hash(hasher);
  hasher.add(std::uint64_t{result_.status.code()} << 32 | operation_status_.code());
  hasher.add(static_cast<std::uint64_t>(phase_) << 32 | static_cast<std::uint64_t>(pending_.kind()));
  hasher.add(static_cast<std::uint64_t>(result_.reason.rule) << 8 |
             static_cast<std::uint64_t>(result_.reason.by));
  hasher.add(result_.provider ? index(*result_.provider) + 1 : 0);
  hasher.add(result_.forgotten ? 1U : 0U);
  return hasher.value();
}

Reason CancelOperation::reason() const noexcept {
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
Reason CancelOperation::before_reason() const noexcept {
  const Reason reason = notification_.reason();
  if (reason.rule != Rule::notify_before_first_provider) return reason;
  if (policy_->provider_before == ProviderBefore::poison) {
    return {Rule::notifycancel_provider_before, Switch::provider_before};
  }
  if (registry_->notifyee_count() == 1) return reason;
  const bool reversed = policy_->notify_order == NotifyOrder::reverse;
  return {reversed ? Rule::notify_order_reverse : reason.rule, Switch::notify_order};
}

Reason CancelOperation::provider_reason() const noexcept {
  const Reason reason = routing_.reason();
  const bool by_remote_name = !is_device_name(request_->name.view());
  if (reason.rule != Rule::route_stop_at_success || !by_remote_name) return reason;
  return {Rule::route_remote_name_stops, Switch::remote_name};
}

Reason CancelOperation::after_reason() const noexcept {
  const Reason reason = notification_.reason();
  if (reason.rule == Rule::notify_after_failure_too) return {reason.rule, Switch::provider_after_failure};
  const bool forgot_only = result_.forgotten && !result_.provider;
  if (reason.rule == Rule::notifyinfo_context_round_trip && forgot_only) {
    return {Rule::notify_forget_only, Switch::forget_only};
  }
  return reason;
}

}  // namespace mprsim
