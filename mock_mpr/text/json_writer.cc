#include "mock_mpr/text/json_writer.h"

#include <algorithm>
#include <charconv>

namespace mprsim {
namespace {

bool is_plain(char c) noexcept {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 && byte < 0x80 && c != '"' && c != '\\';
}

}  // namespace

void JsonWriter::grow(std::size_t needed) {
  buffer_.resize(std::max(2 * buffer_.size(), size_ + needed), '\0');
}

void JsonWriter::break_line() {
  put("\n");
  for (std::size_t i = 0; i < depth_; ++i) put("  ");
}

JsonWriter& JsonWriter::digits(std::uint64_t number) {
  char text[20];
  const char* const end = std::to_chars(text, text + sizeof text, number).ptr;
  return bare({text, static_cast<std::size_t>(end - text)});
}

JsonWriter& JsonWriter::digits(std::int64_t number) {
  if (number >= 0) return digits(static_cast<std::uint64_t>(number));
  char text[20];
  const char* const end = std::to_chars(text, text + sizeof text, number).ptr;
  return bare({text, static_cast<std::size_t>(end - text)});
}

JsonWriter& JsonWriter::value(std::string_view text) {
  separate();
  put("\"");
  // Runs of plain characters are copied at once: a trace holds little else.
  std::size_t written = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (is_plain(text[at])) {
      ++at;
      continue;
    }
    put(text.substr(written, at - written));
    const CodePoint character = decode_utf8(text, at);
    put_special(text, at, character);
    written = at += character.units;
  }
  put(text.substr(written));
  put("\"");
  place_ = Place::after_value;
  return *this;
}

JsonWriter& JsonWriter::member(std::string_view name, std::span<const std::string> texts) {
  key(name).begin_array();
  for (const std::string& text : texts) value(text);
  return end_array();
}

void JsonWriter::put_special(std::string_view text, std::size_t at, const CodePoint& character) {
  if (!character.valid) return put("\\ufffd");
  switch (character.value) {
    case '"':
      return put("\\\"");
    case '\\':
      return put("\\\\");
    case '\n':
      return put("\\n");
    case '\r':
      return put("\\r");
    case '\t':
      return put("\\t");
    default:
      break;
  }
  if (character.value >= 0x20) return put(text.substr(at, character.units));
  constexpr std::string_view digits = "0123456789abcdef";
  put("\\u00");
  put(digits.substr(character.value >> 4, 1));
  put(digits.substr(character.value & 0xF, 1));
}

}  // namespace mprsim
