// Reads TOML values into the fields of the model, and collects what is wrong with them.
//
// Used by keys.cc, which binds keys to fields, and by loader.cc. A value that is wrong leaves its field as it
// was. Thread-safety: none; one object belongs to one load. Throws std::bad_alloc only.
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
#include "scenarios/language/keys.h"
#include "scenarios/language/names.h"
#include "scenarios/language/toml_reader.h"
#include "scenarios/model.h"

namespace mprsim {

class Reading {
 public:
  void error(Location where, std::string message, std::string hint = {});
  /// `pages` wants a whole number from 1 to 10000, not "four".
  void wants(const Key& key, const TomlValue& value, std::string hint = {});
  /// True while it is still worth looking for a hint: a hostile file may hold a hundred thousand mistakes.
  bool hints_help() const noexcept { return diagnostics.size() < 100; }

  Diagnostics diagnostics;
  Names names;
  std::optional<Verb> verb;             ///< of the step being read
  std::optional<SimTime> last_at;       ///< of the sequence of steps being read
  std::optional<std::string_view> app;  ///< whose steps are being read; nullopt: the main sequence
};

/// Reads every member of a table with the setter of its key; reports unknown, misplaced and missing keys.
void read_table(const TomlValue& value, TableKind kind, void* model, Reading& reading);

// One value. False, and one diagnostic, if it is not what the type of the key says.
bool read(const TomlValue& value, const Key& key, Reading& reading, bool& field);
bool read(const TomlValue& value, const Key& key, Reading& reading, std::uint32_t& field);
bool read(const TomlValue& value, const Key& key, Reading& reading, std::uint64_t& field);
bool read(const TomlValue& value, const Key& key, Reading& reading, std::string& field);
bool read(const TomlValue& value, const Key& key, Reading& reading, SimTime& field);
bool read(const TomlValue& value, const Key& key, Reading& reading, Status& field);
bool read(const TomlValue& value, const Key& key, Reading& reading, Rule& field);
bool read(const TomlValue& value, const Key& key, Reading& reading, LatencyModel& field);
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

/// The kind of table that fills a struct of the model.
template <class Model>
struct TableOf;
#define MPRSIM_TABLE_OF(Model, table_kind)                   \
  template <>                                                \
  struct TableOf<Model> {                                    \
    static constexpr TableKind kind = TableKind::table_kind; \
  }
MPRSIM_TABLE_OF(Scenario, scenario);
MPRSIM_TABLE_OF(SessionModel, session);
MPRSIM_TABLE_OF(ProviderModel, provider);
MPRSIM_TABLE_OF(NotifyeeModel, notifyee);
MPRSIM_TABLE_OF(NotifyeeBehaviour, behaviour);
MPRSIM_TABLE_OF(ConnectionModel, connection);
MPRSIM_TABLE_OF(OpenFileModel, open_file);
MPRSIM_TABLE_OF(PrintJobModel, job);
MPRSIM_TABLE_OF(DeviceUseModel, use);
MPRSIM_TABLE_OF(AppModel, app);
MPRSIM_TABLE_OF(Step, step);
MPRSIM_TABLE_OF(Expectation, expect);
MPRSIM_TABLE_OF(Limits, limits);
MPRSIM_TABLE_OF(ConditionModel, condition);
MPRSIM_TABLE_OF(ChoiceModel, choice);
MPRSIM_TABLE_OF(Golden, golden);
#undef MPRSIM_TABLE_OF

template <class Model>
concept HasTable = requires { TableOf<Model>::kind; };

/// What a connection of this device is for, unless it says otherwise: LPTn prints.
ResourceType standard_type(std::string_view device) noexcept;

// What a table must hold as a whole, once its keys were read.
void finish(ProviderModel& model, const TomlValue& value, Reading& reading);
void finish(NotifyeeModel& model, const TomlValue& value, Reading& reading);
void finish(ConnectionModel& model, const TomlValue& value, Reading& reading);
void finish(ConditionModel& model, const TomlValue& value, Reading& reading);
void finish(ChoiceModel& model, const TomlValue& value, Reading& reading);
void finish(Step& model, const TomlValue& value, Reading& reading);
void finish(Scenario& model, const TomlValue& value, Reading& reading);

/// How to write a table where a list stands, or the other way round; "" if that is not the trouble.
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

/// Whether the value is a list of the right length, as the type says; else reports it.
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
