// How a command ends that cannot do what it was asked for.
//
// Thread-safety: writes to the streams of the context. Throws std::bad_alloc only.
#pragma once

#include <string_view>

#include "tools/commands/commands.h"

namespace mprsim {

/// Says why, in a line on the stream of errors with control characters escaped, and returns
/// exit_code::bad_input.
int refuse(CommandContext& context, std::string_view why);

}  // namespace mprsim
