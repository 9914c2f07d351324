// Fields of the model as TOML values: the other direction of reading.h.
//
// For keys/, which binds keys to fields, and for writer.cc. What write() writes, read() reads back as the
// same field. Thread-safety: pure functions. Throws std::bad_alloc only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "scenarios/language/keys.h"
#include "scenarios/language/reading.h"
#include "scenarios/language/toml_reader.h"
#include "scenarios/model.h"

namespace mprsim {

TomlValue toml_boolean(bool value);
TomlValue toml_integer(std::int64_t value);
TomlValue toml_string(std::string_view value);

/// "1500ms", "5s", "2m", "1h": the largest unit that leaves a whole number.
std::string duration_text(SimTime time);

/// Every key that does not hold its standard value, in the order of the table.
TomlValue write_table(TableKind kind, const void* model);

// One value, in the form of its key.
TomlValue write(bool field, const Key& key);
TomlValue write(std::uint32_t field, const Key& key);
TomlValue write(std::uint64_t field, const Key& key);
TomlValue write(const std::string& field, const Key& key);
TomlValue write(SimTime field, const Key& key);
TomlValue write(Status field, const Key& key);
TomlValue write(Rule field, const Key& key);
TomlValue write(const Latency& field, const Key& key);
TomlValue write(FaultSet field, const Key& key);
TomlValue write(Profile field, const Key& key);
TomlValue write(const std::vector<std::pair<std::string, std::string>>& field, const Key& key);
TomlValue write(const std::vector<std::pair<Switch, std::string>>& field, const Key& key);

template <class Enum>
  requires std::is_enum_v<Enum>
TomlValue write(Enum field, const Key& key) {
  return toml_string(key.type.choices()[static_cast<std::size_t>(field)]);
}

template <HasTable Model>
TomlValue write(const Model& field, const Key&) {
  return write_table(TableOf<Model>::kind, &field);
}

/// Without a value this is called for an answer of a script alone; there nullopt stands for the true answer.
template <class T>
TomlValue write(const std::optional<T>& field, const Key& key) {
  return field ? write(*field, key) : toml_string("truth");
}

template <class T>
TomlValue write(const std::vector<T>& field, const Key& key) {
  const Key entry = entry_of(key);
  if (key.type.many == Many::one_or_list && field.size() == 1) return write(field.front(), entry);
  TomlValue list;
  list.kind = TomlValue::Kind::list;
  for (const T& item : field) list.items.push_back(write(item, entry));
  return list;
}

}  // namespace mprsim
