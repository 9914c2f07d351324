#include "tools/reports/run_report.h"

#include <algorithm>
#include <set>

#include "mock_mpr/facts/rule.h"
#include "mock_mpr/trace/trace_json.h"
#include "mock_mpr/trace/trace_text.h"
#include "scenarios/language/diagnostics.h"
#include "sim/platform/platform.h"
#include "tools/terminal/exit_code.h"
#include "tools/terminal/text.h"

namespace mprsim {

Totals totals(const Report& report) noexcept {
  Totals totals;
  for (const ScenarioResult& result : report.results) totals.add(result.outcome);
  return totals;
}

int exit_code_of(const Report& report) noexcept {
  const Totals all = totals(report);
  if (all.of(Outcome::error) > 0) return exit_code::internal_error;
  if (all.of(Outcome::fail) > 0 || all.of(Outcome::crash) > 0) return exit_code::does_not_hold;
  if (all.of(Outcome::timeout) > 0) return exit_code::inconclusive;
  return exit_code::holds;
}

std::size_t rules_shown(const Report& report) {
  std::set<Rule> shown;
  for (const ScenarioResult& result : report.results) shown.insert(result.shows.begin(), result.shows.end());
  return shown.size();
}

std::string repro_line(const Report& report, const ScenarioResult& result) {
  const bool like_an_option = result.path.starts_with('-');
  std::string line = concat({"mprsim run ", shell_word(concat({like_an_option ? "./" : "", result.path})),
                             " --profile ", name(result.profile), " --seed ", std::to_string(result.seed)});
  if (result.strategy != Strategy{}) line += concat({" --strategy ", shell_word(to_string(result.strategy))});
  if (report.library) line += concat({" --library ", shell_word(*report.library)});
  if (report.profile_store) line += concat({" --profile-store ", shell_word(*report.profile_store)});
  return visible(concat({line, "  # mprsim ", version()}));
}

std::string finding_line(const ScenarioResult& result, const Finding& finding) {
  std::string line = visible(result.path);
  if (finding.where.line > 0) {
    line += concat({":", std::to_string(finding.where.line), ":", std::to_string(finding.where.column)});
  }
  line += concat({": ", visible(finding.what)});
  if (finding.rule != Rule::none) line += concat({" (", slug(finding.rule), ")"});
  return line;
}

std::string_view folder_of(std::string_view path) noexcept {
  const std::size_t slash = path.find_last_of(platform::path_separators());
  return slash == std::string_view::npos ? "." : path.substr(0, std::max<std::size_t>(slash, 1));
}

std::string_view version() noexcept { return MPRSIM_VERSION; }

std::string render_traces(const Report& report) {
  std::string text;
  for (const ScenarioResult& result : report.results) {
    if (!text.empty()) text += "\n";
    text += concat({"# ", visible(result.path), "\n", render_text(result.trace)});
  }
  return text;
}

std::string render_trace_lines(const Report& report) {
  std::string lines;
  for (const ScenarioResult& result : report.results) {
    lines += render_jsonl(result.trace, {result.path, result.seed, result.profile});
  }
  return lines;
}

}  // namespace mprsim
