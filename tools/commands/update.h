// mprsim run --update: writes the trace of each run into the [golden] section of its file.
//
// Page: docs/cli.md, "run". Thread-safety: none; it replaces files. Throws std::bad_alloc only.
#pragma once

#include <optional>
#include <string>

#include "tools/commands/run.h"
#include "tools/requests/command.h"
#include "tools/requests/selection.h"

namespace mprsim {

/// A golden trace is what a person has read and accepted for the scenario as it is written. So it is not
/// updated by a CI run, and not from another profile, seed or store. Returns the reason in one sentence;
/// nothing if it is allowed.
std::optional<std::string> why_update_is_refused(const RunRequest& request, const Environment& environment);

/// Shows each change as a diff and replaces the file in one step. A file whose expectations do not hold is
/// reported and stays as it is. Returns the exit code: bad_input if a file could not be written, else that of
/// the runs.
int update_golden_traces(const Selection& selection, const RunRequest& request, CommandContext& context);

}  // namespace mprsim
