// Report: the results of one run, the parts that all its forms share (counts, exit code, the command that
// reproduces a result), and the forms for programs. The text for people is in run_report_text.h.
//
// Page: docs/cli.md, "run". File names and messages are escaped for each form. Thread-safety: a value and
// pure functions. Throws std::bad_alloc only.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/play/result.h"
#include "tools/reports/totals.h"

namespace mprsim {

/// The results of `mprsim run`.
struct Report {
  std::vector<ScenarioResult> results;       ///< in the order of the run
  std::optional<std::string> library;        ///< as given with --library, and needed to repeat the run
  std::optional<std::string> profile_store;  ///< as given with --profile-store, for the same reason
};

/// How many results have which outcome.
Totals totals(const Report& report) noexcept;

/// The exit code for the worst outcome: a fault of mprsim, then a result that does not hold, then a run that
/// a limit cut short.
int exit_code_of(const Report& report) noexcept;

/// How many different rules the scenarios show.
std::size_t rules_shown(const Report& report);

/// "mprsim run route/owner-first.toml --profile nt-doc --seed 0  # mprsim 0.1.0"
std::string repro_line(const Report& report, const ScenarioResult& result);

/// "route/owner-first.toml:23:1: status is ..., expected ... (route.first-significant)"
std::string finding_line(const ScenarioResult& result, const Finding& finding);

/// "route" of "route/owner-first.toml"; "." for a name without a folder.
std::string_view folder_of(std::string_view path) noexcept;

/// The version of mprsim: "0.1.0".
std::string_view version() noexcept;

// --- The forms for programs. All of them end with a newline.
std::string render_json(const Report& report);
std::string render_junit(const Report& report);
std::string render_traces(const Report& report);       ///< each trace after a line "# path"
std::string render_trace_lines(const Report& report);  ///< JSON Lines

}  // namespace mprsim
