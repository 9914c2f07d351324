#include "scenarios/language/utf8.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <span>

namespace mprsim::utf8 {
namespace {

struct Range {
  char32_t first, last;
};

// Sorted, disjoint.
constexpr Range controls[] = {{0x00, 0x1F},     {0x7F, 0x9F},     {0x061C, 0x061C}, {0x200E, 0x200F},
                              {0x2028, 0x202E}, {0x2066, 0x2069}, {0xFEFF, 0xFEFF}};
constexpr Range combining[] = {{0x0300, 0x036F}, {0x1AB0, 0x1AFF}, {0x200B, 0x200D},
                               {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}};
constexpr Range wide[] = {{0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0xA4CF},  {0xAC00, 0xD7A3},
                          {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},  {0xFFE0, 0xFFE6},
                          {0x1F300, 0x1F64F}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};

bool contains(std::span<const Range> ranges, char32_t code) noexcept {
  return std::ranges::any_of(
      ranges, [code](const Range& range) { return range.first <= code && code <= range.last; });
}

std::string hexadecimal(std::string_view prefix, char32_t code, std::size_t digits) {
  std::string text(prefix);
  for (std::size_t digit = digits; digit-- > 0;) text += "0123456789abcdef"[(code >> (4 * digit)) & 0xF];
  return text;
}

}  // namespace

Character decode(std::string_view text, std::size_t at) noexcept {
  const auto byte = [&](std::size_t index) { return static_cast<unsigned char>(text[index]); };
  const char32_t lead = byte(at);
  if (lead < 0x80) return {lead, 1, true};
  const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() - at < size) return {lead, 1, false};
  char32_t code = lead & (0x7FU >> size);
  for (std::size_t index = at + 1; index < at + size; ++index) {
    if ((byte(index) & 0xC0U) != 0x80U) return {lead, 1, false};
    code = (code << 6) | (byte(index) & 0x3FU);
  }
  constexpr std::array<char32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (code < smallest[size] || code > 0x10FFFF || surrogate) return {lead, 1, false};
  return {code, size, true};
}

bool is_control(char32_t code) noexcept {
  if (code >= 0x20 && code < 0x7F) return false;
  return contains(controls, code);
}

std::size_t width(char32_t code) noexcept {
  if (code < 0x300) return 1;
  if (contains(combining, code)) return 0;
  return contains(wide, code) ? 2 : 1;
}

std::string printable(std::string_view text, std::size_t at, const Character& character) {
  if (character.valid && !is_control(character.code)) return std::string(text.substr(at, character.size));
  if (character.code == '\n' && character.valid) return "\\n";
  if (character.code == '\t' && character.valid) return "\\t";
  if (character.code > 0xFF) return hexadecimal("\\u", character.code, 4);
  return hexadecimal("\\x", character.code, 2);
}

}  // namespace mprsim::utf8
