// The vocabulary of a row in the tables of this folder: what a value looks like, and which field of the model
// it fills.
//
//   key<&SessionModel::logged_on>("logged_on", flag(), "whether the user is logged on at the
//   beginning").otherwise("true")
//
// A row needs nothing else where the key fills one field: the setter is read() of reading.h, the getter is
// write() of writing.h. Where it fills more than one field, or less than one, a row names a function for each
// direction: key<&read_lost>(...).written<&write_lost>(). For the files of this folder alone. Thread-safety:
// everything is evaluated at compile time, but for the setters and getters.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

#include "scenarios/language/keys.h"
#include "scenarios/language/reading.h"
#include "scenarios/language/writing.h"

namespace mprsim::binding {

// --- What values look like.

inline constexpr std::size_t name_bytes = 260;
inline constexpr std::size_t step_name_bytes = 1024;  // a step may try a name that is too long
inline constexpr std::size_t trace_bytes = std::size_t{1} << 20;
inline constexpr std::size_t list_entries = 1000;

constexpr Type flag() { return {.form = Form::flag}; }
constexpr Type yes() { return {.form = Form::yes}; }
constexpr Type whole(std::int64_t least, std::int64_t most) {
  return {.form = Form::whole, .least = least, .most = most};
}
constexpr Type text_of(Form form, std::size_t longest = name_bytes) {
  return {.form = form, .longest = longest};
}
constexpr Type text(std::size_t longest = name_bytes) { return text_of(Form::text, longest); }
constexpr Type defines(Noun noun) {
  return {.form = Form::text, .longest = name_bytes, .noun = noun, .defines = true};
}
constexpr Type uses(Noun noun) { return {.form = Form::text, .longest = name_bytes, .noun = noun}; }
constexpr Type any_name() { return {.form = Form::any_name, .longest = step_name_bytes, .empty_ok = true}; }
constexpr Type duration(std::int64_t least = 0) {
  return {.form = Form::duration, .least = least, .most = longest_time.count()};
}
constexpr Type time_or_range() {
  return {.form = Form::time_range, .most = longest_time.count(), .table = TableKind::range};
}
constexpr Type fault_plan() { return {.form = Form::fault_plan, .at_most = 8, .table = TableKind::faults}; }
constexpr Type plain(Form form) { return {.form = form}; }
constexpr Type choice(Words choices) { return {.form = Form::choice, .choices = choices}; }
constexpr Type words(Words choices, Noun noun) {
  return {
      .form = Form::words, .longest = name_bytes, .at_most = list_entries, .choices = choices, .noun = noun};
}
constexpr Type one_table(TableKind kind = TableKind::scenario) {
  return {.form = Form::table, .table = kind};
}
constexpr Type tables(std::size_t at_most = list_entries) {
  return {.form = Form::table, .many = Many::list, .at_most = at_most};
}
constexpr Type list(Type type, std::size_t at_most = list_entries) {
  type.many = Many::list;
  type.at_most = at_most;
  return type;
}
constexpr Type one_or_list(Type type) {
  type.many = Many::one_or_list;
  type.at_most = list_entries;
  return type;
}
constexpr Type or_empty(Type type) {
  type.empty_ok = true;
  return type;
}

template <const auto& Choices>
std::span<const std::string_view> words_of() {
  return Choices;
}

// --- How a key is bound to a field of the model.

template <class Member>
struct MemberTraits;
template <class M, class F>
struct MemberTraits<F M::*> {
  using Model = M;
  using Field = F;
};
template <class M>
struct MemberTraits<void (*)(M&, const TomlValue&, const Key&, Reading&)> {
  using Model = M;
  using Field = void;
};

template <auto Binding>
using ModelOf = typename MemberTraits<decltype(Binding)>::Model;

// `Binding` is a field of the model, or a function where one field is not enough.
template <auto Binding, class Model>
void assign(void* model, const TomlValue& value, const Key& key, Reading& reading) {
  auto& object = *static_cast<Model*>(model);
  if constexpr (std::is_member_object_pointer_v<decltype(Binding)>) {
    read(value, key, reading, object.*Binding);
  } else {
    Binding(object, value, key, reading);
  }
}

// The other direction. A function that reads needs one that writes.
template <auto Binding, class Model>
std::optional<TomlValue> fetch(const void* model, const Key& key) {
  static const Model standard{};
  const auto& field = static_cast<const Model*>(model)->*Binding;
  if (!key.is_required && field == standard.*Binding) return std::nullopt;
  return write(field, key);
}

template <class Model>
using Writer = std::optional<TomlValue> (*)(const Model& model, const Key& key);

template <auto Write, class Model>
std::optional<TomlValue> fetch_by(const void* model, const Key& key) {
  return Write(*static_cast<const Model*>(model), key);
}

template <class T>
struct Innermost {
  using type = T;
};
template <class T>
struct Innermost<std::vector<T>> : Innermost<T> {};
template <class T>
struct Innermost<std::optional<T>> : Innermost<T> {};

// A key that knows which struct it fills, so that a table cannot mix keys of two.
template <class Model>
struct Row : Key {
  bool can_be_written =
      false;  ///< whether there is a getter: g++ with UBSan cannot compare a function to null in time

