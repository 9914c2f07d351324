// What fuzz targets ask of the code under test.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <string_view>

/// Ends the program, and the input is a finding, unless it holds.
inline void require(bool condition) {
  if (!condition) std::abort();
}

/// Nothing that a terminal would take for a command.
inline bool safe_to_show(std::string_view text) {
  return std::ranges::none_of(text, [](char c) { return (c >= 0 && c < ' ' && c != '\n') || c == '\x7f'; });
}
