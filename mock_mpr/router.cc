#include "mock_mpr/router.h"

#include <utility>

#include "mock_mpr/trace/recorder.h"

namespace mprsim {
namespace {

// Cold: left alone, g++ guesses that every provider and notifyee is one of these, and tests for it at each
// call.
class FunctionProvider final : public Provider {
 public:
  explicit FunctionProvider(Router::CancelFunction cancel) : cancel_(std::move(cancel)) {}
  [[gnu::cold]] Status cancel_connection(std::string_view name, bool force) override {
    return cancel_(name, force);
  }

 private:
  Router::CancelFunction cancel_;
};

class FunctionNotifyee final : public Notifyee {
 public:
  explicit FunctionNotifyee(Router::NotifyFunction notify) : notify_(std::move(notify)) {}
  [[gnu::cold]] Status cancel_connect_notify(NotifyInfo& info, const NotifyCancel& cancel) override {
    return notify_(info, cancel);
  }

 private:
  Router::NotifyFunction notify_;
};

NameId name_id(Trace& trace, Text text) {
  if (text.is_null()) return NameId::null;
  return text.is_poison() ? NameId::poison : trace.intern(text.view());
}

// What the two kinds of run, with and without a trace, have in common is the whole algorithm; this is the
// difference.
class NoTrace {
 public:
  void begins(const CancelRequest&) noexcept {}
  void performed(const CancelOperation&, Call, Reply) noexcept {}
  void ends(const CancelResult&) noexcept {}
};

class IntoTrace {
 public:
  IntoTrace(Trace& trace, NameId app, std::uint32_t call) noexcept
      : trace_(&trace), recorder_(trace, call, 0), line_{.app = app} {}

  void begins(const CancelRequest& request) {
    const bool old_call = request.api == CancelApi::cancel_connection;
    line_.api = old_call ? Api::cancel_connection : Api::cancel_connection2;
    line_.name = name_id(*trace_, request.name);
    if (request.force) line_.flags |= event_flag::force;
    if ((request.flags & connect_flag::update_profile) != 0) line_.flags |= event_flag::update_profile;
    recorder_.begins(line_);
  }

  void performed(const CancelOperation& op, Call call, Reply reply) {
    if (call.kind() == CallKind::call_provider) [[likely]] {
      const std::uint32_t flags = op.request().force ? event_flag::force : 0;
      recorder_.provider_called(call, line_.name, 0, flags, op.reason(), reply.status);
    } else {
      performed_rarely(op, call, reply);
    }
  }

  void ends(const CancelResult& result) { recorder_.ends(line_, result.status, result.reason); }

 private:
  void performed_rarely(const CancelOperation& op, Call call, Reply reply);
  NameId provider_id(const CancelOperation& op, Call call) const noexcept;

