// mprsim, the program, as one function: main() calls it, and so do tests.
//
// Page: docs/cli.md. No globals, no exit(): calls are independent of each other. Never throws: a fault of
// mprsim is a message on Streams::err and exit code 70, and so is output that could not be written.
#pragma once

#include <span>
#include <string>

#include "tools/terminal/streams.h"

namespace mprsim {

/// The arguments are those after the name of the program. Returns the exit code, as in exit_code.h.
int run_tool(std::span<const std::string> arguments, Streams& streams, const Environment& environment = {});

}  // namespace mprsim
