// Reading a decision log for the commands that work on one: replay, shrink and promote.
//
// Page: docs/chance.md. Thread-safety: no shared state. Throws std::bad_alloc only.
#pragma once

#include <string>

#include <tl/expected.hpp>

#include "scenarios/search/log_file.h"

namespace mprsim {

/// Reads a log of at most `largest_log` bytes. The error is one sentence that names the file, and the line if
/// it is known; control characters in it are not escaped.
tl::expected<LogFile, std::string> read_log_file(const std::string& path);

}  // namespace mprsim
