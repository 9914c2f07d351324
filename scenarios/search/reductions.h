// Reductions: the ways to make a scenario smaller, for shrink.h.
//
// What is left need not be a scenario that the loader would take: whoever reduces checks that. Thread-safety:
// pure functions. Throws std::bad_alloc only.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "scenarios/model.h"

namespace mprsim {

/// Changes a scenario; false if there was nothing to change.
using Reduction = std::function<bool(Scenario&)>;

/// Everything but whole steps that can be left out of a scenario, or be as simple as it gets: the largest
/// things first, the last of each kind first, so that positions stay right when some succeed.
std::vector<Reduction> reductions(const Scenario& scenario);

/// Without some steps, counted through the main sequence and then through those of the applications.
Scenario without_steps(const Scenario& scenario, std::size_t from, std::size_t count);

}  // namespace mprsim
