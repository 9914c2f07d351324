// The report of a run as text for people.
//
// Page: docs/cli.md, "run". Control characters in names and messages are escaped. Thread-safety: pure
// functions. Throws std::bad_alloc only.
#pragma once

#include <string>

#include "scenarios/model.h"
#include "scenarios/play/determinism.h"
#include "tools/reports/run_report.h"
#include "tools/terminal/style.h"

namespace mprsim {

struct TextOptions {
  bool quiet = false;    ///< nothing but failures
  bool verbose = false;  ///< a line for every scenario, however many there are
};

/// One line per scenario where there are few, else one per folder; then the failures, each with a line that
/// reproduces it; then the totals.
std::string render_text_report(const Report& report, const TextOptions& options, const Style& style);

/// The failures alone.
std::string render_failures(const Report& report, const Style& style);

/// The result of one scenario in full: title and reason, trace, verdict, rules.
std::string render_lesson(const Report& report, const Scenario& scenario, const Style& style, unsigned width);

/// A message for the standard error: `what` ran twice with different traces, and the first two events that
/// differ.
std::string render_difference(const std::string& what, const TraceDifference& difference);

/// Added lines and removed lines in colour.
std::string render_diff(const std::string& diff, const Style& style);

}  // namespace mprsim
