#include "tools/reports/xml.h"

#include <algorithm>

#include "mock_mpr/text/unicode.h"
#include "scenarios/language/diagnostics.h"

namespace mprsim {

std::string xml(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint character = decode_utf8(text, at);
    const std::string_view bytes = text.substr(at, character.units);
    at += character.units;
    if (bytes == "&") {
      escaped += "&amp;";
    } else if (bytes == "<") {
      escaped += "&lt;";
    } else if (bytes == ">") {
      escaped += "&gt;";
    } else if (bytes == "\"") {
      escaped += "&quot;";
    } else if (bytes == "\n") {
      escaped += "&#10;";
    } else if (bytes == "\t") {
      escaped += "&#9;";
    } else if (character.value == 0xFFFE || character.value == 0xFFFF) {
      escaped += character.value == 0xFFFE ? "\\ufffe" : "\\uffff";
    } else if (!character.valid || misleads(character.value)) {
      escaped += printable(bytes, 0, character);
    } else {
      escaped += bytes;
    }
  }
  return escaped;
}

std::string xml_body(std::string_view text) {
  std::string body;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    body += xml(text.substr(0, end));
    if (end < text.size()) body += '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return body;
}

std::string attribute(std::string_view name, std::string_view value) {
  return concat({" ", name, "=\"", xml(value), "\""});
}

std::string attribute(std::string_view name, std::size_t value) {
  return attribute(name, std::to_string(value));
}

}  // namespace mprsim
