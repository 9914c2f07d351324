// Sweep files: the result of a sweep as text, JSON Lines: for `mprsim merge`, for programs, and to go on with
// a sweep that was interrupted (`mprsim sweep --resume`).
//
// Page: docs/sweeps.md, "Result files". The first line says what was swept and how far, one line per scenario
// and one per failure follow, and the last line says that the file is whole. The format has a version, and a
// file of another version is refused. What stands in a file is hostile until it was read. Thread-safety:
// values and pure functions. Throws std::bad_alloc only.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "scenarios/search/log_file.h"
#include "scenarios/search/sweep.h"

namespace mprsim {

inline constexpr int sweep_format_version = 1;
inline constexpr std::size_t largest_sweep_file = std::size_t{256} << 20;  ///< bytes

std::string render_sweep(const SweepResult& result);
tl::expected<SweepResult, LogError> parse_sweep(std::string_view text);

/// A result and what it is called in messages.
struct NamedSweep {
  std::string name;
  SweepResult result;
};

/// The sum of the shards of one sweep.
struct MergedSweep {
  SweepResult result;                   ///< its plan is that of all shards
  std::vector<std::uint32_t> missing;   ///< shards of which there is no result
  std::vector<std::string> incomplete;  ///< names of results of sweeps that were cut short
};

/// Refuses, with a message that names the file: results of another plan, of other scenarios or of another
/// version than the first, and a shard that is there twice. Precondition: not empty.
tl::expected<MergedSweep, std::string> merge_sweeps(std::span<const NamedSweep> sweeps);

}  // namespace mprsim
