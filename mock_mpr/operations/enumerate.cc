#include "mock_mpr/operations/enumerate.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace mprsim {
namespace {

constexpr NpFunction trio[] = {NpFunction::NPOpenEnum, NpFunction::NPEnumResource, NpFunction::NPCloseEnum};

}  // namespace

Call EnumerateOperation::next() {
  switch (phase_) {
    case Phase::begin:
      if (scope_ == EnumScope::remembered) {
        read_store();
        return pending_ = {};
      }
      return next_provider();
    case Phase::open:
      return next_provider();
    case Phase::list:
      return ask(NpFunction::NPEnumResource, Phase::list);
    case Phase::close:
      return ask(NpFunction::NPCloseEnum, Phase::close);
    case Phase::done:
      break;
  }
  return pending_ = {};
}

Reason EnumerateOperation::reply(Status status, std::vector<EnumeratedResource> resources) {
  if (pending_.kind() == CallKind::skip_provider) return skip_reason();
  if (pending_.kind() != CallKind::call_provider) return {};
  switch (pending_.function()) {
    case NpFunction::NPOpenEnum:
      if (status.ok()) {
        ++answered_;
        listed_before_ = result_.resources.size();
        phase_ = Phase::list;
      } else {
        phase_ = Phase::open;  // this provider has nothing to show; the others may
      }
      break;
    case NpFunction::NPEnumResource:
      if (status.ok()) {
        std::move(resources.begin(), resources.end(), std::back_inserter(result_.resources));
      } else {
        phase_ = Phase::close;
      }
      break;
    default:
      phase_ = Phase::open;
      break;
  }
  return {Rule::enum_connected};
}

void EnumerateOperation::read_store() {
  phase_ = Phase::done;
  result_.status = store_->state();
  result_.reason = {store_->state().ok() ? Rule::enum_remembered : Rule::profile_unreadable};
  if (!store_->state().ok()) return;
  for (const RememberedEntry& entry : store_->entries()) {
    result_.resources.push_back(
        {entry.device, entry.remote_path, entry.provider_name, entry.connection_type});
  }
}

Call EnumerateOperation::ask(NpFunction function, Phase phase) {
  phase_ = phase;
  return pending_ = Call{function, static_cast<ProviderId>(cursor_ - 1)};
}

// caps.enumeration-trio: a provider with one of the three functions and not the others cannot enumerate.
Call EnumerateOperation::next_provider() {
  if (cursor_ == registry_->provider_count()) {
    phase_ = Phase::done;
    result_.status = answered_ > 0 ? wn::success : wn::no_network;
    result_.reason = {answered_ > 0 ? Rule::enum_connected : Rule::caps_gate};
    return pending_ = {};
  }
  const auto provider = static_cast<ProviderId>(cursor_++);
  phase_ = Phase::open;
  const bool can =
      std::ranges::all_of(trio, [&](NpFunction function) { return registry_->can(provider, function); });
  return pending_ = can ? Call{NpFunction::NPOpenEnum, provider} : Call{CallKind::skip_provider, provider};
}

Reason EnumerateOperation::skip_reason() const {
  const bool some = std::ranges::any_of(
      trio, [&](NpFunction function) { return registry_->can(pending_.provider(), function); });
  return {some ? Rule::caps_enumeration_trio : Rule::caps_gate};
}

}  // namespace mprsim
