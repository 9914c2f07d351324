// Quiescence: after the faults have stopped and all has come to rest, nothing may be left over.
//
// Page: docs/chance.md, "Faults". Looks at a simulation that has nothing more to run: at its world, and at
// what its trace says was begun and never ended. Thread-safety: a pure function.
#pragma once

#include <string>
#include <vector>

#include "sim/simulation/simulation.h"

namespace mprsim {

/// One thing that is left over.
struct Unrest {
  std::string what;        ///< "call 3 of explorer never ended"
  Rule rule = Rule::none;  ///< that says it should not be, if one does
  friend bool operator==(const Unrest&, const Unrest&) = default;
};

/// Calls that never ended, contexts that never came back, connections of sessions that are gone, files, jobs
/// and uses on connections that are gone, entries that a successful cancel should have forgotten. Empty: all
/// is at rest.
std::vector<Unrest> find_unrest(const Simulation& simulation);

}  // namespace mprsim
