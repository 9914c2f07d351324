// Writes a scenario as TOML: the canonical form, with every key that does not hold its standard value, in the
// order of docs/scenario-format.md. The loader reads it back as an equal scenario; comments are not kept. A
// scenario with variations is written as its file has it, in the same layout.
//
// Thread-safety: pure functions. Throws std::bad_alloc only.
#pragma once

#include <string>

#include "scenarios/model.h"

namespace mprsim {

/// The text of a scenario file. Precondition: the loader could have made the scenario (every name is UTF-8
/// without control characters, every reference by name is known).
std::string write_scenario(const Scenario& scenario);

}  // namespace mprsim
