// Text in the memory of a plug-in.
//
// Thread-safety: a pure function. Throws std::bad_alloc only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace mprsim {

/// The text at the front of a buffer, up to its NUL or the end.
inline std::u16string text_of(std::span<const std::uint8_t> bytes) {
  std::u16string text;
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    const auto unit = static_cast<char16_t>(bytes[i] | bytes[i + 1] << 8);
    if (unit == 0) break;
    text.push_back(unit);
  }
  return text;
}

}  // namespace mprsim
