// Command: one verb of mprsim, such as `run`: its name, its options and what it does.
//
// Page: docs/cli.md; how to add one: docs/extending.md. Each command is one source of this folder, listed in
// commands.def. Thread-safety: commands are immutable; an action is run once, by one thread.
#pragma once

#include <functional>
#include <string_view>

#include "tools/requests/options.h"
#include "tools/terminal/streams.h"
#include "tools/terminal/style.h"

namespace mprsim {

/// What an action works with. Results go to `streams.out`, everything else to `streams.err`.
struct CommandContext {
  Streams& streams;
  const Environment& environment;
  Style out;  ///< for `streams.out`
  Style err;  ///< for `streams.err`
};

/// What is left to do when the command line has been read. Returns an exit code of exit_code.h. Every failure
/// is a message on the standard error and an exit code; it throws std::bad_alloc, and what the layers below
/// throw when one of their invariants is broken.
using Action = std::function<int(CommandContext&)>;

struct Command {
  std::string_view name;         ///< "run"
  std::string_view description;  ///< what it does, in one line
  std::string_view help;         ///< what `--help` shows below the options: examples, exit codes
  /// Declares the options and returns the action. Both share the values, which the command line sets after
  /// the declaration and before the action.
  Action (*declare)(Options& options);
};

}  // namespace mprsim
