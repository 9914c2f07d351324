// Promote: an ordinary scenario of a decision log. What was one of several values is decided, and the choices
// that are not the usual ones are pinned, so that `mprsim run` plays it the same way every time.
//
// Page: docs/sweeps.md, "Promoting". Thread-safety: pure functions. Throws std::bad_alloc only.
#pragma once

#include <string>

#include <tl/expected.hpp>

#include "scenarios/model.h"
#include "scenarios/search/log_file.h"

namespace mprsim {

/// The scenario of a log, with the values that vary decided as the log says. The error says what is wrong
/// with the log.
tl::expected<Scenario, std::string> scenario_of(const LogFile& log);

/// Whether a choice is about a value of the scenario, and made before anything is played.
bool is_decided_beforehand(const NamedDecision& decision);

/// The text of the scenario file, with the golden trace that this mprsim leaves; it can be loaded, and if it
/// has plug-ins from the folder of the scenario of the log. `host` is the path of mprsim-host. The error says
/// what is wrong with the log.
tl::expected<std::string, std::string> promote(const LogFile& log, const std::string& host = {});

}  // namespace mprsim
