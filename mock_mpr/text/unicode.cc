#include "mock_mpr/text/unicode.h"

#include <algorithm>
#include <span>

namespace mprsim {
namespace {

struct CodePointRange {
  char32_t first, last;
};

// Sorted, disjoint.
constexpr CodePointRange combining[] = {{0x0300, 0x036F}, {0x1AB0, 0x1AFF}, {0x200B, 0x200D},
                                        {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}};
constexpr CodePointRange wide[] = {{0x1100, 0x115F},   {0x2E80, 0x303E},  {0x3041, 0xA4CF},
                                   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},  {0xFE30, 0xFE6F},
                                   {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},  {0x1F300, 0x1F64F},
                                   {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};

bool contains(std::span<const CodePointRange> ranges, char32_t code) noexcept {
  return std::ranges::any_of(
      ranges, [code](const CodePointRange& range) { return range.first <= code && code <= range.last; });
}

std::string hexadecimal(char32_t code, std::size_t digits, std::string_view alphabet) {
  std::string text;
  for (std::size_t digit = digits; digit-- > 0;) text += alphabet[(code >> (4 * digit)) & 0xF];
  return text;
}

constexpr std::string_view small_digits = "0123456789abcdef";
constexpr std::string_view capital_digits = "0123456789ABCDEF";

}  // namespace

std::size_t column_width(char32_t code) noexcept {
  if (code < 0x300) return 1;
  if (contains(combining, code)) return 0;
  return contains(wide, code) ? 2 : 1;
}

std::string printable(std::string_view text, std::size_t at, const CodePoint& character) {
  if (character.valid && !misleads(character.value)) return std::string(text.substr(at, character.units));
  if (character.value == '\n' && character.valid) return "\\n";
  if (character.value == '\t' && character.valid) return "\\t";
  if (character.value > 0xFF) return "\\u" + hexadecimal(character.value, 4, small_digits);
  return "\\x" + hexadecimal(character.value, 2, small_digits);
}

std::string printable_in_trace(std::string_view text) {
  std::string safe;
  safe.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint character = decode_utf8(text, at);
    if (!character.valid) {
      safe += "<byte " + hexadecimal(character.value, 2, capital_digits) + ">";
    } else if (misleads(character.value)) {
      safe += "<U+" + hexadecimal(character.value, 4, capital_digits) + ">";  // none lies above U+FFFF
    } else {
      safe += text.substr(at, character.units);
    }
    at += character.units;
  }
  return safe;
}

}  // namespace mprsim
