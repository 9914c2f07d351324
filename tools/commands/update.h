// mprsim run --update: writes the trace of each run into the [golden] section of its file.
#pragma once

#include <optional>
#include <string>

#include "tools/commands/commands.h"
#include "tools/commands/selection.h"

namespace mprsim {

/// A golden trace is a decision of a person about the scenario as it stands: not of a CI run, nor of another
/// profile or seed. One sentence, or nothing.
std::optional<std::string> why_update_is_refused(const RunCommand& command, const Environment& environment);

/// Shows each change as a diff and replaces the file in one step. A file whose expectations do not hold is
/// left alone and reported. Returns the exit code.
int update_golden_traces(const Selection& selection, const RunCommand& command, CommandContext& context);

}  // namespace mprsim
