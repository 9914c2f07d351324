// The command line of mprsim: arguments in, an action out. Nothing is looked at but the arguments.
//
// Page: docs/cli.md. Thread-safety: pure functions. Throws std::bad_alloc only.
#pragma once

#include <span>
#include <string>

#include "tools/commands/commands.h"

namespace mprsim {

/// Finds the command, reads its options and returns its action. For help and the version the action prints
/// them; for a mistake it prints a message with a hint on the standard error and returns
/// exit_code::bad_input. No arguments at all is a mistake whose message is the help. The commands must
/// outlive the call, and their actions own what they need.
Action parse_command_line(std::span<const std::string> arguments,
                          std::span<const Command* const> commands = all_commands());

}  // namespace mprsim