  Trace* trace_;
  Recorder recorder_;
  CallLine line_;
};

// The text of lpProvider is NULL, poison or the name of the provider that cancelled.
NameId IntoTrace::provider_id(const CancelOperation& op, Call call) const noexcept {
  const Text provider = op.details(call).provider;
  if (provider.is_null()) return NameId::null;
  return provider.is_poison() ? NameId::poison : trace_->provider(*op.result().provider);
}

void IntoTrace::performed_rarely(const CancelOperation& op, Call call, Reply reply) {
  switch (call.kind()) {
    case CallKind::notify_before:
    case CallKind::notify_after: {
      const NotifyInfo info = op.info(call);
      const Context context = call.kind() == CallKind::notify_before ? reply.context : info.context;
      recorder_.notified(call, info, false, provider_id(op, call), context, op.reason(), reply.status);
      break;
    }
    case CallKind::look_up:
      recorder_.looked_up(line_.name, op.reason(), reply.status);
      break;
    case CallKind::read_profile:
      recorder_.profile(ProfileAction::read, line_.name, NameId::null, op.reason(), reply.status);
      break;
    case CallKind::forget:
      recorder_.profile(ProfileAction::forget, line_.name, NameId::null, op.reason(), reply.status);
      break;
    default:
      recorder_.skipped(call, op.reason(), trace_->policy());
      break;
  }
}

}  // namespace

Status Provider::add_connection(const NetResource& /*resource*/, std::string_view /*user*/) {
  return wn::bad_netname;
}

Status Provider::get_connection(std::string_view /*device*/, std::string& /*remote*/) {
  return wn::not_connected;
}

Status Provider::get_user(std::string_view /*name*/, std::string& /*user*/) { return wn::not_connected; }

Status Provider::list_connections(std::vector<EnumeratedResource>& /*resources*/) { return wn::success; }

Status Notifyee::add_connect_notify(NotifyInfo& /*info*/, const NotifyAdd& /*add*/) { return wn::success; }

Router::Router(const Policy& policy) : policy_(policy) {}
Router::~Router() = default;

std::optional<ProviderId> Router::add_provider(std::string name, Provider& provider, Abilities abilities) {
  const auto id = registry_.add_provider(std::move(name), abilities);
  if (!id) return std::nullopt;
  providers_.push_back(&provider);
  if (trace_ != nullptr) trace_->bind(registry_);
  return id;
}

std::optional<ProviderId> Router::add_provider(std::string name, CancelFunction cancel) {
  auto provider = std::make_unique<FunctionProvider>(std::move(cancel));
  const auto id = add_provider(std::move(name), *provider);
  if (id) owned_providers_.push_back(std::move(provider));
  return id;
}

std::optional<NotifyeeId> Router::add_notifyee(std::string name, Notifyee& notifyee) {
  const auto id = registry_.add_notifyee(std::move(name));
  if (!id) return std::nullopt;
  notifyees_.push_back(&notifyee);
  if (trace_ != nullptr) trace_->bind(registry_);
  return id;
}

std::optional<NotifyeeId> Router::add_notifyee(std::string name, NotifyFunction notify) {
  auto notifyee = std::make_unique<FunctionNotifyee>(std::move(notify));
  const auto id = add_notifyee(std::move(name), *notifyee);
  if (id) owned_notifyees_.push_back(std::move(notifyee));
  return id;
}

CancelResult Router::cancel_connection(std::string_view name, CancelOptions options) {
  return cancel({.name = Text{name},
                 .flags = options.update_profile ? connect_flag::update_profile : 0,
                 .force = options.force});
}

// Flat, so that the operation never has an address: it dissolves into registers.
[[gnu::flatten]] CancelResult Router::cancel(const CancelRequest& request) {
  if (trace_ != nullptr) [[unlikely]]
    return cancel_recorded(request);
  return run(request, NoTrace{});
}

[[gnu::flatten, gnu::noinline]] CancelResult Router::cancel_recorded(const CancelRequest& request) {
  return run(request, IntoTrace{*trace_, app_, ++calls_});
}

// NOTIFYCANCEL, filled once for all notifyees of a phase.
class Router::Shown {
 public:
  explicit Shown(const CancelOperation& op) noexcept : details_(op.details(Call{kind_})) {}
  const NotifyCancel& to(const CancelOperation& op, Call call) noexcept {
    if (call.kind() != kind_) {
      kind_ = call.kind();
      details_ = op.details(call);
    }
    return details_;
  }

