// The TOML guard: refuses text that the TOML library must not see.
//
// toml++ 3.3 recurses with the nesting of its input, and has undefined behaviour for bare keys that are not
// ASCII. Thread-safety: a pure function.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "scenarios/language/diagnostics.h"

namespace mprsim {

inline constexpr std::size_t largest_file = 1U << 20;  ///< bytes
inline constexpr std::size_t deepest_nesting = 32;     ///< brackets and dotted keys together

/// Nothing if the text is at most largest_file long, valid UTF-8, free of control characters other than tab
/// and line ends, nested at most deepest_nesting deep, and ASCII outside strings and comments; else the first
/// thing wrong. The text must not begin with a byte order mark.
std::optional<Diagnostic> check_toml_text(std::string_view text);

}  // namespace mprsim
