#include "scenarios/language/key_tables.h"

#include <string_view>

#include "mock_mpr/facts/policy.h"
#include "scenarios/language/describe.h"
#include "scenarios/language/diagnostics.h"
#include "scenarios/language/keys.h"

namespace mprsim {
namespace {

std::string code(std::string_view text) { return concat({"`", text, "`"}); }

std::string sentence(std::string_view text) {
  std::string result(text);
  if (!result.empty() && result[0] >= 'a' && result[0] <= 'z')
    result[0] = static_cast<char>(result[0] - 'a' + 'A');
  return result;
}

std::string absent(const Key& key) {
  if (key.is_required) return "required";
  return key.standard.empty() ? "" : std::string(key.standard);
}

std::string verbs_of(const Key& key) {
  if (key.verbs == every_verb) return "every verb";
  std::string list;
  for (std::size_t index = 0; index < verb_names().size(); ++index) {
    if ((key.verbs & verb_bit(static_cast<Verb>(index))) == 0) continue;
    if (!list.empty()) list += ", ";
    list += code(verb_names()[index]);
  }
  return list;
}

std::string verb_rows(const Table& table) {
  std::string text = "| verb | value | what it does |\n|---|---|---|\n";
  for (const auto& key : table.keys) {
    if (!key.verb) continue;
    text += concat({"| ", code(key.name), " | ", describe(key.type), " | ", sentence(key.doc), " |\n"});
  }
  return text + "\n";
}

std::string key_rows(const Table& table) {
  const bool by_verb = table.kind == TableKind::step || table.kind == TableKind::expect;
  std::string text = by_verb ? "| key | value | goes with | if absent | meaning |\n|---|---|---|---|---|\n"
                             : "| key | value | if absent | meaning |\n|---|---|---|---|\n";
  for (const auto& key : table.keys) {
    if (key.verb) continue;
    text += concat({"| ", code(key.name), " | ", describe(key.type), " | "});
    if (by_verb) text += concat({verbs_of(key), " | "});
    text += concat({absent(key), " | ", sentence(key.doc), " |\n"});
  }
  return text;
}

std::string section(const Table& table) {
  auto text = concat({"### ", sentence(table.heading), "\n", table.doc, "\n\n"});
  if (table.has_verbs) text += verb_rows(table);
  return text + key_rows(table) + "\n";
}

std::string policy_section() {
  std::string text =
      "### [policy]\nEach key is a switch, for a question that the documentation leaves open or answers in "
      "two ways.\n\n"
      "| switch | question | values |\n|---|---|---|\n";
  for (const auto& info : all_switches()) {
    std::string values;
    for (const auto value : info.values) {
      if (!values.empty()) values += ", ";
      values += concat({"`\"", value, "\"`"});
    }
    text += concat({"| ", code(info.name), " | ", info.question, " | ", values, " |\n"});
  }
  return text;
}

}  // namespace

std::string render_key_tables() {
  std::string text;
  for (std::size_t kind = 0; kind < table_kinds; ++kind) text += section(table(static_cast<TableKind>(kind)));
  return text + policy_section();
}

}  // namespace mprsim
