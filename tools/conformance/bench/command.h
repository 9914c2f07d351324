// Runs a program with a time limit, for test benches: no shell, no input, no output.
//
// What it leaves running is its own affair: a bench starts what has to stay. Thread-safety: safe from any
// thread. Nothing throws but std::bad_alloc.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace mprsim {

enum class CommandEnd : std::uint8_t {
  exited,
  killed,     ///< it died of something else, or its end is not known
  timed_out,  ///< it was ended, with its process group where there are such
  not_started,
};

struct CommandResult {
  CommandEnd end = CommandEnd::not_started;
  std::uint32_t exit_code = 0;  ///< exited: what it returned
};

/// The program is looked for along PATH. Precondition: at least one word.
CommandResult run_command(const std::vector<std::string>& words, std::chrono::milliseconds limit);

}  // namespace mprsim
