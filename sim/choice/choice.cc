#include "sim/choice/choice.h"

#include <bit>

namespace mprsim {

namespace {

std::uint64_t splitmix64(std::uint64_t& state) noexcept {
  std::uint64_t mixed = state += 0x9E37'79B9'7F4A'7C15;
  mixed = (mixed ^ (mixed >> 30)) * 0xBF58'476D'1CE4'E5B9;
  mixed = (mixed ^ (mixed >> 27)) * 0x94D0'49BB'1331'11EB;
  return mixed ^ (mixed >> 31);
}

}  // namespace

ChoiceStream::ChoiceStream(std::uint64_t seed, std::uint64_t name_hash) noexcept {
  // The seed is mixed before the name joins it, so that no seed can cancel out a name.
  std::uint64_t filler = splitmix64(seed) ^ name_hash;
  for (std::uint64_t& word : state_) word = splitmix64(filler);
}

std::uint64_t ChoiceStream::next() noexcept {
  const std::uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
  const std::uint64_t shifted = state_[1] << 17;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= shifted;
  state_[3] = std::rotl(state_[3], 45);
  return result;
}

std::uint64_t ChoiceStream::below(std::uint64_t bound) noexcept {
  if (bound <= 1) return 0;
  // 2^64 is not a multiple of every bound, and `draw % bound` would then prefer small numbers. The lowest
  // 2^64 mod bound values are drawn again, so that a whole multiple of the bound is left. (0 - bound is
  // 2^64 - bound, which has the same remainder.)
  const std::uint64_t rejected = (0 - bound) % bound;
  std::uint64_t draw = next();
  while (draw < rejected) draw = next();
  return draw % bound;
}

std::int64_t ChoiceStream::between(std::int64_t low, std::int64_t high) noexcept {
  if (high <= low) return low;
  const std::uint64_t width = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low) + 1;
  const std::uint64_t offset = width == 0 ? next() : below(width);  // 0: all 2^64 values are wanted
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(low) + offset);
}

bool ChoiceStream::chance(std::uint64_t numerator, std::uint64_t denominator) noexcept {
  return below(denominator) < numerator && denominator != 0;
}

}  // namespace mprsim
