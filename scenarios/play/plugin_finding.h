// Plug-ins that failed: the outcome and the finding of a run whose plug-in died, did not answer, or whose
// bench refused.
//
// Thread-safety: pure functions. Throws std::bad_alloc only.
#pragma once

#include "scenarios/language/diagnostics.h"
#include "scenarios/model.h"
#include "scenarios/play/result.h"
#include "sim/loaded/loaded_plugins.h"

namespace mprsim {

/// Crash if it died, timeout if it did not answer, fail if it could not be loaded or its bench refused.
Outcome outcome_of(const PluginFailure& failure) noexcept;

/// Positioned at the table of the plug-in in the scenario file. The detail is its last calls and the end of
/// its output.
Finding plugin_finding(const Scenario& scenario, const PluginFailure& failure);

/// One diagnostic for each library of a plug-in that does not exist, at the table that names it.
Diagnostics missing_plugins(const Scenario& scenario);

}  // namespace mprsim
