#include "sim/loaded/loaded_plugins.h"

#include <utility>

#include "mock_mpr/text/unicode.h"
#include "sim/plugin/plugin_text.h"

namespace mprsim {
namespace {

MaybeText maybe_text(Text text) {
  if (text.is_null() || text.is_poison()) return std::nullopt;
  return to_utf16(text.view());
}

MaybeText maybe_text(std::string_view text) {
  return text.empty() ? std::nullopt : MaybeText(to_utf16(text));
}

// The name by which the bench knows a connection.
std::string_view bench_name(const Connection& connection, const Trace& names) {
  return names.text(connection.device == NameId::null ? connection.remote : connection.device);
}

PluginArgument text_or_null(std::string_view text) {
  if (text.empty()) return NullArgument{};
  return TextArgument{to_utf16(text)};
}

NotifyAddArgument add_argument(const NotifyAdd& add) {
  NotifyAddArgument argument{add.owner_window, {}, add.flags};
  argument.resource.type = static_cast<std::uint32_t>(add.resource.type);
  argument.resource.local = maybe_text(add.resource.local);
  argument.resource.remote = maybe_text(add.resource.remote);
  argument.resource.provider = maybe_text(add.resource.provider);
  return argument;
}

NotifyCancelArgument cancel_argument(const NotifyCancel& cancel) {
  return {maybe_text(cancel.name), maybe_text(cancel.provider), cancel.provider.is_poison(), cancel.flags,
          cancel.force};
}

PluginResult<bool> promises(LoadedProvider& provider, const NpFunctionInfo& function) {
  if (function.capability_index == 0) return true;
  const auto answer = provider.capabilities(function.capability_index);
  if (!answer) return tl::unexpected(answer.error());
  return (*answer & function.capability_bits) != 0;
}

}  // namespace

PluginResult<ProviderFacts> probe_provider(const PluginSpec& spec) {
  auto process = PluginProcess::start(spec);
  if (!process) return tl::unexpected(std::move(process.error()));
  LoadedProvider provider(*process);
  ProviderFacts facts;
  for (const NpFunctionInfo& function : all_np_functions()) {
    if (!process->has(function.name)) facts.abilities.exported.erase(function.function);
    const auto promised = promises(provider, function);
    if (!promised) return tl::unexpected(promised.error());
    if (!*promised) facts.abilities.advertised.erase(function.function);
  }
  const auto start = provider.capabilities(wnnc::start);
  if (!start) return tl::unexpected(start.error());
  const auto net_type = provider.capabilities(wnnc::net_type);
  if (!net_type) return tl::unexpected(net_type.error());
  facts.start = *start;
  facts.net_type = *net_type;
  return facts;
}

PluginResult<bool> probe_notifyee(const PluginSpec& spec) {
  auto process = PluginProcess::start(spec);
  if (!process) return tl::unexpected(std::move(process.error()));
  return process->has("AddConnectNotify") && process->has("CancelConnectNotify");
}

LoadedPlugins::LoadedPlugins(std::vector<Slot> providers, std::vector<Slot> notifyees) {
  for (Slot& slot : providers) providers_.push_back({std::move(slot), {}});
  for (Slot& slot : notifyees) notifyees_.push_back({std::move(slot), {}, {}});
}

void LoadedPlugins::begin(World& world, const Trace& names) {
  failure_.reset();
  for (ProviderSlot& provider : providers_) provider.instances.clear();
  for (NotifyeeSlot& notifyee : notifyees_) {
    notifyee.process.reset();
    notifyee.contexts.clear();
  }
  for (std::size_t i = 0; i < world.connection_count(); ++i) {
    const Connection& connection = world.connection(static_cast<ConnectionId>(i));
    if (!connection.connected || !is_plugin(connection.owner)) continue;
    if (!connect(connection.owner, connection, names)) return;
    if (!mirror(connection.owner, connection.session, world, names, false)) return;
  }
}

void LoadedPlugins::session_ended(SessionId session) {
  for (ProviderSlot& provider : providers_) provider.instances.erase(session);
}

bool LoadedPlugins::connect(ProviderId id, const Connection& connection, const Trace& names) {
  LoadedInstance* process = instance(id, connection.session);
  if (process == nullptr) return false;
  return bench(providers_[index(id)], *process,
               {"MprBenchConnect",
                {text_or_null(names.text(connection.device)),
                 TextArgument{to_utf16(names.text(connection.remote))}}})
      .has_value();
}

// Some providers keep their network outside their process, so that it outlives a run. So the bench of the
// first process of a run sets it back.
LoadedInstance* LoadedPlugins::instance(ProviderId id, SessionId session) {
  if (failure_) return nullptr;
  ProviderSlot& provider = providers_[index(id)];
  if (const auto known = provider.instances.find(session); known != provider.instances.end())
    return &known->second;
  auto process = PluginProcess::start(*provider.slot.spec);
  if (!process) {
    set_failure(provider.slot.name, std::move(process.error()));
    return nullptr;
  }
  const bool is_first = provider.instances.empty();
  LoadedInstance& made =
      provider.instances.emplace(session, LoadedInstance(std::move(*process))).first->second;
  if (is_first && made.process().has("MprBenchReset") && !bench(provider, made, {"MprBenchReset", {}}))
    return nullptr;
  return &made;
}

bool LoadedPlugins::mirror(ProviderId id, SessionId session, const World& world, const Trace& names,
                           bool network_down) {
  LoadedInstance* process = instance(id, session);
  if (process == nullptr) return false;
  ProviderSlot& provider = providers_[index(id)];
  const Mirror mirror{provider, *process, id, session, world, names};
  const bool good =
      mirror_all(
          mirror, world.files(), [](const OpenFile& file) { return file.state == FileState::open; },
          process->files, "MprBenchOpenFile", "MprBenchCloseFile") &&
      mirror_all(
          mirror, world.jobs(), [](const PrintJob& job) { return job.state == JobState::printing; },
          process->jobs, "MprBenchStartJob", "MprBenchEndJob") &&
      mirror_all(
          mirror, world.uses(), [](const DeviceUse& use) { return use.active; }, process->uses,
          "MprBenchStartUse", "MprBenchEndUse");
  if (!good) return false;
  if (process->network_down == network_down) return true;
  process->network_down = network_down;
  return bench(provider, *process, {"MprBenchStopNetwork", {ValueArgument{network_down ? 1U : 0U}}})
      .has_value();
}

// A thing that is open in the world must have a handle on the bench; one that is not must have none.
template <class Id, class Item, class IsOpen>
bool LoadedPlugins::mirror_all(const Mirror& mirror, std::span<const Item> items, IsOpen is_open,
                               std::map<Id, std::uint64_t>& handles, const char* open, const char* close) {
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Connection& connection = mirror.world.connection(items[i].connection);
    if (connection.owner != mirror.id || connection.session != mirror.session) continue;
    const auto handle = handles.find(static_cast<Id>(i));
    if (is_open(items[i]) == (handle != handles.end())) continue;
    if (handle == handles.end()) {
      const TextArgument name{to_utf16(bench_name(connection, mirror.names))};
      const auto reply = bench(mirror.provider, mirror.instance, {open, {name, CellArgument{0, true}}});
      if (!reply) return false;
      handles.emplace(static_cast<Id>(i), reply->arguments[1].value);
    } else {
      const ValueArgument value{handle->second};
      handles.erase(handle);
      if (!bench(mirror.provider, mirror.instance, {close, {value}})) return false;
    }
  }
  return true;
}

