// Conditions: the [[always]], [[eventually]] and [[sometimes]] of a scenario, checked during a run.
//
// Page: docs/scenario-format.md, "Conditions". A moment is the end of a handler, or the return of a
// call. Thread-safety: none; one object belongs to one Play.
#pragma once

#include <cstddef>
#include <vector>

#include "scenarios/model.h"
#include "scenarios/play/result.h"
#include "sim/simulation/simulation.h"

namespace mprsim {

class Conditions {
 public:
  /// The scenario must outlive the object.
  explicit Conditions(const Scenario& scenario);

  bool empty() const noexcept { return watched_.empty(); }
  /// A run begins: forgets the last one.
  void begin();
  /// Checks this moment, and the returns of calls since the moment before.
  void check(Simulation& simulation, std::vector<Finding>& findings);
  /// The run has ended: checks this moment, and reports each [[eventually]] that never held.
  void finish(Simulation& simulation, std::vector<Finding>& findings);
  /// For each [[sometimes]], in the order of the file: 1 if it has held in this run, otherwise 0.
  const std::vector<char>& sometimes() const noexcept { return sometimes_; }

 private:
  enum class When : unsigned char { always, eventually, sometimes };
  struct Watched {
    const ConditionModel* model;
    When when;
    std::size_t number;    // among those of its kind, from 0
    bool is_done = false;  // its result in this run is known
  };

  void look(Watched& watched, bool holds, Simulation& simulation, std::vector<Finding>& findings);

  std::vector<Watched> watched_;
  std::vector<char> sometimes_;
  std::size_t seen_ = 0;  // events
};

}  // namespace mprsim
