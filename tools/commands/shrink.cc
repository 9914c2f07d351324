// mprsim shrink: reduces the failure in a decision log to a smaller one.
#include "scenarios/search/shrink.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "scenarios/language/diagnostics.h"
#include "tools/commands/commands.h"
#include "tools/requests/decision_log.h"
#include "tools/requests/finish.h"
#include "tools/terminal/program_folder.h"
#include "tools/terminal/text.h"

namespace mprsim {
namespace {

struct ShrinkRequest {
  std::string log;
  std::optional<std::string> out;  ///< a file for the shrunk log, replaced in one step
};

int shrink_log(const ShrinkRequest& request, CommandContext& context) {
  const auto log = read_log_file(request.log);
  if (!log) return refuse(context, log.error());
  const auto shrunk = shrink(*log, host_beside(context.environment));
  if (!shrunk) return refuse(context, concat({request.log, ": ", shrunk.error()}));
  context.streams.err << concat(
      {"mprsim: reduced ", counted(shrunk->steps_before, "step"), " to ", std::to_string(shrunk->steps),
       " and ", counted(log->decisions.size(), "choice"), " to ", std::to_string(shrunk->choices), ", in ",
       counted(shrunk->runs, "run"), "\n"});
  return write_or_print(context, request.out, render_log(shrunk->log));
}

Action declare_shrink(Options& options) {
  auto request = std::make_shared<ShrinkRequest>();
  options.argument("log", "LOG", request->log, Presence::required, "The decision log of a failure");
  add_text(options, "--out", "FILE", request->out, "Write the shrunk log to this file");
  return [request](CommandContext& context) { return shrink_log(*request, context); };
}

constexpr std::string_view shrink_help = R"(Example:
  mprsim shrink failures/race-17.jsonl --out small.jsonl

The result has as few actors, steps, faults and choices as still fail. The exit
code is 0, or 2 for a log that cannot be read or does not fail.)";

}  // namespace

const Command shrink_command{"shrink", "Reduce a failure to the least that still fails", shrink_help,
                             declare_shrink};

}  // namespace mprsim
