// UTF-16 and UTF-8: the C ABI speaks the one (WCHAR), the router the other.
//
// Lossless both ways for what Windows accepts: a surrogate without its partner is carried as three bytes.
// Bytes that are no UTF-8 become U+FFFD. Pure functions, header-only, for any 16-bit character type
// (char16_t, wchar_t with -fshort-wchar). Strings throw std::bad_alloc; the rest does not throw.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace mprsim {

/// One code point taken from the front of a string that is not empty.
struct CodePoint {
  char32_t value = 0;
  std::size_t units = 1;  ///< how many units of the string it took
  bool valid = true;      ///< false: no code point stood there; value is U+FFFD, or the lone surrogate
};

inline constexpr char32_t replacement_character = 0xFFFD;

constexpr bool is_surrogate(char32_t value) noexcept { return value >= 0xD800 && value <= 0xDFFF; }

constexpr CodePoint decode_utf8(std::string_view text) noexcept {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned lead = byte(0);
  if (lead < 0x80) return {lead, 1, true};
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || length > text.size()) return {replacement_character, 1, false};
  char32_t value = lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {replacement_character, 1, false};
    value = value << 6 | (byte(i) & 0x3FU);
  }
  constexpr char32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  if (value < least[length] || value > 0x10FFFF) return {replacement_character, 1, false};
  return {value, length, !is_surrogate(value)};
}

template <class Unit>
constexpr CodePoint decode_utf16(std::basic_string_view<Unit> text) noexcept {
  static_assert(sizeof(Unit) == 2);
  const auto unit = [&](std::size_t i) { return static_cast<char16_t>(text[i]); };
  const char32_t first = unit(0);
  if (!is_surrogate(first)) return {first, 1, true};
  if (first < 0xDC00 && text.size() > 1 && unit(1) >= 0xDC00 && unit(1) <= 0xDFFF)
    return {0x10000 + ((first - 0xD800) << 10) + (unit(1) - 0xDC00U), 2, true};
  return {first, 1, false};
}

/// Hands the units of a code point to put(), one by one.
template <class Put>
constexpr void encode_utf8(char32_t value, Put put) {
  const auto tail = [&](unsigned shift) { put(static_cast<char>(0x80 | (value >> shift & 0x3F))); };
  if (value < 0x80) {
    put(static_cast<char>(value));
  } else if (value < 0x800) {
    put(static_cast<char>(0xC0 | value >> 6));
    tail(0);
  } else if (value < 0x10000) {
    put(static_cast<char>(0xE0 | value >> 12));
    tail(6);
    tail(0);
  } else {
    put(static_cast<char>(0xF0 | value >> 18));
    tail(12);
    tail(6);
    tail(0);
  }
}

template <class Put>
constexpr void encode_utf16(char32_t value, Put put) {
  if (value < 0x10000) {
    put(static_cast<char16_t>(value));
  } else {
    put(static_cast<char16_t>(0xD7C0 + (value >> 10)));
    put(static_cast<char16_t>(0xDC00 + (value & 0x3FF)));
  }
}

template <class Unit>
std::string to_utf8(std::basic_string_view<Unit> text) {
  std::string result;
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = decode_utf16(text.substr(i));
    encode_utf8(point.value, [&](char c) { result.push_back(c); });
    i += point.units;
  }
  return result;
}

inline std::u16string to_utf16(std::string_view text) {
  std::u16string result;
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = decode_utf8(text.substr(i));
    encode_utf16(point.value, [&](char16_t c) { result.push_back(c); });
    i += point.units;
  }
  return result;
}

}  // namespace mprsim
