// Runner: plays a scenario in the simulator and holds it against its expectations.
//
// Page: docs/scenario-format.md. Deterministic: the same scenario, profile and seed give the same trace, byte
// for byte, on every platform. A Runner is used by one thread at a time; different Runners are independent.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "mock_mpr/state/remembered.h"
#include "mock_mpr/trace/trace.h"
#include "scenarios/model.h"
#include "scenarios/play/result.h"
#include "sim/choice/chooser.h"
#include "sim/simulation/simulation.h"

namespace mprsim {

struct RunOptions {
  std::optional<Profile> profile{};     ///< instead of the scenario's own; its [policy] still applies
  std::optional<std::uint64_t> seed{};  ///< instead of the scenario's own
  /// What the main session remembers at the start, besides the scenario's own.
  std::optional<RememberedStore> store{};
  Strategy strategy{};     ///< of run() without a plan
  std::string host{};      ///< path of mprsim-host, for scenarios with plug-ins
  bool invariants = true;  ///< checked after every event
};

/// One run of many: where its chance comes from. The standard plan is that of `mprsim run`.
struct RunPlan {
  std::uint64_t seed = 0;
  Strategy strategy{};
  FaultSet banned{};  ///< kinds of faults that do not strike; see swarm_bans()
  /// Recorded choices to be made again; must outlive the run. See Replay.
  const std::vector<NamedDecision>* script = nullptr;
  Replay replay = Replay::strict;
};

class Runner {
 public:
  /// Prepares everything that does not change between runs. The scenario must outlive the Runner.
  explicit Runner(const Scenario& scenario, RunOptions options = {});
  ~Runner();
  Runner(Runner&&) noexcept;
  Runner& operator=(Runner&&) noexcept;

  /// Plays the scenario from its beginning: pass, fail, or timeout when a limit of the scenario was reached.
  /// A plug-in that dies ends the run with crash, one that does not answer with timeout; the finding names
  /// the call. In steady state a repeated run allocates next to nothing. The golden trace is not compared
  /// here.
  Outcome run();
  /// The same with another seed, and by another strategy; nothing is read or prepared anew. A run that leaves
  /// a strict script ends there, with Outcome::error and a divergence().
  Outcome run(const RunPlan& plan);

  // Of the last run.

  const std::vector<Finding>& findings() const noexcept;
  const DecisionLog& decisions() const noexcept;
  /// The same in words, as they go into a log file.
  std::vector<NamedDecision> named_decisions() const;
  /// Where the run left its script; nothing if it did not, or had none.
  const std::optional<Divergence>& divergence() const noexcept;
  const Simulation& simulation() const noexcept;
  const Trace& trace() const noexcept;
  /// Which of the [[sometimes]] of the scenario have held, in their order.
  const std::vector<char>& sometimes() const noexcept;
  /// What the main session remembers after the last run.
  const RememberedStore& store() const noexcept;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// One run with its verdict. The golden trace is compared where the run is the one that it was recorded from:
/// the scenario's own profile, seed and store.
ScenarioResult run_scenario(const Scenario& scenario, const RunOptions& options = {});

/// Lines that differ, as a unified diff without a header; empty if the texts are equal.
std::string diff_lines(std::string_view expected, std::string_view actual);

}  // namespace mprsim
