// What a run says about a plug-in that died, or whose bench refused.
//
// Thread-safety: pure functions. Throws std::bad_alloc only.
#pragma once

#include "scenarios/language/diagnostics.h"
#include "scenarios/model.h"
#include "scenarios/play/result.h"
#include "sim/loaded/loaded_plugins.h"

namespace mprsim {

/// Crash, however it died; timeout, if it did not answer; fail, if it could not be loaded or its bench
/// refused.
Outcome outcome_of(const PluginFailure& failure) noexcept;

/// Stands where the scenario names the plug-in. The detail is its last calls, and the last of what it
/// printed.
Finding plugin_finding(const Scenario& scenario, const PluginFailure& failure);

/// The plug-ins of a scenario whose libraries are not there, where it names them.
Diagnostics missing_plugins(const Scenario& scenario);

}  // namespace mprsim
