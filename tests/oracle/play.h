// Plays the operations of the router against a World of the oracle, and writes down what they did in the
// oracle's words. Pure functions.
#pragma once

#include <string>
#include <vector>

#include "mock_mpr/state/registry.h"
#include "tests/oracle/oracle.h"

namespace mprsim::oracle {

/// Providers P0, P1, ... and notifyees N0, N1, ... with the abilities that the world says.
Registry registry_of(const World&);

Outcome play_cancel(const World&, const Registry&, const Cancel&, const Policy&);
Outcome play_add(const World&, const Registry&, const Add&, const Policy&);
Outcome play_look_up(const World&, const Registry&, const Policy&);

/// nt-doc with one switch moved: every value that is not its own.
std::vector<Policy> single_switch_variations();

/// One line on what a policy has that nt-doc has not.
std::string differences(const Policy&);

}  // namespace mprsim::oracle
