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

// The name that the bench knows a connection by.
std::string_view bench_name(const Connection& connection, const Trace& names) {
  return names.text(connection.device == NameId::null ? connection.remote : connection.device);
}

PluginArgument text_or_null(std::string_view text) {
  if (text.empty()) return NullArgument{};
  return TextArgument{to_utf16(text)};
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

LoadedPlugins::LoadedPlugins(std::vector<Actor> providers, std::vector<Actor> notifyees) {
  for (Actor& actor : providers) providers_.push_back({std::move(actor), {}});
  for (Actor& actor : notifyees) notifyees_.push_back({std::move(actor), {}, {}});
}

void LoadedPlugins::begin(World& world, const Trace& names) {
  trouble_.reset();
  for (ProviderActor& provider : providers_) provider.instances.clear();
  for (NotifyeeActor& notifyee : notifyees_) {
    notifyee.process.reset();
    notifyee.contexts.clear();
  }
  for (std::size_t i = 0; i < world.connection_count(); ++i) {
    const Connection& connection = world.connection(static_cast<ConnectionId>(i));
    if (!connection.connected || !plays(connection.owner)) continue;
    if (!connect(connection.owner, connection, names)) return;
    if (!mirror(connection.owner, connection.session, world, names, false)) return;
  }
}

void LoadedPlugins::session_ended(SessionId session) {
  for (ProviderActor& provider : providers_) provider.instances.erase(session);
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

// The first process of a provider finds its network as nobody left it: some networks outlive a process.
LoadedInstance* LoadedPlugins::instance(ProviderId id, SessionId session) {
  if (trouble_) return nullptr;
  ProviderActor& provider = providers_[index(id)];
  if (const auto known = provider.instances.find(session); known != provider.instances.end())
    return &known->second;
  auto process = PluginProcess::start(*provider.actor.spec);
  if (!process) {
    set_trouble(provider.actor.name, std::move(process.error()));
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
  ProviderActor& provider = providers_[index(id)];
  const auto mine = [&](ConnectionId connection) {
    return world.connection(connection).owner == id && world.connection(connection).session == session;
  };
  const auto name = [&](ConnectionId connection) { return bench_name(world.connection(connection), names); };

  for (std::size_t i = 0; i < world.files().size(); ++i) {
    const auto file = static_cast<FileId>(i);
    const OpenFile& state = world.file(file);
    if (!mine(state.connection)) continue;
    const bool good = state.state == FileState::open
                          ? open_handle(provider, *process, "MprBenchOpenFile", name(state.connection), file,
                                        process->files)
                          : close_handle(provider, *process, "MprBenchCloseFile", file, process->files);
    if (!good) return false;
  }
  for (std::size_t i = 0; i < world.jobs().size(); ++i) {
    const auto job = static_cast<JobId>(i);
    const PrintJob& state = world.job(job);
    if (!mine(state.connection)) continue;
    const bool good =
        state.state == JobState::printing
            ? open_handle(provider, *process, "MprBenchStartJob", name(state.connection), job, process->jobs)
            : close_handle(provider, *process, "MprBenchEndJob", job, process->jobs);
    if (!good) return false;
  }
  for (std::size_t i = 0; i < world.uses().size(); ++i) {
    const auto use = static_cast<UseId>(i);
    const DeviceUse& state = world.use(use);
    if (!mine(state.connection)) continue;
    const bool good = state.active ? open_handle(provider, *process, "MprBenchStartUse",
                                                 name(state.connection), use, process->uses)
                                   : close_handle(provider, *process, "MprBenchEndUse", use, process->uses);
    if (!good) return false;
  }
  if (process->network_down == network_down) return true;
  process->network_down = network_down;
  return bench(provider, *process, {"MprBenchStopNetwork", {ValueArgument{network_down ? 1U : 0U}}})
      .has_value();
}

template <class Id>
bool LoadedPlugins::open_handle(ProviderActor& provider, LoadedInstance& instance, const char* function,
                                std::string_view name, Id id, std::map<Id, std::uint64_t>& handles) {
  if (handles.contains(id)) return true;
  const auto reply =
      bench(provider, instance, {function, {TextArgument{to_utf16(name)}, CellArgument{0, true}}});
  if (!reply) return false;
  handles.emplace(id, reply->arguments[1].value);
  return true;
}

template <class Id>
bool LoadedPlugins::close_handle(ProviderActor& provider, LoadedInstance& instance, const char* function,
                                 Id id, std::map<Id, std::uint64_t>& handles) {
  const auto handle = handles.find(id);
  if (handle == handles.end()) return true;
  const std::uint64_t value = handle->second;
  handles.erase(handle);
  return bench(provider, instance, {function, {ValueArgument{value}}}).has_value();
}

std::optional<PluginReply> LoadedPlugins::bench(ProviderActor& provider, LoadedInstance& instance,
                                                PluginCall call) {
  if (!instance.process().has(call.function)) {
    trouble_ = {provider.actor.name, call.function,
                "there is no bench that exports " + call.function + ", which this scenario needs",
                std::nullopt};
    return std::nullopt;
  }
  auto reply = instance.process().call(call);
  if (!reply) {
    set_trouble(provider.actor.name, std::move(reply.error()));
    return std::nullopt;
  }
  if (const Status status(reply->status); !status.ok()) {
    trouble_ = {provider.actor.name, call.function, to_string(call) + " of the bench = " + to_string(status),
                std::nullopt};
    return std::nullopt;
  }
  return std::move(*reply);
}

void LoadedPlugins::set_trouble(const std::string& who, PluginEnd end) {
  if (trouble_) return;
  const std::string what = end.call + ": " + end.what;
  const std::string function = end.call;
  trouble_ = {who, function, what, std::move(end)};
}

Reply LoadedPlugins::notify(NotifyeeId id, const Recording& recording, const NotifyInfo& info,
                            const NotificationDetails& details, Context& last_context) {
  NotifyeeActor& notifyee = notifyees_[index(id)];
  if (trouble_) return {};
  if (!notifyee.process) {
    auto process = PluginProcess::start(*notifyee.actor.spec);
    if (!process) {
      set_trouble(notifyee.actor.name, std::move(process.error()));
      return {};
    }
    notifyee.process.emplace(std::move(*process));
  }
  const auto known = notifyee.contexts.find(info.context);
  const NotifyInfoArgument told{static_cast<std::uint32_t>(info.notify_status), info.operation_status.code(),
                                known == notifyee.contexts.end() ? 0 : known->second};
  LoadedNotifyee plugin(*notifyee.process);
  PluginResult<LoadedNotifyee::Answer> answer;
  if (details.add) {
    NotifyAddArgument add{details.added.owner_window, {}, details.added.flags};
    const NetResource& resource = details.added.resource;
    add.resource.type = static_cast<std::uint32_t>(resource.type);
    add.resource.local = maybe_text(resource.local);
    add.resource.remote = maybe_text(resource.remote);
    add.resource.provider = maybe_text(resource.provider);
    answer = plugin.notify(told, add);
  } else {
    const NotifyCancel& cancelled = details.cancelled;
    answer = plugin.notify(
        told, NotifyCancelArgument{maybe_text(cancelled.name), maybe_text(cancelled.provider),
                                   cancelled.provider.is_poison(), cancelled.flags, cancelled.force});
  }
  if (!answer) {
    set_trouble(notifyee.actor.name, std::move(answer.error()));
    return {};
  }
  if (answer->changed_input) {
    record(recording, WorldAction::details_edited, recording.trace->notifyee(id), NameId::null, 0,
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
