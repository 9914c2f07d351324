// Play: a scenario whose values are all decided, prepared once and played as often as one likes.
//
// What the Runner (runner.h) is made of: it decides the values that may vary, and keeps a Play for each
// combination of them. Thread-safety: none; one Play is used by one thread at a time.
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

  /// From the beginning to the end; the chooser must have begun a run.
  Outcome run(Chooser& chooser);

  const std::vector<Finding>& findings() const noexcept { return findings_; }
  const Trace& trace() const noexcept { return prepared_.trace; }
  const RememberedStore& store() const noexcept;
  /// Which of the [[sometimes]] have held in the last run.
  const std::vector<char>& sometimes() const noexcept { return conditions_.sometimes(); }
  Simulation& simulation() noexcept { return simulation_; }
  const Simulation& simulation() const noexcept { return simulation_; }

 private:
  /// Steps that one after the other are done: the main sequence, or that of an [[app]].
  struct Sequence {
    const std::vector<Step>* steps = nullptr;
    std::optional<AppId> app{};  ///< nothing: each step names its own
    std::size_t at = 0;          ///< the step under way; their number when all are done
  };

  RunResult run_until_idle();
  void tell_registrations();
  AppId actor(const Sequence& sequence) const noexcept;
  Task<> play(Sequence& sequence);
  Task<> perform(const Step& step, AppId app, StepOutcome& outcome);
  Status act(const Step& step, AppId app, std::uint32_t& call);
  /// Calls that never returned; then the faults stop, and all must come to rest.
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
