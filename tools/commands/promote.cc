// mprsim promote: turns a decision log into an ordinary scenario.
#include "scenarios/search/promote.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "scenarios/language/diagnostics.h"
#include "sim/platform/file.h"
#include "tools/commands/commands.h"
#include "tools/requests/decision_log.h"
#include "tools/requests/finish.h"
#include "tools/terminal/program_folder.h"

namespace mprsim {
namespace {

struct PromoteRequest {
  std::string log;
  std::optional<std::string> out;  ///< a scenario file, replaced in one step
};

bool has_plugins(const Scenario& scenario) {
  const auto is_plugin = [](const auto& actor) { return !actor.plugin.empty(); };
  return std::ranges::any_of(scenario.providers, is_plugin) ||
         std::ranges::any_of(scenario.notifyees, is_plugin);
}

int promote_log(const PromoteRequest& request, CommandContext& context) {
  const auto log = read_log_file(request.log);
  if (!log) return refuse(context, log.error());
  const auto text = promote(*log, host_beside(context.environment));
  if (!text) return refuse(context, concat({request.log, ": ", text.error()}));
  const auto scenario = scenario_of(*log);
  if (request.out && has_plugins(*scenario) && directory_part(*request.out) != scenario->folder) {
    return refuse(context,
                  concat({*request.out, ": the scenario names its plug-ins relative to the folder of ",
                          scenario->path, "; write it into that folder"}));
  }
  return write_or_print(context, request.out, *text);
}

Action declare_promote(Options& options) {
  auto request = std::make_shared<PromoteRequest>();
  options.argument("log", "LOG", request->log, Presence::required, "A decision log");
  add_text(options, "--out", "FILE", request->out, "Write the scenario to this file");
  return [request](CommandContext& context) { return promote_log(*request, context); };
}

constexpr std::string_view promote_help = R"(Example:
  mprsim promote small.jsonl --out my-scenarios/it-failed-once.toml

The scenario has the choices of the log written into it, and a golden trace. The
exit code is 0, or 2 for a log that cannot be read or written as a scenario.)";

}  // namespace

const Command promote_command{"promote", "Make an ordinary scenario of a decision log", promote_help,
                              declare_promote};

}  // namespace mprsim
