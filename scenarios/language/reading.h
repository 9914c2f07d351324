// Reads TOML values into the fields of the model, and collects what is wrong with them.
//
// For keys/, which binds keys to fields, and for loader.cc. Every read() returns whether the value is good; a
// value that is not leaves its field as it was, and one diagnostic. Thread-safety: none; one Reading belongs
// to one load. Throws std::bad_alloc only.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "scenarios/language/diagnostics.h"
#include "scenarios/language/finish.h"
#include "scenarios/language/keys.h"
#include "scenarios/language/names.h"
#include "scenarios/language/read_table.h"
#include "scenarios/language/toml_reader.h"
#include "scenarios/model.h"

namespace mprsim {

/// The state of one load: what has been found so far, and where the reader stands.
class Reading {
 public:
  void error(Location where, std::string message, std::string hint = {});
  /// Reports a value that the key cannot have: `pages` must be a whole number from 1 to 10000, not "four".
  void wants(const Key& key, const TomlValue& value, std::string hint = {});
  /// Whether to look for a hint still: a hostile file may hold a hundred thousand mistakes.
  bool hints_help() const noexcept { return diagnostics.size() < 100; }

  Diagnostics diagnostics;
  Names names;
  std::optional<Verb> verb;        ///< of the step being read
  std::optional<SimTime> last_at;  ///< of the sequence of steps being read
  std::optional<std::string_view>
      app;  ///< the [[app]] whose steps are being read; nullopt: the main sequence
};

// One value, as the type of the key says.
bool read(const TomlValue& value, const Key& key, Reading& reading, bool& field);
bool read(const TomlValue& value, const Key& key, Reading& reading, std::uint32_t& field);
bool read(const TomlValue& value, const Key& key, Reading& reading, std::uint64_t& field);
bool read(const TomlValue& value, const Key& key, Reading& reading, std::string& field);
bool read(const TomlValue& value, const Key& key, Reading& reading, SimTime& field);
bool read(const TomlValue& value, const Key& key, Reading& reading, Status& field);
bool read(const TomlValue& value, const Key& key, Reading& reading, Rule& field);
bool read(const TomlValue& value, const Key& key, Reading& reading, Latency& field);
bool read(const TomlValue& value, const Key& key, Reading& reading, FaultSet& field);
bool read(const TomlValue& value, const Key& key, Reading& reading, Profile& field);
bool read(const TomlValue& value, const Key& key, Reading& reading, std::optional<Status>& field);
bool read(const TomlValue& value, const Key& key, Reading& reading,
          std::vector<std::pair<std::string, std::string>>& field);
bool read(const TomlValue& value, const Key& key, Reading& reading,
          std::vector<std::pair<Switch, std::string>>& field);

/// The index of a choice; for enumerations whose values stand in the order of the choices.
std::optional<std::size_t> read_choice(const TomlValue& value, const Key& key, Reading& reading);

template <class Enum>
  requires std::is_enum_v<Enum>
bool read(const TomlValue& value, const Key& key, Reading& reading, Enum& field) {
  const auto index = read_choice(value, key, reading);
  if (index) field = static_cast<Enum>(*index);
  return index.has_value();
}

/// A hint for a table where a list is wanted, or a list where a table is; "" if the mistake is another one.
std::string hint_at_brackets(const TomlValue& value, const Key& key);

template <HasTable Model>
bool read(const TomlValue& value, const Key& key, Reading& reading, Model& field) {
  if (value.kind != TomlValue::Kind::table) {
    reading.wants(key, value, hint_at_brackets(value, key));
    return false;
  }
  if constexpr (requires { field.where; }) field.where = value.where;
  read_table(value, TableOf<Model>::kind, &field, reading);
  if constexpr (requires { finish(field, value, reading); }) finish(field, value, reading);
  return true;
}

template <class T>
bool read(const TomlValue& value, const Key& key, Reading& reading, std::optional<T>& field) {
  T inner{};
  const bool good = read(value, key, reading, inner);
  if (good) field = std::move(inner);
  return good;
}

/// Whether the value is a list that is not too long for the type; if not, reports it.
bool check_list(const TomlValue& value, const Key& key, Reading& reading);

/// The key with the type of a single entry, for messages about one.
Key entry_of(const Key& key);

template <class T>
bool read(const TomlValue& value, const Key& key, Reading& reading, std::vector<T>& field) {
  const bool single = key.type.many == Many::one_or_list && value.kind != TomlValue::Kind::list;
  if (!single && !check_list(value, key, reading)) return false;
  const std::span items = single ? std::span(&value, 1) : std::span(value.items);
  const Key entry = single ? key : entry_of(key);
  field.reserve(items.size());
  for (const auto& item : items) {
    T element{};
    if (read(item, entry, reading, element)) field.push_back(std::move(element));
  }
  return true;
}

}  // namespace mprsim
