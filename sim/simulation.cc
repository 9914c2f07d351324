#include "sim/simulation.h"

#include <algorithm>
#include <utility>

#include <boost/asio/deferred.hpp>

#include "sim/timer.h"

namespace mprsim {
namespace {

std::uint32_t milliseconds(SimTime time) noexcept { return static_cast<std::uint32_t>(time.count()); }

NameId intern_text(Trace& trace, Text text) {
  if (text.is_null()) return NameId::null;
  return text.is_poison() ? NameId::poison : trace.intern(text.view());
}

NameId intern_name(Trace& trace, std::string_view name) {
  return name.empty() ? NameId::null : trace.intern(name);
}

// Errors of a provider are explained by the provider's own rule where it has one, else by what the router
// made of them.
Reason explain(Reason provider, Reason router) noexcept {
  return provider.rule == Rule::none ? router : provider;
}

std::span<const Status> wrong_statuses(const FaultPlan& faults) noexcept {
  return faults.statuses.empty() ? std::span<const Status>(kWrongStatuses) : std::span(faults.statuses);
}

// Only who is asked to change something can lie about it.
FaultSet possible_faults(Call call) noexcept {
  FaultSet all = FaultSet::of_bits(~0U);
  const bool changes = call.function() == NpFunction::NPCancelConnection ||
                       call.function() == NpFunction::NPAddConnection ||
                       call.function() == NpFunction::NPAddConnection3;
  if (!changes) all.erase(Fault::lie);
  return all;
}

}  // namespace

// --- Beginning, and what passes until somebody answers.

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
  const bool same_cast = provider_askers_.size() == cast_->providers.size() &&
                         notifyee_askers_.size() == cast_->notifyees.size();
  const bool same_chooser = std::exchange(chooser_, &chooser) == &chooser;
  if (!same_chooser || !same_cast) register_components();
  if (chooses_order_ != chooser.chooses_order()) {
    chooses_order_ = chooser.chooses_order();
    if (chooses_order_) {
      context_.set_order([this](std::span<const ActorId> ready) { return chooser_->next_actor(ready); });
    } else {
      context_.set_order({});
    }
  }
  for (const FileClosing& closing : state.closings) schedule(closing);
  for (const JobPrinting& printing : state.printings) schedule(printing);
  for (const UseEnding& ending : state.endings) schedule(ending);
}

void Simulation::register_components() {
  notify_order_ = chooser_->component("notify_order");
  provider_askers_.clear();
  for (const FakeProvider& provider : cast_->providers) {
    provider_askers_.push_back(askers_of("provider", cast_->registry.name(provider.id), provider.faults));
  }
  notifyee_askers_.clear();
  for (const FakeNotifyee& notifyee : cast_->notifyees) {
    notifyee_askers_.push_back(askers_of("notifyee", cast_->registry.name(notifyee.id), notifyee.faults));
  }
}

