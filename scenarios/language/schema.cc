#include "scenarios/language/schema.h"

#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mock_mpr/facts/np_function.h"
#include "mock_mpr/facts/policy.h"
#include "mock_mpr/facts/rule.h"
#include "mock_mpr/facts/status.h"
#include "mock_mpr/text/json_writer.h"
#include "scenarios/language/diagnostics.h"
#include "scenarios/language/keys.h"
#include "scenarios/language/variation.h"

namespace mprsim {
namespace {

// A piece of the schema is a function that writes it.
using Json = std::function<void(JsonWriter&)>;
using Members = std::vector<std::pair<std::string_view, Json>>;

Json json_string(std::string_view text) {
  return [text = std::string(text)](JsonWriter& out) { out.value(text); };
}

template <class Number>
Json number(Number value) {
  return [value](JsonWriter& out) { out.value(value); };
}

Json boolean(bool value) {
  return [value](JsonWriter& out) { out.value(value); };
}

Json object(Members members) {
  return [members = std::move(members)](JsonWriter& out) {
    out.begin_object();
    for (const auto& [name, value] : members) value(out.key(name));
    out.end_object();
  };
}

Json array(std::vector<Json> items) {
  return [items = std::move(items)](JsonWriter& out) {
    out.begin_array_in_line();
    for (const auto& item : items) item(out);
    out.end_array();
  };
}

Json enumeration(std::span<const std::string_view> words) {
  std::vector<Json> items;
  for (const auto word : words) items.push_back(json_string(word));
  return array(items);
}

Json reference(std::string_view definition) {
  return object({{"$ref", json_string(concat({"#/$defs/", definition}))}});
}

Json string_type() { return object({{"type", json_string("string")}}); }

Json pattern(std::string_view regex) {
  return object({{"type", json_string("string")}, {"pattern", json_string(regex)}});
}

Json either(const std::vector<Json>& choices) { return object({{"anyOf", array(choices)}}); }

Json whole_number(const Type& type) {
  return object(
      {{"type", json_string("integer")}, {"minimum", number(type.least)}, {"maximum", number(type.most)}});
}

Json text_type(const Type& type) {
  Members members{{"type", json_string("string")}};
  if (!type.empty_ok) members.emplace_back("minLength", number(1));
  return object(members);
}

Json policy_type() {
  Members switches;
  for (const auto& info : all_switches()) {
    switches.emplace_back(
        info.name, object({{"description", json_string(info.question)}, {"enum", enumeration(info.values)}}));
  }
  return object({{"type", json_string("object")},
                 {"properties", object(switches)},
                 {"additionalProperties", boolean(false)}});
}

Json words_type(const Type& type) {
  const auto value =
      type.choices == nullptr ? string_type() : object({{"enum", enumeration(type.choices())}});
  return object({{"type", json_string("object")}, {"additionalProperties", value}});
}

Json list_of(const Json& item, const Type& type) {
  return object({{"type", json_string("array")}, {"items", item}, {"maxItems", number(type.at_most)}});
}

Json one(const Type& type) {
  switch (type.form) {
    case Form::flag:
      return object({{"type", json_string("boolean")}});
    case Form::yes:
      return object({{"const", boolean(true)}});
    case Form::whole:
      return whole_number(type);
    case Form::text:
    case Form::prose:
    case Form::any_name:
      return text_type(type);
    case Form::null_name:
      return either({string_type(), object({{"const", boolean(false)}})});
    case Form::choice:
      return object({{"enum", enumeration(type.choices())}});
    case Form::device:
      return reference("device");
    case Form::remote:
      return reference("remote");
    case Form::duration:
      return reference("time");
    case Form::start_time:
      return either(
          {object({{"enum", array({number(0), number(1), json_string("unknown")})}}), reference("time")});
    case Form::status:
      return reference("status");
    case Form::answer:
      return either({object({{"const", json_string("truth")}}), reference("status")});
    case Form::rule:
      return reference("rule");
    case Form::np_function:
      return reference("provider_function");
    case Form::notice:
      return pattern("^.+:(before|after)$");
    case Form::table:
      return reference(table(type.table).name);
    case Form::answer_lists:
      return either({list_of(either({object({{"const", json_string("truth")}}), reference("status")}), type),
                     reference(table(type.table).name)});
    case Form::time_range:
      return either({reference("time"), reference("range")});
    case Form::fault_plan:
      return either({list_of(object({{"enum", enumeration(fault_names())}}), type), reference("faults")});
    case Form::policy:
      return policy_type();
    case Form::words:
      return words_type(type);
  }
  return {};
}

// { any = [...] }
Json one_of_several(const Json& value) {
  const auto list = object({{"type", json_string("array")},
                            {"items", value},
                            {"minItems", number(2)},
                            {"maxItems", number(most_alternatives)}});
  return object({{"type", json_string("object")},
                 {"properties", object({{"any", list}})},
                 {"required", array({json_string("any")})},
                 {"additionalProperties", boolean(false)}});
}

// `allOf` lets `description` stand beside the $ref or anyOf of the value.
Json property(const Key& key) {
  const auto& type = key.type;
  Json value = one(type);
  if (type.many == Many::list) value = list_of(value, type);
  if (type.many == Many::one_or_list) value = either({value, list_of(value, type)});
  if (!key.is_fixed) value = either({value, one_of_several(value)});
  std::string description(key.doc);
  if (!key.standard.empty()) description += concat({". Without it: ", key.standard});
  return object({{"description", json_string(description)}, {"allOf", array({value})}});
}

std::vector<Json> required_keys(const Table& table) {
  std::vector<Json> names;
  for (const auto& key : table.keys) {
    if (key.is_required) names.push_back(json_string(key.name));
  }
  return names;
}

// Exactly one verb, and with it only the keys that it takes.
Json one_verb(const Table& table) {
  std::vector<Json> choices;
  for (const auto& verb : table.keys) {
    if (!verb.verb) continue;
    Members foreign;
    for (const auto& key : table.keys) {
      const bool other_verb = key.verb && key.verb != verb.verb;
      if (other_verb || (key.verbs & verb_bit(*verb.verb)) == 0)
        foreign.emplace_back(key.name, boolean(false));
    }
    choices.push_back(
        object({{"required", array({json_string(verb.name)})}, {"properties", object(foreign)}}));
  }
  return array(choices);
}

Json definition(const Table& table) {
  Members properties;
  for (const auto& key : table.keys) properties.emplace_back(key.name, property(key));
  Members members{{"description", json_string(table.doc)},
                  {"type", json_string("object")},
                  {"properties", object(properties)},
                  {"additionalProperties", boolean(false)}};
  auto required = required_keys(table);
  if (!required.empty()) members.emplace_back("required", array(std::move(required)));
  if (table.has_verbs) members.emplace_back("oneOf", one_verb(table));
  return object(members);
}

Json statuses() {
  const auto names = status_names();
  return either(
      {object({{"enum", enumeration(names)}}),
       object({{"type", json_string("integer")}, {"minimum", number(0)}, {"maximum", number(4294967295)}}),
       pattern("^[0-9]+$")});
}

Json rules() {
  std::vector<Json> choices;
  for (const auto& rule : all_rules()) {
    choices.push_back(
        object({{"const", json_string(rule.slug)}, {"description", json_string(rule.statement)}}));
  }
  return either(choices);
}

Json provider_function_names() {
  std::vector<std::string_view> names;
  for (const auto& function : all_np_functions()) {
    if (function.group != NpGroup::notification) names.push_back(function.name);
  }
  return object({{"enum", enumeration(names)}});
}

}  // namespace

std::string render_schema() {
  Members definitions;
  for (std::size_t kind = 0; kind < table_kinds; ++kind) {
    const auto& keys = table(static_cast<TableKind>(kind));
    if (keys.kind != TableKind::scenario) definitions.emplace_back(keys.name, definition(keys));
  }
  definitions.emplace_back("device", pattern("^([A-Za-z]:|([Ll][Pp][Tt]|[Cc][Oo][Mm])[1-9]:?)$"));
  definitions.emplace_back("remote", pattern(R"(^\\\\[^\\]+\\[^\\].*$)"));
  definitions.emplace_back("time", pattern(R"(^[0-9]+(\.[0-9]+)?(ms|s|m|h)$)"));
  definitions.emplace_back("status", statuses());
  definitions.emplace_back("rule", rules());
  definitions.emplace_back("provider_function", provider_function_names());

  const auto& top = table(TableKind::scenario);
  Members properties;
  for (const auto& key : top.keys) properties.emplace_back(key.name, property(key));
  JsonWriter out(JsonLayout::indented);
  object({{"$schema", json_string("https://json-schema.org/draft/2020-12/schema")},
          {"title", json_string("mprsim scenario")},
          {"description", json_string("A scenario file of mprsim; docs/scenario-format.md explains it.")},
          {"type", json_string("object")},
          {"properties", object(properties)},
          {"additionalProperties", boolean(false)},
          {"required", array(required_keys(top))},
          {"$defs", object(definitions)}})(out);
  return std::move(out.end_line()).take();
}

}  // namespace mprsim
