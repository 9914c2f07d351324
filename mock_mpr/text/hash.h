// A stable hash: the same numbers on every platform, compiler and run, unlike std::hash.
//
// For state comparison and rolling trace hashes; not against an adversary. A value; nothing fails.
#pragma once

#include <cstdint>
#include <string_view>

namespace mprsim {

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
