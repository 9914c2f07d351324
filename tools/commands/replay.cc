// mprsim replay: plays a run again from the log of its choices, and stops where it is not the same.
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/language/diagnostics.h"
#include "scenarios/language/loader.h"
#include "scenarios/play/runner.h"
#include "scenarios/search/log_file.h"
#include "sim/platform/file.h"
#include "tools/commands/commands.h"
#include "tools/commands/refuse.h"
#include "tools/reports/report.h"
#include "tools/reports/report_text.h"
#include "tools/terminal/exit_code.h"
#include "tools/terminal/program_folder.h"
#include "tools/terminal/text.h"

namespace mprsim {
namespace {

std::string choice_in_words(const NamedDecision& decision) {
  std::string text = concat({"at ", format_time(SimTime{decision.at_ms}), " s ", decision.component, ": "});
  if (decision.alternatives.empty()) {
    text += decision.count == 0 ? "a number" : concat({"one of ", std::to_string(decision.count)});
    return text;
  }
  std::string list;
  for (const std::string& name : decision.alternatives) list += (list.empty() ? "" : ", ") + name;
  return text + "one of " + list;
}

std::string recorded_in_words(const NamedDecision& decision) {
  const bool named = decision.value < decision.alternatives.size();
  return concat({choice_in_words(decision), "; taken was ",
                 named ? decision.alternatives[decision.value] : std::to_string(decision.value)});
}

// The first choice that differs: what was recorded, and what there is to choose now.
void tell(const Divergence& divergence, const LogFile& log, CommandContext& context) {
  const std::string recorded =
      divergence.recorded ? recorded_in_words(*divergence.recorded) : "the run had ended";
  const std::string now = divergence.now ? choice_in_words(*divergence.now) : "the run has ended";
  context.streams.err << "mprsim: the run is not the recorded one from choice " << divergence.sequence
                      << " on\n  recorded  " << visible(recorded) << "\n  now       " << visible(now)
                      << "\n  the log is of mprsim " << visible(log.header.mprsim_version)
                      << ", and this is mprsim " << version() << "\n";
}

int compare_ends(const LogFile& log, const LogEnd& end, CommandContext& context) {
  if (end == log.end) return exit_code::holds;
  context.streams.err << "mprsim: all choices are the recorded ones, and yet the run is another\n  recorded  "
                      << to_string(log.end.outcome) << "\n  now       " << to_string(end.outcome)
                      << (end.trace_hash == log.end.trace_hash ? "" : ", with another trace") << "\n";
  return exit_code::not_deterministic;
}

int replay(const LogFile& log, const Scenario& scenario, const ReplayCommand& command,
           CommandContext& context) {
  Runner runner{scenario, replay_options(log, host_beside(context.environment))};
  ScenarioResult result{.path = log.header.path,
                        .title = scenario.title,
                        .shows = scenario.shows,
                        .profile = log.header.profile,
                        .seed = log.header.seed,
                        .outcome = runner.run(replay_plan(log)),
                        .findings = runner.findings(),
                        .trace = runner.trace(),
                        .store = {},
                        .strategy = log.header.strategy};
  const auto& divergence = runner.divergence();
  Report report{{std::move(result)}, {}, {}};
  const ScenarioResult& played = report.results.front();
  if (!command.quiet)
    context.streams.out << render_lesson(report, scenario, context.out, context.streams.width);
  if (divergence) {
    tell(*divergence, log, context);
    return exit_code::not_deterministic;
  }
  const int same = compare_ends(log, log_end(played.outcome, played.trace, played.findings), context);
  return same == exit_code::holds ? exit_code_of(report) : same;
}

}  // namespace

int execute(const ReplayCommand& command, CommandContext& context) {
  const auto text = read_file(command.log, largest_log);
  if (!text) return refuse(context, to_string(text.error()));
  const auto log = parse_log(*text);
  if (!log) {
    const std::string line = log.error().line == 0 ? "" : concat({":", std::to_string(log.error().line)});
    return refuse(context, concat({command.log, line, ": ", log.error().message}));
  }
  const LoadResult scenario = load_scenario(log->header.text, log->header.path);
  if (!scenario) {
    context.streams.err << "mprsim: " << visible(command.log) << ": the scenario in the log cannot be read\n"
                        << render(scenario.error(), log->header.path, log->header.text);
    return exit_code::bad_input;
  }
  return replay(*log, *scenario, command, context);
}

}  // namespace mprsim
