// mprsim list: the selected scenarios with their titles and the rules that they show.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "mock_mpr/facts/rule.h"
#include "mock_mpr/text/json_writer.h"
#include "scenarios/language/diagnostics.h"
#include "tools/commands/commands.h"
#include "tools/reports/report.h"
#include "tools/terminal/exit_code.h"
#include "tools/terminal/text.h"

namespace mprsim {
namespace {

std::string list_as_json(const Selection& selection) {
  JsonWriter json(JsonLayout::indented);
  json.begin_object();
  json.member("format", "mprsim-list");
  json.member("version", 1U);
  json.member("mprsim", version());
  json.key("scenarios").begin_array();
  for (const auto& [file, text, scenario] : selection.scenarios) {
    json.begin_object();
    json.member("path", scenario.path);
    json.member("title", scenario.title);
    json.member("why", scenario.why);
    json.member("profile", name(scenario.profile));
    json.key("rules").begin_array();
    for (const Rule rule : scenario.shows) json.value(slug(rule));
    json.end_array();
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return std::move(json.end_line()).take();
}

// The first line of each is for grep; the rules stand below.
std::string list_as_text(const Selection& selection, const Style& style) {
  std::size_t width = 0;
  for (const auto& [file, text, scenario] : selection.scenarios) {
    width = std::max(width, columns(visible(scenario.path)));
  }
  std::string lines;
  for (const auto& [file, text, scenario] : selection.scenarios) {
    std::vector<std::string> rules;
    rules.reserve(scenario.shows.size());
    for (const Rule rule : scenario.shows) rules.emplace_back(slug(rule));
    lines += concat({padded(visible(scenario.path), width), "  ", visible(scenario.title), "\n",
                     std::string(width + 2, ' '), style(Ink::faint, joined(rules, ", ")), "\n"});
  }
  return lines;
}

}  // namespace

int execute(const ListCommand& command, CommandContext& context) {
  const auto selection = select_scenarios(command.selection, context.environment);
  if (!selection) {
    context.streams.err << selection.error().message;
    return selection.error().exit_code;
  }
  context.streams.out << (command.format == DocumentFormat::json ? list_as_json(*selection)
                                                                 : list_as_text(*selection, context.out));
  return exit_code::holds;
}

}  // namespace mprsim
