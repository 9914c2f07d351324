// Writes a scenario as TOML: the canonical form, with every key that does not hold its standard value, in the
// order of docs/scenario-format.md. The loader reads it back as an equal scenario; comments are not kept. A
// scenario in which values vary is written as its file says it, in the same layout.
//
// Thread-safety: pure functions. Throws std::bad_alloc only.
#pragma once

#include <string>

#include "scenarios/model.h"

namespace mprsim {

/// Precondition: the scenario is one that the loader could have made (every name is UTF-8 without control
/// characters, every reference is known).
std::string write_scenario(const Scenario& scenario);

}  // namespace mprsim
