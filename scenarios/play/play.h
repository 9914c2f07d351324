// Play: a scenario whose values are all decided, prepared once, that can be run any number of times.
//
// For the Runner (runner.h), which decides the values that vary and keeps one Play for each combination of
// them. Thread-safety: none; one Play is used by one thread at a time.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/model.h"
#include "scenarios/play/conditions.h"
#include "scenarios/play/expectations.h"
#include "scenarios/play/preparation.h"
#include "scenarios/play/result.h"
#include "scenarios/play/runner.h"
#include "sim/checks/invariants.h"
#include "sim/choice/chooser.h"
#include "sim/simulation/simulation.h"

namespace mprsim {

class Play {
 public:
  /// The scenario must outlive the Play. Of the options it takes the store, the host and the invariants.
  Play(const Scenario& scenario, const Policy& policy, const RunOptions& options);
  Play(const Play&) = delete;
  Play& operator=(const Play&) = delete;

  /// One run from the beginning to the end. The chooser must have begun a run; its decisions are made there.
  Outcome run(Chooser& chooser);

  const std::vector<Finding>& findings() const noexcept { return findings_; }
  const Trace& trace() const noexcept { return prepared_.trace; }
  const RememberedStore& store() const noexcept;
  /// For each [[sometimes]]: 1 if it has held in the last run, otherwise 0.
  const std::vector<char>& sometimes() const noexcept { return conditions_.sometimes(); }
  Simulation& simulation() noexcept { return simulation_; }
  const Simulation& simulation() const noexcept { return simulation_; }

 private:
  /// Steps that run one after the other: the main sequence, or that of an [[app]].
  struct Sequence {
    const std::vector<Step>* steps = nullptr;
    std::optional<AppId> app{};  ///< nothing: each step names its application
    std::size_t at = 0;          ///< the step under way; the number of steps when all are done
  };

  RunResult run_until_idle();
  void tell_registrations();
  AppId actor(const Sequence& sequence) const noexcept;
  Task<> play(Sequence& sequence);
  Task<> perform(const Step& step, AppId app, StepOutcome& outcome);
  Status act(const Step& step, AppId app, std::uint32_t& call);
  /// Reports calls that never returned, and stops the faults, so that everything can come to rest.
  void finish_faults();
  void check_rest();
  Outcome conclude(RunResult end, const Chooser& chooser);
  void watch();
  void add_violations();
  void add_limit(std::string what) {
    findings_.push_back({.kind = FindingKind::limit, .where = {1, 1}, .what = std::move(what)});
  }

  const Scenario& scenario_;
  Prepared prepared_;
  SimulationState state_;
  Simulation simulation_;
  std::optional<Invariants> invariants_;
  Conditions conditions_;
  std::vector<Sequence> sequences_;
  std::vector<Finding> findings_;
  bool has_faults_ = false;
  bool recovering_ = false;
};

}  // namespace mprsim
