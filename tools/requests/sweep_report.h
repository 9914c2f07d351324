// The result of a sweep as text, as files and as an exit code: what the commands sweep and merge share.
//
// Page: docs/sweeps.md. Thread-safety: pure functions but for those that read or write files. Throws
// std::bad_alloc only.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <tl/expected.hpp>

#include "scenarios/search/sweep.h"
#include "scenarios/search/sweep_file.h"
#include "tools/terminal/style.h"

namespace mprsim {

/// Each [[sometimes]] that happened in no run: path of the scenario and its number there, from 1. Empty for a
/// shard and for a sweep that was cut short: the seeds that are missing may have seen it.
std::vector<std::pair<std::string, std::size_t>> never_happened(const SweepResult& result);

/// The name of the decision log of a failure: "two-cancels-of-one-device-17.jsonl".
std::string log_name(const SweepResult& result, const SweepFailure& failure);

/// The failures and the totals, for people. `log_folder` is where the decision logs were written, for the
/// line that reproduces the first failure. `quiet` leaves out the totals.
std::string render_sweep_report(const SweepResult& result, const std::optional<std::string>& log_folder,
                                bool quiet, const Style& style);
std::string render_merged(const MergedSweep& merged, const Style& style);
/// A line for each scenario: its hash over all seeds, and its path.
std::string render_hashes(const SweepResult& result);

/// Reads a file of at most `largest_sweep_file` bytes. The error is one sentence that names the file and the
/// line.
tl::expected<SweepResult, std::string> read_sweep_result(const std::string& path);

/// Writes one decision log per failure into an existing folder. Nothing if all were written; else why the
/// first that failed was not, in one sentence, and the later ones are not written.
std::optional<std::string> write_failure_logs(const SweepResult& result, const std::string& folder);

/// does_not_hold if something failed or never happened, else inconclusive if it was cut short, else holds.
int exit_code_of(const SweepResult& result);

}  // namespace mprsim