  constexpr Row required() const {
    Row row = *this;
    row.is_required = true;
    return row;
  }
  constexpr Row fixed() const {
    Row row = *this;
    row.is_fixed = true;
    return row;
  }
  constexpr Row otherwise(std::string_view value) const {
    Row row = *this;
    row.standard = value;
    return row;
  }
  /// For a field that says more than its value.
  template <Writer<Model> Write>
  constexpr Row written() const {
    Row row = *this;
    row.get = &fetch_by<Write, Model>;
    row.can_be_written = true;
    return row;
  }
  constexpr Row with(VerbSet takers) const {
    Row row = *this;
    row.verbs = takers;
    return row;
  }
};

// A field that Model inherits is a member of its base, so that Model must be named: key<&ProviderModel::owns,
// ProviderModel>.
template <auto Binding, class Model = ModelOf<Binding>>
constexpr auto key(std::string_view name, Type type, std::string_view doc) {
  using Inner = typename Innermost<typename MemberTraits<decltype(Binding)>::Field>::type;
  Row<Model> row{{.name = name, .type = type, .doc = doc}};
  if constexpr (HasTable<Inner>) row.type.table = TableOf<Inner>::kind;
  row.set = &assign<Binding, Model>;
  if constexpr (std::is_member_object_pointer_v<decltype(Binding)>) {
    row.get = &fetch<Binding, Model>;
    row.can_be_written = true;
  }
  return row;
}

template <Verb V, auto Binding>
void assign_verb(void* model, const TomlValue& value, const Key& key, Reading& reading) {
  static_cast<Step*>(model)->verb = V;
  assign<Binding, Step>(model, value, key, reading);
}

// The verb is there with any value.
template <Verb V, auto Get>
std::optional<TomlValue> fetch_verb(const void* model, const Key& key) {
  const auto& step = *static_cast<const Step*>(model);
  if (step.verb != V) return std::nullopt;
  if constexpr (std::is_member_object_pointer_v<decltype(Get)>) {
    return write(step.*Get, key);
  } else {
    return Get(step, key);
  }
}

template <Verb V, auto Binding, auto Get = Binding>
constexpr Row<Step> verb(std::string_view name, Type type, std::string_view doc) {
  Row<Step> row{{.name = name, .type = type, .doc = doc}};
  row.verb = V;
  row.set = &assign_verb<V, Binding>;
  row.get = &fetch_verb<V, Get>;
  row.can_be_written = true;
  return row;
}

template <class Model>
consteval auto keys_of(std::same_as<Row<Model>> auto... rows) {
  if (!(... && rows.can_be_written)) throw "a key that is read cannot be written";
  return std::array<Key, sizeof...(rows)>{rows...};
}

constexpr VerbSet verbs(std::same_as<Verb> auto... list) { return (VerbSet{0} | ... | verb_bit(list)); }

// --- `step` of the scenario and of [[app]].

template <class Model>
void read_steps(Model& model, const TomlValue& value, const Key& key, Reading& reading) {
  reading.last_at.reset();
  read(value, key, reading, model.steps);
}

template <class Model>
std::optional<TomlValue> write_steps(const Model& model, const Key& key) {
  return model.steps.empty() ? std::nullopt : std::optional(write(model.steps, key));
}

}  // namespace mprsim::binding
