// Shard: the part of a sweep that this machine does, as given on the command line or by the usual CI systems.
//
// Page: docs/sweeps.md, "Shards". Thread-safety: pure functions. Throws std::bad_alloc only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "tools/terminal/streams.h"

namespace mprsim {

struct Shard {
  std::uint32_t index = 0;  ///< from 0
  std::uint32_t count = 1;
  friend bool operator==(const Shard&, const Shard&) = default;
};

inline constexpr std::uint32_t most_shards = 65'536;

/// Reads "0/4" to "3/4". The error is one sentence.
tl::expected<Shard, std::string> parse_shard(std::string_view text);

/// Reads the first pair of variables of which one is set: MPRSIM_SHARD_INDEX and MPRSIM_SHARD_TOTAL, TEST_*,
/// GTEST_*, CI_NODE_* (which count from 1), CIRCLE_NODE_*, BUILDKITE_PARALLEL_*. If none is set: the whole.
/// The error is one sentence: one of a pair is missing, or a value does not fit.
tl::expected<Shard, std::string> shard_from(const Environment& environment);

}  // namespace mprsim
