// LoadedPlugins: the providers and notifyees of a simulation that are plug-ins, each in a process of its own.
//
// The World stays the view of the truth. What the scenario begins with is made on the plug-in's side through
// its bench (mock_mpr/plugin/mprbench.h), what happens to files, jobs, uses and the network is repeated there
// before the plug-in is called, and after a call the world follows what the plug-in did. A provider has a
// process for each logon session that uses it, as on Windows, where it lives in the processes of the session.
//
// Real time passes while a plug-in runs, virtual time does not. A plug-in that dies, or a bench that refuses,
// is a PluginTrouble: the scenario ends there. Page: docs/scenario-format.md. One thread. Throws
// std::bad_alloc only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mock_mpr/state/registry.h"
#include "sim/plugin/loaded_provider.h"
#include "sim/plugin/plugin_process.h"
#include "sim/world/fake_notifyee.h"
#include "sim/world/provider_call.h"
#include "sim/world/world.h"

namespace mprsim {

/// Why a scenario with plug-ins cannot go on.
struct PluginTrouble {
  std::string who;               ///< the name of the provider or notifyee
  std::string function;          ///< in which it happened; "load" before the first
  std::string what;              ///< one line, safe to show
  std::optional<PluginEnd> end;  ///< nothing: it lives, and its bench refused
};

/// What the router is told about a provider when it is installed.
struct ProviderFacts {
  Abilities abilities{};
  std::uint32_t start = 1;     ///< of NPGetCaps
  std::uint32_t net_type = 0;  ///< of NPGetCaps
};

/// Loads a provider just to ask what it can do.
PluginResult<ProviderFacts> probe_provider(const PluginSpec& spec);
/// Loads a notifyee just to see whether it exports both functions (notify.both-exports).
PluginResult<bool> probe_notifyee(const PluginSpec& spec);

/// A provider's process in one logon session, with the handles of its bench.
class LoadedInstance {
 public:
  explicit LoadedInstance(PluginProcess&& process) noexcept : process_(std::move(process)) {}

  PluginProcess& process() noexcept { return process_; }
  LoadedProvider provider() noexcept { return LoadedProvider(process_); }

  /// Handles on the bench, by what they stand for in the world.
  std::map<FileId, std::uint64_t> files;
  std::map<JobId, std::uint64_t> jobs;
  std::map<UseId, std::uint64_t> uses;
  bool network_down = false;
  std::vector<EnumeratedResource> listed;  ///< by the enumeration that was opened last

 private:
  PluginProcess process_;
};

class LoadedPlugins {
 public:
  /// By id; nothing for those that are fake. The names are for messages.
  struct Actor {
    std::string name;
    std::optional<PluginSpec> spec;
  };
  LoadedPlugins(std::vector<Actor> providers, std::vector<Actor> notifyees);

  /// Ends all processes, and makes on the plug-ins' side what the world begins with.
  void begin(World& world, const Trace& names);
  void session_ended(SessionId session);

  bool plays(ProviderId id) const noexcept { return providers_[index(id)].actor.spec.has_value(); }
  bool plays(NotifyeeId id) const noexcept { return notifyees_[index(id)].actor.spec.has_value(); }

  /// The process of a provider in a session, started if there is none yet. Null if there is trouble.
  LoadedInstance* instance(ProviderId id, SessionId session);
  /// Repeats on the bench what has happened in the world. False if there is trouble.
  bool mirror(ProviderId id, SessionId session, const World& world, const Trace& names, bool network_down);

  /// Calls the notifyee of a notification; the contexts that it leaves are numbered through `last_context`.
  Reply notify(const Recording& recording, const Call& call, Context& last_context);

  /// The first trouble; the run is over then.
  const std::optional<PluginTrouble>& trouble() const noexcept { return trouble_; }
  void set_trouble(ProviderId id, PluginEnd end) {
    set_trouble(providers_[index(id)].actor.name, std::move(end));
  }

 private:
  struct ProviderActor {
    Actor actor;
    std::map<SessionId, LoadedInstance> instances;
  };
  struct NotifyeeActor {
    Actor actor;
    std::optional<PluginProcess> process;
    std::map<Context, std::uint64_t> contexts;  // what it left, by the number that the scenario knows
  };

  void set_trouble(const std::string& who, PluginEnd end);
  /// Calls a function of the bench; nothing if there is trouble.
  std::optional<PluginReply> bench(ProviderActor& provider, LoadedInstance& instance, PluginCall call);
  template <class Id>
  bool open_handle(ProviderActor& provider, LoadedInstance& instance, const char* function,
                   std::string_view name, Id id, std::map<Id, std::uint64_t>& handles);
  template <class Id>
  bool close_handle(ProviderActor& provider, LoadedInstance& instance, const char* function, Id id,
                    std::map<Id, std::uint64_t>& handles);
  bool connect(ProviderId id, const Connection& connection, const Trace& names);

  std::vector<ProviderActor> providers_;
  std::vector<NotifyeeActor> notifyees_;
  std::optional<PluginTrouble> trouble_;
};

}  // namespace mprsim
