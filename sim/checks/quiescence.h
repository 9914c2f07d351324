// Quiescence: when the faults have stopped and nothing more can happen, nothing may be left over.
//
// Page: docs/chance.md, "Faults". Looks at a simulation that has nothing left to run: at its world, and at
// its trace for what began and did not end. Thread-safety: a pure function; the simulation must not run
// meanwhile. Nothing throws but std::bad_alloc.
#pragma once

#include <string>
#include <vector>

#include "sim/simulation/simulation.h"

namespace mprsim {

/// One finding.
struct Leftover {
  std::string what;        ///< "call 3 of explorer never ended"
  Rule rule = Rule::none;  ///< the rule that it breaks, if there is one
  friend bool operator==(const Leftover&, const Leftover&) = default;
};

/// Calls that did not end, contexts that did not come back, connections of sessions that have ended, files,
/// jobs and uses on connections that have ended, entries that a successful cancel should have forgotten.
/// Empty if nothing is left over.
std::vector<Leftover> find_leftovers(const Simulation& simulation);

}  // namespace mprsim
