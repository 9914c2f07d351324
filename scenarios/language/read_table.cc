#include "scenarios/language/read_table.h"

#include <algorithm>
#include <vector>

#include "scenarios/language/did_you_mean.h"
#include "scenarios/language/reading.h"

namespace mprsim {
namespace {

// A longer list of keys is not worth reading.
constexpr std::size_t few_keys = 8;

std::vector<std::string_view> key_names(const Table& table, const Reading& reading) {
  std::vector<std::string_view> names;
  for (const auto& key : table.keys) {
    const bool fits = !reading.verb || (key.verbs & verb_bit(*reading.verb)) != 0;
    if (fits) names.push_back(key.name);
  }
  return names;
}

// Another table that has the key: it may stand in the wrong one.
std::string belongs_to(std::string_view name) {
  for (std::size_t kind = 0; kind < table_kinds; ++kind) {
    const auto& other = table(static_cast<TableKind>(kind));
    if (find_key(other, name) != nullptr) return concat({"`", name, "` is a key of ", other.heading});
  }
  return {};
}

void unknown_key(const TomlMember& member, const Table& table, Reading& reading) {
  std::string hint;
  if (reading.hints_help()) {
    const auto names = key_names(table, reading);
    hint = did_you_mean(member.key, names);
    if (hint.empty()) hint = belongs_to(member.key);
    if (hint.empty() && names.size() <= few_keys) hint = concat({"the keys here: ", quoted_list(names)});
  }
  reading.error(member.where, concat({quoted(member.key), " is not a key of ", table.heading}),
                std::move(hint));
}

// The verb of a step, or the verb that an unknown key is nearly equal to. Reports a step without a verb, and
// every verb after the first.
std::optional<Verb> find_verb(const TomlValue& value, const Table& table, Reading& reading) {
  std::optional<Verb> verb;
  for (const auto& member : value.members) {
    const auto* key = find_key(table, member.key);
    if (key == nullptr || !key->verb) continue;
    if (!verb) {
      verb = key->verb;
      continue;
    }
    reading.error(member.where, concat({"a step has one verb, and this one has `", name(*verb), "` already"}),
                  "write a [[step]] of its own for it");
  }
  if (verb) return verb;
  for (const auto& member : value.members) {
    if (find_key(table, member.key) != nullptr) continue;
    const auto guess = nearest(member.key, verb_names());
    if (!guess.empty())
      return find_key(table, guess)->verb;  // the mistyped verb is reported as an unknown key
  }
  reading.error(value.where, "this step does nothing",
                concat({"it needs one of ", quoted_list({verb_names().begin(), verb_names().end()})}));
  return std::nullopt;
}

void misplaced_key(const TomlMember& member, const Key& key, const Table& table, Reading& reading) {
  const bool expectation = table.kind == TableKind::expect;
  std::vector<std::string_view> verbs;
  for (std::size_t index = 0; index < verb_names().size(); ++index) {
    if ((key.verbs & verb_bit(static_cast<Verb>(index))) != 0) verbs.push_back(verb_names()[index]);
  }
  const auto verb = name(*reading.verb);
  auto message = expectation ? concat({"`", key.name, "` cannot be expected of `", verb, "`"})
                             : concat({"`", key.name, "` does not go with `", verb, "`"});
  reading.error(member.where, std::move(message), concat({"it goes with ", quoted_list(verbs)}));
}

void missing_keys(const TomlValue& value, const Table& table, Reading& reading) {
  for (const auto& key : table.keys) {
    if (key.is_required && find_member(value, key.name) == nullptr) {
      reading.error(value.where, concat({table.heading, " lacks `", key.name, "`"}),
                    concat({"`", key.name, "`: ", key.doc}));
    }
  }
}

}  // namespace

void read_table(const TomlValue& value, TableKind kind, void* model, Reading& reading) {
  const auto& keys = table(kind);
  const auto outer_verb = reading.verb;
  if (keys.has_verbs) reading.verb = find_verb(value, keys, reading);
  for (const auto& member : value.members) {
    const auto* key = find_key(keys, member.key);
    if (key == nullptr) {
      unknown_key(member, keys, reading);
    } else if (key->verb && key->verb != reading.verb) {
      continue;  // a second verb, reported by find_verb
    } else if (!key->verb && reading.verb && (key->verbs & verb_bit(*reading.verb)) == 0) {
      misplaced_key(member, *key, keys, reading);
    } else {
      key->set(model, member.value, *key, reading);
    }
  }
  missing_keys(value, keys, reading);
  if (keys.has_verbs) reading.verb = outer_verb;
}

}  // namespace mprsim
