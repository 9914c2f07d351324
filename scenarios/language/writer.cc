#include "scenarios/language/writer.h"

#include <algorithm>
#include <string_view>

#include "scenarios/language/writing.h"

namespace mprsim {
namespace {

using Kind = TomlValue::Kind;

bool is_bare(std::string_view key) {
  return !key.empty() && std::ranges::all_of(key, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

bool has_control(std::string_view text, bool lines_are_fine) {
  return std::ranges::any_of(text, [lines_are_fine](char c) {
    const bool fine = lines_are_fine && (c == '\n' || c == '\t');
    return !fine && (static_cast<unsigned char>(c) < 0x20 || c == 0x7F);
  });
}

void append_escaped(std::string& out, char c) {
  constexpr std::string_view hex = "0123456789ABCDEF";
  const auto code = static_cast<unsigned char>(c);
  if (c == '"' || c == '\\') {
    out.append(1, '\\').append(1, c);
  } else if (code < 0x20 || code == 0x7F) {
    out.append("\\u00").append(1, hex[code >> 4]).append(1, hex[code & 0xF]);
  } else {
    out.append(1, c);
  }
}

// Paths read best in 'single quotes', where a backslash stands for itself.
void append_string(std::string& out, std::string_view text) {
  const bool plain = text.find('\'') == text.npos && !has_control(text, false);
  if (plain && text.find_first_of("\\\"") != text.npos) {
    out.append(1, '\'').append(text).append(1, '\'');
    return;
  }
  out.append(1, '"');
  for (const char c : text) append_escaped(out, c);
  out.append(1, '"');
}

void append_text(std::string& out, std::string_view text) {
  const bool literal = text.find("''") == text.npos && !has_control(text, true) && !text.ends_with('\'');
  if (text.find('\n') == text.npos || !literal) return append_string(out, text);
  out.append("'''\n").append(text).append("'''");
}

void append_key(std::string& out, std::string_view key) {
  if (is_bare(key)) {
    out.append(key);
  } else {
    append_string(out, key);
  }
}

void append_value(std::string& out, const TomlValue& value) {
  const char* separator = "";
  switch (value.kind) {
    case Kind::boolean:
      out.append(value.boolean ? "true" : "false");
      return;
    case Kind::integer:
      out.append(std::to_string(value.integer));
      return;
    case Kind::list:
      out.append(1, '[');
      for (const TomlValue& item : value.items) {
        out.append(separator);
        append_value(out, item);
        separator = ", ";
      }
      out.append(1, ']');
      return;
    case Kind::table:
      out.append("{ ");
      for (const TomlMember& member : value.members) {
        append_key(out.append(separator), member.key);
        append_value(out.append(" = "), member.value);
        separator = ", ";
      }
      out.append(value.members.empty() ? "}" : " }");
      return;
    default:
      append_text(out, value.string);
      return;
  }
}

// Whether a table has a heading of its own, such as [limits] or [[step]]; other tables stand in one line.
bool has_heading(TableKind parent, const Key& key) {
  if (key.type.form == Form::table) return table(key.type.table).heading.starts_with('[');
  return parent == TableKind::scenario && (key.type.form == Form::policy || key.type.form == Form::words);
}

void append_table(std::string& out, TableKind kind, const TomlValue& value, const std::string& path);

void append_headed(std::string& out, const Key& key, const TomlValue& value, const std::string& path) {
  const bool many = value.kind == Kind::list;
  const std::span tables = many ? std::span(value.items) : std::span(&value, 1);
  for (const TomlValue& entry : tables) {
    out.append(many ? "\n[[" : "\n[").append(path).append(many ? "]]\n" : "]\n");
    if (key.type.form == Form::table) {
      append_table(out, key.type.table, entry, path + ".");
      continue;
    }
    for (const TomlMember& member : entry.members) {
      append_key(out, member.key);
      append_value(out.append(" = "), member.value);
      out.append(1, '\n');
    }
  }
}

// Keys without a heading come first: everything after a heading belongs to its table.
void append_table(std::string& out, TableKind kind, const TomlValue& value, const std::string& path) {
  for (const TomlMember& member : value.members) {
    if (has_heading(kind, *find_key(table(kind), member.key))) continue;
    append_key(out, member.key);
    append_value(out.append(" = "), member.value);
    out.append(1, '\n');
  }
  for (const TomlMember& member : value.members) {
    const Key& key = *find_key(table(kind), member.key);
    if (has_heading(kind, key)) append_headed(out, key, member.value, path + member.key);
  }
}

}  // namespace

std::string write_scenario(const Scenario& scenario) {
  std::string out;
  const bool varies = scenario.undecided != nullptr;
  append_table(out, TableKind::scenario,
               varies ? *scenario.undecided : write_table(TableKind::scenario, &scenario), {});
  return out;
}

}  // namespace mprsim
