#include "sim/simulation.h"

#include <algorithm>

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

}  // namespace

void Simulation::begin(SimulationState& state, Trace& trace, std::uint64_t seed) {
  context_.reset();
  state_ = &state;
  trace_ = &trace;
  notify_order_.reset();
  if (cast_->policy.notify_order == NotifyOrder::shuffle) notify_order_.emplace(seed, "notify_order");
  for (const FileClosing& closing : state.closings) schedule(closing);
  for (const JobPrinting& printing : state.printings) schedule(printing);
  for (const UseEnding& ending : state.endings) schedule(ending);
}

void Simulation::schedule(const FileClosing& closing) {
  context_.arm_timer(closing.at, [this, closing](boost::system::error_code) {
    state_->world.close_file(closing.file, scene());
  });
}

void Simulation::schedule(const JobPrinting& printing) {
  context_.arm_timer(context_.now() + printing.page_time, [this, printing](boost::system::error_code) {
    if (state_->world.print_page(printing.job, scene())) schedule(printing);
  });
}

void Simulation::schedule(const UseEnding& ending) {
  context_.arm_timer(
      ending.at, [this, ending](boost::system::error_code) { state_->world.end_use(ending.use, scene()); });
}

void Simulation::begin_call(Frame& frame, std::uint32_t& call) {
  call = frame.call = ++state_->calls;
  Event& event = trace_->at(open_event(frame, EventKind::call_begins));
  event.action = static_cast<std::uint8_t>(frame.api);
  event.subject = app(frame.app).name;
  event.object = frame.name;
  event.a = static_cast<std::uint32_t>(frame.device);
  event.b = frame.flags;
}

void Simulation::end_call(const Frame& frame, Status status, Reason reason, NameId text,
                          std::uint32_t value) {
  app(frame.app).errors.call_returned(status, cast_->policy);
  Event& event = trace_->at(open_event(frame, EventKind::call_ends));
  event.action = static_cast<std::uint8_t>(frame.api);
  event.rule = reason.rule;
  event.by = reason.by;
  event.status = status;
  event.subject = app(frame.app).name;
  event.object = text;
  event.a = value;
}

std::size_t Simulation::open_event(const Frame& frame, EventKind kind) {
  const std::size_t position = trace_->open();
  Event& event = trace_->at(position);
  event.at_ms = milliseconds(context_.now());
  event.call = frame.call;
  event.kind = kind;
  return position;
}

void Simulation::close_event(std::size_t position, Reason reason, Status status) {
  Event& event = trace_->at(position);
  event.rule = reason.rule;
  event.by = reason.by;
  event.status = status;
}

void Simulation::fill_provider_event(std::size_t position, Call call, NameId name, std::uint32_t a,
                                     std::uint32_t flags) {
  Event& event = trace_->at(position);
  event.action = static_cast<std::uint8_t>(call.function());
  event.subject = trace_->provider(call.provider());
  event.object = name;
  event.a = a;
  event.b = flags;
}

void Simulation::fill_notified_event(std::size_t position, Call call, const NotifyInfo& info, bool add,
                                     NameId provider, Context context) {
  Event& event = trace_->at(position);
  event.action = static_cast<std::uint8_t>(static_cast<std::uint32_t>(info.notify_status) |
                                           (add ? event_flag::add : 0U));
  event.subject = trace_->notifyee(call.notifyee());
  event.object = provider;
  event.a = info.operation_status.code();
  event.b = static_cast<std::uint32_t>(context);
}

void Simulation::record_skip(const Frame& frame, Call call, Reason reason) {
  const std::size_t position = open_event(frame, EventKind::skipped);
  close_event(position, reason, wn::success);
  trace_->at(position).subject = call.kind() == CallKind::skip_provider ? trace_->provider(call.provider())
                                                                        : trace_->notifyee(call.notifyee());
}

SimTime Simulation::latency(Call call) const noexcept {
  switch (call.kind()) {
    case CallKind::call_provider:
      return cast_->providers[index(call.provider())].latency;
    case CallKind::notify_before:
    case CallKind::notify_after:
      return cast_->notifyees[index(call.notifyee())].latency;
    default:
      return SimTime{0};
  }
}

template <class Ask>
Status Simulation::ask_provider(const Frame& frame, ProviderId id, Reason& because, Ask&& ask) {
  App& caller = app(frame.app);
  const ProviderCallScene call_scene{scene(frame.call), caller.session, &cast_->policy, &caller.errors};
  FakeProviderCall provider{cast_->providers[index(id)], state_->providers[index(id)], state_->world,
                            call_scene};
  const Status status = ask(provider);
  because = provider.because();
  return status;
}

