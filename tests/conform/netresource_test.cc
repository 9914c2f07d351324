#include "tools/conformance/netresource.h"

#include <string>

#include <gtest/gtest.h>

namespace mprsim::netresource_test {
namespace {

constexpr std::uint64_t address = 0x10000;

void put(ArgumentAfter& buffer, std::size_t at, std::uint64_t value, std::size_t bytes) {
  for (std::size_t i = 0; i < bytes; ++i) buffer.bytes[at + i] = static_cast<std::uint8_t>(value >> 8 * i);
}

void put(ArgumentAfter& buffer, std::size_t at, std::u16string_view text) {
  for (const char16_t unit : text) {
    put(buffer, at, unit, 2);
    at += 2;
  }
  put(buffer, at, 0, 2);
}

// One structure whose lpRemoteName points to an offset, in a buffer of 128 bytes full of A5.
ArgumentAfter one_entry(std::uint64_t offset) {
  ArgumentAfter buffer;
  buffer.address = address;
  buffer.bytes.assign(128, buffer_fill);
  for (const std::size_t at : {0U, 8U, 16U, 32U, 40U}) put(buffer, at, 0, 8);
  put(buffer, 4, 1, 4);
  put(buffer, 24, address + offset, 8);
  return buffer;
}

// rule: enum.packing
TEST(NetResource, StringsBehindTheStructuresAreRead) {
  ArgumentAfter buffer = one_entry(100);
  put(buffer, 100, u"\\\\a\\b");
  const auto resources = read_netresources(buffer, 1);
  ASSERT_TRUE(resources) << resources.error();
  EXPECT_EQ(resources->front(), (ResourceArgument{.type = 1, .remote = u"\\\\a\\b"}));
}

// rule: enum.packing
TEST(NetResource, WhatIsWrongIsSaid) {
  EXPECT_EQ(read_netresources(one_entry(200), 1).error(), "entry 1: lpRemoteName points outside the buffer");
  EXPECT_EQ(read_netresources(one_entry(20), 1).error(), "entry 1: lpRemoteName points among the structures");
  EXPECT_EQ(read_netresources(one_entry(120), 1).error(),
            "entry 1: lpRemoteName has no NUL before the end of the buffer");
  EXPECT_EQ(read_netresources(one_entry(100), 3).error(), "3 structures do not fit into 128 bytes");
}

}  // namespace
}  // namespace mprsim::netresource_test
