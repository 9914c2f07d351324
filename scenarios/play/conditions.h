// Conditions: what a scenario says of every moment of a run, of some moment of each, or of some run of many.
//
// Page: docs/scenario-format.md, "Conditions". A moment is when a handler has run, or when a call has
// returned. Thread-safety: none; one object belongs to one Play.
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
  void begin();
  /// Looks at this moment, and at the calls that have returned since the last one.
  void check(Simulation& simulation, std::vector<Finding>& findings);
  /// The run has ended: a last look, and what never held.
  void finish(Simulation& simulation, std::vector<Finding>& findings);
  /// Which of the [[sometimes]] have held in this run.
  const std::vector<char>& sometimes() const noexcept { return sometimes_; }

 private:
  enum class When : unsigned char { always, eventually, sometimes };
  struct Watched {
    const ConditionModel* model;
    When when;
    std::size_t number;    // among those of its kind, from 0
    bool is_done = false;  // nothing more is to be learnt in this run
  };

  void look(Watched& watched, bool holds, Simulation& simulation, std::vector<Finding>& findings);

  std::vector<Watched> watched_;
  std::vector<char> sometimes_;
  std::size_t seen_ = 0;  // events
};

}  // namespace mprsim
