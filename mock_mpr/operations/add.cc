#include "mock_mpr/operations/add.h"

#include "mock_mpr/text/name.h"

namespace mprsim {

AddOperation::AddOperation(const AddRequest& request, const Registry& registry, const Policy& policy,
                           const RememberedStore& store)
    : request_(&request),
      registry_(&registry),
      policy_(&policy),
      store_(&store),
      notification_(registry, policy, request.shuffle_key),
      routing_(new_cycle()) {}

Call AddOperation::next() { return pending_ = advance(); }

Call AddOperation::advance() {
  for (;;) {
    switch (phase_) {
      case Phase::begin:
        begin();
        break;
      case Phase::before:  // notify.before-first-provider
        if (const Call call = notification_.next_before()) return call;
        phase_ = Phase::route;
        break;
      case Phase::route:  // route.provider-order
        if (const Call call = routing_.next()) return call;
        conclude();
        break;
      case Phase::remember:
        return Call{CallKind::remember};
      case Phase::after:  // notify.after-last-provider
        if (const Call call = notification_.next_after()) return call;
        phase_ = retries() ? Phase::before : Phase::done;
        break;
      case Phase::done:
        return {};
    }
  }
}

void AddOperation::reply(Reply reply) {
  switch (pending_.kind()) {
    case CallKind::call_provider:
      routing_.absorb(reply.status);
      break;
    case CallKind::notify_before:
      if (const Status veto = notification_.absorb_before(reply); !veto.ok()) refuse(veto);
      break;
    case CallKind::skip_notifyee:
      if (const Status broken = notification_.absorb_skip(); !broken.ok()) refuse(broken);
      break;
    case CallKind::remember:
      reason_ = {Rule::profile_only_devices};
      result_.remembered = reply.status.ok();
      if (!reply.status.ok()) {  // connected all the same, and the notifyees are told so
        reason_ = reply.status == wn::device_already_remembered
                      ? Reason{Rule::profile_conflicting_entry}
                      : Reason{Rule::profile_unreadable, Switch::profile_check};
        result_.status = reply.status;
        result_.reason = reason_;
      }
      phase_ = Phase::after;
      break;
    case CallKind::notify_after:
      notification_.absorb_after(reply.status, operation_status_);
      break;
    default:
      break;  // a skip, or a call that an add never makes
  }
}

void AddOperation::begin() {
  if (const auto refused = refusal()) {  // notify.silent-on-bad-parameter
    result_ = *refused;
    phase_ = Phase::done;
  } else {
    phase_ = Phase::before;
  }
}

std::optional<AddResult> AddOperation::refusal() const {
  const NetResource& resource = request_->resource;
  const auto refuse_with = [](Status status, Reason reason) {
    return AddResult{.status = status, .reason = reason};
  };
  if (resource.remote.empty()) return refuse_with(wn::bad_netname, {Rule::notify_silent_on_bad_parameter});
  if (!resource.local.empty() && !is_device_name(resource.local)) {
    return refuse_with(wn::bad_localname, {Rule::notify_silent_on_bad_parameter});
  }
  if (!resource.provider.empty() && !registry_->find_provider(resource.provider)) {
    return refuse_with(wn::bad_provider, {Rule::route_named_provider});
  }
  if (!remembers()) return std::nullopt;
  const Status status = store_->check(resource.local, resource.remote);
  if (status == wn::device_already_remembered) return refuse_with(status, {Rule::profile_conflicting_entry});
  if (!status.ok() && policy_->profile_check == ProfileCheck::before_cancel) {
    return refuse_with(status, {Rule::profile_unreadable, Switch::profile_check});
  }
  return std::nullopt;
}

void AddOperation::refuse(Status status) {
  operation_status_ = result_.status = status;
  result_.reason = notification_.reason();
  phase_ = Phase::after;
}

void AddOperation::conclude() {
  operation_status_ = result_.status = routing_.conclude();
  result_.reason = routing_.reason();
  result_.provider = routing_.accepted_by();
  phase_ = result_.status.ok() && remembers() ? Phase::remember : Phase::after;
}

// profile.only-devices
bool AddOperation::remembers() const noexcept {
  if (request_->resource.local.empty()) return false;
  if (request_->api == AddApi::add_connection) return true;
  return (request_->flags & connect_flag::update_profile) != 0 &&
         (request_->flags & connect_flag::temporary) == 0;
}

bool AddOperation::retries() {
  if (result_.status.ok() || !notification_.begin_retry()) return false;
  routing_ = new_cycle();
  return true;
}

// route.named-provider: an unknown one was refused in begin().
Routing AddOperation::new_cycle() const {
  const NpFunction function =
      request_->api == AddApi::add_connection3 ? NpFunction::NPAddConnection3 : NpFunction::NPAddConnection;
  Routing cycle{Route::add, function, *registry_, *policy_};
  if (const auto named = registry_->find_provider(request_->resource.provider)) cycle.only(*named);
  return cycle;
}

NotifyInfo AddOperation::info(const Call& call) const noexcept {
  if (call.kind() == CallKind::notify_before) return {NotifyStatus::pre, wn::success, 0};
  return {NotifyStatus::post, operation_status_, notification_.context()};
}

NotifyAdd AddOperation::details() const noexcept {
  NotifyAdd details{request_->owner_window, request_->resource, request_->flags};
  if (result_.provider) details.resource.provider = registry_->name(*result_.provider);
  return details;
}

RememberedEntry AddOperation::entry() const {
  const NetResource& resource = request_->resource;
  RememberedEntry entry;
  entry.device = resource.local;
  entry.remote_path = resource.remote;
  entry.user_name = request_->user;
  if (result_.provider) entry.provider_name = registry_->name(*result_.provider);
  entry.connection_type = is_printer_port(resource.local) ? ResourceType::print : ResourceType::disk;
  return entry;
}

Reason AddOperation::reason() const noexcept {
  switch (pending_.kind()) {
    case CallKind::call_provider:
    case CallKind::skip_provider:
      return routing_.reason();
    case CallKind::notify_before:
    case CallKind::notify_after:
    case CallKind::skip_notifyee:
      return notification_.reason();
    default:
      return reason_;
  }
}

}  // namespace mprsim
