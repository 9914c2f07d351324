// The verdict on one scenario: one run of it, its expectations, and its golden trace.
//
// Page: docs/scenario-format.md. Thread-safety: pure functions, but for the processes of plug-ins that a run
// starts and ends. Throws std::bad_alloc only.
#pragma once

#include <string>
#include <string_view>

#include "scenarios/model.h"
#include "scenarios/play/result.h"
#include "scenarios/play/runner.h"

namespace mprsim {

/// Runs the scenario once. A golden trace is compared only where the run is the one that it was recorded
/// from: with the scenario's own profile and seed, without a store from outside, and by the standard
/// strategy. A difference is a finding with a unified diff as its detail, and turns pass into fail.
ScenarioResult run_scenario(const Scenario& scenario, const RunOptions& options = {});

/// The two texts as a unified diff without a header: one line per line, marked ' ', '-' (expected) or '+'
/// (actual); "" if the texts are equal. Of texts with more than 2000 lines, all lines of the one and then all
/// of the other.
std::string diff_lines(std::string_view expected, std::string_view actual);

}  // namespace mprsim
