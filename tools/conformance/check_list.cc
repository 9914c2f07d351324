#include "tools/conformance/check_list.h"

#include <vector>

#include "scenarios/language/diagnostics.h"
#include "tools/reports/rule_text.h"
#include "tools/terminal/text.h"

namespace mprsim {
namespace {

std::string rule_links(const Check& check) {
  std::vector<std::string> links;
  for (const Rule rule : rules_of(check))
    links.push_back(concat({"[`", slug(rule), "`](rules.md#", slug(rule), ")"}));
  return joined(links, ", ");
}

}  // namespace

std::string_view to_string(Severity severity) noexcept {
  switch (severity) {
    case Severity::must:
      return "MUST";
    case Severity::should:
      return "SHOULD";
    case Severity::open:
      break;
  }
  return "open";
}

std::string check_list_as_text(std::span<const Check* const> checks, unsigned width) {
  std::string text;
  for (const Check* check : checks) {
    text += concat({"  ", padded(check->id, 34), padded(to_string(severity_of(*check)), 8),
                    slug_list(rules_of(*check)), "\n", wrapped(check->title, 4, width)});
  }
  return concat({text, "\n", counted(checks.size(), "check"), "\n"});
}

std::string check_list_as_markdown(std::span<const Check* const> checks) {
  std::string table =
      "| check | level | what holds for a plug-in that conforms | rules |\n|---|---|---|---|\n";
  for (const Check* check : checks) {
    table += concat({"| `", check->id, "` | ", to_string(severity_of(*check)), " | ", check->title, " | ",
                     rule_links(*check), " |\n"});
  }
  return table;
}

}  // namespace mprsim
