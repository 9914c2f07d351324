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
  if (!setup_.mirror(id_, context_.session, world_, names(), network_down_)) return false;
  instance_ = setup_.instance(id_, context_.session);
  LoadedProvider provider = instance_->provider();
  auto result = ask(provider);
  if (!result) {
    setup_.set_trouble(id_, std::move(result.error()));
    return false;
  }
  answer = std::move(*result);
  record_left_behind(provider.left_behind());
  return true;
}

void LoadedProviderCall::record_left_behind(const LoadedProvider::LeftBehind& left) {
  const Recording& recording = context_.recording;
  const NameId who = recording.trace->provider(id_);
  for (const std::string& function : left.reentries) {
    record(recording, WorldAction::reentered, who, recording.trace->intern(function), 0,
           {Rule::route_no_reentry});
  }
  if (left.extended) {
    const std::string text = to_utf8(std::u16string_view(left.extended->text));
    context_.errors->set_extended(
        {left.extended->code, text, to_utf8(std::u16string_view(left.extended->provider))});
    record(recording, WorldAction::extended_error, who, recording.trace->intern(text), left.extended->code,
           {Rule::error_extended});
  }
  for (const std::uint32_t code : left.set_last_error) {
    context_.errors->set_last_error(Status(code));
    record(recording, WorldAction::last_error_set, who, NameId::null, 0, {Rule::error_last_error_by_router},
           Status(code));
  }
}

Status LoadedProviderCall::cancel_connection(std::string_view name, bool force) {
  Status status;
  if (!ask(status, [&](LoadedProvider& provider) { return provider.cancel_connection(name, force); })) {
    return wn::net_error;
  }
  follow(force);
  return status;
}

// A success that the plug-in does not stand by, when it is asked for the device, connects nothing.
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
  Trace& trace = *context_.recording.trace;
  Connection connection{.session = context_.session, .owner = id_, .type = resource.type};
  if (!resource.local.empty()) connection.device = trace.intern(resource.local);
  connection.remote = trace.intern(resource.remote);
  if (!user.empty()) connection.user = trace.intern(user);
  world_.connect(connection);
  record(context_.recording, WorldAction::connected, trace.provider(id_),
         resource.local.empty() ? connection.remote : connection.device);
  return status;
}

Status LoadedProviderCall::get_connection(std::string_view device, std::string_view& remote) {
  LoadedProvider::Connection connection;
  if (!ask(connection, [&](LoadedProvider& provider) { return provider.get_connection(device); })) {
    return wn::net_error;
  }
  if (connection.status.ok()) {
    Trace& trace = *context_.recording.trace;
    remote = trace.text(trace.intern(connection.remote));
  }
  return connection.status;
}

// Reads it to the end at once: the scenario sees one NPOpenEnum, one NPEnumResource with everything, one
// NPCloseEnum.
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
  const LoadedInstance* instance = setup_.instance(id_, context_.session);
  return instance == nullptr ? std::vector<EnumeratedResource>{} : instance->listed;
}

void LoadedProviderCall::follow(bool force) {
  for (std::size_t i = 0; i < world_.connection_count() && !setup_.trouble(); ++i) {
    const auto id = static_cast<ConnectionId>(i);
    const Connection& connection = world_.connection(id);
    if (!connection.connected || connection.owner != id_ || connection.session != context_.session) continue;
    const Truth truth = connection.device != NameId::null ? ask_device(names().text(connection.device))
                                                          : ask_remote(names().text(connection.remote));
    if (truth != Truth::gone) continue;
    const World::Ending how = ending(id, force);
    if (setup_.trouble()) return;
    // The plug-in decided what became of the handles, no switch.
    world_.disconnect(id, how, context_.recording,
                      how == World::Ending::idle ? Reason{} : Reason{Rule::force_stale_handles});
  }
}

LoadedProviderCall::Truth LoadedProviderCall::ask_device(std::string_view device) {
  auto answer = instance_->provider().get_connection(device);
  if (!answer) {
    setup_.set_trouble(id_, std::move(answer.error()));
    return Truth::unknown;
  }
  if (answer->status.ok()) return Truth::there;
  return answer->status == wn::not_connected ? Truth::gone : Truth::unknown;
}

// There is no function that asks for a connection without a device: only a listing shows it.
LoadedProviderCall::Truth LoadedProviderCall::ask_remote(std::string_view remote) {
  auto answer = instance_->provider().enumerate(connected_resources);
  if (!answer) {
    setup_.set_trouble(id_, std::move(answer.error()));
    return Truth::unknown;
  }
  if (!answer->status.ok()) return Truth::unknown;
  const bool listed = std::ranges::any_of(answer->resources, [remote](const LoadedResource& resource) {
    return !resource.local && resource.remote && equal_names(*resource.remote, remote);
  });
  return listed ? Truth::there : Truth::gone;
}

// How it ended shows in the handles that were open on it.
World::Ending LoadedProviderCall::ending(ConnectionId id, bool force) {
  for (const auto& [file, handle] : instance_->files) {
    if (world_.file(file).connection != id || !instance_->process().has("MprBenchTouchFile")) continue;
    auto touched = instance_->process().call({"MprBenchTouchFile", {ValueArgument{handle}}});
    if (!touched) {
      setup_.set_trouble(id_, std::move(touched.error()));
      break;
    }
    if (touched->status != wn::success.code()) return World::Ending::lots_of_force;
  }
  return force ? World::Ending::use_force : World::Ending::idle;
}

}  // namespace mprsim
