// LoadedPlugins: the providers and notifyees of a simulation that are plug-ins, each in a process of its own.
//
// Page: docs/scenario-format.md. The World and the plug-in must agree about connections, files, jobs and
// uses. So the connections that a scenario begins with are made in the plug-in too, through its bench
// (mock_mpr/plugin/mprbench.h). Before a call, what has happened to files, jobs, uses and the network is
// repeated on the bench. After a call, the World is changed so that it agrees with what the plug-in did. A
// provider has one process for each logon session that uses it, as on Windows, where it is loaded into the
// processes of the session.
//
// Units: real time passes while a plug-in runs, virtual time does not. Thread-safety: none; one thread at a
// time. Failure: if a plug-in dies, or its bench refuses a call, failure() says so, and the scenario ends
// there. Nothing throws but std::bad_alloc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
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
struct PluginFailure {
  std::string who;               ///< the name of the provider or notifyee
  std::string function;          ///< the function under way; "load" before the first call
  std::string what;              ///< one line, safe to show
  std::optional<PluginEnd> end;  ///< the end of the process; empty: it lives, but its bench refused a call
};

/// The facts about a provider that the router needs when the provider is installed.
struct ProviderFacts {
  Abilities abilities{};
  std::uint32_t start = 1;     ///< NPGetCaps(WNNC_START)
  std::uint32_t net_type = 0;  ///< NPGetCaps(WNNC_NET_TYPE)
};

/// Loads a provider, asks what it can do, and ends its process.
PluginResult<ProviderFacts> probe_provider(const PluginSpec& spec);
/// Loads a notifyee, checks whether it exports both functions (notify.both-exports), and ends its process.
PluginResult<bool> probe_notifyee(const PluginSpec& spec);

/// A provider's process in one logon session, with the handles that its bench gave out.
class LoadedInstance {
 public:
  explicit LoadedInstance(PluginProcess&& process) noexcept : process_(std::move(process)) {}

  PluginProcess& process() noexcept { return process_; }
  LoadedProvider provider() noexcept { return LoadedProvider(process_); }

  /// The handles of the bench, by the file, job or use of the World that each stands for.
  std::map<FileId, std::uint64_t> files;
  std::map<JobId, std::uint64_t> jobs;
  std::map<UseId, std::uint64_t> uses;
  bool network_down = false;
  std::vector<EnumeratedResource> listed;  ///< the resources of the enumeration that was opened last

 private:
  PluginProcess process_;
};

class LoadedPlugins {
 public:
  /// A provider or notifyee of the set-up.
  struct Slot {
    std::string name;                ///< for messages
    std::optional<PluginSpec> spec;  ///< empty if it is fake
  };
  /// Both lists are in the order of the ids, fake ones included.
  LoadedPlugins(std::vector<Slot> providers, std::vector<Slot> notifyees);

  /// Begins a run: ends all processes of the last run, and makes the connections of the world in the
  /// plug-ins.
  void begin(World& world, const Trace& names);
  /// Ends the processes of a session.
  void session_ended(SessionId session);

  /// True if the provider or notifyee is a plug-in.
  bool is_plugin(ProviderId id) const noexcept { return providers_[index(id)].slot.spec.has_value(); }
  bool is_plugin(NotifyeeId id) const noexcept { return notifyees_[index(id)].slot.spec.has_value(); }

  /// The process of a provider in a session, which is started if there is none yet. Null after failure().
  LoadedInstance* instance(ProviderId id, SessionId session);
  /// Repeats on the provider's bench what has happened in the world since the last call of this function.
  /// False after failure().
  bool mirror(ProviderId id, SessionId session, const World& world, const Trace& names, bool network_down);

  /// Calls the notifyee of a notification; the contexts that it leaves are numbered through `last_context`.
  Reply notify(const WorldRecorder& recorder, const Call& call, Context& last_context);

  /// The first failure of a plug-in in this run, which ends the run; empty if there is none.
  const std::optional<PluginFailure>& failure() const noexcept { return failure_; }
  /// Reports that the process of a provider has ended. Only the first report counts.
  void set_failure(ProviderId id, PluginEnd end) {
    set_failure(providers_[index(id)].slot.name, std::move(end));
  }

 private:
  struct ProviderSlot {
    Slot slot;
    std::map<SessionId, LoadedInstance> instances;
  };
  struct NotifyeeSlot {
    Slot slot;
    std::optional<PluginProcess> process;
    std::map<Context, std::uint64_t>
        contexts;  ///< the value of lpContext, by the number of the context in the trace
  };
  /// The process of one provider in one session, and the world that it must agree with.
  struct Mirror {
    ProviderSlot& provider;
    LoadedInstance& instance;
    ProviderId id;
    SessionId session;
    const World& world;
    const Trace& names;
  };

  void set_failure(const std::string& who, PluginEnd end);
  /// Calls a function of the bench. Empty, and failure(), if it does not return WN_SUCCESS.
  std::optional<PluginReply> bench(ProviderSlot& provider, LoadedInstance& instance, PluginCall call);
  /// Repeats what has happened to one kind of things: to files, jobs or uses. `open` and `close` are the
  /// functions of the bench for it.
  template <class Id, class Item, class IsOpen>
  bool mirror_all(const Mirror& mirror, std::span<const Item> items, IsOpen is_open,
                  std::map<Id, std::uint64_t>& handles, const char* open, const char* close);
  bool connect(ProviderId id, const Connection& connection, const Trace& names);

  std::vector<ProviderSlot> providers_;
  std::vector<NotifyeeSlot> notifyees_;
  std::optional<PluginFailure> failure_;
};

}  // namespace mprsim
