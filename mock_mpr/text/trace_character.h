// One character of UTF-8 at a time, as the trace renderers need it.
//
// Thread-safety: pure functions. Nothing fails: a byte that starts no valid character is a character of size
// 1 that is not valid.
#pragma once

#include <cstddef>
#include <string_view>

namespace mprsim {

struct TraceCharacter {
  char32_t code = 0;     ///< the byte itself if not valid
  std::size_t size = 1;  ///< in bytes
  bool valid = false;
};

/// The character at a byte; `at` must be inside the text. Overlong forms and surrogates are not valid.
constexpr TraceCharacter trace_character(std::string_view text, std::size_t at) noexcept {
  const char32_t lead = static_cast<unsigned char>(text[at]);
  if (lead < 0x80) return {lead, 1, true};
  const TraceCharacter stray{lead, 1, false};
  const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() - at < size) return stray;
  char32_t code = lead & (0x7FU >> size);
  for (std::size_t i = at + 1; i < at + size; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xC0U) != 0x80U) return stray;
    code = code << 6 | (byte & 0x3FU);
  }
  const bool overlong = (size == 3 && code < 0x800) || (size == 4 && code < 0x10000);
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (overlong || surrogate || code > 0x10FFFF) return stray;
  return {code, size, true};
}

/// Characters that could make a line look like something else: control characters, line separators, and those
/// that change the direction of the text around them.
constexpr bool misleads(char32_t code) noexcept {
  return code < 0x20 || (code >= 0x7F && code <= 0x9F) || code == 0x061C || code == 0x200E ||
         code == 0x200F || (code >= 0x2028 && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) ||
         code == 0xFEFF;
}

}  // namespace mprsim
