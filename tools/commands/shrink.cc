// mprsim shrink and mprsim promote: what becomes of a decision log.
#include "scenarios/search/shrink.h"

#include <algorithm>
#include <string>

#include "scenarios/language/diagnostics.h"
#include "scenarios/search/log_file.h"
#include "scenarios/search/promote.h"
#include "sim/platform/file.h"
#include "tools/commands/commands.h"
#include "tools/commands/refuse.h"
#include "tools/terminal/exit_code.h"
#include "tools/terminal/program_folder.h"
#include "tools/terminal/text.h"

namespace mprsim {
namespace {

tl::expected<LogFile, std::string> read_log(const std::string& path) {
  const auto text = read_file(path, largest_log);
  if (!text) return tl::unexpected(to_string(text.error()));
  auto log = parse_log(*text);
  if (log) return *std::move(log);
  const LogError& error = log.error();
  return tl::unexpected(error.line == 0
                            ? concat({path, ": ", error.message})
                            : concat({path, ":", std::to_string(error.line), ": ", error.message}));
}

int deliver(const std::optional<std::string>& path, const std::string& text, CommandContext& context) {
  if (!path) {
    context.streams.out << text;
    return exit_code::holds;
  }
  const auto written = replace_file(*path, text);
  return written ? exit_code::holds : refuse(context, to_string(written.error()));
}

bool has_plugins(const Scenario& scenario) {
  const auto is_plugin = [](const auto& actor) { return !actor.plugin.empty(); };
  return std::ranges::any_of(scenario.providers, is_plugin) ||
         std::ranges::any_of(scenario.notifyees, is_plugin);
}

}  // namespace

int execute(const ShrinkCommand& command, CommandContext& context) {
  const auto log = read_log(command.log);
  if (!log) return refuse(context, log.error());
  const auto shrunk = shrink(*log, host_beside(context.environment));
  if (!shrunk) return refuse(context, concat({command.log, ": ", shrunk.error()}));
  context.streams.err << concat(
      {"mprsim: ", counted(shrunk->steps, "step"), " and ", counted(shrunk->choices, "choice"),
       " are left of ", std::to_string(shrunk->steps_before), " and ", std::to_string(log->decisions.size()),
       "; it took ", counted(shrunk->runs, "run"), "\n"});
  return deliver(command.out, render_log(shrunk->log), context);
}

int execute(const PromoteCommand& command, CommandContext& context) {
  const auto log = read_log(command.log);
  if (!log) return refuse(context, log.error());
  const auto text = promote(*log, host_beside(context.environment));
  if (!text) return refuse(context, concat({command.log, ": ", text.error()}));
  const auto scenario = scenario_of(*log);
  if (command.out && has_plugins(*scenario) && directory_part(*command.out) != scenario->folder) {
    return refuse(context, concat({*command.out, ": its plug-ins are found from the folder of ",
                                   scenario->path, ": write it there"}));
  }
  return deliver(command.out, *text, context);
}

}  // namespace mprsim
