#include "sim/simulation/simulation.h"

#include <algorithm>
#include <utility>

#include <boost/asio/deferred.hpp>

#include "sim/simulation/simulation_names.h"
#include "sim/time/timer.h"

namespace mprsim {
namespace {

std::uint32_t milliseconds(SimTime time) noexcept { return static_cast<std::uint32_t>(time.count()); }

}  // namespace

void Simulation::begin(SimulationState& state, Trace& trace, std::uint64_t seed) {
  if (!own_chooser_) own_chooser_.emplace();
  own_chooser_->begin({.seed = seed});
  begin(state, trace, *own_chooser_);
}

void Simulation::begin(SimulationState& state, Trace& trace, Chooser& chooser) {
  hanging_.clear();
  context_.reset();
  state_ = &state;
  trace_ = &trace;
  recovered_ = false;
  chooser.attach(context_, trace);
  const bool same_cast = provider_askers_.size() == setup_->providers.size() &&
                         notifyee_askers_.size() == setup_->notifyees.size();
  const bool same_chooser = std::exchange(chooser_, &chooser) == &chooser;
  if (!same_chooser || !same_cast) register_components();
  if (order_is_chosen_ != chooser.order_is_chosen()) {
    order_is_chosen_ = chooser.order_is_chosen();
    if (order_is_chosen_) {
      context_.set_order([this](std::span<const ActorId> ready) { return chooser_->next_actor(ready); });
    } else {
      context_.set_order({});
    }
  }
  for (const FileClosing& closing : state.closings) schedule(closing);
  for (const JobPrinting& printing : state.printings) schedule(printing);
  for (const UseEnding& ending : state.endings) schedule(ending);
  if (!setup_->provider_plugins.empty() || !setup_->notifyee_plugins.empty()) begin_plugins();
}

const std::optional<PluginFailure>& Simulation::plugin_failure() const noexcept {
  static const std::optional<PluginFailure> no_failure;
  return plugins_ ? plugins_->failure() : no_failure;
}

// What cannot be made on a plug-in's side ends the scenario before it begins.
void Simulation::begin_plugins() {
  if (!plugins_) {
    const auto actors = [](std::size_t count, const auto& specs, auto name) {
      std::vector<LoadedPlugins::Slot> made;
      for (std::size_t i = 0; i < count; ++i) {
        made.push_back({std::string(name(i)), i < specs.size() ? specs[i] : std::nullopt});
      }
      return made;
    };
    const Registry& registry = setup_->registry;
    plugins_.emplace(actors(registry.provider_count(), setup_->provider_plugins,
                            [&](std::size_t i) { return registry.name(static_cast<ProviderId>(i)); }),
                     actors(registry.notifyee_count(), setup_->notifyee_plugins,
                            [&](std::size_t i) { return registry.name(static_cast<NotifyeeId>(i)); }));
  }
  plugins_->begin(state_->world, *trace_);
  if (plugins_->failure()) end_run(0, trace_->open());
}

void Simulation::end_run(std::uint32_t call, std::size_t event) {
  const PluginFailure& failure = *plugins_->failure();
  trace_->end_with(event, Event{.at_ms = milliseconds(context_.now()),
                                .call = call,
                                .kind = EventKind::world,
                                .action = static_cast<std::uint8_t>(WorldAction::run_ended),
                                .status = wn::success,
                                .subject = trace_->intern(failure.who),
                                .object = trace_->intern(failure.function)});
}

struct Simulation::StartTurn {
  using executor_type = VirtualContext::executor_type;
  Simulation* simulation;
  Turn turn;

  executor_type get_executor() const noexcept { return simulation->context_.get_executor(); }

