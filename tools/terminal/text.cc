#include "tools/terminal/text.h"

#include <algorithm>

#include "mock_mpr/text/unicode.h"

namespace mprsim {
namespace {

bool needs_no_quotes(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("_./:-+,=@%").find(c) != std::string_view::npos;
}

// One paragraph: words filled into lines.
void wrap_paragraph(std::string_view text, std::size_t indent, std::size_t width, std::string& out) {
  std::size_t used = 0;
  while (true) {
    const std::size_t start = text.find_first_not_of(" \n");
    if (start == std::string_view::npos) break;
    text.remove_prefix(start);
    const std::string_view word = text.substr(0, text.find_first_of(" \n"));
    text.remove_prefix(word.size());
    const std::size_t size = columns(word);
    if (used != 0 && indent + used + 1 + size > width) {
      out.push_back('\n');
      used = 0;
    }
    out.append(used == 0 ? indent : 1, ' ').append(word);
    used += size + (used == 0 ? 0 : 1);
  }
  out.push_back('\n');
}

}  // namespace

std::string visible(std::string_view text) {
  std::string shown;
  shown.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint character = decode_utf8(text, at);
    shown += printable(text, at, character);
    at += character.units;
  }
  return shown;
}

std::size_t columns(std::string_view text) noexcept {
  std::size_t total = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint character = decode_utf8(text, at);
    total += character.valid ? column_width(character.value) : 1;
    at += character.units;
  }
  return total;
}

std::string padded(std::string_view text, std::size_t width) {
  std::string result(text);
  const std::size_t used = columns(text);
  if (used < width) result.append(width - used, ' ');
  return result;
}

std::string wrapped(std::string_view text, std::size_t indent, std::size_t width) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find("\n\n"), text.size());
    if (!out.empty()) out.push_back('\n');
    wrap_paragraph(text.substr(0, end), indent, width, out);
    text.remove_prefix(std::min(end + 2, text.size()));
  }
  return out;
}

std::string shell_word(std::string_view text) {
  if (!text.empty() && std::ranges::all_of(text, needs_no_quotes)) return std::string(text);
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'') {
      quoted += R"('\'')";
    } else {
      quoted.push_back(c);
    }
  }
  quoted.push_back('\'');
  return quoted;
}

std::string joined(const std::vector<std::string>& words, std::string_view separator) {
  std::string result;
  for (const std::string& word : words) {
    if (!result.empty()) result += separator;
    result += word;
  }
  return result;
}

std::string after_semicolon(std::string_view hint) {
  return hint.empty() ? std::string() : "; " + std::string(hint);
}

std::string counted(std::size_t count, std::string_view noun) {
  std::string result = std::to_string(count) + " ";
  result += noun;
  if (count != 1) result.push_back('s');
  return result;
}

}  // namespace mprsim