Reply Simulation::ask_notifyee(const Frame& frame, Call call, const NotifyInfo& info,
                               const NotificationDetails& details) {
  const std::size_t slot = index(call.notifyee());
  return notify(cast_->notifyees[slot], state_->notifyees[slot], state_->world, scene(frame.call), info,
                details, state_->last_context);
}

// One step of a cancel: what the router asks for is done, answered and recorded.
void Simulation::step(const Frame& frame, CancelOperation& op, Call call) {
  const CancelRequest& request = op.request();
  RememberedStore& store = state_->world.session(app(frame.app).session).store;
  switch (call.kind()) {
    case CallKind::notify_before:
    case CallKind::notify_after: {
      const std::size_t event = open_event(frame, EventKind::notified);
      const NotifyInfo info = op.info(call);
      const Text provider = op.details(call).provider;
      const Reply reply = ask_notifyee(frame, call, info, {false, app(frame.app).session, provider});
      op.reply(reply);
      close_event(event, op.reason(), reply.status);
      const bool before = call.kind() == CallKind::notify_before;
      fill_notified_event(event, call, info, false, intern_text(*trace_, provider),
                          before ? reply.context : info.context);
      break;
    }
    case CallKind::call_provider: {
      const std::size_t event = open_event(frame, EventKind::provider_called);
      Reason because;
      const Status status = ask_provider(frame, call.provider(), because, [&](FakeProviderCall& provider) {
        return provider.cancel_connection(request.name.view(), request.force);
      });
      op.reply({status});
      close_event(event, explain(because, op.reason()), status);
      fill_provider_event(event, call, frame.name, 0, request.force ? event_flag::force : 0);
      break;
    }
    case CallKind::look_up: {
      const bool connected =
          state_->world.find_device(app(frame.app).session, request.name.view(), *trace_).has_value();
      const Status status = connected ? wn::success : wn::not_connected;
      op.reply({status});
      const std::size_t event = open_event(frame, EventKind::looked_up);
      trace_->at(event).object = frame.name;
      close_event(event, op.reason(), status);
      break;
    }
    case CallKind::read_profile:
    case CallKind::forget: {
      const bool forgets = call.kind() == CallKind::forget;
      const Status status = forgets ? store.forget(request.name.view()) : store.state();
      op.reply({status});
      const std::size_t event = open_event(frame, EventKind::profile);
      trace_->at(event).action =
          static_cast<std::uint8_t>(forgets ? ProfileAction::forget : ProfileAction::read);
      trace_->at(event).object = frame.name;
      close_event(event, op.reason(), status);
      break;
    }
    default:
      op.reply({});
      record_skip(frame, call, op.reason());
      break;
  }
}

void Simulation::step(const Frame& frame, AddOperation& op, Call call) {
  const AddRequest& request = op.request();
  switch (call.kind()) {
    case CallKind::notify_before:
    case CallKind::notify_after: {
      const std::size_t event = open_event(frame, EventKind::notified);
      const NotifyInfo info = op.info(call);
      const std::string_view name = op.details().resource.provider;
      const Text provider = name.empty() ? Text{} : Text{name};
      const Reply reply = ask_notifyee(frame, call, info, {true, app(frame.app).session, provider});
      op.reply(reply);
      close_event(event, op.reason(), reply.status);
      const bool before = call.kind() == CallKind::notify_before;
      fill_notified_event(event, call, info, true, intern_text(*trace_, provider),
                          before ? reply.context : info.context);
      break;
    }
    case CallKind::call_provider: {
      const std::size_t event = open_event(frame, EventKind::provider_called);
      Reason because;
      const Status status = ask_provider(frame, call.provider(), because, [&](FakeProviderCall& provider) {
        return provider.add_connection(request.resource, request.user);
      });
      op.reply({status});
      close_event(event, explain(because, op.reason()), status);
      fill_provider_event(event, call, frame.device, static_cast<std::uint32_t>(frame.name), 0);
      break;
    }
    case CallKind::remember: {
      RememberedEntry entry = op.entry();
      if (const auto& by = op.result().provider) entry.provider_type = cast_->providers[index(*by)].net_type;
      const Status status = state_->world.session(app(frame.app).session).store.remember(std::move(entry));
      op.reply({status});
      const std::size_t event = open_event(frame, EventKind::profile);
      trace_->at(event).action = static_cast<std::uint8_t>(ProfileAction::remember);
      trace_->at(event).object = frame.device;
      trace_->at(event).a = static_cast<std::uint32_t>(frame.name);
      close_event(event, op.reason(), status);
      break;
    }
    default:
      op.reply({});
      record_skip(frame, call, op.reason());
      break;
  }
}

