// mprsim run: plays the selected scenarios and reports.
#include "tools/commands/run.h"

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scenarios/language/diagnostics.h"
#include "scenarios/play/determinism.h"
#include "scenarios/play/plugin_finding.h"
#include "scenarios/play/runner.h"
#include "scenarios/play/verdict.h"
#include "scenarios/search/log_file.h"
#include "sim/platform/file.h"
#include "sim/platform/profile_file.h"
#include "tools/commands/commands.h"
#include "tools/commands/update.h"
#include "tools/reports/run_report.h"
#include "tools/reports/run_report_text.h"
#include "tools/requests/finish.h"
#include "tools/requests/selection.h"
#include "tools/terminal/exit_code.h"
#include "tools/terminal/program_folder.h"
#include "tools/terminal/progress.h"
#include "tools/terminal/text.h"

namespace mprsim {
namespace {

constexpr std::array<std::string_view, 5> report_formats{"text", "json", "junit", "trace", "jsonl"};
constexpr std::size_t shown_every = 16;  // scenarios

Report play(const Selection& selection, const RunOptions& options, const RunRequest& request,
            CommandContext& context) {
  Report report{{}, request.selection.library, request.profile_store};
  report.results.reserve(selection.scenarios.size());
  Progress progress(context.streams);
  for (const SelectedScenario& selected : selection.scenarios) {
    report.results.push_back(run_scenario(selected.scenario, options));
    const std::size_t done = report.results.size();
    if (done % shown_every == 0 && progress.is_shown()) {
      progress.show(concat({std::to_string(done), " of ", counted(selection.scenarios.size(), "scenario")}));
    }
  }
  return report;
}

std::string text_report(const Report& report, const Selection& selection, const RunRequest& request,
                        const Style& style, unsigned width) {
  if (selection.single_file && !request.quiet && !request.verbose) {
    return render_lesson(report, selection.scenarios.front().scenario, style, width);
  }
  return render_text_report(report, {request.quiet, request.verbose}, style);
}

std::string machine_report(const Report& report, ReportFormat format) {
  switch (format) {
    case ReportFormat::json:
      return render_json(report);
    case ReportFormat::junit:
      return render_junit(report);
    case ReportFormat::trace:
      return render_traces(report);
    case ReportFormat::jsonl:
      return render_trace_lines(report);
    case ReportFormat::text:
      break;
  }
  return {};
}

// Traces say what happened, not what should have happened.
bool has_verdicts(ReportFormat format) {
  return format != ReportFormat::trace && format != ReportFormat::jsonl;
}

// With --out the file gets the report, and the standard output still gets a summary for people.
int deliver(const Report& report, const Selection& selection, const RunRequest& request,
            CommandContext& context) {
  Streams& streams = context.streams;
  const bool text = request.format == ReportFormat::text;
  if (request.out) {
    const std::string file = text ? text_report(report, selection, request, Style{}, streams.width)
                                  : machine_report(report, request.format);
    if (const auto written = replace_file(*request.out, file); !written) {
      return refuse(context, to_string(written.error()));
    }
  }
  if (text && !request.out) {
    streams.out << text_report(report, selection, request, context.out, streams.width);
  } else if (request.out) {
    streams.out << render_text_report(report, {request.quiet, request.verbose}, context.out);
  } else {
    streams.out << machine_report(report, request.format);
    if (!has_verdicts(request.format)) streams.err << render_failures(report, context.err);
  }
  return exit_code_of(report);
}

// Starts from the remembered connections of a file and writes them back. What is wrong with the file is
// reported; the scenario then runs with a store in that state, and the file is left as it is.
int play_with_store(const std::string& path, const RunRequest& request, const Selection& selection,
                    RunOptions options, CommandContext& context) {
  if (selection.scenarios.size() != 1) {
    return refuse(context, concat({"--profile-store needs exactly one scenario, but ",
                                   std::to_string(selection.scenarios.size()), " are selected"}));
  }
  const LoadedProfile loaded = load_profile(path);
  if (!loaded.problem.empty()) context.streams.err << "mprsim: " << visible(loaded.problem) << "\n";
  options.store = loaded.store;
  const Report report = play(selection, options, request, context);
  const auto saved = save_profile(path, report.results.front().store);
  if (!saved) return refuse(context, to_string(saved.error()));
  return deliver(report, selection, request, context);
}

// Plays the one selected scenario once more to record its choices.
int keep_log(const Selection& selection, const RunOptions& options, const RunRequest& request,
             CommandContext& context) {
  if (selection.scenarios.size() != 1) {
    return refuse(context, concat({"--log needs exactly one scenario, but ",
                                   std::to_string(selection.scenarios.size()), " are selected"}));
  }
  const SelectedScenario& selected = selection.scenarios.front();
  Runner runner{selected.scenario, options};
  const Outcome outcome = runner.run();
  const LogHeader header{.mprsim_version = std::string(version()),
                         .path = selected.scenario.path,
                         .text = selected.text,
                         .profile = options.profile.value_or(selected.scenario.profile),
                         .seed = options.seed.value_or(selected.scenario.seed),
                         .strategy = options.strategy};
  const auto written = replace_file(*request.log, render_log(log_of(runner, header, outcome)));
  return written ? exit_code::holds : refuse(context, to_string(written.error()));
}

// Whether every scenario leaves the same trace when it is played twice. The first difference of each that
// does not is reported.
bool same_twice(const Selection& selection, const RunOptions& options, CommandContext& context) {
  bool same = true;
  for (const SelectedScenario& selected : selection.scenarios) {
    const RunPlan plan{.seed = options.seed.value_or(selected.scenario.seed), .strategy = options.strategy};
    const auto difference = check_determinism(selected.scenario, options, plan);
    if (!difference) continue;
    same = false;
    context.streams.err << render_difference(selected.scenario.path, *difference);
  }
  return same;
}

// A scenario cannot be played without its plug-in. That is bad input: it says nothing about the plug-in.
std::string missing_libraries(const Selection& selection) {
  std::string messages;
  for (const SelectedScenario& selected : selection.scenarios) {
    const Diagnostics missing = missing_plugins(selected.scenario);
    if (!missing.empty()) messages += render(missing, selected.scenario.path, selected.text);
  }
  return messages;
}

int run_scenarios(const RunRequest& request, CommandContext& context) {
  if (request.update) {
    if (const auto why = why_update_is_refused(request, context.environment)) return refuse(context, *why);
  }
  const auto selection = select_scenarios(request.selection, context.environment);
  if (!selection) return refuse(context, selection.error());
  if (const std::string missing = missing_libraries(*selection); !missing.empty()) {
    return refuse_lines(context, missing);
  }
  if (request.update) return update_golden_traces(*selection, request, context);
  const RunOptions options{
      request.profile, request.seed, {}, request.strategy, host_beside(context.environment)};
  if (request.profile_store) {
    if (request.log)
      return refuse(context, "--log and --profile-store exclude each other: a log holds no store");
    return play_with_store(*request.profile_store, request, *selection, options, context);
  }
  if (request.log) {
    if (const int refused = keep_log(*selection, options, request, context); refused != 0) return refused;
  }
  const Report report = play(*selection, options, request, context);
  const int code = deliver(report, *selection, request, context);
  return request.check_determinism && !same_twice(*selection, options, context) ? exit_code::not_deterministic
                                                                                : code;
}

Action declare_run(Options& options) {
  auto request = std::make_shared<RunRequest>();
  add_run_options(options, *request);
  return [request](CommandContext& context) { return run_scenarios(*request, context); };
}

constexpr std::string_view run_help = R"(Examples:
  mprsim run                                     the whole library
  mprsim run notify/lets-an-application-let-go   one scenario, with its trace
  mprsim run my-scenarios --filter 'route.*'     those that show a routing rule
  mprsim run --format junit --out results.xml    for CI; prints a summary too
  mprsim run --update my-scenarios/new.toml      record the golden trace
  mprsim run race --strategy uniform --seed 7    another order of events

PATH is a file, a folder that is searched for *.toml, or a name inside the
library. The exit code is 0 if everything holds, 1 if something does not, 2 for
bad input, 3 if nothing is selected, 4 if --check-determinism finds a
difference, 5 if a limit cut a run short, 70 if mprsim itself failed.)";

}  // namespace

