// The scenario language as data: every kind of table, its keys, what each may hold, what it means, and where
// its value goes in the model. The loader, the writer, the JSON Schema and the tables of
// docs/scenario-format.md are made from it.
//
// The kinds of tables are listed in tables.def, their keys in keys/ (one file per table or group of tables).
// A new key is a field in model.h and a row there; docs/extending.md has every place. Thread-safety:
// immutable data. Nothing fails.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "scenarios/language/names.h"
#include "scenarios/model.h"
#include "sim/time/time.h"

namespace mprsim {

struct TomlValue;
struct Key;
class Reading;

/// The kinds of tables of the language.
enum class TableKind : std::uint8_t {
#define MPRSIM_TABLE(kind, ...) kind,
#include "scenarios/language/tables.def"
#undef MPRSIM_TABLE
};
inline constexpr std::size_t table_kinds = static_cast<std::size_t>(TableKind::golden) + 1;

/// The kind of table that fills a struct of the model.
template <class Model>
struct TableOf;
#define MPRSIM_TABLE(table_kind, Model, heading, doc)        \
  template <>                                                \
  struct TableOf<Model> {                                    \
    static constexpr TableKind kind = TableKind::table_kind; \
  };
#include "scenarios/language/tables.def"
#undef MPRSIM_TABLE

template <class Model>
concept HasTable = requires { TableOf<Model>::kind; };

/// The longest duration that a file can state.
inline constexpr SimTime longest_time{std::chrono::hours{720}};

/// Of `why`, in bytes.
inline constexpr std::size_t longest_why = 4096;

/// What one value may look like.
enum class Form : std::uint8_t {
  flag,          ///< true or false
  yes,           ///< true
  whole,         ///< a whole number from least to most
  text,          ///< one line
  prose,         ///< may have several lines
  any_name,      ///< one line, may be malformed: a step tries it on purpose
  null_name,     ///< the same, or false for NULL
  device,        ///< "Z:", "LPT1"
  remote,        ///< '\\server\share'
  duration,      ///< "20ms", "1.5s", "2m", "1h"
  start_time,    ///< what WNNC_START answers
  status,        ///< name, alias or number
  answer,        ///< a status, or "truth"
  rule,          ///< a slug
  choice,        ///< one of some words
  np_function,   ///< the name of an export of a provider
  notice,        ///< "indexer:before"
  table,         ///< a table of some kind
  answer_lists,  ///< a list of answers, or a table of such lists
  time_range,    ///< a duration, or a table with two of them
  fault_plan,    ///< a list of kinds of faults, or a table with more about them
  policy,        ///< a table: switches and their values
  words,         ///< a table with keys of the author's choice, and choices (or texts) as values
};

enum class Many : std::uint8_t { one, list, one_or_list };

using Words = std::span<const std::string_view> (*)();

struct Type {
  Form form = Form::flag;
  Many many = Many::one;
  std::int64_t least = 0, most = 0;  ///< of a whole number; of a duration in milliseconds
  std::size_t longest = 0;           ///< bytes of a text
  std::size_t at_most = 0;           ///< entries of a list or table
  Words choices = nullptr;
  TableKind table = TableKind::scenario;
  Noun noun = Noun::none;  ///< a text, or a key of words, is a name of this ...
  bool defines = false;    ///< ... which it defines; else it uses it
  bool empty_ok = false;   ///< a text may be ""; as a name, "" stands for none
};

/// A set of verbs; a key of a step belongs to some of them.
using VerbSet = std::uint32_t;
inline constexpr VerbSet every_verb = ~VerbSet{0};
constexpr VerbSet verb_bit(Verb verb) noexcept { return VerbSet{1} << static_cast<unsigned>(verb); }

/// Reads the value of a key into a struct of the model.
using Setter = void (*)(void* model, const TomlValue& value, const Key& key, Reading& reading);
/// The value of a key for a struct of the model; nothing if the struct holds what it holds without the key.
using Getter = std::optional<TomlValue> (*)(const void* model, const Key& key);

/// One key of a table: everything that is known of it.
struct Key {
  std::string_view name;
  Type type;
  std::string_view doc;  ///< one sentence without a full stop
  bool is_required = false;
  bool is_fixed = false;  ///< its value cannot be { any = [...] }
  std::string_view standard =
      {};                      ///< what holds if the key is absent, in the words of the language; "" nothing
  VerbSet verbs = every_verb;  ///< of a step or an expectation: with which verbs it means something
  std::optional<Verb> verb = {};  ///< it is this verb
  Setter set = nullptr;
  Getter get = nullptr;
};

struct Table {
  TableKind kind;
  std::string_view name;     ///< that of its kind, and of its definition in the JSON Schema
  std::string_view heading;  ///< "[[provider]]", "expect": as a file writes it
  std::string_view doc;
  std::span<const Key> keys;
  bool has_verbs = false;  ///< exactly one key that is a verb is required
};

const Table& table(TableKind kind) noexcept;
/// The key of that name, or null.
const Key* find_key(const Table& table, std::string_view name) noexcept;

/// The key that is this verb, and all verbs in their order.
std::string_view name(Verb verb) noexcept;
std::span<const std::string_view> verb_names();

/// The kinds of faults by name, in their order.
std::span<const std::string_view> fault_names();

// The keys of each kind of table, as keys/ lists them: scenario_keys(), session_keys(), ... For table().
#define MPRSIM_TABLE(kind, ...) std::span<const Key> kind##_keys() noexcept;
#include "scenarios/language/tables.def"
#undef MPRSIM_TABLE

}  // namespace mprsim
