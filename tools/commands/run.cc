// mprsim run: plays the selected scenarios and reports.
#include <string>
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
#include "tools/commands/refuse.h"
#include "tools/commands/selection.h"
#include "tools/commands/update.h"
#include "tools/reports/report.h"
#include "tools/reports/report_text.h"
#include "tools/terminal/exit_code.h"
#include "tools/terminal/program_folder.h"
#include "tools/terminal/text.h"

namespace mprsim {
namespace {

// A counter on one line of a terminal, gone when the work is done.
class Progress {
 public:
  Progress(Streams& streams, std::size_t total)
      : err_(streams.err), total_(total), shown_(streams.err_is_terminal && total > update_interval) {}
  ~Progress() {
    if (shown_) err_ << "\r\x1b[K" << std::flush;
  }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void step() {
    if (++done_ % update_interval == 0 && shown_) err_ << "\r" << done_ << " of " << total_ << std::flush;
  }

 private:
  static constexpr std::size_t update_interval = 16;
  std::ostream& err_;
  std::size_t total_;
  std::size_t done_ = 0;
  bool shown_;
};

Report play(const Selection& selection, const RunOptions& options, const RunCommand& command,
            CommandContext& context) {
  Report report{{}, command.selection.library, command.profile_store};
  report.results.reserve(selection.scenarios.size());
  Progress progress(context.streams, selection.scenarios.size());
  for (const SelectedScenario& selected : selection.scenarios) {
    report.results.push_back(run_scenario(selected.scenario, options));
    progress.step();
  }
  return report;
}

std::string text_report(const Report& report, const Selection& selection, const RunCommand& command,
                        const Style& style, unsigned width) {
  if (selection.single_file && !command.quiet && !command.verbose) {
    return render_lesson(report, selection.scenarios.front().scenario, style, width);
  }
  return render_text_report(report, {command.quiet, command.verbose}, style);
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

// Traces say what happened, not what should have.
bool has_verdicts(ReportFormat format) {
  return format != ReportFormat::trace && format != ReportFormat::jsonl;
}

// With --out the file gets the report and the standard output still tells people how it went.
int deliver(const Report& report, const Selection& selection, const RunCommand& command,
            CommandContext& context) {
  Streams& streams = context.streams;
  const bool text = command.format == ReportFormat::text;
  if (command.out) {
    const std::string file = text ? text_report(report, selection, command, Style{}, streams.width)
                                  : machine_report(report, command.format);
    if (const auto written = replace_file(*command.out, file); !written) {
      return refuse(context, to_string(written.error()));
    }
  }
  if (text && !command.out) {
    streams.out << text_report(report, selection, command, context.out, streams.width);
  } else if (command.out) {
    streams.out << render_text_report(report, {command.quiet, command.verbose}, context.out);
  } else {
    streams.out << machine_report(report, command.format);
    if (!has_verdicts(command.format)) streams.err << render_failures(report, context.err);
  }
  return exit_code_of(report);
}

// Starts from the remembered connections of a file and keeps them there. What is wrong with the file is told,
// and the scenario runs with a store in that state: it is left as it is.
int play_with_store(const std::string& path, const RunCommand& command, const Selection& selection,
                    RunOptions options, CommandContext& context) {
  if (selection.scenarios.size() != 1) {
    return refuse(context, concat({"--profile-store keeps what one scenario remembers, but ",
                                   std::to_string(selection.scenarios.size()), " are selected"}));
  }
  const LoadedProfile loaded = load_profile(path);
  if (!loaded.problem.empty()) context.streams.err << "mprsim: " << visible(loaded.problem) << "\n";
  options.store = loaded.store;
  const Report report = play(selection, options, command, context);
  const auto saved = save_profile(path, report.results.front().store);
  if (!saved) return refuse(context, to_string(saved.error()));
  return deliver(report, selection, command, context);
}

// Plays the one scenario that is selected once more, for its choices.
int keep_log(const Selection& selection, const RunOptions& options, const RunCommand& command,
             CommandContext& context) {
  if (selection.scenarios.size() != 1) {
    return refuse(context, concat({"--log keeps the choices of one scenario, but ",
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
  const auto written = replace_file(*command.log, render_log(log_of(runner, header, outcome)));
  return written ? exit_code::holds : refuse(context, to_string(written.error()));
}

// Whether every scenario, played twice, leaves the same trace. Where one does not, the first difference is
// told.
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

// A scenario whose plug-in is not there cannot be played, and that says nothing about the plug-in.
std::string missing_libraries(const Selection& selection) {
  std::string messages;
  for (const SelectedScenario& selected : selection.scenarios) {
    const Diagnostics missing = missing_plugins(selected.scenario);
    if (!missing.empty()) messages += render(missing, selected.scenario.path, selected.text);
  }
  return messages;
}

}  // namespace

int execute(const RunCommand& command, CommandContext& context) {
  if (command.update) {
    if (const auto why = why_update_is_refused(command, context.environment)) return refuse(context, *why);
  }
  const auto selection = select_scenarios(command.selection, context.environment);
  if (!selection) {
    context.streams.err << selection.error().message;
    return selection.error().exit_code;
  }
  if (const std::string missing = missing_libraries(*selection); !missing.empty()) {
    context.streams.err << missing;
    return exit_code::bad_input;
  }
  if (command.update) return update_golden_traces(*selection, command, context);
  const RunOptions options{
      command.profile, command.seed, {}, command.strategy, host_beside(context.environment)};
  if (command.profile_store) {
    if (command.log)
      return refuse(context, "--log and --profile-store do not go together: a log holds no store");
    return play_with_store(*command.profile_store, command, *selection, options, context);
  }
  if (command.log) {
    if (const int refused = keep_log(*selection, options, command, context); refused != 0) return refused;
  }
  const Report report = play(*selection, options, command, context);
  const int code = deliver(report, *selection, command, context);
  return command.check_determinism && !same_twice(*selection, options, context) ? exit_code::not_deterministic
                                                                                : code;
}

}  // namespace mprsim
