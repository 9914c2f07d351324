// Text between UTF-16, as plug-ins have it, and UTF-8, as everything else has it.
//
// What is not valid becomes U+FFFD. Thread-safety: pure functions. Throws std::bad_alloc only.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace mprsim {

std::string to_utf8(std::u16string_view text);
std::u16string to_utf16(std::string_view text);

/// The text at the front of a buffer, up to its NUL or the end.
std::u16string text_of(std::span<const std::uint8_t> bytes);

}  // namespace mprsim
