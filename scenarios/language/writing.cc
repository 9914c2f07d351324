#include "scenarios/language/writing.h"

#include "mock_mpr/operations/start.h"

namespace mprsim {

TomlValue toml_boolean(bool value) {
  TomlValue toml;
  toml.kind = TomlValue::Kind::boolean;
  toml.boolean = value;
  return toml;
}

TomlValue toml_integer(std::int64_t value) {
  TomlValue toml;
  toml.kind = TomlValue::Kind::integer;
  toml.integer = value;
  return toml;
}

TomlValue toml_string(std::string_view value) {
  TomlValue toml;
  toml.kind = TomlValue::Kind::string;
  toml.string = value;
  return toml;
}

std::string duration_text(SimTime time) {
  struct Unit {
    std::int64_t milliseconds;
    std::string_view name;
  };
  constexpr Unit units[] = {{3'600'000, "h"}, {60'000, "m"}, {1000, "s"}};
  const std::int64_t count = time.count();
  for (const Unit& unit : units) {
    if (count == 0 || count % unit.milliseconds != 0) continue;
    return std::to_string(count / unit.milliseconds).append(unit.name);
  }
  return std::to_string(count) + "ms";
}

TomlValue write_table(TableKind kind, const void* model) {
  TomlValue toml;
  for (const Key& key : table(kind).keys) {
    if (auto value = key.get(model, key)) {
      toml.members.push_back({std::string{key.name}, {}, *std::move(value)});
    }
  }
  return toml;
}

TomlValue write(bool field, const Key& key) {
  if (key.type.form == Form::choice) return toml_string(key.type.choices()[field ? 1 : 0]);
  return toml_boolean(field);
}

TomlValue write(std::uint32_t field, const Key& key) {
  if (key.type.form != Form::start_time || field <= start_value::started) return toml_integer(field);
  if (field == start_value::unknown) return toml_string("unknown");
  return toml_string(duration_text(SimTime{field}));
}

TomlValue write(std::uint64_t field, const Key&) { return toml_integer(static_cast<std::int64_t>(field)); }

TomlValue write(const std::string& field, const Key&) { return toml_string(field); }

TomlValue write(SimTime field, const Key&) { return toml_string(duration_text(field)); }

TomlValue write(Status field, const Key&) {
  return name(field).empty() ? toml_integer(field.code()) : toml_string(name(field));
}

TomlValue write(Rule field, const Key&) { return toml_string(slug(field)); }

TomlValue write(const Latency& field, const Key&) {
  if (field.from == field.to) return toml_string(duration_text(field.from));
  return write_table(TableKind::range, &field);
}

TomlValue write(FaultSet field, const Key&) {
  TomlValue list;
  list.kind = TomlValue::Kind::list;
  for (const FaultInfo& fault : all_faults()) {
    if (field.contains(fault.id)) list.items.push_back(toml_string(fault.name));
  }
  return list;
}

TomlValue write(Profile field, const Key&) { return toml_string(name(field)); }

TomlValue write(const std::vector<std::pair<std::string, std::string>>& field, const Key&) {
  TomlValue toml;
  for (const auto& [name, value] : field) toml.members.push_back({name, {}, toml_string(value)});
  return toml;
}

TomlValue write(const std::vector<std::pair<Switch, std::string>>& field, const Key&) {
  TomlValue toml;
  for (const auto& [id, value] : field) {
    toml.members.push_back({std::string{name(id)}, {}, toml_string(value)});
  }
  return toml;
}

}  // namespace mprsim
