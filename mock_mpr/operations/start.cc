#include "mock_mpr/operations/start.h"

namespace mprsim {

StartOperation::StartOperation(const StartRequest& request, const Registry& registry, const Policy& policy)
    : policy_(&policy), registry_(&registry), restore_timeout_ms_(request.restore_timeout_ms) {
  if (restore_timeout_ms_) consider(*restore_timeout_ms_, {Rule::start_registry_floor});
}

Call StartOperation::next() {
  if (cursor_ == registry_->provider_count()) return {};
  return {NpFunction::NPGetCaps, static_cast<ProviderId>(cursor_++)};
}

Reason StartOperation::reply(std::uint32_t start) {
  switch (start) {
    case start_value::will_not_start:
    case start_value::started:
      return {Rule::start_values};
    case start_value::unknown: {
      // Its share of the wait is the floor that the administrator set, which is counted already.
      if (restore_timeout_ms_) return {Rule::start_unknown};
      const Reason reason{Rule::start_default_counts, Switch::start_default};
      if (policy_->start_default == StartDefault::counts) consider(default_timeout_ms, reason);
      return reason;
    }
    default:
      consider(start, {Rule::start_longest_wait});
      return {Rule::start_values};
  }
}

void StartOperation::consider(std::uint32_t wait_ms, Reason reason) {
  if (wait_ms <= result_.wait_ms) return;
  result_ = {wait_ms, reason};
}

}  // namespace mprsim