void add_run_options(Options& options, RunRequest& request) {
  add_selection(options, request.selection);
  add_profile(options, request.profile);
  const auto take_seed = [&request](const std::string& value) -> std::string {
    request.seed = parse_whole_number(value);
    return request.seed ? std::string() : not_a_seed(value);
  };
  options.value("--seed", "N", take_seed, "Use this seed for every scenario, instead of each scenario's own");
  add_format(options, request.format, report_formats,
             "text, json, junit, trace (as text) or jsonl (traces as JSON Lines)");
  add_text(options, "--out", "FILE", request.out, "Write the report to this file");
  options.flag("-q,--quiet", request.quiet, "Print only what fails");
  options.flag("-v,--verbose", request.verbose, "Print a line for every scenario");
  add_text(options, "--profile-store", "FILE", request.profile_store,
           "Read the remembered connections from this file before the run and write them back after it");
  add_strategy(options, request.strategy,
               "How to choose among actors that are ready: fifo, uniform, pct(DEPTH) or round-robin");
  add_text(options, "--log", "FILE", request.log, "Write every choice of the run to this file");
  options.flag("--check-determinism", request.check_determinism,
               "Run everything twice more and compare the traces");
  options.flag("--update", request.update, "Write new golden traces where everything else holds");
}

const Command run_command{"run", "Play scenarios and say whether they hold", run_help, declare_run};

}  // namespace mprsim
