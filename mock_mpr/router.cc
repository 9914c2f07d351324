#include "mock_mpr/router.h"

#include <utility>

#include "mock_mpr/operations/cancel_fast.h"
#include "mock_mpr/trace/recorder.h"

namespace mprsim {
namespace {

// Cold: left alone, g++ guesses that every provider and notifyee is one of these two, and tests for it at
// each call.
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

CallLine first_line(Trace& trace, NameId app, const CancelRequest& request) {
  CallLine line{.app = app};
  line.api = request.api == CancelApi::cancel_connection ? Api::cancel_connection : Api::cancel_connection2;
  line.name = trace.intern(request.name);
  if (request.force) line.flags |= event_flag::force;
  if ((request.flags & connect_flag::update_profile) != 0) line.flags |= event_flag::update_profile;
  return line;
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

CancelResult Router::cancel(const CancelRequest& request) {
  const CancelResult result = trace_ == nullptr ? cancel_untraced(request) : cancel_recorded(request);
  errors_.call_returned(result.status, policy_);
  return result;
}

// What FastCancel asks for. Without a trace nothing is recorded.
class Router::Untraced {
 public:
  static constexpr bool records = false;

  Untraced(Router& router, const CancelRequest& request) noexcept : router_(router), request_(request) {}

  Status ask(ProviderId id) {
    return router_.providers_[index(id)]->cancel_connection(request_.name.view(), request_.force);
  }
  Reply tell(NotifyeeId id, NotifyInfo info, const NotifyCancel& cancel) {
    const Status status = router_.notifyees_[index(id)]->cancel_connect_notify(info, cancel);
    return {status, info.context};
  }
  Reply perform(const Call& call) { return router_.perform(request_, call); }
  void record_asked(const Call&, Status, Reason) noexcept {}
  void record_told(const Call&, Reply, Reason) noexcept {}
  void record(const Call&, Reply, Reason) noexcept {}

 private:
  Router& router_;
  const CancelRequest& request_;
};

class Router::Recorded : public Untraced {
 public:
  static constexpr bool records = true;

  Recorded(Router& router, const CancelOperation& op, const CallLine& line, Recorder& recorder) noexcept
      : Untraced(router, op.request()), trace_(*router.trace_), op_(op), line_(line), recorder_(recorder) {}

  void record_asked(const Call& call, Status status, Reason reason) {
    recorder_.provider_called(call, line_.name, 0, line_.flags & event_flag::force, reason, status);
  }
  void record_told(const Call& call, Reply reply, Reason reason) {
    recorder_.notified(call, provider_id(call.details().provider()), reason, reply);
  }
  void record(const Call& call, Reply reply, Reason reason);

 private:
  // lpProvider: NULL, poison, or the name of the provider that cancelled.
  NameId provider_id(Text provider) const noexcept {
    if (provider.is_null()) return NameId::null;
    return provider.is_poison() ? NameId::poison : trace_.provider(*op_.result().provider);
  }

  const Trace& trace_;
  const CancelOperation& op_;
  const CallLine& line_;
  Recorder& recorder_;
};

void Router::Recorded::record(const Call& call, Reply reply, Reason reason) {
  switch (call.kind()) {
    case CallKind::call_provider:
      return record_asked(call, reply.status, reason);
    case CallKind::notify_before:
    case CallKind::notify_after:
      return record_told(call, reply, reason);
    case CallKind::look_up:
      return recorder_.looked_up(line_.name, reason, reply.status);
    case CallKind::read_profile:
      return recorder_.profile(ProfileAction::read, line_.name, NameId::null, reason, reply.status);
    case CallKind::forget:
      return recorder_.profile(ProfileAction::forget, line_.name, NameId::null, reason, reply.status);
    default:
      return recorder_.skipped(call, reason, trace_.policy());
  }
}

CancelResult Router::cancel_untraced(const CancelRequest& request) {
  CancelOperation op{request, registry_, policy_};
  Untraced driver{*this, request};
  FastCancel::run(op, driver);
  return op.result();
}

CancelResult Router::cancel_recorded(const CancelRequest& request) {
  const CallLine line = first_line(*trace_, app_, request);
  Recorder recorder{*trace_, ++calls_, 0};
  recorder.begins(line);
  CancelOperation op{request, registry_, policy_};
  Recorded driver{*this, op, line, recorder};
  FastCancel::run(op, driver);
  recorder.ends(line, op.result().status, op.result().reason);
  return op.result();
}

Reply Router::perform(const CancelRequest& request, const Call& call) {
  const std::string_view name = request.name.view();
  switch (call.kind()) {
    case CallKind::call_provider:
      return {providers_[index(call.provider())]->cancel_connection(name, request.force)};
    case CallKind::notify_before:
    case CallKind::notify_after:
      return notify(call);
    case CallKind::look_up:
      return {is_connected(name) ? wn::success : wn::not_connected};
    case CallKind::read_profile:
      return {store_.state()};
    case CallKind::forget:
      return {store_.forget(name)};
    default:
      return {};  // a skip
  }
}

Reply Router::notify(const Call& call) {
  Notifyee& notifyee = *notifyees_[index(call.notifyee())];
  NotifyInfo info = call.info();
  const Status status = call.details().is_add()
                            ? notifyee.add_connect_notify(info, call.details().add())
                            : notifyee.cancel_connect_notify(info, call.details().cancel());
  return {status, info.context};
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

Reply Router::perform(const AddOperation& op, const Call& call) {
  const AddRequest& request = op.request();
  switch (call.kind()) {
    case CallKind::call_provider:
      return {providers_[index(call.provider())]->add_connection(request.resource, request.user)};
    case CallKind::notify_before:
    case CallKind::notify_after:
      return notify(call);
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
    std::string answer;
    const Status status = perform(request, call, answer);
    op.reply(status, answer);
  }
  errors_.call_returned(op.result().status, policy_);
  return op.result();
}

Status Router::perform(const LookupRequest& request, const Call& call, std::string& answer) {
  if (call.kind() != CallKind::call_provider) return {};  // a skip
  Provider& provider = *providers_[index(call.provider())];
  return request.api == LookupApi::get_user ? provider.get_user(request.device, answer)
                                            : provider.get_connection(request.device, answer);
}

// A provider lists all resources when it is opened; the operation gets them as one page.
EnumerateResult Router::enumerate(EnumScope scope) {
  EnumerateOperation op{scope, registry_, store_};
  std::vector<EnumeratedResource> page;
  while (const Call call = op.next()) {
    const Status status = perform(call, page);
    const bool lists = call.function() == NpFunction::NPEnumResource;
    op.reply(status, lists ? std::exchange(page, {}) : std::vector<EnumeratedResource>{});
  }
  errors_.call_returned(op.result().status, policy_);
  return op.result();
}

Status Router::perform(const Call& call, std::vector<EnumeratedResource>& page) {
  if (call.kind() != CallKind::call_provider) return {};  // a skip
  if (call.function() == NpFunction::NPEnumResource) return page.empty() ? wn::no_more_entries : wn::success;
  if (call.function() != NpFunction::NPOpenEnum) return wn::success;
  page.clear();
  const Status status = providers_[index(call.provider())]->list_connections(page);
  for (EnumeratedResource& resource : page) {
    if (resource.provider.empty()) resource.provider = registry_.name(call.provider());
  }
  return status;
}

void Router::record_to(Trace* trace) {
  trace_ = trace;
  if (trace_ == nullptr) return;
  trace_->bind(registry_);
  app_ = trace_->intern("app");
}

}  // namespace mprsim