Simulation::Askers Simulation::askers_of(std::string_view kind, std::string_view name,
                                         const FaultPlan& faults) {
  const std::string who = std::string(kind) + " " + std::string(name);
  std::vector<std::string> kinds{"none"};
  for (const FaultInfo& fault : all_faults()) {
    if (faults.kinds.contains(fault.id)) kinds.emplace_back(fault.name);
  }
  std::vector<std::string> statuses;
  for (const Status status : wrong_statuses(faults)) statuses.push_back(to_string(status));
  return {chooser_->component(who + ": latency"), chooser_->component(who + ": fault", std::move(kinds)),
          chooser_->component(who + ": status", std::move(statuses))};
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

Simulation::Turn Simulation::arrange(Frame& frame, Call call) {
  frame.fault.reset();
  switch (call.kind()) {
    case CallKind::call_provider: {
      const std::size_t slot = index(call.provider());
      return arrange(frame, cast_->providers[slot], state_->providers[slot], provider_askers_[slot],
                     possible_faults(call));
    }
    case CallKind::notify_before:
    case CallKind::notify_after: {
      const std::size_t slot = index(call.notifyee());
      return arrange(frame, cast_->notifyees[slot], state_->notifyees[slot], notifyee_askers_[slot],
                     possible_faults(call));
    }
    case CallKind::skip_provider:
    case CallKind::skip_notifyee:
      return {};
    default:
      return should_yield() ? Turn{Turn::Kind::yield} : Turn{};
  }
}

template <class Called, class State>
Simulation::Turn Simulation::arrange(Frame& frame, const Called& called, State& state, const Askers& askers,
                                     FaultSet possible) {
  SimTime wait = called.latency;
  if (called.latency_most > wait) {
    wait = SimTime{chooser_->between(askers.latency, wait.count(), called.latency_most.count())};
  }
  if (!called.faults.kinds.empty() && !recovered_ && !state.crashed) {
    frame.fault = draw_fault(called.faults, possible, askers.fault);
    if (frame.fault) record_fault(frame, called.name);
    if (frame.fault == Fault::crash) state.crashed = true;
    if (frame.fault == Fault::hang) return {Turn::Kind::hang, {}, called.name};
    if (frame.fault == Fault::delay) wait += called.faults.delay;
  }
  if (wait.count() > 0) return {Turn::Kind::sleep, timer_internal::end_of_sleep(context_.now(), wait)};
  return should_yield() ? Turn{Turn::Kind::yield} : Turn{};
}

std::optional<Fault> Simulation::draw_fault(const FaultPlan& faults, FaultSet possible,
                                            ComponentId component) {
  std::uint32_t count = 1;  // the first alternative is that there is none
  std::uint64_t allowed = 0;
  for (const FaultInfo& fault : all_faults()) {
    if (!faults.kinds.contains(fault.id)) continue;
    if (possible.contains(fault.id) && !chooser_->banned().contains(fault.id)) allowed |= 1ULL << count;
    ++count;
  }
  std::uint32_t chosen = chooser_->pick_rarely(component, count, faults.one_in, allowed);
  if (chosen == 0) return std::nullopt;
  for (const FaultInfo& fault : all_faults()) {
    if (faults.kinds.contains(fault.id) && --chosen == 0) return fault.id;
  }
  return std::nullopt;
}

void Simulation::record_fault(const Frame& frame, NameId who) {
  record(scene(frame.call), WorldAction::faulted, who, trace_->intern(info(*frame.fault).name));
}

void Simulation::recover() {
  recovered_ = true;
  for (std::size_t i = 0; i < state_->providers.size(); ++i) {
    if (!std::exchange(state_->providers[i].crashed, false)) continue;
    record(scene(), WorldAction::recovered, cast_->providers[i].name, NameId::null);
  }
  for (std::size_t i = 0; i < state_->notifyees.size(); ++i) {
    if (!std::exchange(state_->notifyees[i].crashed, false)) continue;
    record(scene(), WorldAction::recovered, cast_->notifyees[i].name, NameId::null);
  }
  for (Hanging& hanging : std::exchange(hanging_, {})) {
    record(scene(), WorldAction::recovered, hanging.who, NameId::null);
    context_.set_actor(hanging.actor);
    context_.post([handler = std::move(hanging.handler)]() mutable { handler.consume({}); });
  }
}

// What happens by itself is done by whoever or whatever it happens to.

void Simulation::schedule(const FileClosing& closing) {
  act_at(closing.at, state_->world.file(closing.file).path,
         [this, closing] { state_->world.close_file(closing.file, scene()); });
}

void Simulation::schedule(const JobPrinting& printing) {
  const SimTime at = context_.now() + printing.page_time;
  act_at(at, state_->world.job(printing.job).document, [this, printing] {
    if (state_->world.print_page(printing.job, scene())) schedule(printing);
  });
}

void Simulation::schedule(const UseEnding& ending) {
  act_at(ending.at, state_->world.use(ending.use).process,
         [this, ending] { state_->world.end_use(ending.use, scene()); });
}

template <class Act>
void Simulation::act_at(SimTime time, NameId who, Act act) {
  const ActorId actor = context_.actor();
  context_.set_actor(static_cast<ActorId>(who));
  context_.arm_timer(time, [act](boost::system::error_code) { act(); });
  context_.set_actor(actor);
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
  app(frame.app).errors.call_returned(status, cast_->policy);
  recorder(frame).ends(frame.line, status, reason, text, value);
}

template <class Ask>
Status Simulation::ask_provider(const Frame& frame, ProviderId id, Reason& because, Ask&& ask) {
  App& caller = app(frame.app);
  const ProviderCallScene call_scene{scene(frame.call), caller.session, &cast_->policy, &caller.errors};
  FakeProviderCall provider{cast_->providers[index(id)], state_->providers[index(id)], state_->world,
                            call_scene};
  const bool works = !frame.fault && !state_->providers[index(id)].crashed;
  const Status status = works ? ask(provider) : ask_faulty(frame, id, provider, std::forward<Ask>(ask));
  because = provider.because();
  return status;
}

template <class Ask>
Status Simulation::ask_faulty(const Frame& frame, ProviderId id, FakeProviderCall& provider, Ask&& ask) {
  if (state_->providers[index(id)].crashed) return wn::no_network;
  const FakeProvider& who = cast_->providers[index(id)];
  switch (*frame.fault) {
    case Fault::wrong_status:
      return wrong_status(who.faults, provider_askers_[index(id)].status);
    case Fault::lie:
      return wn::success;
    case Fault::lost_reply:
      (void)ask(provider);
      return wn::net_error;
    case Fault::reentry:
      record(scene(frame.call), WorldAction::reentered, who.name, NameId::null, 0, {Rule::route_no_reentry});
      break;
    default:
      break;  // it was only late
  }
  return ask(provider);
}

Status Simulation::wrong_status(const FaultPlan& faults, ComponentId component) {
  const auto statuses = wrong_statuses(faults);
  return statuses[chooser_->pick(component, static_cast<std::uint32_t>(statuses.size()))];
}

Reply Simulation::ask_notifyee(const Frame& frame, Call call, const NotifyInfo& info,
                               const NotificationDetails& details) {
  const std::size_t slot = index(call.notifyee());
  const FakeNotifyee& who = cast_->notifyees[slot];
  if (state_->notifyees[slot].crashed) return {};
  if (frame.fault == Fault::wrong_status) return {wrong_status(who.faults, notifyee_askers_[slot].status)};
  if (frame.fault == Fault::scribble) {
    record(scene(frame.call), WorldAction::details_edited, who.name, NameId::null, 0,
           {Rule::notifycancel_read_only});
  }
  const Reply reply = notify(who, state_->notifyees[slot], state_->world, scene(frame.call), info, details,
                             state_->last_context);
  return frame.fault == Fault::lost_reply ? Reply{} : reply;
}

// One step of a cancel: what the router asks for is done, answered and recorded.
void Simulation::step(const Frame& frame, CancelOperation& op, Call call) {
  const CancelRequest& request = op.request();
  const SessionId session = app(frame.app).session;
  RememberedStore& store = state_->world.session(session).store;
  Recorder record_call = recorder(frame);
  switch (call.kind()) {
    case CallKind::notify_before:
    case CallKind::notify_after: {
      const std::size_t event = record_call.open();
      const NotifyInfo info = op.info(call);
      const Text provider = op.details(call).provider;
      const Reply reply = ask_notifyee(frame, call, info, {false, session, provider});
      op.reply(reply);
      const Context context = call.kind() == CallKind::notify_before ? reply.context : info.context;
      record_call.notified(event, call, info, false, intern_text(*trace_, provider), context, op.reason(),
                           reply.status);
      break;
    }
    case CallKind::call_provider: {
      const std::size_t event = record_call.open();
      Reason because;
      const Status status = ask_provider(frame, call.provider(), because, [&](FakeProviderCall& provider) {
        return provider.cancel_connection(request.name.view(), request.force);
      });
      op.reply({status});
      record_call.provider_called(event, call, frame.line.name, 0, request.force ? event_flag::force : 0,
                                  explain(because, op.reason()), status);
      break;
    }
    case CallKind::look_up: {
      const bool connected = state_->world.find_device(session, request.name.view(), *trace_).has_value();
      const Status status = connected ? wn::success : wn::not_connected;
      op.reply({status});
      record_call.looked_up(frame.line.name, op.reason(), status);
      break;
    }
    case CallKind::read_profile:
    case CallKind::forget: {
      const bool forgets = call.kind() == CallKind::forget;
      const Status status = forgets ? store.forget(request.name.view()) : store.state();
      op.reply({status});
      record_call.profile(forgets ? ProfileAction::forget : ProfileAction::read, frame.line.name,
                          NameId::null, op.reason(), status);
      break;
    }
    default:
      op.reply({});
      record_call.skipped(call, op.reason(), cast_->policy);
      break;
  }
}

void Simulation::step(const Frame& frame, AddOperation& op, Call call) {
  const AddRequest& request = op.request();
  const SessionId session = app(frame.app).session;
  Recorder record_call = recorder(frame);
  switch (call.kind()) {
    case CallKind::notify_before:
    case CallKind::notify_after: {
      const std::size_t event = record_call.open();
      const NotifyInfo info = op.info(call);
      const std::string_view name = op.details().resource.provider;
      const Text provider = name.empty() ? Text{} : Text{name};
      const Reply reply = ask_notifyee(frame, call, info, {true, session, provider});
      op.reply(reply);
      const Context context = call.kind() == CallKind::notify_before ? reply.context : info.context;
      record_call.notified(event, call, info, true, intern_text(*trace_, provider), context, op.reason(),
                           reply.status);
      break;
    }
    case CallKind::call_provider: {
      const std::size_t event = record_call.open();
      Reason because;
      const Status status = ask_provider(frame, call.provider(), because, [&](FakeProviderCall& provider) {
        return provider.add_connection(request.resource, request.user);
      });
      op.reply({status});
      record_call.provider_called(event, call, frame.line.device, static_cast<std::uint32_t>(frame.line.name),
                                  0, explain(because, op.reason()), status);
      break;
    }
    case CallKind::remember: {
      RememberedEntry entry = op.entry();
      if (const auto& by = op.result().provider) entry.provider_type = cast_->providers[index(*by)].net_type;
      const Status status = state_->world.session(session).store.remember(std::move(entry));
      op.reply({status});
      record_call.profile(ProfileAction::remember, frame.line.device, frame.line.name, op.reason(), status);
      break;
    }
    default:
      op.reply({});
      record_call.skipped(call, op.reason(), cast_->policy);
      break;
  }
}

void Simulation::step(const Frame& frame, LookupOperation& op, Call call) {
  Recorder record_call = recorder(frame);
  if (call.kind() != CallKind::call_provider) return record_call.skipped(call, op.reason(), cast_->policy);
  const std::size_t event = record_call.open();
  Reason because;
  std::string_view remote;
  const Status status = ask_provider(frame, call.provider(), because, [&](FakeProviderCall& provider) {
    return provider.get_connection(op.request().device, remote);
  });
  op.reply(status, remote);
  record_call.provider_called(event, call, frame.line.name,
                              static_cast<std::uint32_t>(intern_name(*trace_, remote)), 0, op.reason(),
                              status);
}

// A fake provider hands out all it has at the first NPEnumResource; the next one finds nothing more.
void Simulation::step(const Frame& frame, EnumerateOperation& op, Call call) {
  Recorder record_call = recorder(frame);
  if (call.kind() != CallKind::call_provider) return record_call.skipped(call, op.reason(), cast_->policy);
  const std::size_t event = record_call.open();
  Reason because;
  std::vector<EnumeratedResource> resources;
  const Status status = ask_provider(frame, call.provider(), because, [&](FakeProviderCall& provider) {
    if (call.function() == NpFunction::NPOpenEnum) return provider.open_enum();
    if (call.function() == NpFunction::NPCloseEnum) return wn::success;
    if (op.listed() == 0) resources = provider.connections();
    return resources.empty() ? wn::no_more_entries : wn::success;
  });
  if (!status.ok()) resources.clear();
  const auto count = static_cast<std::uint32_t>(resources.size());
  op.reply(status, std::move(resources));
  record_call.provider_called(event, call, NameId::null, count, 0, op.reason(), status);
}

void Simulation::step(const Frame& frame, RestoreOperation& op, Call call) {
  Recorder record_call = recorder(frame);
  if (call.kind() != CallKind::call_provider) return record_call.skipped(call, op.reason(), cast_->policy);
  const RememberedEntry& entry = op.entry();
  const NameId device = trace_->intern(entry.device);
  const NameId remote = trace_->intern(entry.remote_path);
  const std::size_t event = record_call.open();
  Reason because;
  const NetResource resource{entry.connection_type, entry.device, entry.remote_path, entry.provider_name};
  const Status status = ask_provider(frame, call.provider(), because, [&](FakeProviderCall& provider) {
    return provider.add_connection(resource, entry.user_name);
  });
  op.reply(status);
  record_call.provider_called(event, call, device, static_cast<std::uint32_t>(remote), 0, op.reason(),
                              status);
}

Task<CancelResult> Simulation::route(Frame frame, CancelRequest request) {
  if (cast_->policy.notify_order == NotifyOrder::shuffle) {
    request.shuffle_key = chooser_->number(notify_order_);
  }
  CancelOperation op{request, cast_->registry, cast_->policy};
  while (const Call next = op.next()) {
    if (const Turn turn = arrange(frame, next); turn.waits()) co_await take(turn);
    step(frame, op, next);
  }
  co_return op.result();
}

Task<CancelResult> Simulation::cancel(AppId id, CancelRequest request, std::uint32_t& call) {
  Frame frame{.app = id};
  frame.line.api =
      request.api == CancelApi::cancel_connection ? Api::cancel_connection : Api::cancel_connection2;
  frame.line.name = intern_text(*trace_, request.name);
  if (request.force) frame.line.flags |= event_flag::force;
  if ((request.flags & connect_flag::update_profile) != 0) frame.line.flags |= event_flag::update_profile;
  begin_call(frame, call);
  const auto before = state_->world.find_device(app(id).session, request.name.view(), *trace_);
  const CancelResult result = co_await route(frame, request);
  record_what_stayed(frame, request, result, before);
  end_call(frame, result.status, result.reason);
  co_return result;
}

// What a cancel did not change teaches as much as what it did. Somebody else may have connected the device
// anew in the meantime: only the connection that there was before can have stayed.
void Simulation::record_what_stayed(const Frame& frame, const CancelRequest& request,
                                    const CancelResult& result, std::optional<ConnectionId> before) {
  const SessionId session = app(frame.app).session;
  const std::string_view name = request.name.view();
  const auto now = state_->world.find_device(session, name, *trace_);
  const bool connected = now.has_value();
  if (result.status.ok() && result.provider && connected && now == before) {
    record(scene(frame.call), WorldAction::still_connected, trace_->provider(*result.provider),
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
  constexpr Api kApis[] = {Api::add_connection, Api::add_connection2, Api::add_connection3};
  Frame frame{.app = id};
  frame.line.api = kApis[static_cast<std::size_t>(request.api)];
  frame.line.name = trace_->intern(request.resource.remote);
  frame.line.device = intern_name(*trace_, request.resource.local);
  if ((request.flags & connect_flag::update_profile) != 0) frame.line.flags |= event_flag::update_profile;
  if ((request.flags & connect_flag::temporary) != 0) frame.line.flags |= event_flag::temporary;
  begin_call(frame, call);
  if (cast_->policy.notify_order == NotifyOrder::shuffle) {
    request.shuffle_key = chooser_->number(notify_order_);
  }
  AddOperation op{request, cast_->registry, cast_->policy, state_->world.session(app(id).session).store};
  while (const Call next = op.next()) {
    if (const Turn turn = arrange(frame, next); turn.waits()) co_await take(turn);
    step(frame, op, next);
  }
  end_call(frame, op.result().status, op.result().reason);
  co_return op.result();
}

Task<LookupResult> Simulation::get(AppId id, LookupRequest request, std::uint32_t& call) {
  Frame frame{.app = id, .line = {.api = Api::get_connection, .name = trace_->intern(request.device)}};
  begin_call(frame, call);
  LookupOperation op{request, cast_->registry, cast_->policy, state_->world.session(app(id).session).store};
  while (const Call next = op.next()) {
    if (const Turn turn = arrange(frame, next); turn.waits()) co_await take(turn);
    step(frame, op, next);
  }
  end_call(frame, op.result().status, op.result().reason, intern_name(*trace_, op.result().remote));
  co_return op.result();
}

Task<EnumerateResult> Simulation::enumerate(AppId id, EnumScope scope, std::uint32_t& call) {
  Frame frame{.app = id, .line = {.api = Api::enumerate}};
  if (scope == EnumScope::remembered) frame.line.flags |= event_flag::remembered;
  begin_call(frame, call);
  EnumerateOperation op{scope, cast_->registry, state_->world.session(app(id).session).store};
  while (const Call next = op.next()) {
    if (const Turn turn = arrange(frame, next); turn.waits()) co_await take(turn);
    step(frame, op, next);
  }
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
      record(scene(frame.call), WorldAction::asked, trace_->intern("user"), frame.line.name,
             user_says_yes ? 1 : 0, {Rule::force_ask_then_force});
      op.answer(user_says_yes);
    }
  }
  end_call(frame, op.result().status, op.result().reason);
  co_return op.result();
}

Task<StartResult> Simulation::wait_for_start(Frame frame) {
  StartOperation op{{cast_->restore_timeout_ms}, cast_->registry, cast_->policy};
  while (const Call call = op.next()) {
    const std::uint32_t start = cast_->providers[index(call.provider())].start;
    op.reply(start);
    Recorder record_call = recorder(frame);
    record_call.provider_called(record_call.open(), call, NameId::null, start, 0, op.reason(), wn::success);
  }
  const StartResult result = op.result();
  if (result.wait_ms > 0) {
    record(scene(frame.call), WorldAction::waits, NameId::null, NameId::null, result.wait_ms, result.reason);
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
  record(scene(frame.call), WorldAction::session_began, session.name, NameId::null);
  Logon logon;
  logon.waited_ms = (co_await wait_for_start(frame)).wait_ms;
  RestoreOperation op{state_->world.session(app(id).session).store, cast_->registry, cast_->policy};
  while (const Call next = op.next()) {
    if (const Turn turn = arrange(frame, next); turn.waits()) co_await take(turn);
    step(frame, op, next);
  }
  logon.restored = op.result();
  const auto restored = std::ranges::count_if(logon.restored, [](const auto& r) { return r.status.ok(); });
  const Status status = logon.status = state_->world.session(app(id).session).store.state();
  end_call(frame, status, {status.ok() ? Rule::notify_silent_on_restore : Rule::profile_unreadable},
           NameId::null, static_cast<std::uint32_t>(restored));
  co_return logon;
}

// The session takes its connections with it, whatever is open on them; what is remembered stays.
void Simulation::logoff(AppId id, std::uint32_t& call) {
  Frame frame{.app = id, .line = {.api = Api::logoff}};
  begin_call(frame, call);
  World& world = state_->world;
  const SessionId session = app(id).session;
  for (std::size_t i = 0; i < world.connection_count(); ++i) {
    const auto connection = static_cast<ConnectionId>(i);
    if (!world.connection(connection).connected || world.connection(connection).session != session) continue;
    world.disconnect(connection, World::Ending::lots_of_force, scene(frame.call), {});
  }
  world.session(session).logged_on = false;
  record(scene(frame.call), WorldAction::session_ended, world.session(session).name, NameId::null);
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

Status Simulation::open_file(AppId id, std::string_view path, std::uint32_t unwritten,
                             std::optional<SimTime> closes) {
  const App& opener = app(id);
  const auto connection = state_->world.find_path(opener.session, path, *trace_);
  const NameId name = trace_->intern(path);
  if (!connection) {
    record(scene(), WorldAction::file_opened, opener.name, name, 0, {}, wn::path_not_found);
    return wn::path_not_found;
  }
  const FileId file = state_->world.open_file({*connection, name, opener.name, unwritten}, scene());
  if (closes) schedule(FileClosing{file, context_.now() + *closes});
  return wn::success;
}

Status Simulation::write_file(AppId id, std::string_view path) {
  const auto file = state_->world.find_file(path, app(id).name, *trace_);
  return file ? state_->world.write_file(*file, scene()) : wn::bad_handle;
}

Status Simulation::close_file(AppId id, std::string_view path) {
  const auto file = state_->world.find_file(path, app(id).name, *trace_);
  if (!file || state_->world.file(*file).state == FileState::closed) return wn::bad_handle;
  state_->world.close_file(*file, scene());
  return wn::success;
}

Status Simulation::print(AppId id, std::string_view device, std::string_view document, std::uint32_t pages,
                         std::optional<SimTime> page_time) {
  const auto connection = state_->world.find_device(app(id).session, device, *trace_);
  if (!connection) return wn::not_connected;
  const JobId job = state_->world.start_job({*connection, trace_->intern(document), pages}, scene());
  if (page_time) schedule(JobPrinting{job, *page_time});
  return wn::success;
}

Status Simulation::use_device(AppId id, std::string_view device) {
  const auto connection = state_->world.find_device(app(id).session, device, *trace_);
  if (!connection) return wn::not_connected;
  state_->world.begin_use({*connection, app(id).name}, scene());
  return wn::success;
}

void Simulation::end_process(std::string_view process) { state_->world.end_process(process, scene()); }

void Simulation::set_network(ProviderId provider, bool up) {
  state_->providers[index(provider)].network_down = !up;
  record(scene(), WorldAction::network_changed, trace_->provider(provider), NameId::null, up ? 1 : 0);
}

}  // namespace mprsim