 private:
  CallKind kind_ = CallKind::notify_before;
  NotifyCancel details_;
};

template <class Hook>
CancelResult Router::run(const CancelRequest& request, Hook hook) {
  hook.begins(request);
  CancelOperation op{request, registry_, policy_};
  const std::string_view name = request.name.view();
  Shown shown{op};
  op.run([&](Call call) { return perform(op, call, name, shown); },
         [&](Call call, Reply reply) { hook.performed(op, call, reply); });
  errors_.call_returned(op.result().status, policy_);
  hook.ends(op.result());
  return op.result();
}

Reply Router::perform(const CancelOperation& op, Call call, std::string_view name, Shown& shown) {
  if (call.kind() == CallKind::call_provider) [[likely]] {
    const std::uint32_t code =
        providers_[index(call.provider())]->cancel_connection(name, op.request().force).code();
    return {Status{code}};
  }
  // Apart, so that g++ knows in each of them what to absorb.
  if (call.kind() == CallKind::notify_before) return notify(op, call, shown);
  if (call.kind() == CallKind::notify_after) return notify(op, call, shown);
  return perform_alone(call.kind(), name);
}

Reply Router::notify(const CancelOperation& op, Call call, Shown& shown) {
  NotifyInfo info = op.info(call);
  const Status status = notifyees_[index(call.notifyee())]->cancel_connect_notify(info, shown.to(op, call));
  return {status, info.context};
}

// What an operation asks of its driver alone.
[[gnu::noinline]] Reply Router::perform_alone(CallKind kind, std::string_view name) {
  switch (kind) {
    case CallKind::look_up:
      return {is_connected(name) ? wn::success : wn::not_connected};
    case CallKind::read_profile:
      return {store_.state()};
    case CallKind::forget:
      return {store_.forget(name)};
    default:
      return {};  // nobody is called
  }
}

// The router keeps no table of connections: the providers do.
bool Router::is_connected(std::string_view device) {
  std::string remote;
  for (std::size_t i = 0; i < providers_.size(); ++i) {
    const bool can = registry_.can(static_cast<ProviderId>(i), NpFunction::NPGetConnection);
    if (can && providers_[i]->get_connection(device, remote).ok()) return true;
  }
  return false;
}

AddResult Router::add(const AddRequest& request) {
  AddOperation op{request, registry_, policy_, store_};
  while (const Call call = op.next()) op.reply(perform(op, call));
  errors_.call_returned(op.result().status, policy_);
  return op.result();
}

Reply Router::notify(const AddOperation& op, Call call) {
  NotifyInfo info = op.info(call);
  const Status status = notifyees_[index(call.notifyee())]->add_connect_notify(info, op.details());
  return {status, info.context};
}

Reply Router::perform(const AddOperation& op, Call call) {
  const AddRequest& request = op.request();
  switch (call.kind()) {
    case CallKind::call_provider:
      return {providers_[index(call.provider())]->add_connection(request.resource, request.user)};
    case CallKind::notify_before:
    case CallKind::notify_after:
      return notify(op, call);
    case CallKind::remember:
      return {store_.remember(op.entry())};
    default:
      return {};
  }
}

LookupResult Router::get_connection(std::string_view device) { return look_up({device}); }

LookupResult Router::get_user(std::string_view name) {
  if (!name.empty()) return look_up({name, LookupApi::get_user});
  errors_.call_returned(wn::success, policy_);
  return {.status = wn::success, .reason = {}, .user = user_};
}

LookupResult Router::look_up(const LookupRequest& request) {
  LookupOperation op{request, registry_, policy_, store_};
  while (const Call call = op.next()) {
    if (call.kind() != CallKind::call_provider) continue;
    Provider& provider = *providers_[index(call.provider())];
    std::string answer;
    const Status status = request.api == LookupApi::get_user
                              ? provider.get_user(request.device, answer)
                              : provider.get_connection(request.device, answer);
    op.reply(status, answer);
  }
  errors_.call_returned(op.result().status, policy_);
  return op.result();
}

// A provider lists everything when it is opened; the fold gets it as one page.
EnumerateResult Router::enumerate(EnumScope scope) {
  EnumerateOperation op{scope, registry_, store_};
  std::vector<EnumeratedResource> page;
  while (const Call call = op.next()) {
    if (call.kind() != CallKind::call_provider) continue;
    Status status = wn::success;
    if (call.function() == NpFunction::NPOpenEnum) {
      page.clear();
      status = providers_[index(call.provider())]->list_connections(page);
      for (EnumeratedResource& resource : page) {
        if (resource.provider.empty()) resource.provider = registry_.name(call.provider());
      }
    } else if (call.function() == NpFunction::NPEnumResource && page.empty()) {
      status = wn::no_more_entries;
    }
    const bool lists = call.function() == NpFunction::NPEnumResource;
    op.reply(status, lists ? std::exchange(page, {}) : std::vector<EnumeratedResource>{});
  }
  errors_.call_returned(op.result().status, policy_);
  return op.result();
}

void Router::record_to(Trace* trace) {
  trace_ = trace;
  if (trace_ == nullptr) return;
  trace_->bind(registry_);
  app_ = trace_->intern("app");
}

}  // namespace mprsim
