// The TOML reader: TOML text as a plain tree in the order of the file. Only its source knows the TOML
// library.
//
// Thread-safety: values and a pure function. Throws std::bad_alloc only. On failure there is one diagnostic:
// the parser stops at the first error of syntax.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "scenarios/language/diagnostics.h"

namespace mprsim {

struct TomlMember;

/// Any value of a file. Which of the fields holds it depends on the kind; a number with a fraction or a date
/// has none.
struct TomlValue {
  enum class Kind : std::uint8_t { boolean, integer, real, string, date, list, table };

  Kind kind = Kind::table;
  bool boolean = false;
  std::int64_t integer = 0;
  std::string string;
  std::vector<TomlValue> items;     ///< of a list
  std::vector<TomlMember> members;  ///< of a table, in the order of the file
  Location where;                   ///< where it begins
  Location end;                     ///< just behind it
};

/// A key and its value.
struct TomlMember {
  std::string key;
  Location where;
  TomlValue value;
};

/// The member of a table, or null.
const TomlMember* find_member(const TomlValue& table, std::string_view key) noexcept;

/// The file as a table. Accepts a byte order mark and both kinds of line ends; refuses what toml_guard.h
/// refuses.
tl::expected<TomlValue, Diagnostic> read_toml(std::string_view text);

}  // namespace mprsim
