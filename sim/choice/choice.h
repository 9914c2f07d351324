// Chance that is the same everywhere: the same seed gives the same draws with every compiler, library and
// platform. The standard distributions and shuffles differ between libraries, so these are our own. Each
// component draws from a stream of its own, derived from the seed and the component's stable name; a new draw
// in one component therefore moves no other. The numbers are pinned by tests: changing them changes every
// seeded trace. Thread-safety: none. Not for cryptography.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

#include "mock_mpr/text/hash.h"

namespace mprsim {

// xoshiro256** of Blackman and Vigna, its state filled by their splitmix64.
class ChoiceStream {
 public:
  ChoiceStream(std::uint64_t seed, std::string_view stable_name) noexcept
      : ChoiceStream(seed, stable_hash(stable_name)) {}
  // The same, by the stable_hash() of the name.
  ChoiceStream(std::uint64_t seed, std::uint64_t name_hash) noexcept;

  // 64 uniform bits.
  std::uint64_t next() noexcept;

  // Uniform in [0, bound), without bias. Where there is nothing to choose (bound 0 or 1): 0, and nothing is
  // drawn.
  std::uint64_t below(std::uint64_t bound) noexcept;

  // Uniform in [low, high], both included. low when high < low.
  std::int64_t between(std::int64_t low, std::int64_t high) noexcept;

  // True in `numerator` of `denominator` cases; a denominator of 0 is never.
  bool chance(std::uint64_t numerator, std::uint64_t denominator) noexcept;

  // Every order is equally likely (Fisher-Yates, from the back).
  template <class T>
  void shuffle(std::span<T> items) noexcept {
    for (std::size_t left = items.size(); left > 1; --left) {
      const auto chosen = static_cast<std::size_t>(below(left));
      using std::swap;
      if (chosen != left - 1) swap(items[left - 1], items[chosen]);
    }
  }

  friend bool operator==(const ChoiceStream&, const ChoiceStream&) noexcept = default;

 private:
  std::array<std::uint64_t, 4> state_;
};

}  // namespace mprsim
