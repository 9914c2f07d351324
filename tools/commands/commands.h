// All commands of mprsim: the rows of commands.def.
//
// Thread-safety: immutable data.
#pragma once

#include <span>

#include "tools/requests/command.h"

namespace mprsim {

#define MPRSIM_COMMAND(name) extern const Command name##_command;
#include "tools/commands/commands.def"

/// In the order of `mprsim --help`. Never fails.
std::span<const Command* const> all_commands() noexcept;

}  // namespace mprsim
