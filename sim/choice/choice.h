// ChoiceStream: random numbers that are the same everywhere. The same seed gives the same draws with every
// compiler, library and platform.
//
// Page: docs/chance.md. The distributions and shuffles of the standard library differ between its
// implementations, so these are our own. Each component draws from a stream of its own, derived from the seed
// and the component's stable name: a new draw in one component therefore changes no draw of another. Tests
// pin the numbers; a change of them changes every seeded trace. Not for cryptography. Thread-safety: none;
// one thread at a time. Nothing fails or throws.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

#include "mock_mpr/text/hash.h"

namespace mprsim {

/// The generator xoshiro256** of Blackman and Vigna; their splitmix64 fills its state.
class ChoiceStream {
 public:
  ChoiceStream(std::uint64_t seed, std::string_view stable_name) noexcept
      : ChoiceStream(seed, stable_hash(stable_name)) {}
  /// The same, for a caller that keeps the stable_hash() of the name.
  ChoiceStream(std::uint64_t seed, std::uint64_t name_hash) noexcept;

  /// 64 uniform bits.
  std::uint64_t next() noexcept;

  /// A number from 0 to bound - 1, each equally likely, without bias. If there is nothing to choose (bound 0
  /// or 1), the result is 0 and nothing is drawn.
  std::uint64_t below(std::uint64_t bound) noexcept;

  /// A number from low to high, both included, each equally likely. If high <= low, the result is low and
  /// nothing is drawn.
  std::int64_t between(std::int64_t low, std::int64_t high) noexcept;

  /// True in `numerator` of `denominator` cases. Never true if `denominator` is 0.
  bool chance(std::uint64_t numerator, std::uint64_t denominator) noexcept;

  /// Puts the items in a new order, each order equally likely (Fisher-Yates, from the back).
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
