// Sweep files: the result of a sweep as text (JSON Lines), for `mprsim merge`, for other programs, and to
// continue an interrupted sweep (`mprsim sweep --resume`).
//
// Page: docs/sweeps.md, "Result files". The first line says what was swept and how far; one line for each
// scenario and one for each failure follow; the last line says that the file is complete. The format has a
// version; a file of another version is refused. A sweep file is hostile input. Thread-safety: values and
// pure functions. Throws std::bad_alloc only.
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

/// The text of a result; parse_sweep() reads it back as an equal result.
std::string render_sweep(const SweepResult& result);
/// The result; or the first error and its line, and then nothing of the file is returned.
tl::expected<SweepResult, LogError> parse_sweep(std::string_view text);

/// A result and its name in messages.
struct NamedSweep {
  std::string name;
  SweepResult result;
};

/// The sum of the shards of one sweep.
struct MergedSweep {
  SweepResult result;                   ///< its plan is that of all shards
  std::vector<std::uint32_t> missing;   ///< shards without a result
  std::vector<std::string> incomplete;  ///< names of the results of interrupted sweeps
};

/// Adds up results. The error names the result that does not fit the first one: its plan, its scenarios or
/// its version differ, or its shard is already there. Precondition: at least one result.
tl::expected<MergedSweep, std::string> merge_sweeps(std::span<const NamedSweep> sweeps);

}  // namespace mprsim