void Simulation::step(const Frame& frame, LookupOperation& op, Call call) {
  if (call.kind() != CallKind::call_provider) return record_skip(frame, call, op.reason());
  const std::size_t event = open_event(frame, EventKind::provider_called);
  Reason because;
  std::string_view remote;
  const Status status = ask_provider(frame, call.provider(), because, [&](FakeProviderCall& provider) {
    return provider.get_connection(op.request().device, remote);
  });
  op.reply(status, remote);
  close_event(event, op.reason(), status);
  fill_provider_event(event, call, frame.name, static_cast<std::uint32_t>(intern_name(*trace_, remote)), 0);
}

// A fake provider hands out all it has at the first NPEnumResource; the next one finds nothing more.
void Simulation::step(const Frame& frame, EnumerateOperation& op, Call call) {
  if (call.kind() != CallKind::call_provider) return record_skip(frame, call, op.reason());
  const std::size_t event = open_event(frame, EventKind::provider_called);
  Reason because;
  std::vector<EnumeratedResource> resources;
  const Status status = ask_provider(frame, call.provider(), because, [&](FakeProviderCall& provider) {
    if (call.function() == NpFunction::NPOpenEnum) return provider.open_enum();
    if (call.function() == NpFunction::NPCloseEnum) return wn::success;
    const std::size_t listed = op.listed();
    resources = provider.connections();
    return listed < resources.size() ? wn::success : wn::no_more_entries;
  });
  if (!status.ok()) resources.clear();
  const auto count = static_cast<std::uint32_t>(resources.size());
  op.reply(status, std::move(resources));
  close_event(event, op.reason(), status);
  fill_provider_event(event, call, NameId::null, count, 0);
}

void Simulation::step(const Frame& frame, RestoreOperation& op, Call call) {
  if (call.kind() != CallKind::call_provider) return record_skip(frame, call, op.reason());
  const RememberedEntry& entry = op.entry();
  const std::size_t event = open_event(frame, EventKind::provider_called);
  Reason because;
  const NetResource resource{entry.connection_type, entry.device, entry.remote_path, entry.provider_name};
  const Status status = ask_provider(frame, call.provider(), because, [&](FakeProviderCall& provider) {
    return provider.add_connection(resource, entry.user_name);
  });
  fill_provider_event(event, call, trace_->intern(entry.device),
                      static_cast<std::uint32_t>(trace_->intern(entry.remote_path)), 0);
  op.reply(status);
  close_event(event, op.reason(), status);
}

Task<CancelResult> Simulation::route(Frame frame, CancelRequest request) {
  if (notify_order_) request.shuffle_key = notify_order_->next();
  CancelOperation op{request, cast_->registry, cast_->policy};
  while (const Call next = op.next()) {
    if (const SimTime wait = latency(next); wait.count() > 0) co_await async_sleep_for(context_, wait);
    step(frame, op, next);
  }
  co_return op.result();
}

Task<CancelResult> Simulation::cancel(AppId id, CancelRequest request, std::uint32_t& call) {
  Frame frame{.app = id, .api = Api::cancel_connection2, .name = intern_text(*trace_, request.name)};
  if (request.api == CancelApi::cancel_connection) frame.api = Api::cancel_connection;
  if (request.force) frame.flags |= event_flag::force;
  if ((request.flags & connect_flag::update_profile) != 0) frame.flags |= event_flag::update_profile;
  begin_call(frame, call);
  const CancelResult result = co_await route(frame, request);
  end_call(frame, result.status, result.reason);
  co_return result;
}

Task<AddResult> Simulation::add(AppId id, AddRequest request, std::uint32_t& call) {
  constexpr Api kApis[] = {Api::add_connection, Api::add_connection2, Api::add_connection3};
  Frame frame{.app = id,
              .api = kApis[static_cast<std::size_t>(request.api)],
              .name = trace_->intern(request.resource.remote),
              .device = intern_name(*trace_, request.resource.local)};
  if ((request.flags & connect_flag::update_profile) != 0) frame.flags |= event_flag::update_profile;
  if ((request.flags & connect_flag::temporary) != 0) frame.flags |= event_flag::temporary;
  begin_call(frame, call);
  if (notify_order_) request.shuffle_key = notify_order_->next();
  AddOperation op{request, cast_->registry, cast_->policy, state_->world.session(app(id).session).store};
  while (const Call next = op.next()) {
    if (const SimTime wait = latency(next); wait.count() > 0) co_await async_sleep_for(context_, wait);
    step(frame, op, next);
  }
  end_call(frame, op.result().status, op.result().reason);
  co_return op.result();
}

Task<LookupResult> Simulation::get(AppId id, LookupRequest request, std::uint32_t& call) {
  Frame frame{.app = id, .api = Api::get_connection, .name = trace_->intern(request.device)};
  begin_call(frame, call);
  LookupOperation op{request, cast_->registry, cast_->policy, state_->world.session(app(id).session).store};
  while (const Call next = op.next()) {
    if (const SimTime wait = latency(next); wait.count() > 0) co_await async_sleep_for(context_, wait);
    step(frame, op, next);
  }
  end_call(frame, op.result().status, op.result().reason, intern_name(*trace_, op.result().remote));
  co_return op.result();
}

