// Simulation: applications, notifyees and providers act on a World in virtual time, with the router between
// them.
//
// Page: docs/architecture.md. Every call of an application is a coroutine on the simulation's own executor:
// it runs the router's fold and performs what the router asks for, taking the time that the actor called
// takes. Everything that happens goes to the trace. Deterministic; one thread. The setup is shared between
// runs, the state is not.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mock_mpr/operations/add.h"
#include "mock_mpr/operations/cancel.h"
#include "mock_mpr/operations/dialog.h"
#include "mock_mpr/operations/enumerate.h"
#include "mock_mpr/operations/lookup.h"
#include "mock_mpr/operations/restore.h"
#include "mock_mpr/operations/start.h"
#include "mock_mpr/state/caller_errors.h"
#include "mock_mpr/trace/recorder.h"
#include "sim/choice/chooser.h"
#include "sim/loaded/loaded_plugins.h"
#include "sim/time/executor.h"
#include "sim/world/fake_notifyee.h"
#include "sim/world/fake_provider.h"
#include "sim/world/world.h"

namespace mprsim {

enum class AppId : std::uint16_t {};

/// What does not change while a simulation runs.
struct Setup {
  Registry registry;
  Policy policy;
  std::optional<std::uint32_t> restore_timeout_ms;  ///< the registry value RestoreTimeout
  std::vector<FakeProvider> providers;              ///< by ProviderId
  std::vector<FakeNotifyee> notifyees;              ///< by NotifyeeId
  /// By id: those that are plug-ins rather than the fake one in their place. Shorter: the rest are fake.
  std::vector<std::optional<PluginSpec>> provider_plugins{};
  std::vector<std::optional<PluginSpec>> notifyee_plugins{};
};

struct App {
  NameId name = NameId::null;
  SessionId session{};
  CallerErrors errors{};
};

/// Something that happens by itself at a time: a file closes, a page is printed, a use ends.
struct FileClosing {
  FileId file{};
  SimTime at{0};
};
struct JobPrinting {
  JobId job{};
  SimTime page_time{0};
};
struct UseEnding {
  UseId use{};
  SimTime at{0};
};

/// What changes: a plain value, so that a run starts from a copy.
struct SimulationState {
  World world;
  std::vector<App> apps;
  std::vector<FakeProviderState> providers;
  std::vector<FakeNotifyeeState> notifyees;
  std::vector<FileClosing> closings;  ///< begun when the run begins
  std::vector<JobPrinting> printings;
  std::vector<UseEnding> endings;
  Context last_context = 0;
  std::uint32_t calls = 0;
};

class Simulation {
 public:
  /// The setup must outlive the simulation.
  explicit Simulation(const Setup& setup) noexcept : setup_(&setup) {}

  /// Back to time 0 with this state and trace; both are the caller's and must live until the run has ended.
  /// The chooser must have begun a run; it is attached to this simulation.
  void begin(SimulationState& state, Trace& trace, Chooser& chooser);
  /// The same with a chooser of its own: first in, first out, the rest drawn from the seed.
  void begin(SimulationState& state, Trace& trace, std::uint64_t seed);

  VirtualContext& context() noexcept { return context_; }
  const VirtualContext& context() const noexcept { return context_; }
  const Setup& setup() const noexcept { return *setup_; }
  World& world() noexcept { return state_->world; }
  const SimulationState& state() const noexcept { return *state_; }
  App& app(AppId id) noexcept { return state_->apps[static_cast<std::size_t>(id)]; }
  Trace& trace() noexcept { return *trace_; }
  const Trace& trace() const noexcept { return *trace_; }

  /// The actor that an application is, for spawn().
  ActorId actor(AppId id) const noexcept {
    return static_cast<ActorId>(state_->apps[static_cast<std::size_t>(id)].name);
  }
  /// Whether the actor that runs should let the others go first: order is chosen, and another actor is ready.
  bool should_yield() const noexcept { return order_is_chosen_ && context_.others_are_ready(); }

  /// How many calls hang.
  std::size_t hanging() const noexcept { return hanging_.size(); }
  /// The faults stop: nothing fails from now on, the crashed work again, and every call that hangs goes on
  /// when the context runs.
  void recover();
  /// Why the run cannot go on, if a plug-in died or its bench refused. The trace is full from then on.
  const std::optional<PluginFailure>& plugin_failure() const noexcept;

  // The calls of an application. Views in a request must live until the call has ended; `call` is set to the
  // number of the call in the trace as soon as it begins, and must live as long.

  Task<CancelResult> cancel(AppId app, CancelRequest request, std::uint32_t& call);
  Task<AddResult> add(AppId app, AddRequest request, std::uint32_t& call);
  Task<LookupResult> get(AppId app, LookupRequest request, std::uint32_t& call);
  Task<EnumerateResult> enumerate(AppId app, EnumScope scope, std::uint32_t& call);
  Task<DialogResult> disconnect_dialog(AppId app, DialogRequest request, bool user_says_yes,
                                       std::uint32_t& call);
  Task<StartResult> start(AppId app, std::uint32_t& call);
  struct Logon {
    Status status{};  ///< of the profile: WN_SUCCESS, 1205 or 1206
    std::uint32_t waited_ms = 0;
    std::vector<RestoredConnection> restored;
  };
  Task<Logon> logon(AppId app, std::uint32_t& call);
  void logoff(AppId app, std::uint32_t& call);
  Status get_last_error(AppId app, std::uint32_t& call);

