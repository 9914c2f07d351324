// How commands end: with a message about bad input, or with a text for a file or the standard output.
//
// Each function writes to the streams of the context and returns the exit code. Thread-safety: as the
// streams. Throws std::bad_alloc only.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tools/requests/command.h"
#include "tools/requests/selection.h"

namespace mprsim {

/// "mprsim: why" on the standard error, with control characters escaped. Returns exit_code::bad_input.
int refuse(CommandContext& context, std::string_view why);

/// The same for messages that are whole lines already. Returns exit_code::bad_input.
int refuse_lines(CommandContext& context, std::string_view lines);

/// Says why no scenario was selected, and returns the exit code of the error.
int refuse(CommandContext& context, const SelectionError& error);

/// Replaces the file in one step, or prints the text if there is no path. Returns exit_code::holds; if the
/// file cannot be written it is as before, the reason is on the standard error, and the result is
/// exit_code::bad_input.
int write_or_print(CommandContext& context, const std::optional<std::string>& path, std::string_view text);

}  // namespace mprsim
