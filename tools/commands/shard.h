// Shard: which part of the work is this machine's, as the usual CI systems say it.
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

/// "0/4" to "3/4". The error is a sentence for people.
tl::expected<Shard, std::string> parse_shard(std::string_view text);

/// From the first pair of variables of which one is set: MPRSIM_SHARD_INDEX and MPRSIM_SHARD_TOTAL, TEST_*,
/// GTEST_*, CI_NODE_* (which count from 1), CIRCLE_NODE_*, BUILDKITE_PARALLEL_*. Without any: the whole.
tl::expected<Shard, std::string> shard_from(const Environment& environment);

}  // namespace mprsim
