#include "sim/plugin/protocol.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "tests/plugin/sample_messages.h"

namespace mprsim::protocol::protocol_test {
namespace {

using Bytes = std::vector<std::uint8_t>;

Decoded<Message> decode(std::span<const std::uint8_t> bytes) {
  if (bytes.size() < header_bytes) return tl::unexpected(std::string_view("no header"));
  const auto header = decode_header(bytes.first<header_bytes>());
  if (!header) return tl::unexpected(header.error());
  return decode_payload(*header, bytes.subspan(header_bytes));
}

TEST(Protocol, EveryMessageComesBackAsItWas) {
  std::array<bool, std::variant_size_v<Message>> seen{};
  for (const Message& message : sample_messages()) {
    const Bytes frame = encode(message, 7);
    const auto header = decode_header(std::span(frame).first<header_bytes>());
    ASSERT_TRUE(header);
    EXPECT_EQ(header->sequence, 7U);
    EXPECT_EQ(header->payload_bytes, frame.size() - header_bytes);
    const auto decoded = decode(frame);
    ASSERT_TRUE(decoded) << decoded.error();
    EXPECT_TRUE(*decoded == message) << "message " << message.index();
    seen[message.index()] = true;
  }
  for (const bool one : seen) EXPECT_TRUE(one) << "a kind of message without a sample";
}

TEST(Protocol, NothingThatIsCutShortDecodes) {
  for (const Message& message : sample_messages()) {
    const Bytes frame = encode(message, 1);
    for (std::size_t size = 0; size < frame.size(); ++size) {
      EXPECT_FALSE(decode(std::span(frame).first(size))) << message.index() << " cut to " << size;
    }
    Bytes longer = frame;
    longer.push_back(0);
    EXPECT_FALSE(decode(longer)) << message.index();
  }
}

TEST(Protocol, NoFlippedBitIsMissed) {
  for (const Message& message : sample_messages()) {
    Bytes frame = encode(message, 1);
    for (std::size_t bit = 0; bit < frame.size() * 8; ++bit) {
      frame[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
      EXPECT_FALSE(decode(frame)) << message.index() << " bit " << bit;
      frame[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
    }
  }
}

// The checksum only finds accidents: also behind a right checksum the decoder must not trust sizes and
// numbers. So these payloads have a right checksum.
TEST(Protocol, WhatIsSealedIsNotTrusted) {
  const auto sealed = [](std::uint16_t kind, const Bytes& payload) {
    Header header{kind, 1, static_cast<std::uint32_t>(payload.size()), 0};
    header.checksum = checksum_of(header, payload);
    return decode_payload(header, payload);
  };
  const auto kind_of = [](const Message& message) { return static_cast<std::uint16_t>(message.index()); };
  const std::uint16_t call = kind_of(PluginCall{});

  const Bytes null_call = {0, 0, 0, 0, 1, 0, 0, 0, 0};
  ASSERT_TRUE(sealed(call, null_call));
  Bytes payload = null_call;
  payload[8] = 10;  // no such kind of argument
  EXPECT_FALSE(sealed(call, payload));
  payload = null_call;
  payload[4] = 2;  // more arguments than bytes
  EXPECT_FALSE(sealed(call, payload));
  EXPECT_FALSE(sealed(call, {0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0})) << "a name of 4 GiB";
  payload = {0, 0, 0, 0, 17, 0, 0, 0};
  payload.resize(8 + 17);
  EXPECT_FALSE(sealed(call, payload)) << "more arguments than any function has";
  EXPECT_TRUE(sealed(kind_of(AskHeapUse{}), {}));
  EXPECT_FALSE(sealed(kind_of(AskHeapUse{}), {0})) << "a byte too many";

  // Fault: has_address, access, place, part and out_of_memory have few values each.
  const std::uint16_t fault = kind_of(Fault{});
  Bytes sound(fault_frame_bytes - header_bytes);
  ASSERT_TRUE(sealed(fault, sound));
  for (const std::size_t at : {12U, 13U, 14U, 27U, 36U}) {
    Bytes broken = sound;
    broken[at] = 9;
    EXPECT_FALSE(sealed(fault, broken)) << at;
  }
}

TEST(Protocol, HeadersAreChecked) {
  const Bytes frame = encode(AskHeapUse{}, 1);
  const auto with = [&](std::size_t at, std::uint8_t value) {
    Bytes changed = frame;
    changed[at] = value;
    return decode_header(std::span(changed).first<header_bytes>());
  };
  EXPECT_EQ(with(0, 0).error(), "the magic number is missing");
  EXPECT_EQ(with(4, 2).error(), "the version is not ours");
  EXPECT_EQ(with(6, 200).error(), "the kind of message is unknown");
  EXPECT_EQ(with(15, 2).error(), "the message is too large");
}

// encode_fault(), for signal handlers, must give the same bytes as encode().
TEST(Protocol, TheLastWordsAreAFrameLikeAnyOther) {
  for (const Message& message : sample_messages()) {
    const auto* fault = std::get_if<Fault>(&message);
    if (fault == nullptr) continue;
    std::array<std::uint8_t, fault_frame_bytes> frame{};
    encode_fault(*fault, 99, frame);
    EXPECT_EQ(encode(message, 99), Bytes(frame.begin(), frame.end()));
  }
}

}  // namespace
}  // namespace mprsim::protocol::protocol_test
