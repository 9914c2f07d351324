// One step of an operation: what the router asks for is done, answered and recorded.
#include <string_view>
#include <utility>
#include <vector>

#include "sim/loaded/loaded_provider_call.h"
#include "sim/simulation/simulation.h"
#include "sim/simulation/simulation_names.h"

namespace mprsim {
namespace {

// Errors of a provider are explained by the provider's own rule where it has one, else by what the router
// made of them.
Reason explain(Reason provider, Reason router) noexcept {
  return provider.rule == Rule::none ? router : provider;
}

}  // namespace

template <class Ask>
Status Simulation::ask_provider(const Frame& frame, std::size_t event, const Call& call, Reason& because,
                                Ask&& ask) {
  App& caller = app(frame.app);
  const ProviderId id = call.provider();
  const ProviderCallContext call_context{world_recorder(frame.call), caller.session, &setup_->policy,
                                         &caller.errors};
  FakeProviderState& state = state_->providers[index(id)];
  if (plugins_ && plugins_->is_plugin(id)) return ask_plugin(frame, event, id, call_context, ask);
  FakeProviderCall provider{setup_->providers[index(id)], state, state_->world, call_context};
  const bool works = !frame.fault && !state.crashed;
  const Status status = works ? ask(provider) : ask_faulty(frame, id, provider, std::forward<Ask>(ask));
  because = provider.because();
  return status;
}

template <class Ask>
Status Simulation::ask_plugin(const Frame& frame, std::size_t event, ProviderId id,
                              const ProviderCallContext& call_context, Ask& ask) {
  if (plugins_->failure()) return wn::net_error;
  const bool network_down = state_->providers[index(id)].network_down;
  LoadedProviderCall provider{*plugins_, id, network_down, state_->world, call_context};
  const Status status = ask(provider);
  if (plugins_->failure()) end_run(frame.call, event);
  return status;
}

template <class Ask>
Status Simulation::ask_faulty(const Frame& frame, ProviderId id, FakeProviderCall& provider, Ask&& ask) {
  if (state_->providers[index(id)].crashed) return wn::no_network;
  const FakeProvider& who = setup_->providers[index(id)];
  switch (*frame.fault) {
    case Fault::wrong_status:
      return wrong_status(who.faults, provider_askers_[index(id)].status);
    case Fault::lie:
      return wn::success;
    case Fault::lost_reply:
      (void)ask(provider);
      return wn::net_error;
    case Fault::reentry:
      record(world_recorder(frame.call), WorldAction::reentered, who.name, NameId::null, 0,
             {Rule::route_no_reentry});
      break;
    default:
      break;  // it was only late
  }
  return ask(provider);
}

Reply Simulation::ask_notifyee(const Frame& frame, std::size_t event, const Call& call) {
  const NotifyeeId id = call.notifyee();
  if (plugins_ && plugins_->is_plugin(id)) {
    if (plugins_->failure()) return {};
    const Reply reply = plugins_->notify(world_recorder(frame.call), call, state_->last_context);
    if (plugins_->failure()) end_run(frame.call, event);
    return reply;
  }
  const std::size_t slot = index(id);
  const FakeNotifyee& who = setup_->notifyees[slot];
  if (state_->notifyees[slot].crashed) return {};
  if (frame.fault == Fault::wrong_status) return {wrong_status(who.faults, notifyee_askers_[slot].status)};
  if (frame.fault == Fault::scribble) {
    record(world_recorder(frame.call), WorldAction::details_edited, who.name, NameId::null, 0,
           {Rule::notifycancel_read_only});
  }
  const Reply reply = notify(who, state_->notifyees[slot], state_->world, world_recorder(frame.call), call,
                             app(frame.app).session, state_->last_context);
  return frame.fault == Fault::lost_reply ? Reply{} : reply;
}

template <class Operation>
void Simulation::tell(const Frame& frame, Operation& op, const Call& call) {
  Recorder record_call = recorder(frame);
  const std::size_t event = record_call.open();
  const Reply reply = ask_notifyee(frame, event, call);
  const NameId provider = trace_->intern(call.details().provider());
  record_call.notified(event, call, provider, op.reply(reply), reply);
}

void Simulation::skip(const Frame& frame, const Call& call, Reason reason) {
  recorder(frame).skipped(call, reason, setup_->policy);
}

void Simulation::step(const Frame& frame, CancelOperation& op, const Call& call) {
  const CancelRequest& request = op.request();
  const SessionId session = app(frame.app).session;
  RememberedStore& store = state_->world.session(session).store;
  Recorder record_call = recorder(frame);
  switch (call.kind()) {
    case CallKind::notify_before:
    case CallKind::notify_after:
      tell(frame, op, call);
      break;
    case CallKind::call_provider: {
      const std::size_t event = record_call.open();
      Reason because;
      const Status status = ask_provider(frame, event, call, because, [&](ProviderCall& provider) {
        return provider.cancel_connection(request.name.view(), request.force);
      });
      const Reason reason = op.reply({status});
      record_call.provider_called(event, call, frame.line.name, 0, request.force ? event_flag::force : 0,
                                  explain(because, reason), status);
      break;
    }
    case CallKind::look_up: {
      const bool connected = state_->world.find_device(session, request.name.view(), *trace_).has_value();
      const Status status = connected ? wn::success : wn::not_connected;
      record_call.looked_up(frame.line.name, op.reply({status}), status);
      break;
    }
    case CallKind::read_profile:
    case CallKind::forget: {
      const bool forgets = call.kind() == CallKind::forget;
      const Status status = forgets ? store.forget(request.name.view()) : store.state();
      record_call.profile(forgets ? ProfileAction::forget : ProfileAction::read, frame.line.name,
                          NameId::null, op.reply({status}), status);
      break;
    }
    default:
      skip(frame, call, op.reply({}));
      break;
  }
}

void Simulation::step(const Frame& frame, AddOperation& op, const Call& call) {
  const AddRequest& request = op.request();
  Recorder record_call = recorder(frame);
  switch (call.kind()) {
    case CallKind::notify_before:
    case CallKind::notify_after:
      tell(frame, op, call);
      break;
    case CallKind::call_provider: {
      const std::size_t event = record_call.open();
      Reason because;
      const Status status = ask_provider(frame, event, call, because, [&](ProviderCall& provider) {
        return provider.add_connection(request.resource, request.user);
      });
      const Reason reason = op.reply({status});
      record_call.provider_called(event, call, frame.line.device, static_cast<std::uint32_t>(frame.line.name),
                                  0, explain(because, reason), status);
      break;
    }
    case CallKind::remember: {
      RememberedEntry entry = op.entry();
      if (const auto& by = op.result().provider) entry.provider_type = setup_->providers[index(*by)].net_type;
      const Status status = state_->world.session(app(frame.app).session).store.remember(std::move(entry));
      record_call.profile(ProfileAction::remember, frame.line.device, frame.line.name, op.reply({status}),
                          status);
      break;
    }
    default:
      skip(frame, call, op.reply({}));
      break;
  }
}

void Simulation::step(const Frame& frame, LookupOperation& op, const Call& call) {
  if (call.kind() != CallKind::call_provider) return skip(frame, call, op.reply({}, {}));
  Recorder record_call = recorder(frame);
  const std::size_t event = record_call.open();
  Reason because;
  std::string_view remote;
  const Status status = ask_provider(frame, event, call, because, [&](ProviderCall& provider) {
    return provider.get_connection(op.request().device, remote);
  });
  const Reason reason = op.reply(status, remote);
  record_call.provider_called(event, call, frame.line.name,
                              static_cast<std::uint32_t>(intern_name(*trace_, remote)), 0, reason, status);
}

// A fake provider hands out all it has at the first NPEnumResource; the next one finds nothing more.
void Simulation::step(const Frame& frame, EnumerateOperation& op, const Call& call) {
  if (call.kind() != CallKind::call_provider) return skip(frame, call, op.reply({}, {}));
  Recorder record_call = recorder(frame);
  const std::size_t event = record_call.open();
  Reason because;
  std::vector<EnumeratedResource> resources;
  const Status status = ask_provider(frame, event, call, because, [&](ProviderCall& provider) {
    if (call.function() == NpFunction::NPOpenEnum) return provider.open_enum();
    if (call.function() == NpFunction::NPCloseEnum) return wn::success;
    if (op.listed() == 0) resources = provider.connections();
    return resources.empty() ? wn::no_more_entries : wn::success;
  });
  if (!status.ok()) resources.clear();
  const auto count = static_cast<std::uint32_t>(resources.size());
  const Reason reason = op.reply(status, std::move(resources));
  record_call.provider_called(event, call, NameId::null, count, 0, reason, status);
}

void Simulation::step(const Frame& frame, RestoreOperation& op, const Call& call) {
  if (call.kind() != CallKind::call_provider) return skip(frame, call, op.reply({}));
  Recorder record_call = recorder(frame);
  const RememberedEntry& entry = op.entry();
  const NameId device = trace_->intern(entry.device);
  const NameId remote = trace_->intern(entry.remote_path);
  const std::size_t event = record_call.open();
  Reason because;
  const NetResource resource{entry.connection_type, entry.device, entry.remote_path, entry.provider_name};
  const Status status = ask_provider(frame, event, call, because, [&](ProviderCall& provider) {
    return provider.add_connection(resource, entry.user_name);
  });
  const Reason reason = op.reply(status);
  record_call.provider_called(event, call, device, static_cast<std::uint32_t>(remote), 0, reason, status);
}

}  // namespace mprsim
