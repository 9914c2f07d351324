// UTF-8 as the loader and its messages need it: one character at a time, and which characters are safe to
// show.
//
// Thread-safety: pure functions. Nothing fails: a byte that starts no valid character is a character of size
// 1 that is not valid.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace mprsim::utf8 {

struct Character {
  char32_t code = 0;     ///< the byte itself if not valid
  std::size_t size = 1;  ///< in bytes
  bool valid = false;
};

/// The character at a byte; `at` must be inside the text. Overlong forms and surrogates are not valid.
Character decode(std::string_view text, std::size_t at) noexcept;

/// Whether a character may not stand in a name or be sent to a terminal: control characters, line separators,
/// and those that change the direction of the text around them.
bool is_control(char32_t code) noexcept;

/// Columns on a terminal: 0 for combining marks, 2 for wide characters.
std::size_t width(char32_t code) noexcept;

/// The text of a character with everything unsafe escaped: "\x1b", "\u202e", "\xff" for a stray byte.
std::string printable(std::string_view text, std::size_t at, const Character& character);

}  // namespace mprsim::utf8
