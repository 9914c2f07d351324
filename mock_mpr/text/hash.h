// Stable hashes: the same numbers on every platform, compiler and run, unlike std::hash.
//
// stable_hash() and checksum() are FNV-1a, for what is stored, sent or seeds a stream: their numbers never
// change. Hasher takes whole words, for comparing states and rolling hashes of traces, where speed counts.
// Neither resists an adversary. Values and pure functions, safe in any thread and in a signal handler;
// nothing fails.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace mprsim {

namespace detail {

template <class Word, Word Prime, class Byte>
constexpr Word fnv1a(const Byte* bytes, std::size_t count, Word state) noexcept {
  for (std::size_t i = 0; i < count; ++i) state = (state ^ static_cast<std::uint8_t>(bytes[i])) * Prime;
  return state;
}

}  // namespace detail

/// FNV-1a of 64 bits.
constexpr std::uint64_t stable_hash(std::string_view text) noexcept {
  return detail::fnv1a<std::uint64_t, 0x0000'0100'0000'01B3>(text.data(), text.size(), 0xCBF2'9CE4'8422'2325);
}

/// FNV-1a of 32 bits. The result of one call is the `state` to go on with in the next.
constexpr std::uint32_t checksum(std::span<const std::uint8_t> bytes,
                                 std::uint32_t state = 0x811C'9DC5) noexcept {
  return detail::fnv1a<std::uint32_t, 0x0100'0193>(bytes.data(), bytes.size(), state);
}

/// Takes words and texts one after another. The order counts.
class Hasher {
 public:
  constexpr void add(std::uint64_t word) noexcept {
    state_ = (state_ ^ word) * 0x9FB21C651E98DF25U;
    state_ ^= state_ >> 32;
  }
  constexpr void add(std::string_view text) noexcept {
    for (const char c : text) add(static_cast<std::uint64_t>(static_cast<unsigned char>(c)));
    add(text.size());
  }
  constexpr std::uint64_t value() const noexcept { return state_; }

 private:
  std::uint64_t state_ = 0xCBF29CE484222325U;
};

}  // namespace mprsim