std::optional<PluginReply> LoadedPlugins::bench(ProviderSlot& provider, LoadedInstance& instance,
                                                PluginCall call) {
  if (!instance.process().has(call.function)) {
    failure_ = {provider.slot.name, call.function,
                "the scenario needs " + call.function + ", but no bench exports it", std::nullopt};
    return std::nullopt;
  }
  auto reply = instance.process().call(call);
  if (!reply) {
    set_failure(provider.slot.name, std::move(reply.error()));
    return std::nullopt;
  }
  if (const Status status(reply->status); !status.ok()) {
    failure_ = {provider.slot.name, call.function, to_string(call) + " of the bench = " + to_string(status),
                std::nullopt};
    return std::nullopt;
  }
  return std::move(*reply);
}

void LoadedPlugins::set_failure(const std::string& who, PluginEnd end) {
  if (failure_) return;
  const std::string what = end.call + ": " + end.what;
  const std::string function = end.call;
  failure_ = {who, function, what, std::move(end)};
}

Reply LoadedPlugins::notify(const WorldRecorder& recorder, const Call& call, Context& last_context) {
  NotifyeeSlot& notifyee = notifyees_[index(call.notifyee())];
  if (failure_) return {};
  if (!notifyee.process) {
    auto process = PluginProcess::start(*notifyee.slot.spec);
    if (!process) {
      set_failure(notifyee.slot.name, std::move(process.error()));
      return {};
    }
    notifyee.process.emplace(std::move(*process));
  }
  const NotifyInfo& info = call.info();
  const auto known = notifyee.contexts.find(info.context);
  const NotifyInfoArgument told{static_cast<std::uint32_t>(info.notify_status), info.operation_status.code(),
                                known == notifyee.contexts.end() ? 0 : known->second};
  LoadedNotifyee plugin(*notifyee.process);
  const auto answer = call.details().is_add() ? plugin.notify(told, add_argument(call.details().add()))
                                              : plugin.notify(told, cancel_argument(call.details().cancel()));
  if (!answer) {
    set_failure(notifyee.slot.name, answer.error());
    return {};
  }
  if (answer->changed_input) {
    record(recorder, WorldAction::details_edited, recorder.trace->notifyee(call.notifyee()), NameId::null, 0,
           {Rule::notifycancel_read_only});
  }
  Reply reply{answer->status};
  if (info.notify_status == NotifyStatus::pre && answer->context != 0) {
    reply.context = ++last_context;
    notifyee.contexts[reply.context] = answer->context;
  }
  return reply;
}

}  // namespace mprsim
