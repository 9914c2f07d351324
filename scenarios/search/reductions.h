// Reductions: the ways to make a scenario smaller, for shrink.h.
//
// A reduced scenario need not be one that the loader accepts: the caller checks that. Thread-safety: pure
// functions. Throws std::bad_alloc only.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "scenarios/model.h"

namespace mprsim {

/// Makes a scenario smaller; false, and nothing changed, if it cannot.
using Reduction = std::function<bool(Scenario&)>;

/// Every part of a scenario, other than whole steps, that can be left out or set to its standard value. The
/// largest parts come first. Of a list the last entry comes first: when it is removed, the positions of the
/// others stay the same.
std::vector<Reduction> reductions(const Scenario& scenario);

/// The scenario without `count` steps from position `from` on, counted through the main sequence and then
/// through the applications.
Scenario without_steps(const Scenario& scenario, std::size_t from, std::size_t count);

}  // namespace mprsim
