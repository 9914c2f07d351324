// The command line of mprsim: arguments in, a command out. Nothing is looked at but the arguments.
//
// Page: docs/cli.md. Thread-safety: pure functions. Throws std::bad_alloc only.
#pragma once

#include <span>
#include <string>

#include "tools/commands/commands.h"

namespace mprsim {

/// A mistake on the command line is a ShowText with exit code 2, and so is everything that nobody meant.
Command parse_command_line(std::span<const std::string> arguments);

}  // namespace mprsim
