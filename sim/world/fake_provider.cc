#include "sim/world/fake_provider.h"

#include <algorithm>

#include "mock_mpr/text/name.h"

namespace mprsim {

// provider.validation-order: is the network started, is the function supported (the router checks that), is
// the name this provider's, then everything else.
Status FakeProviderCall::cancel_connection(std::string_view name, bool force) {
  if (provider_.reenters) {
    record(context_.recorder, WorldAction::reentered, provider_.name, NameId::null, 0,
           {Rule::route_no_reentry});
  }
  if (const auto answer = scripted(ScriptedCall::cancel)) return finish(*answer);
  if (state_.network_down) return finish(wn::no_network);
  if (const auto device = world_.find_device(context_.session, name, names())) {
    return finish(is_mine(*device) ? cancel_device(*device, force) : wn::not_connected);
  }
  return finish(cancel_remote(name, force));
}

Status FakeProviderCall::cancel_device(ConnectionId id, bool force) {
  const Status status = obstacle(id, force);
  if (status.ok()) end(id, force);
  return status;
}

// name.remote-scope: a remote name means all its connections without a device. All of them end, or none if
// one of them may not end.
Status FakeProviderCall::cancel_remote(std::string_view remote, bool force) {
  std::vector<ConnectionId> found;
  for (auto id = world_.find_remote(context_.session, remote, names()); id;
       id = world_.find_remote(context_.session, remote, names(), static_cast<std::size_t>(*id) + 1)) {
    if (is_mine(*id)) found.push_back(*id);
  }
  if (found.empty()) return wn::not_connected;
  for (const ConnectionId id : found) {
    if (const Status status = obstacle(id, force); !status.ok()) return status;
  }
  for (const ConnectionId id : found) end(id, force);
  return wn::success;
}

Status FakeProviderCall::obstacle(ConnectionId id, bool force) {
  if (!force && world_.has_open_files(id)) {
    because_ = {Rule::force_open_files_block};
    return wn::open_files;
  }
  if (!force && world_.has_jobs(id)) {
    because_ = {Rule::force_jobs_block, Switch::jobs_status};
    return context_.policy->jobs_status == JobsStatus::open_files ? wn::open_files : wn::device_in_use;
  }
  // A device in use comes last: it is the only obstacle that force may not overcome, depending on the policy.
  const bool in_use = world_.is_in_use(id);
  if (in_use && !(force && overrides_use())) {
    because_ = force ? Reason{Rule::force_device_in_use_forced, Switch::device_in_use_forced}
                     : Reason{Rule::force_device_in_use};
    return wn::device_in_use;
  }
  if (in_use) {
    because_ = {Rule::force_device_in_use_forced, Switch::device_in_use_forced};
  } else if (world_.has_open_files(id)) {
    because_ = {Rule::force_overrides, Switch::force_levels};
  } else if (world_.has_jobs(id)) {
    because_ = {Rule::force_overrides};
  }
  return wn::success;
}

// force.device-in-use-forced
bool FakeProviderCall::overrides_use() const {
  switch (context_.policy->device_in_use_forced) {
    case DeviceInUseForced::refused:
      return false;
    case DeviceInUseForced::overridden:
      return true;
    case DeviceInUseForced::by_force_level:
      return context_.policy->force_levels == ForceLevels::lots_of_force;
    case DeviceInUseForced::provider_decides:
      return provider_.overrides_device_in_use;
  }
  return false;
}

// force.levels
void FakeProviderCall::end(ConnectionId id, bool force) {
  const auto forced = context_.policy->force_levels == ForceLevels::lots_of_force
                          ? World::Ending::lots_of_force
                          : World::Ending::use_force;
  world_.disconnect(id, force ? forced : World::Ending::idle, context_.recorder);
}

Status FakeProviderCall::add_connection(const NetResource& resource, std::string_view user) {
  if (const auto answer = scripted(ScriptedCall::add)) return finish(*answer);
  if (state_.network_down) return finish(wn::no_network);
  if (!owns(resource.remote)) return finish(wn::bad_netname);
  if (!resource.local.empty() && world_.find_device(context_.session, resource.local, names())) {
    return finish(wn::already_connected);
  }
  connect(world_, resource, user);
  return finish(wn::success);
}

Status FakeProviderCall::get_connection(std::string_view device, std::string_view& remote) {
  if (const auto answer = scripted(ScriptedCall::get)) return finish(*answer);
  if (state_.network_down) return finish(wn::no_network);
  const auto id = world_.find_device(context_.session, device, names());
  if (!id || !is_mine(*id)) return finish(wn::not_connected);
  remote = names().text(world_.connection(*id).remote);
  return finish(wn::success);
}

Status FakeProviderCall::open_enum() {
  if (const auto answer = scripted(ScriptedCall::enumerate)) return finish(*answer);
  return finish(state_.network_down ? wn::no_network : wn::success);
}

std::vector<EnumeratedResource> FakeProviderCall::connections() const {
  std::vector<EnumeratedResource> resources;
  for (std::size_t i = 0; i < world_.connection_count(); ++i) {
    const auto id = static_cast<ConnectionId>(i);
    const Connection& c = world_.connection(id);
    if (!c.connected || c.session != context_.session || !is_mine(id)) continue;
    EnumeratedResource resource;
    if (c.device != NameId::null) resource.local = names().text(c.device);
    resource.remote = names().text(c.remote);
    resource.provider = names().text(provider_.name);
    resource.type = c.type;
    resources.push_back(std::move(resource));
  }
  return resources;
}

std::optional<Status> FakeProviderCall::scripted(ScriptedCall call) {
  const auto slot = static_cast<std::size_t>(call);
  const std::uint32_t nth = state_.calls[slot]++;
  const auto& answers = provider_.answers[slot];
  return nth < answers.size() ? answers[nth] : std::nullopt;
}

Status FakeProviderCall::finish(Status status) {
  if (status == wn::extended_error && provider_.extended_error) set_extended_error(*provider_.extended_error);
  if (provider_.sets_last_error) set_last_error(*provider_.sets_last_error);
  return status;
}

bool FakeProviderCall::owns(std::string_view remote) const {
  return provider_.owns.empty() || std::ranges::any_of(provider_.owns, [remote](std::string_view prefix) {
           return remote.size() >= prefix.size() && equal_names(remote.substr(0, prefix.size()), prefix);
         });
}

}  // namespace mprsim
