// Report: the results of one run, and what every form of it says the same way: counts, the exit code, the
// line that reproduces a result.
//
// Thread-safety: a value and pure functions. Throws std::bad_alloc only.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/play/result.h"
#include "tools/reports/totals.h"

namespace mprsim {

struct Report {
  std::vector<ScenarioResult> results;       ///< in the order of the run
  std::optional<std::string> library;        ///< as given with --library, and needed to repeat the run
  std::optional<std::string> profile_store;  ///< the same
};

Totals totals(const Report& report) noexcept;

/// The worst of all: our own fault, then what does not hold, then what a limit cut short.
int exit_code_of(const Report& report) noexcept;

/// How many different rules the scenarios show.
std::size_t rules_shown(const Report& report);

/// "mprsim run route/owner-first.toml --profile nt-doc --seed 0  # mprsim 0.1.0"
std::string repro_line(const Report& report, const ScenarioResult& result);

/// "route/owner-first.toml:23:1: status is ..., expected ... (route.first-significant)"
std::string finding_line(const ScenarioResult& result, const Finding& finding);

/// "route" of "route/owner-first.toml"; "." for a name without a folder.
std::string_view folder_of(std::string_view path) noexcept;

std::string_view version() noexcept;

// The forms. All of them end with a newline.
std::string render_json(const Report& report);
std::string render_junit(const Report& report);
std::string render_traces(const Report& report);       ///< each trace after a line "# path"
std::string render_trace_lines(const Report& report);  ///< JSON Lines

}  // namespace mprsim
