#include "scenarios/language/golden.h"

#include <algorithm>
#include <cstddef>

#include "mock_mpr/text/unicode.h"
#include "scenarios/language/toml_reader.h"

namespace mprsim {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// A position of the TOML reader as an offset in bytes.
std::size_t byte_of(std::string_view text, Location where) {
  std::size_t at = text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
  for (std::uint32_t line = 1; line < where.line; ++line) {
    const auto end = text.find('\n', at);
    if (end == std::string_view::npos) return text.size();
    at = end + 1;
  }
  for (std::uint32_t column = 1; column < where.column && at < text.size(); ++column) {
    at += decode_utf8(text, at).units;
  }
  return at;
}

bool fits_literal(std::string_view trace) {
  if (trace.find("'''") != std::string_view::npos || trace.ends_with('\'')) return false;
  return std::ranges::all_of(trace, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return c == '\n' || c == '\t' || (byte >= 0x20 && byte != 0x7F);
  });
}

// The escapes of a """basic""" string; line ends stay.
std::string escaped(std::string_view trace) {
  std::string text;
  for (const char c : trace) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      text += '\\';
      text += c;
    } else if (c == '\n' || c == '\t' || (byte >= 0x20 && byte != 0x7F)) {
      text += c;
    } else {
      text += "\\u00";
      text += "0123456789ABCDEF"[byte >> 4];
      text += "0123456789ABCDEF"[byte & 0xF];
    }
  }
  return text;
}

std::string golden_value(std::string_view trace) {
  if (fits_literal(trace)) return concat({"trace = '''\n", trace, "'''"});
  return concat({"trace = \"\"\"\n", escaped(trace), "\"\"\""});
}

std::string with_line_ends(std::string_view text, std::string_view line_end) {
  std::string result;
  for (const char c : text) {
    if (c == '\n') {
      result += line_end;
    } else {
      result += c;
    }
  }
  return result;
}

// The bytes to replace, and what goes before and after the new value.
struct Place {
  std::size_t begin, end;
  std::string_view before, after;
};

std::optional<Place> find_place(std::string_view text, const TomlValue& file) {
  const auto* golden = find_member(file, "golden");
  if (golden == nullptr) {
    const bool line_is_open = !text.empty() && !text.ends_with('\n');
    return Place{text.size(), text.size(), line_is_open ? "\n\n[golden]\n" : "\n[golden]\n", "\n"};
  }
  if (golden->value.kind != TomlValue::Kind::table) return std::nullopt;
  if (const auto* trace = find_member(golden->value, "trace")) {
    return Place{byte_of(text, trace->where), byte_of(text, trace->value.end), "", ""};
  }
  const auto header = byte_of(text, golden->value.where);
  const auto line_end = text.find('\n', header);
  if (text.substr(header, 1) != "[") return std::nullopt;
  if (line_end == std::string_view::npos) return Place{text.size(), text.size(), "\n", "\n"};
  return Place{line_end + 1, line_end + 1, "", "\n"};
}

std::optional<std::string> trace_of(std::string_view text) {
  const auto file = read_toml(text);
  const auto* golden = file ? find_member(*file, "golden") : nullptr;
  const auto* trace = golden == nullptr ? nullptr : find_member(golden->value, "trace");
  if (trace == nullptr) return std::nullopt;
  return without_carriage_returns(trace->value.string);
}

}  // namespace

std::string without_carriage_returns(std::string_view text) {
  std::string lines;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text.substr(at, 2) != "\r\n") lines += text[at];
  }
  return lines;
}

std::optional<std::string> replace_golden(std::string_view text, std::string_view trace) {
  const auto file = read_toml(text);
  if (!file) return std::nullopt;
  const auto place = find_place(text, *file);
  if (!place) return std::nullopt;
  const auto first_end = text.find('\n');
  const bool windows = first_end != std::string_view::npos && first_end > 0 && text[first_end - 1] == '\r';
  const auto value = concat({place->before, golden_value(trace), place->after});
  auto result = concat({text.substr(0, place->begin), with_line_ends(value, windows ? "\r\n" : "\n"),
                        text.substr(place->end)});
  if (trace_of(result) != without_carriage_returns(trace)) return std::nullopt;
  return result;
}

}  // namespace mprsim
