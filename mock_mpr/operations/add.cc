#include "mock_mpr/operations/add.h"

#include "mock_mpr/text/name.h"

namespace mprsim {

AddOperation::AddOperation(const AddRequest& request, const Registry& registry, const Policy& policy,
                           const RememberedStore& store)
    : request_(&request),
      registry_(&registry),
      policy_(&policy),
      store_(&store),
      notification_(registry, policy, request.shuffle_key,
                    NotifyAdd{request.owner_window, request.resource, request.flags}),
      routing_(new_cycle()) {}

Call AddOperation::next() {
  const Call call = advance();
  asked_ = call.kind();
  return call;
}

// Which phase follows which is said here, and by a reply that cuts the operation short.
Call AddOperation::advance() {
  for (;;) {
    switch (phase_) {
      case Phase::check_request:  // notify.silent-on-bad-parameter
        phase_ = Phase::before;
        check_request();
        break;
      case Phase::before:  // notify.before-first-provider
        if (const Call call = notification_.next_before()) return call;
        phase_ = Phase::route;
        break;
      case Phase::route:  // route.provider-order
        if (const Call call = routing_.next()) return call;
        conclude();
        phase_ = result_.status.ok() && remembers() ? Phase::remember : Phase::after;
        break;
      case Phase::remember:  // profile.only-devices
        phase_ = Phase::after;
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

Reason AddOperation::reply(Reply reply) {
  switch (asked_) {
    case CallKind::call_provider:
      return routing_.hear(reply.status);
    case CallKind::skip_provider:
      return routing_.skip();
    case CallKind::notify_before:
      return take(notification_.take_before(reply));
    case CallKind::skip_notifyee:
      return take(notification_.take_skip());
    case CallKind::remember:
      return take_remember(reply.status);
    case CallKind::notify_after:
      return notification_.take_after(reply.status);
    case CallKind::look_up:
    case CallKind::read_profile:
    case CallKind::forget:
    case CallKind::none:
      break;  // an add never asks for these
  }
  return {};
}

void AddOperation::check_request() {
  const auto refused = refusal();
  if (!refused) return;
  result_.status = refused->status;
  result_.reason = refused->reason;
  phase_ = Phase::done;
}

std::optional<Conclusion> AddOperation::refusal() const {
  const NetResource& resource = request_->resource;
  if (resource.remote.empty()) return Conclusion{wn::bad_netname, {Rule::notify_silent_on_bad_parameter}};
  if (!resource.local.empty() && !is_device_name(resource.local))
    return Conclusion{wn::bad_localname, {Rule::notify_silent_on_bad_parameter}};
  if (!resource.provider.empty() && !registry_->find_provider(resource.provider))
    return Conclusion{wn::bad_provider, {Rule::route_named_provider}};
  if (!remembers()) return std::nullopt;
  const Status status = store_->check(resource.local, resource.remote);
  if (status == wn::device_already_remembered) return Conclusion{status, {Rule::profile_conflicting_entry}};
  if (!status.ok() && policy_->profile_check == ProfileCheck::before_cancel)
    return Conclusion{status, {Rule::profile_unreadable, Switch::profile_check}};
  return std::nullopt;
}

void AddOperation::conclude() {
  result_.provider = routing_.accepted_by();
  if (result_.provider) notification_.set_provider(Text{registry_->name(*result_.provider)});
  set_conclusion(routing_.conclusion());
}

// What the caller gets, and what the notifyees are told.
void AddOperation::set_conclusion(Conclusion conclusion) {
  result_.status = conclusion.status;
  result_.reason = conclusion.reason;
  notification_.set_operation_status(conclusion.status);
}

// profile.only-devices
bool AddOperation::remembers() const noexcept {
  if (request_->resource.local.empty()) return false;
  if (request_->api == AddApi::add_connection) return true;
  return (request_->flags & connect_flag::update_profile) != 0 &&
         (request_->flags & connect_flag::temporary) == 0;
}

// notify.retry-after-failure
bool AddOperation::retries() {
  if (result_.status.ok() || !notification_.begin_retry()) return false;
  routing_ = new_cycle();
  return true;
}

// route.named-provider: an unknown name was refused in check_request().
Routing AddOperation::new_cycle() const {
  const NpFunction function =
      request_->api == AddApi::add_connection3 ? NpFunction::NPAddConnection3 : NpFunction::NPAddConnection;
  Routing cycle{Route::add, function, *registry_, *policy_};
  if (const auto named = registry_->find_provider(request_->resource.provider)) cycle.only(*named);
  return cycle;
}

// A veto: the operation fails before any provider is called, and the notifyees that were told of it are told
// that it failed.
Reason AddOperation::take(Notification::Taken taken) {
  if (!taken.veto.ok()) {
    set_conclusion({taken.veto, taken.reason});
    phase_ = Phase::after;
  }
  return taken.reason;
}

// Where the entry cannot be written, the device is connected all the same, and the notifyees are told so; the
// caller hears of the profile.
Reason AddOperation::take_remember(Status status) {
  result_.remembered = status.ok();
  if (status.ok()) return {Rule::profile_only_devices};
  result_.status = status;
  return result_.reason = status == wn::device_already_remembered
                              ? Reason{Rule::profile_conflicting_entry}
                              : Reason{Rule::profile_unreadable, Switch::profile_check};
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

}  // namespace mprsim
