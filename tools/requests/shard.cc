#include "tools/requests/shard.h"

#include <charconv>
#include <optional>

#include "scenarios/language/diagnostics.h"

namespace mprsim {
namespace {

struct Variables {
  std::string index;
  std::string count;
  std::uint32_t first;  // the index of the first shard
};

std::optional<std::uint32_t> parse_number(std::string_view text) {
  std::optional<std::uint32_t> number{0};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), *number);
  if (error != std::errc{} || end != text.data() + text.size() || text.empty()) number.reset();
  return number;
}

std::string range(std::uint32_t first, std::uint32_t count) {
  return concat({"from ", std::to_string(first), " to ", std::to_string(first + count - 1)});
}

tl::expected<Shard, std::string> shard_from(const Variables& names, std::string_view index_text,
                                            std::string_view count_text) {
  const auto index = parse_number(index_text);
  const auto count = parse_number(count_text);
  if (!count || *count == 0 || *count > most_shards) {
    return tl::unexpected(concat({names.count, " is ", quoted(count_text),
                                  ", but must be a number from 1 to ", std::to_string(most_shards)}));
  }
  if (!index || *index < names.first || *index - names.first >= *count) {
    return tl::unexpected(concat(
        {names.index, " is ", quoted(index_text), ", but must be a number ", range(names.first, *count)}));
  }
  return Shard{*index - names.first, *count};
}

}  // namespace

tl::expected<Shard, std::string> parse_shard(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto index = parse_number(text.substr(0, slash));
  const auto count = parse_number(slash == std::string_view::npos ? "" : text.substr(slash + 1));
  if (!index || !count) {
    return tl::unexpected(concat({quoted(text),
                                  " is no shard; write the index, from 0, and the number of "
                                  "shards, such as 0/4"}));
  }
  if (*count == 0 || *count > most_shards) {
    return tl::unexpected(concat({"the number of shards is from 1 to ", std::to_string(most_shards)}));
  }
  if (*index >= *count) {
    return tl::unexpected(concat({"there is no shard ", std::to_string(*index), " of ",
                                  std::to_string(*count), ": the index is ", range(0, *count)}));
  }
  return Shard{*index, *count};
}

tl::expected<Shard, std::string> shard_from(const Environment& environment) {
  const Variables known[] = {{"MPRSIM_SHARD_INDEX", "MPRSIM_SHARD_TOTAL", 0},
                             {"TEST_SHARD_INDEX", "TEST_TOTAL_SHARDS", 0},
                             {"GTEST_SHARD_INDEX", "GTEST_TOTAL_SHARDS", 0},
                             {"CI_NODE_INDEX", "CI_NODE_TOTAL", 1},
                             {"CIRCLE_NODE_INDEX", "CIRCLE_NODE_TOTAL", 0},
                             {"BUILDKITE_PARALLEL_JOB", "BUILDKITE_PARALLEL_JOB_COUNT", 0}};
  for (const Variables& names : known) {
    const auto index = environment.variable(names.index);
    const auto count = environment.variable(names.count);
    if (!index && !count) continue;
    if (!index || !count) {
      return tl::unexpected(concat({index ? names.index : names.count, " is set, but ",
                                    index ? names.count : names.index, " is not"}));
    }
    return shard_from(names, *index, *count);
  }
  return Shard{};
}

}  // namespace mprsim
