#include "sim/choice/choice.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <numeric>
#include <span>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace mprsim::choice_test {
namespace {

// The golden numbers come from a second implementation, written apart from this one and checked against the
// published first outputs of xoshiro256** (state 1, 2, 3, 4) and splitmix64 (seed 1234567).

TEST(Choice, GoldenDraws) {
  struct Row {
    std::uint64_t seed;
    const char* name;
    std::array<std::uint64_t, 3> draws;
  };
  const Row rows[] = {
      {0, "", {0x1E28178EEDBF0F30, 0x32DADB1A9E4A4D08, 0x4EF49088479A6D5C}},
      {1, "order", {0x67E0A74ED42CA121, 0x9E6768D72081A93B, 0x7132E5CE4383EFC2}},
      {1, "latency", {0x63A85DAE3BA047EA, 0xEF5939AE9D178011, 0xC1C09E16B1A02125}},
      {42, "order", {0x5F91E362FC1F874D, 0xE81B62E23D28B794, 0x4B2A394A4C1F3CEF}},
      {~std::uint64_t{0}, "notifyee/indexer", {0xF4AB14C624AD5B3D, 0xF6CDBA7F1B77A5AC, 0xD00733686802E92F}},
  };
  for (const Row& row : rows) {
    ChoiceStream stream(row.seed, row.name);
    for (const std::uint64_t expected : row.draws) EXPECT_EQ(stream.next(), expected) << row.seed << row.name;
  }
}

template <class Draw>
auto draws(int count, Draw draw) {
  std::vector<decltype(draw())> result;
  for (int i = 0; i < count; ++i) result.push_back(draw());
  return result;
}

TEST(Choice, GoldenBelow) {
  ChoiceStream stream(7, "below");
  EXPECT_EQ(draws(16, [&] { return stream.below(10); }),
            (std::vector<std::uint64_t>{3, 3, 7, 5, 9, 3, 5, 2, 3, 2, 6, 1, 4, 3, 8, 6}));
  ChoiceStream rejecting(7, "below");  // half of all draws are rejected for this bound
  EXPECT_EQ(draws(4, [&] { return rejecting.below((std::uint64_t{1} << 63) + 1); }),
            (std::vector<std::uint64_t>{1838696925977720974, 7926239344002300804, 1783371993566492736,
                                        8393542006393969243}));
}

TEST(Choice, GoldenBetween) {
  ChoiceStream stream(7, "between");
  EXPECT_EQ(draws(16, [&] { return stream.between(-5, 5); }),
            (std::vector<std::int64_t>{-4, 0, 1, -4, -3, 5, -3, 5, 5, -4, 1, 1, -5, -4, -3, -4}));
}

TEST(Choice, GoldenShuffle) {
  ChoiceStream stream(7, "shuffle");
  std::vector<int> items(10);
  std::iota(items.begin(), items.end(), 0);
  stream.shuffle(std::span(items));
  EXPECT_EQ(items, (std::vector<int>{5, 1, 3, 9, 8, 0, 7, 2, 4, 6}));
}

TEST(Choice, GoldenChance) {
  ChoiceStream stream(7, "chance");
  std::string drawn;
  for (int i = 0; i < 24; ++i) drawn += stream.chance(1, 4) ? '1' : '0';
  EXPECT_EQ(drawn, "010001010101101010000100");
}

TEST(Choice, ADrawInOneStreamDoesNotMoveAnother) {
  ChoiceStream alone(5, "b");
  const auto expected = draws(8, [&] { return alone.next(); });
  ChoiceStream a(5, "a");
  ChoiceStream b(5, "b");
  std::vector<std::uint64_t> got;
  for (int i = 0; i < 8; ++i) {
    draws(i, [&] { return a.next(); });
    got.push_back(b.next());
  }
  EXPECT_EQ(got, expected);
}

TEST(Choice, NothingToChooseDrawsNothing) {
  ChoiceStream stream(5, "a");
  const ChoiceStream before = stream;
  EXPECT_EQ(stream.below(0), 0u);
  EXPECT_EQ(stream.below(1), 0u);
  EXPECT_EQ(stream.between(3, 3), 3);
  EXPECT_EQ(stream.between(3, -3), 3);
  EXPECT_FALSE(stream.chance(0, 0));
  EXPECT_FALSE(stream.chance(1, 0));
  EXPECT_TRUE(stream.chance(1, 1));
  std::vector<int> one{1};
  stream.shuffle(std::span(one));
  stream.shuffle(std::span<int>());
  EXPECT_EQ(stream, before);
  stream.next();
  EXPECT_NE(stream, before);
}

TEST(Choice, CertainAndImpossibleChances) {
  ChoiceStream stream(5, "a");
  for (int i = 0; i < 100; ++i) {
    EXPECT_FALSE(stream.chance(0, 10));
    EXPECT_TRUE(stream.chance(10, 10));
    EXPECT_TRUE(stream.chance(11, 10));
  }
}

TEST(Choice, TheWholeRangeOfIntegers) {
  ChoiceStream stream(5, "a");
  bool negative = false;
  bool positive = false;
  for (int i = 0; i < 100; ++i) {
    const auto draw =
        stream.between(std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max());
    (draw < 0 ? negative : positive) = true;
  }
  EXPECT_TRUE(negative && positive);
  for (int i = 0; i < 100; ++i) {
    EXPECT_LE(stream.between(std::numeric_limits<std::int64_t>::max() - 1,
                             std::numeric_limits<std::int64_t>::max()),
              std::numeric_limits<std::int64_t>::max());
  }
}

TEST(Choice, BelowIsUniform) {
  ChoiceStream stream(11, "uniform");
  std::array<int, 7> counts{};
  for (int i = 0; i < 70'000; ++i) ++counts[static_cast<std::size_t>(stream.below(7))];
  for (const int count : counts) EXPECT_NEAR(count, 10'000, 400);  // four standard deviations
}

TEST(Choice, EveryOrderIsAboutEquallyLikely) {
  ChoiceStream stream(11, "orders");
  std::map<std::array<int, 4>, int> counts;
  for (int i = 0; i < 24'000; ++i) {
    std::array<int, 4> items{0, 1, 2, 3};
    stream.shuffle(std::span<int>(items));
    ++counts[items];
  }
  EXPECT_EQ(counts.size(), 24u);
  for (const auto& [order, count] : counts) EXPECT_NEAR(count, 1'000, 150);
}

}  // namespace
}  // namespace mprsim::choice_test