  // What applications do besides.

  Status open_file(AppId app, std::string_view path, std::uint32_t unwritten, std::optional<SimTime> closes);
  Status write_file(AppId app, std::string_view path);
  Status close_file(AppId app, std::string_view path);
  Status print(AppId app, std::string_view device, std::string_view document, std::uint32_t pages,
               std::optional<SimTime> page_time);
  Status use_device(AppId app, std::string_view device);
  void end_process(std::string_view process);
  void set_network(ProviderId provider, bool up);

 private:
  /// One call of an application under way.
  struct Frame {
    AppId app{};
    std::uint32_t call = 0;
    CallLine line{};
    std::optional<Fault> fault{};  ///< of whom it calls now
  };

  /// What passes before the one who is called has answered.
  struct Turn {
    enum class Kind : std::uint8_t { none, yield, sleep, hang };
    Kind kind = Kind::none;
    SimTime until{0};
    NameId who = NameId::null;  // that hangs
    bool waits() const noexcept { return kind != Kind::none; }
  };
  struct StartTurn;
  struct Hanging {
    Callback<void(boost::system::error_code)> handler;
    ActorId actor;
    NameId who;
  };
  /// The components that choose for one provider or notifyee.
  struct Askers {
    ComponentId latency{}, fault{}, status{};
  };

  WorldRecorder world_recorder(std::uint32_t call = 0) noexcept { return {trace_, context_.now(), call}; }
  /// Numbers the call and records its beginning.
  void begin_call(Frame& frame, std::uint32_t& call);
  /// Records the end, and sets the last error of the caller.
  void end_call(const Frame& frame, Status status, Reason reason, NameId text = NameId::null,
                std::uint32_t value = 0);

  /// Runs an operation to its end: what it asks for is done, answered and recorded, one call after the other.
  /// The operation must live as long.
  template <class Operation>
  Task<void> drive(Frame frame, Operation& op);
  Task<CancelResult> route(Frame frame, CancelRequest request);
  void record_what_stayed(const Frame& frame, const CancelRequest& request, const CancelResult& result,
                          std::optional<ConnectionId> before);
  Task<StartResult> wait_for_start(Frame frame);

  void register_components();
  Askers askers_of(std::string_view kind, std::string_view name, const FaultPlan& faults);
  /// Draws what is to be drawn for a call, and says how long the caller waits.
  Turn arrange(Frame& frame, const Call& call);
  template <class Called, class State>
  Turn arrange(Frame& frame, const Called& called, State& state, const Askers& askers, FaultSet possible);
  std::optional<Fault> draw_fault(const FaultPlan& faults, FaultSet possible, ComponentId component);
  void record_fault(const Frame& frame, NameId who);
  /// Completes when the turn is over, with void(error_code).
  auto take(const Turn& turn);

  // One step of drive().
  void step(const Frame& frame, CancelOperation& op, const Call& call);
  void step(const Frame& frame, AddOperation& op, const Call& call);
  void step(const Frame& frame, LookupOperation& op, const Call& call);
  void step(const Frame& frame, EnumerateOperation& op, const Call& call);
  void step(const Frame& frame, RestoreOperation& op, const Call& call);

  /// Runs `ask` on the provider of a call and returns its status; `because` is its own reason to refuse.
  /// `event` is the position of the call in the trace: if a plug-in dies, that is where the scenario ends.
  template <class Ask>
  Status ask_provider(const Frame& frame, std::size_t event, const Call& call, Reason& because, Ask&& ask);
  template <class Ask>
  Status ask_plugin(const Frame& frame, std::size_t event, ProviderId id,
                    const ProviderCallContext& call_context, Ask& ask);
  template <class Ask>
  Status ask_faulty(const Frame& frame, ProviderId id, FakeProviderCall& provider, Ask&& ask);
  Status wrong_status(const FaultPlan& faults, ComponentId component);
  /// Calls the notifyee of a notification, takes its reply and records both.
  template <class Operation>
  void tell(const Frame& frame, Operation& op, const Call& call);
  Reply ask_notifyee(const Frame& frame, std::size_t event, const Call& call);
  /// Takes note of a provider or notifyee that is not called.
  void skip(const Frame& frame, const Call& call, Reason reason);
  void begin_plugins();
  /// A plug-in failed in the call whose event is at that position.
  void end_run(std::uint32_t call, std::size_t event);

  Recorder recorder(const Frame& frame) noexcept;

  void schedule(const FileClosing& closing);
  void schedule(const JobPrinting& printing);
  void schedule(const UseEnding& ending);
  template <class Act>
  void act_at(SimTime time, NameId who, Act act);

  const Setup* setup_;
  VirtualContext context_;
  SimulationState* state_ = nullptr;
  Trace* trace_ = nullptr;
  Chooser* chooser_ = nullptr;
  std::optional<Chooser> own_chooser_;
  ComponentId notify_order_{};
  std::vector<Askers> provider_askers_;
  std::vector<Askers> notifyee_askers_;
  bool order_is_chosen_ = false;
  bool recovered_ = false;
  std::vector<Hanging> hanging_;          // after context_, because their handlers let go of it
  std::optional<LoadedPlugins> plugins_;  ///< if the setup has any
};

}  // namespace mprsim