  template <class Handler>
  void operator()(Handler&& handler) const {
    VirtualContext& context = simulation->context_;
    timer_internal::WakeUp<std::decay_t<Handler>> wake_up{get_executor(), std::forward<Handler>(handler)};
    switch (turn.kind) {
      case Turn::Kind::sleep:
        context.arm_timer(turn.until, std::move(wake_up));
        break;
      case Turn::Kind::hang:
        simulation->hanging_.push_back({{}, context.actor(), turn.who});
        simulation->hanging_.back().handler.emplace(std::move(wake_up));
        break;
      default:
        context.post([wake_up = std::move(wake_up)]() mutable { wake_up({}); });
        break;
    }
  }
};

auto Simulation::take(const Turn& turn) {
  using boost::asio::deferred_t;
  return boost::asio::async_initiate<const deferred_t, void(boost::system::error_code)>(
      StartTurn{this, turn}, boost::asio::deferred);
}

Recorder Simulation::recorder(const Frame& frame) noexcept {
  return {*trace_, frame.call, milliseconds(context_.now())};
}

void Simulation::begin_call(Frame& frame, std::uint32_t& call) {
  call = frame.call = ++state_->calls;
  frame.line.app = app(frame.app).name;
  recorder(frame).begins(frame.line);
}

void Simulation::end_call(const Frame& frame, Status status, Reason reason, NameId text,
                          std::uint32_t value) {
  app(frame.app).errors.call_returned(status, setup_->policy);
  recorder(frame).ends(frame.line, status, reason, text, value);
}

template <class Operation>
Task<void> Simulation::drive(Frame frame, Operation& op) {
  while (const Call call = op.next()) {
    if (const Turn turn = arrange(frame, call); turn.waits()) co_await take(turn);
    step(frame, op, call);
  }
}

Task<CancelResult> Simulation::route(Frame frame, CancelRequest request) {
  if (setup_->policy.notify_order == NotifyOrder::shuffle) {
    request.shuffle_key = chooser_->number(notify_order_);
  }
  CancelOperation op{request, setup_->registry, setup_->policy};
  co_await drive(frame, op);
  co_return op.result();
}

Task<CancelResult> Simulation::cancel(AppId id, CancelRequest request, std::uint32_t& call) {
  Frame frame{.app = id};
  frame.line.api =
      request.api == CancelApi::cancel_connection ? Api::cancel_connection : Api::cancel_connection2;
  frame.line.name = trace_->intern(request.name);
  if (request.force) frame.line.flags |= event_flag::force;
  if ((request.flags & connect_flag::update_profile) != 0) frame.line.flags |= event_flag::update_profile;
  begin_call(frame, call);
  const auto before = state_->world.find_device(app(id).session, request.name.view(), *trace_);
  const CancelResult result = co_await route(frame, request);
  record_what_stayed(frame, request, result, before);
  end_call(frame, result.status, result.reason);
  co_return result;
}

// What a cancel did not change teaches as much as what it did. Another application may have connected the
// device anew in the meantime: only the connection that there was before can have stayed.
void Simulation::record_what_stayed(const Frame& frame, const CancelRequest& request,
                                    const CancelResult& result, std::optional<ConnectionId> before) {
  const SessionId session = app(frame.app).session;
  const std::string_view name = request.name.view();
  const auto now = state_->world.find_device(session, name, *trace_);
  const bool connected = now.has_value();
  if (result.status.ok() && result.provider && connected && now == before) {
    record(world_recorder(frame.call), WorldAction::still_connected, trace_->provider(*result.provider),
           frame.line.name, 0, {Rule::route_false_success});
  }
  if (result.forgotten || state_->world.session(session).store.find(name) == nullptr) return;
  Reason because{Rule::profile_zero_keeps};
  if (request.api == CancelApi::cancel_connection) {
    because = {Rule::profile_old_cancel_call, Switch::old_cancel};
  } else if ((request.flags & connect_flag::update_profile) != 0) {
    because = connected ? Reason{Rule::profile_failure_keeps, Switch::failed_cancel}
                        : Reason{Rule::profile_forget_disconnected, Switch::forget_unconnected};
  }
  recorder(frame).profile(ProfileAction::keep, frame.line.name, NameId::null, because, wn::success);
}

Task<AddResult> Simulation::add(AppId id, AddRequest request, std::uint32_t& call) {
  constexpr Api apis[] = {Api::add_connection, Api::add_connection2, Api::add_connection3};
  Frame frame{.app = id};
  frame.line.api = apis[static_cast<std::size_t>(request.api)];
  frame.line.name = trace_->intern(request.resource.remote);
  frame.line.device = intern_name(*trace_, request.resource.local);
  if ((request.flags & connect_flag::update_profile) != 0) frame.line.flags |= event_flag::update_profile;
  if ((request.flags & connect_flag::temporary) != 0) frame.line.flags |= event_flag::temporary;
  begin_call(frame, call);
  if (setup_->policy.notify_order == NotifyOrder::shuffle) {
    request.shuffle_key = chooser_->number(notify_order_);
  }
  AddOperation op{request, setup_->registry, setup_->policy, state_->world.session(app(id).session).store};
  co_await drive(frame, op);
  end_call(frame, op.result().status, op.result().reason);
  co_return op.result();
}

Task<LookupResult> Simulation::get(AppId id, LookupRequest request, std::uint32_t& call) {
  Frame frame{.app = id, .line = {.api = Api::get_connection, .name = trace_->intern(request.device)}};
  begin_call(frame, call);
  LookupOperation op{request, setup_->registry, setup_->policy, state_->world.session(app(id).session).store};
  co_await drive(frame, op);
  end_call(frame, op.result().status, op.result().reason, intern_name(*trace_, op.result().remote));
  co_return op.result();
}

Task<EnumerateResult> Simulation::enumerate(AppId id, EnumScope scope, std::uint32_t& call) {
  Frame frame{.app = id, .line = {.api = Api::enumerate}};
  if (scope == EnumScope::remembered) frame.line.flags |= event_flag::remembered;
  begin_call(frame, call);
  EnumerateOperation op{scope, setup_->registry, state_->world.session(app(id).session).store};
  co_await drive(frame, op);
  const EnumerateResult& result = op.result();
  end_call(frame, result.status, result.reason, NameId::null,
           static_cast<std::uint32_t>(result.resources.size()));
  co_return result;
}

Task<DialogResult> Simulation::disconnect_dialog(AppId id, DialogRequest request, bool user_says_yes,
                                                 std::uint32_t& call) {
  Frame frame{.app = id, .line = {.api = Api::disconnect_dialog, .name = trace_->intern(request.name)}};
  if (request.update_profile) frame.line.flags |= event_flag::update_profile;
  if (request.no_force) frame.line.flags |= event_flag::no_force;
  begin_call(frame, call);
  DialogOperation op{request};
  for (DialogCall next = op.next(); next != DialogCall::none; next = op.next()) {
    if (next == DialogCall::cancel) {
      const CancelResult cancelled = co_await route(frame, op.cancel_request());
      op.reply(cancelled.status);
    } else {
      record(world_recorder(frame.call), WorldAction::asked, trace_->intern("user"), frame.line.name,
             user_says_yes ? 1 : 0, {Rule::force_ask_then_force});
      op.answer(user_says_yes);
    }
  }
  end_call(frame, op.result().status, op.result().reason);
  co_return op.result();
}

Task<StartResult> Simulation::wait_for_start(Frame frame) {
  StartOperation op{{setup_->restore_timeout_ms}, setup_->registry, setup_->policy};
  while (const Call call = op.next()) {
    const std::uint32_t start = setup_->providers[index(call.provider())].start;
    const Reason reason = op.reply(start);
    recorder(frame).provider_called(call, NameId::null, start, 0, reason, wn::success);
  }
  const StartResult result = op.result();
  if (result.wait_ms > 0) {
    record(world_recorder(frame.call), WorldAction::waits, NameId::null, NameId::null, result.wait_ms,
           result.reason);
    co_await async_sleep_for(context_, SimTime{result.wait_ms});
  }
  co_return result;
}

Task<StartResult> Simulation::start(AppId id, std::uint32_t& call) {
  Frame frame{.app = id, .line = {.api = Api::start}};
  begin_call(frame, call);
  const StartResult result = co_await wait_for_start(frame);
  end_call(frame, wn::success, result.reason, NameId::null, result.wait_ms);
  co_return result;
}

Task<Simulation::Logon> Simulation::logon(AppId id, std::uint32_t& call) {
  Frame frame{.app = id, .line = {.api = Api::logon}};
  begin_call(frame, call);
  Session& session = state_->world.session(app(id).session);
  session.logged_on = true;
  record(world_recorder(frame.call), WorldAction::session_began, session.name, NameId::null);
  Logon logon;
  logon.waited_ms = (co_await wait_for_start(frame)).wait_ms;
  RestoreOperation op{state_->world.session(app(id).session).store, setup_->registry, setup_->policy};
  co_await drive(frame, op);
  logon.restored = op.result();
  const auto restored = std::ranges::count_if(logon.restored, [](const auto& r) { return r.status.ok(); });
  const Status status = logon.status = state_->world.session(app(id).session).store.state();
  end_call(frame, status, {status.ok() ? Rule::notify_silent_on_restore : Rule::profile_unreadable},
           NameId::null, static_cast<std::uint32_t>(restored));
  co_return logon;
}

// The session takes its connections with it, even if files are open on them; what is remembered stays.
void Simulation::logoff(AppId id, std::uint32_t& call) {
  Frame frame{.app = id, .line = {.api = Api::logoff}};
  begin_call(frame, call);
  World& world = state_->world;
  const SessionId session = app(id).session;
  for (std::size_t i = 0; i < world.connection_count(); ++i) {
    const auto connection = static_cast<ConnectionId>(i);
    if (!world.connection(connection).connected || world.connection(connection).session != session) continue;
    world.disconnect(connection, World::Ending::lots_of_force, world_recorder(frame.call), {});
  }
  if (plugins_) plugins_->session_ended(session);
  world.session(session).logged_on = false;
  record(world_recorder(frame.call), WorldAction::session_ended, world.session(session).name, NameId::null);
  end_call(frame, wn::success, {});
}

Status Simulation::get_last_error(AppId id, std::uint32_t& call) {
  Frame frame{.app = id, .line = {.api = Api::get_last_error}};
  begin_call(frame, call);
  const CallerErrors& errors = app(id).errors;
  const auto& extended = errors.extended();
  recorder(frame).ends(frame.line, errors.last_error(), {Rule::error_per_thread},
                       extended ? trace_->intern(extended->text) : NameId::null,
                       extended ? extended->code : 0);
  return errors.last_error();
}

}  // namespace mprsim
