// Runs a program with a time limit, for test benches: no shell, no input, no output.
//
// Processes that the program leaves running are not ended: a bench starts some that have to stay.
// Thread-safety: safe from any thread. Nothing throws but std::bad_alloc.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace mprsim {

enum class CommandEnd : std::uint8_t {
  exited,
  killed,     ///< ended by a signal, or its end is not known
  timed_out,  ///< ended at the limit, with its process group where the system has groups
  not_started,
};

struct CommandResult {
  CommandEnd end = CommandEnd::not_started;
  std::uint32_t exit_code = 0;  ///< exited: what it returned
};

/// The program is looked for along PATH. Precondition: at least one word.
CommandResult run_command(const std::vector<std::string>& words, std::chrono::milliseconds limit);

}  // namespace mprsim
