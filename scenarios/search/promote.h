// Promote: makes an ordinary scenario of a decision log. Values that vary are decided as in the log, and
// every decision that is not the first alternative is written into `choices`, so that `mprsim run` repeats
// the run every time.
//
// Page: docs/sweeps.md, "Promoting". Thread-safety: pure functions. Throws std::bad_alloc only.
#pragma once

#include <string>

#include <tl/expected.hpp>

#include "scenarios/model.h"
#include "scenarios/search/log_file.h"

namespace mprsim {

/// The scenario of a log, with the values that vary decided as in the log. The error says why there is none:
/// the text of the scenario has a mistake, or its values contradict each other.
tl::expected<Scenario, std::string> scenario_of(const LogFile& log);

/// Whether a decision is about a value of the scenario ({ any = [...] }), and made at the beginning of a run.
bool is_decided_beforehand(const NamedDecision& decision);

/// The text of a scenario file that repeats the log, with the golden trace that this version of mprsim
/// leaves. The loader accepts it; a scenario with plug-ins must be put into the folder of the scenario of the
/// log. `host` is the path of mprsim-host. Runs the scenario once. The error says why there is no such
/// scenario, as for scenario_of().
tl::expected<std::string, std::string> promote(const LogFile& log, const std::string& host = {});

}  // namespace mprsim
