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

void JsonWriter::number(std::uint64_t value) {
  char digits[20];
  const char* const end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  put({digits, static_cast<std::size_t>(end - digits)});
}

void JsonWriter::text(std::string_view value) {
  put("\"");
  std::size_t written = 0;
  for (std::size_t at = 0; at < value.size();) {
    if (is_plain(value[at])) {
      ++at;
      continue;
    }
    put(value.substr(written, at - written));
    const TraceCharacter character = trace_character(value, at);
    put_special(value, at, character);
    written = at += character.size;
  }
  put(value.substr(written));
  put("\"");
}

void JsonWriter::put_special(std::string_view text, std::size_t at, const TraceCharacter& character) {
  if (!character.valid) return put("\\ufffd");
  switch (character.code) {
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
  if (character.code >= 0x20) return put(text.substr(at, character.size));
  constexpr std::string_view digits = "0123456789abcdef";
  put("\\u00");
  put(digits.substr(character.code >> 4, 1));
  put(digits.substr(character.code & 0xF, 1));
}

}  // namespace mprsim
