#include "mock_mpr/text/hash.h"

#include <array>

#include <gtest/gtest.h>

namespace mprsim::hash_test {
namespace {

// The golden numbers are the published ones of FNV-1a, or come from a second implementation.

TEST(Hash, StableHashIsFnv1aOf64Bits) {
  EXPECT_EQ(stable_hash(""), 0xCBF29CE484222325u);
  EXPECT_EQ(stable_hash("a"), 0xAF63DC4C8601EC8Cu);
  EXPECT_EQ(stable_hash("foobar"), 0x85944171F73967E8u);
  EXPECT_EQ(stable_hash("notifyee/indexer"), 0x39E1E47BC83207E6u);
  EXPECT_NE(stable_hash("\xC3\xA4"), stable_hash("\x43\x24"));  // bytes above 127 count as they are
}

TEST(Hash, ChecksumIsFnv1aOf32Bits) {
  constexpr std::array<std::uint8_t, 6> foobar{'f', 'o', 'o', 'b', 'a', 'r'};
  EXPECT_EQ(checksum({}), 0x811C9DC5u);
  EXPECT_EQ(checksum(foobar), 0xBF9CF968u);
  const std::span<const std::uint8_t> bytes(foobar);
  EXPECT_EQ(checksum(bytes.subspan(2), checksum(bytes.first(2))), checksum(foobar));
}

TEST(Hash, AHasherTellsTextsApartWhereverTheyEnd) {
  Hasher one, other;
  one.add("ab");
  one.add("c");
  other.add("a");
  other.add("bc");
  EXPECT_NE(one.value(), other.value());
}

}  // namespace
}  // namespace mprsim::hash_test
