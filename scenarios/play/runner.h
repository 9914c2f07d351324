// Runner: runs a scenario in the simulator, as often as its caller wants, and checks its expectations.
//
// Page: docs/scenario-format.md. Deterministic: the same scenario, options and plan give the same trace, byte
// for byte, on every platform. Plug-ins run in processes of their own (mprsim-host), which the Runner starts
// and ends. Thread-safety: one Runner is used by one thread at a time; different Runners are independent,
// also of the same scenario. Throws std::bad_alloc only.
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

/// What is the same in every run of a Runner.
struct RunOptions {
  std::optional<Profile> profile{};     ///< instead of the scenario's own; its [policy] still applies
  std::optional<std::uint64_t> seed{};  ///< instead of the scenario's own
  /// What the main session remembers at the start, in addition to what the scenario says.
  std::optional<RememberedStore> store{};
  Strategy strategy{};     ///< for run() without a plan
  std::string host{};      ///< path of mprsim-host, for scenarios with plug-ins
  bool invariants = true;  ///< whether they are checked, after every event
};

/// What is chosen anew for each run: where its decisions come from.
struct RunPlan {
  std::uint64_t seed = 0;
  Strategy strategy{};
  FaultSet banned{};  ///< kinds of faults that do not occur in this run; see swarm_bans()
  /// Recorded decisions to be made again, or null; they must outlive the run. See Replay.
  const std::vector<NamedDecision>* script = nullptr;
  Replay replay = Replay::strict;
};

class Runner {
 public:
  /// Prepares what does not change between runs; plug-ins are loaded once to ask what they can do. The
  /// scenario must outlive the Runner, and is not checked again: it must come from the loader, or be as if it
  /// did.
  explicit Runner(const Scenario& scenario, RunOptions options = {});
  ~Runner();
  Runner(Runner&&) noexcept;
  Runner& operator=(Runner&&) noexcept;

  /// Runs the scenario from its beginning, by the seed and the strategy of the options. Returns
  ///   pass     if there are no findings,
  ///   fail     if there are, or if a plug-in could not be loaded or its bench refused,
  ///   timeout  if a limit of the scenario was reached, or a plug-in did not answer,
  ///   crash    if a plug-in died.
  /// The finding names the call during which a plug-in died or did not answer. The golden trace is not
  /// compared here (see verdict.h). Once the buffers have grown, a further run allocates hardly anything.
  Outcome run();
  /// The same by the seed, strategy, bans and script of a plan; nothing is read or prepared anew. A run that
  /// departs from a strict script ends there, with Outcome::error and a divergence().
  Outcome run(const RunPlan& plan);

  // Of the last run. References stay valid until the next one. Precondition: there was a run.

  /// In the order in which they were found; never empty after an outcome other than pass.
  const std::vector<Finding>& findings() const noexcept;
  const DecisionLog& decisions() const noexcept;
  /// The decisions with the names of their components and alternatives, as a log file has them.
  std::vector<NamedDecision> named_decisions() const;
  /// Where the run departed from its script; nothing if it did not, or had none.
  const std::optional<Divergence>& divergence() const noexcept;
  const Simulation& simulation() const noexcept;
  const Trace& trace() const noexcept;
  /// For each [[sometimes]] of the scenario, in its order: 1 if it has held, otherwise 0.
  const std::vector<char>& sometimes() const noexcept;
  /// What the main session remembers at the end.
  const RememberedStore& store() const noexcept;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace mprsim
