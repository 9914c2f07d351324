// The surroundings of the program: its streams, and a view of its environment variables. Commands use nothing
// else of the process, so tests can call them in process with streams and variables of their own.
//
// Thread-safety: none; one run of the tool uses them at a time.
#pragma once

#include <functional>
#include <optional>
#include <ostream>
#include <string>

namespace mprsim {

/// Results go to `out`, diagnostics and progress to `err`. Both take bytes as they are.
struct Streams {
  std::ostream& out;
  std::ostream& err;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  unsigned width = 100;  ///< columns, for text that is wrapped
};

struct Environment {
  /// The value of a variable; nothing when it is not set. No variable is set by default.
  std::function<std::optional<std::string>(const std::string& name)> variable =
      [](const std::string&) -> std::optional<std::string> { return std::nullopt; };
  /// The folder of the executable, with '/' or '\' at its end; "" if it is not known.
  std::string program_folder;
};

}  // namespace mprsim
