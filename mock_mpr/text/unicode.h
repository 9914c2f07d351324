// UTF-8 and UTF-16: decoding, encoding, and which characters are safe to show.
//
// The router speaks UTF-8 and the C ABI speaks UTF-16 (WCHAR). Between them nothing is lost that Windows
// accepts: a surrogate without its partner, which no UTF-8 can hold, is carried as three bytes (this form is
// known as WTF-8). Page: docs/trace-format.md (escaping). Thread-safety: pure functions. No input is an
// error: what is not valid is marked so. Functions that return strings throw std::bad_alloc; the others do
// not throw. All that mock_mpr/portable/ needs is in this header, for any 16-bit character type (char16_t,
// wchar_t with -fshort-wchar).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace mprsim {

/// One character of a text.
struct CodePoint {
  char32_t value = 0;
  std::size_t units = 1;  ///< how many units of the text it took: bytes of UTF-8, words of UTF-16
  bool valid = false;
};

inline constexpr char32_t replacement_character = 0xFFFD;

constexpr bool is_surrogate(char32_t value) noexcept { return value >= 0xD800 && value <= 0xDFFF; }

/// The character at the front of a text that is not empty. A lone surrogate in three bytes is decoded and
/// marked as not valid. A byte that starts no character counts as U+FFFD, one unit long and not valid;
/// overlong forms and what lies above U+10FFFF are such bytes.
constexpr CodePoint decode_wtf8(std::string_view text) noexcept {
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

/// The character at a byte of a text; `at` must lie inside it. A byte that starts no character, which
/// includes each byte of a surrogate, is returned as itself, one unit long and not valid.
constexpr CodePoint decode_utf8(std::string_view text, std::size_t at) noexcept {
  const CodePoint point = decode_wtf8(text.substr(at));
  return point.valid ? point : CodePoint{static_cast<unsigned char>(text[at]), 1, false};
}

/// The character at the front of a text that is not empty; a lone surrogate is returned as it is and not
/// valid.
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

/// Hands the units of a code point to put(), one by one. A surrogate gives three bytes.
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

/// Whole texts. to_utf16(to_utf8(text)) is `text`; bytes that start no character become U+FFFD.
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
    const CodePoint point = decode_wtf8(text.substr(i));
    encode_utf16(point.value, [&](char16_t c) { result.push_back(c); });
    i += point.units;
  }
  return result;
}

/// Whether a character could make a line look like something else, so that it may not stand in a name or be
/// sent to a terminal: control characters, line separators, and those that change the direction of the text
/// around them.
constexpr bool misleads(char32_t code) noexcept {
  return code < 0x20 || (code >= 0x7F && code <= 0x9F) || code == 0x061C || code == 0x200E ||
         code == 0x200F || (code >= 0x2028 && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) ||
         code == 0xFEFF;
}

/// Columns on a terminal: 0 for combining marks, 2 for wide characters.
std::size_t column_width(char32_t code) noexcept;

/// The text of a character that decode_utf8() found at a byte, in the escapes of a message: "\x1b", "\u202e",
/// "\xff" for a byte that starts no character. A character that is safe to show is returned as it is.
std::string printable(std::string_view text, std::size_t at, const CodePoint& character);

/// A whole text in the escapes of a trace: "<U+202E>", "<byte FF>". They hold no backslash, which is part of
/// half the names in a trace.
std::string printable_in_trace(std::string_view text);

}  // namespace mprsim
