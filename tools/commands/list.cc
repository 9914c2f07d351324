// mprsim list: the selected scenarios with their titles and the rules that they show.
#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mock_mpr/facts/rule.h"
#include "mock_mpr/text/json_writer.h"
#include "scenarios/language/diagnostics.h"
#include "tools/commands/commands.h"
#include "tools/reports/rule_text.h"
#include "tools/reports/run_report.h"
#include "tools/requests/finish.h"
#include "tools/requests/selection.h"
#include "tools/terminal/exit_code.h"
#include "tools/terminal/text.h"

namespace mprsim {
namespace {

enum class ListFormat : std::uint8_t { text, json };
constexpr std::array<std::string_view, 2> list_formats{"text", "json"};

struct ListRequest {
  SelectionRequest selection;
  ListFormat format = ListFormat::text;
};

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

// Path and title of a scenario share a line, so that grep finds them together; the rules stand below.
std::string list_as_text(const Selection& selection, const Style& style) {
  std::size_t width = 0;
  for (const auto& [file, text, scenario] : selection.scenarios) {
    width = std::max(width, columns(visible(scenario.path)));
  }
  std::string lines;
  for (const auto& [file, text, scenario] : selection.scenarios) {
    lines += concat({padded(visible(scenario.path), width), "  ", visible(scenario.title), "\n",
                     std::string(width + 2, ' '), style(Ink::faint, slug_list(scenario.shows)), "\n"});
  }
  return lines;
}

int list_scenarios(const ListRequest& request, CommandContext& context) {
  const auto selection = select_scenarios(request.selection, context.environment);
  if (!selection) return refuse(context, selection.error());
  context.streams.out << (request.format == ListFormat::json ? list_as_json(*selection)
                                                             : list_as_text(*selection, context.out));
  return exit_code::holds;
}

Action declare_list(Options& options) {
  auto request = std::make_shared<ListRequest>();
  add_selection(options, request->selection);
  add_format(options, request->format, list_formats, "text or json");
  return [request](CommandContext& context) { return list_scenarios(*request, context); };
}

constexpr std::string_view list_help = R"(Examples:
  mprsim list                              all scenarios of the library
  mprsim list --filter force               those about open files and force
  mprsim list --filter 'notify.before-*'   those that show a rule of that name
  mprsim list --format json                for programs)";

}  // namespace

const Command list_command{"list", "List scenarios: path, title and the rules they show", list_help,
                           declare_list};

}  // namespace mprsim
