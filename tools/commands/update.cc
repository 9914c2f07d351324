#include "tools/commands/update.h"

#include <utility>

#include "mock_mpr/trace/trace_text.h"
#include "scenarios/language/golden.h"
#include "scenarios/play/verdict.h"
#include "sim/platform/file.h"
#include "tools/reports/run_report.h"
#include "tools/reports/run_report_text.h"
#include "tools/terminal/exit_code.h"
#include "tools/terminal/program_folder.h"
#include "tools/terminal/text.h"

namespace mprsim {
namespace {

// Checks the expectations alone, because the golden trace is about to change.
ScenarioResult run_without_golden(Scenario scenario, const Environment& environment) {
  scenario.golden.reset();
  RunOptions options;
  options.host = host_beside(environment);
  return run_scenario(scenario, options);
}

enum class Change { none, written, failed };

Change update_file(const SelectedScenario& selected, const std::string& trace, bool quiet,
                   CommandContext& context) {
  Streams& streams = context.streams;
  const std::string path = visible(selected.scenario.path);
  const std::string before = selected.scenario.golden ? selected.scenario.golden->trace : "";
  if (selected.scenario.golden && before == trace) return Change::none;

  const auto text = replace_golden(selected.text, trace);
  if (!text) {
    streams.err << "mprsim: " << path << ": its trace cannot be written as a TOML text\n";
    return Change::failed;
  }
  if (const auto written = replace_file(selected.file, *text); !written) {
    streams.err << "mprsim: " << visible(to_string(written.error())) << "\n";
    return Change::failed;
  }
  if (!quiet) {
    streams.out << context.out(Ink::strong, path) << "\n"
                << render_diff(diff_lines(before, trace), context.out) << "\n";
  }
  return Change::written;
}

}  // namespace

std::optional<std::string> why_update_is_refused(const RunRequest& request, const Environment& environment) {
  if (const auto ci = environment.variable("CI"); ci && !ci->empty()) {
    return "--update is refused while CI is set: a person has to read and accept a golden trace";
  }
  if (request.profile || request.seed || request.profile_store) {
    return "--update uses the scenario's own profile, seed and store: leave out --profile, --seed and "
           "--profile-store";
  }
  if (request.out || request.format != ReportFormat::text) {
    return "--update shows its changes as text: leave out --format and --out";
  }
  return std::nullopt;
}

int update_golden_traces(const Selection& selection, const RunRequest& request, CommandContext& context) {
  Report refused{{}, request.selection.library, {}};
  std::size_t changed = 0;
  bool written_all = true;
  for (const SelectedScenario& selected : selection.scenarios) {
    ScenarioResult result = run_without_golden(selected.scenario, context.environment);
    if (is_trouble(result.outcome)) {
      refused.results.push_back(std::move(result));
      continue;
    }
    const Change change = update_file(selected, render_text(result.trace), request.quiet, context);
    changed += change == Change::written ? 1 : 0;
    written_all = written_all && change != Change::failed;
  }
  context.streams.out << render_failures(refused, context.out);
  if (!request.quiet) {
    context.streams.out << "updated " << changed << " of "
                        << counted(selection.scenarios.size(), "golden trace");
    if (!refused.results.empty()) {
      context.streams.out << "; not updated because the expectations do not hold: " << refused.results.size();
    }
    context.streams.out << "\n";
  }
  return written_all ? exit_code_of(refused) : exit_code::bad_input;
}

}  // namespace mprsim
