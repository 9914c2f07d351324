#include "mock_mpr/json_writer.h"

#include <charconv>

#include "mock_mpr/trace_character.h"

namespace mprsim {
namespace {

bool is_plain(char c) noexcept {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 && byte < 0x80 && c != '"' && c != '\\';
}

void append_special(std::string& out, std::string_view text, std::size_t at,
                    const TraceCharacter& character) {
  switch (character.code) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      break;
  }
  if (!character.valid) {
    out += "\\ufffd";
  } else if (character.code < 0x20) {
    constexpr std::string_view digits = "0123456789abcdef";
    out.append("\\u00").append(1, digits[character.code >> 4]).append(1, digits[character.code & 0xF]);
  } else {
    out += text.substr(at, character.size);
  }
}

}  // namespace

void JsonWriter::number(std::uint64_t value) {
  char digits[20];
  out_.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
}

void JsonWriter::text(std::string_view value) {
  out_ += '"';
  std::size_t written = 0;
  for (std::size_t at = 0; at < value.size();) {
    if (is_plain(value[at])) {
      ++at;
      continue;
    }
    out_ += value.substr(written, at - written);
    const TraceCharacter character = trace_character(value, at);
    append_special(out_, value, at, character);
    written = at += character.size;
  }
  out_ += value.substr(written);
  out_ += '"';
}

}  // namespace mprsim
