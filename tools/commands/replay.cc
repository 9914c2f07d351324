// mprsim replay: repeats a run from the log of its choices, and stops at the first choice that differs.
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scenarios/language/diagnostics.h"
#include "scenarios/language/loader.h"
#include "scenarios/play/runner.h"
#include "tools/commands/commands.h"
#include "tools/reports/run_report.h"
#include "tools/reports/run_report_text.h"
#include "tools/requests/decision_log.h"
#include "tools/requests/finish.h"
#include "tools/terminal/exit_code.h"
#include "tools/terminal/program_folder.h"
#include "tools/terminal/text.h"

namespace mprsim {
namespace {

struct ReplayRequest {
  std::string log;
  bool quiet = false;
};

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
  return concat({choice_in_words(decision), "; it was ",
                 named ? decision.alternatives[decision.value] : std::to_string(decision.value)});
}

// The first choice that differs: what was recorded, and what can be chosen now.
void report_divergence(const Divergence& divergence, const LogFile& log, CommandContext& context) {
  const std::string recorded =
      divergence.recorded ? recorded_in_words(*divergence.recorded) : "the run had ended";
  const std::string now = divergence.now ? choice_in_words(*divergence.now) : "the run has ended";
  context.streams.err << "mprsim: the run differs from the recorded one at choice " << divergence.sequence
                      << "\n  recorded  " << visible(recorded) << "\n  now       " << visible(now)
                      << "\n  the log was written by mprsim " << visible(log.header.mprsim_version)
                      << "; this is mprsim " << version() << "\n";
}

int compare_ends(const LogFile& log, const LogEnd& end, CommandContext& context) {
  if (end == log.end) return exit_code::holds;
  context.streams.err << "mprsim: all choices are the recorded ones, but the result is not\n  recorded  "
                      << to_string(log.end.outcome) << "\n  now       " << to_string(end.outcome)
                      << (end.trace_hash == log.end.trace_hash ? "" : ", with another trace") << "\n";
  return exit_code::not_deterministic;
}

int replay_scenario(const LogFile& log, const Scenario& scenario, const ReplayRequest& request,
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
  if (!request.quiet)
    context.streams.out << render_lesson(report, scenario, context.out, context.streams.width);
  if (divergence) {
    report_divergence(*divergence, log, context);
    return exit_code::not_deterministic;
  }
  const int same = compare_ends(log, log_end(played.outcome, played.trace, played.findings), context);
  return same == exit_code::holds ? exit_code_of(report) : same;
}

int replay_log(const ReplayRequest& request, CommandContext& context) {
  const auto log = read_log_file(request.log);
  if (!log) return refuse(context, log.error());
  const LoadResult scenario = load_scenario(log->header.text, log->header.path);
  if (!scenario) {
    return refuse_lines(
        context, concat({"mprsim: ", visible(request.log), ": the scenario in the log cannot be read\n",
                         render(scenario.error(), log->header.path, log->header.text)}));
  }
  return replay_scenario(*log, *scenario, request, context);
}

Action declare_replay(Options& options) {
  auto request = std::make_shared<ReplayRequest>();
  options.argument("log", "LOG", request->log, Presence::required, "A decision log");
  options.flag("-q,--quiet", request->quiet, "Print only what is wrong");
  return [request](CommandContext& context) { return replay_log(*request, context); };
}

constexpr std::string_view replay_help = R"(Examples:
  mprsim run race/two-cancels-of-one-device --strategy uniform --log log.jsonl
  mprsim replay log.jsonl          the same run, choice by choice

The log holds the scenario. The exit code is that of the run; 4 if the run is
not the recorded one, with the first choice that differs; 2 if the log cannot be
read.)";

}  // namespace

const Command replay_command{"replay", "Repeat a run from the log of its choices", replay_help,
                             declare_replay};

}  // namespace mprsim
