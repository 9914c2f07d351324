// What a sweep came to, as text.
//
// Page: docs/sweeps.md. Thread-safety: pure functions. Throws std::bad_alloc only.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "scenarios/search/sweep.h"
#include "scenarios/search/sweep_file.h"
#include "tools/commands/commands.h"
#include "tools/terminal/style.h"

namespace mprsim {

/// The [[sometimes]] that no run of a whole sweep has seen: scenario and number, from 1. Nothing of a shard
/// or of a sweep that was cut short, which may just not have come across it.
std::vector<std::pair<std::string, std::size_t>> never_happened(const SweepResult& result);

/// "two-cancels-of-one-device-17.jsonl"
std::string log_name(const SweepResult& result, const SweepFailure& failure);

std::string render_sweep_report(const SweepResult& result, const SweepCommand& command, const Style& style);
std::string render_merged(const MergedSweep& merged, const Style& style);
/// A line for each scenario: its hash over all seeds, and its path.
std::string render_hashes(const SweepResult& result);

}  // namespace mprsim
