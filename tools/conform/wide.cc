#include "tools/conform/wide.h"

#include "scenarios/utf8.h"

namespace mprsim {
namespace {

constexpr char32_t replacement = 0xFFFD;

constexpr bool is_high(char32_t unit) noexcept { return unit >= 0xD800 && unit < 0xDC00; }
constexpr bool is_low(char32_t unit) noexcept { return unit >= 0xDC00 && unit < 0xE000; }

char byte(char32_t bits) noexcept { return static_cast<char>(static_cast<unsigned char>(bits)); }

void append(std::string& text, char32_t code) {
  if (code < 0x80) {
    text.push_back(byte(code));
    return;
  }
  if (code < 0x800) {
    text.push_back(byte(0xC0 | code >> 6));
  } else {
    if (code < 0x10000) {
      text.push_back(byte(0xE0 | code >> 12));
    } else {
      text.push_back(byte(0xF0 | code >> 18));
      text.push_back(byte(0x80 | (code >> 12 & 0x3F)));
    }
    text.push_back(byte(0x80 | (code >> 6 & 0x3F)));
  }
  text.push_back(byte(0x80 | (code & 0x3F)));
}

}  // namespace

std::string to_utf8(std::u16string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char32_t code = text[i];
    if (is_high(code) && i + 1 < text.size() && is_low(text[i + 1])) {
      code = 0x10000 + ((code - 0xD800) << 10) + (text[++i] - char32_t{0xDC00});
    } else if (is_high(code) || is_low(code)) {
      code = replacement;
    }
    append(out, code);
  }
  return out;
}

std::u16string to_utf16(std::string_view text) {
  std::u16string out;
  for (std::size_t at = 0; at < text.size();) {
    const utf8::Character character = utf8::decode(text, at);
    at += character.size;
    const char32_t code = character.valid ? character.code : replacement;
    if (code < 0x10000) {
      out.push_back(static_cast<char16_t>(code));
    } else {
      out.push_back(static_cast<char16_t>(0xD800 + ((code - 0x10000) >> 10)));
      out.push_back(static_cast<char16_t>(0xDC00 + ((code - 0x10000) & 0x3FF)));
    }
  }
  return out;
}

std::u16string text_of(std::span<const std::uint8_t> bytes) {
  std::u16string text;
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    const auto unit = static_cast<char16_t>(bytes[i] | bytes[i + 1] << 8);
    if (unit == 0) break;
    text.push_back(unit);
  }
  return text;
}

}  // namespace mprsim