Task<EnumerateResult> Simulation::enumerate(AppId id, EnumScope scope, std::uint32_t& call) {
  Frame frame{.app = id, .api = Api::enumerate};
  if (scope == EnumScope::remembered) frame.flags |= event_flag::remembered;
  begin_call(frame, call);
  EnumerateOperation op{scope, cast_->registry, state_->world.session(app(id).session).store};
  while (const Call next = op.next()) {
    if (const SimTime wait = latency(next); wait.count() > 0) co_await async_sleep_for(context_, wait);
    step(frame, op, next);
  }
  const EnumerateResult& result = op.result();
  end_call(frame, result.status, result.reason, NameId::null,
           static_cast<std::uint32_t>(result.resources.size()));
  co_return result;
}

Task<DialogResult> Simulation::disconnect_dialog(AppId id, DialogRequest request, bool user_says_yes,
                                                 std::uint32_t& call) {
  Frame frame{.app = id, .api = Api::disconnect_dialog, .name = trace_->intern(request.name)};
  if (request.update_profile) frame.flags |= event_flag::update_profile;
  if (request.no_force) frame.flags |= event_flag::no_force;
  begin_call(frame, call);
  DialogOperation op{request};
  for (DialogCall next = op.next(); next != DialogCall::none; next = op.next()) {
    if (next == DialogCall::cancel) {
      const CancelResult cancelled = co_await route(frame, op.cancel_request());
      op.reply(cancelled.status);
    } else {
      record(scene(frame.call), WorldAction::asked, trace_->intern("user"), frame.name, user_says_yes ? 1 : 0,
             {Rule::force_ask_then_force});
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
    const std::size_t event = open_event(frame, EventKind::provider_called);
    close_event(event, op.reason(), wn::success);
    fill_provider_event(event, call, NameId::null, start, 0);
  }
  const StartResult result = op.result();
  if (result.wait_ms > 0) {
    record(scene(frame.call), WorldAction::waits, NameId::null, NameId::null, result.wait_ms, result.reason);
    co_await async_sleep_for(context_, SimTime{result.wait_ms});
  }
  co_return result;
}

Task<StartResult> Simulation::start(AppId id, std::uint32_t& call) {
  Frame frame{.app = id, .api = Api::start};
  begin_call(frame, call);
  const StartResult result = co_await wait_for_start(frame);
  end_call(frame, wn::success, result.reason, NameId::null, result.wait_ms);
  co_return result;
}

Task<Simulation::Logon> Simulation::logon(AppId id, std::uint32_t& call) {
  Frame frame{.app = id, .api = Api::logon};
  begin_call(frame, call);
  Session& session = state_->world.session(app(id).session);
  session.logged_on = true;
  record(scene(frame.call), WorldAction::session_began, session.name, NameId::null);
  Logon logon;
  logon.waited_ms = (co_await wait_for_start(frame)).wait_ms;
  RestoreOperation op{state_->world.session(app(id).session).store, cast_->registry, cast_->policy};
  while (const Call next = op.next()) {
    if (const SimTime wait = latency(next); wait.count() > 0) co_await async_sleep_for(context_, wait);
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
  Frame frame{.app = id, .api = Api::logoff};
  begin_call(frame, call);
  World& world = state_->world;
  const SessionId session = app(id).session;
  for (std::size_t i = 0; i < world.connection_count(); ++i) {
    const auto connection = static_cast<ConnectionId>(i);
    if (!world.connection(connection).connected || world.connection(connection).session != session) continue;
    world.disconnect(connection, World::Ending::lots_of_force, scene(frame.call));
  }
  world.session(session).logged_on = false;
  record(scene(frame.call), WorldAction::session_ended, world.session(session).name, NameId::null);
  end_call(frame, wn::success, {});
}

Status Simulation::get_last_error(AppId id, std::uint32_t& call) {
  Frame frame{.app = id, .api = Api::get_last_error};
  begin_call(frame, call);
  const CallerErrors errors = app(id).errors;
  const Event& begin = trace_->events().back();
  const Reason reason{Rule::error_per_thread};
  const std::size_t event = open_event(frame, EventKind::call_ends);
  close_event(event, reason, errors.last_error());
  trace_->at(event).action = static_cast<std::uint8_t>(frame.api);
  trace_->at(event).subject = begin.subject;
  if (!errors.extended()) return errors.last_error();
  const NameId text = trace_->intern(errors.extended()->text);
  trace_->at(event).object = text;
  trace_->at(event).a = errors.extended()->code;
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
