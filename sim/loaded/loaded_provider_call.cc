#include "sim/loaded/loaded_provider_call.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "mock_mpr/text/name.h"
#include "mock_mpr/text/unicode.h"

namespace mprsim {
namespace {

constexpr std::uint32_t connected_resources = 1;  // RESOURCE_CONNECTED

ResourceType type_of(std::uint32_t type) noexcept {
  return type == 1 ? ResourceType::disk : type == 2 ? ResourceType::print : ResourceType::any;
}

std::optional<std::string> unless_empty(std::string_view text) {
  return text.empty() ? std::nullopt : std::optional<std::string>(text);
}

}  // namespace

template <class Answer, class Ask>
bool LoadedProviderCall::ask(Answer& answer, Ask&& ask) {
  if (!plugins_.mirror(id_, context_.session, world_, names(), network_down_)) return false;
  instance_ = plugins_.instance(id_, context_.session);
  LoadedProvider provider = instance_->provider();
  auto result = ask(provider);
  if (!result) {
    plugins_.set_failure(id_, std::move(result.error()));
    return false;
  }
  answer = std::move(*result);
  record_left_behind(provider.left_behind());
  return true;
}

void LoadedProviderCall::record_left_behind(const LoadedProvider::LeftBehind& left) {
  const WorldRecorder& recorder = context_.recorder;
  for (const std::string& function : left.reentries) {
    record(recorder, WorldAction::reentered, name_, recorder.trace->intern(function), 0,
           {Rule::route_no_reentry});
  }
  if (left.extended) {
    set_extended_error({left.extended->code, to_utf8(std::u16string_view(left.extended->text)),
                        to_utf8(std::u16string_view(left.extended->provider))});
  }
  for (const std::uint32_t code : left.set_last_error) set_last_error(Status(code));
}

Status LoadedProviderCall::cancel_connection(std::string_view name, bool force) {
  Status status;
  if (!ask(status, [&](LoadedProvider& provider) { return provider.cancel_connection(name, force); })) {
    return wn::net_error;
  }
  follow(force);
  return status;
}

// If the plug-in returns WN_SUCCESS but then says that the device is not connected, the World gets no
// connection.
Status LoadedProviderCall::add_connection(const NetResource& resource, std::string_view user) {
  LoadedProvider::Add add;
  add.type = static_cast<std::uint32_t>(resource.type);
  add.local = unless_empty(resource.local);
  add.remote = resource.remote;
  add.user = unless_empty(user);
  Status status;
  if (!ask(status, [&](LoadedProvider& provider) { return provider.add_connection(add); }))
    return wn::net_error;
  if (!status.ok() || (!resource.local.empty() && ask_device(resource.local) == Truth::gone)) return status;
  connect(world_, resource, user);
  return status;
}

Status LoadedProviderCall::get_connection(std::string_view device, std::string_view& remote) {
  LoadedProvider::Connection connection;
  if (!ask(connection, [&](LoadedProvider& provider) { return provider.get_connection(device); })) {
    return wn::net_error;
  }
  if (connection.status.ok()) {
    Trace& trace = *context_.recorder.trace;
    remote = trace.text(trace.intern(connection.remote));
  }
  return connection.status;
}

// The enumeration is read to its end at once, so that a scenario shows one NPOpenEnum, one NPEnumResource
// with all resources and one NPCloseEnum, as with a fake provider.
Status LoadedProviderCall::open_enum() {
  LoadedProvider::Enumeration found;
  if (!ask(found, [&](LoadedProvider& provider) { return provider.enumerate(connected_resources); })) {
    return wn::net_error;
  }
  instance_->listed.clear();
  for (LoadedResource& resource : found.resources) {
    instance_->listed.push_back({std::move(resource.local), resource.remote.value_or(""),
                                 resource.provider.value_or(""), type_of(resource.type)});
  }
  return found.status;
}

std::vector<EnumeratedResource> LoadedProviderCall::connections() const {
  const LoadedInstance* instance = plugins_.instance(id_, context_.session);
  return instance == nullptr ? std::vector<EnumeratedResource>{} : instance->listed;
}

void LoadedProviderCall::follow(bool force) {
  for (std::size_t i = 0; i < world_.connection_count() && !plugins_.failure(); ++i) {
    const auto id = static_cast<ConnectionId>(i);
    const Connection& connection = world_.connection(id);
    if (!connection.connected || connection.owner != id_ || connection.session != context_.session) continue;
    const Truth truth = connection.device != NameId::null ? ask_device(names().text(connection.device))
                                                          : ask_remote(names().text(connection.remote));
    if (truth != Truth::gone) continue;
    const World::Ending how = ending(id, force);
    if (plugins_.failure()) return;
    // No switch as a reason: the plug-in decided what became of the handles.
    world_.disconnect(id, how, context_.recorder,
                      how == World::Ending::idle ? Reason{} : Reason{Rule::force_stale_handles});
  }
}

LoadedProviderCall::Truth LoadedProviderCall::ask_device(std::string_view device) {
  auto answer = instance_->provider().get_connection(device);
  if (!answer) {
    plugins_.set_failure(id_, std::move(answer.error()));
    return Truth::unknown;
  }
  if (answer->status.ok()) return Truth::there;
  return answer->status == wn::not_connected ? Truth::gone : Truth::unknown;
}

// No function of npapi.h asks for a connection without a device; only an enumeration shows it.
LoadedProviderCall::Truth LoadedProviderCall::ask_remote(std::string_view remote) {
  auto answer = instance_->provider().enumerate(connected_resources);
  if (!answer) {
    plugins_.set_failure(id_, std::move(answer.error()));
    return Truth::unknown;
  }
  if (!answer->status.ok()) return Truth::unknown;
  const bool listed = std::ranges::any_of(answer->resources, [remote](const LoadedResource& resource) {
    return !resource.local && resource.remote && equal_names(*resource.remote, remote);
  });
  return listed ? Truth::there : Truth::gone;
}

// The handles that were open on the connection show how it ended: a handle that fails means lots_of_force.
World::Ending LoadedProviderCall::ending(ConnectionId id, bool force) {
  for (const auto& [file, handle] : instance_->files) {
    if (world_.file(file).connection != id || !instance_->process().has("MprBenchTouchFile")) continue;
    auto touched = instance_->process().call({"MprBenchTouchFile", {ValueArgument{handle}}});
    if (!touched) {
      plugins_.set_failure(id_, std::move(touched.error()));
      break;
    }
    if (touched->status != wn::success.code()) return World::Ending::lots_of_force;
  }
  return force ? World::Ending::use_force : World::Ending::idle;
}

}  // namespace mprsim
