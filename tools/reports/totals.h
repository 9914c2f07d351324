// Totals: how many results had which outcome, for every report.
//
// Thread-safety: a value and pure functions. Throws std::bad_alloc only.
#pragma once

#include <array>
#include <cstddef>
#include <string>

#include "scenarios/play/result.h"

namespace mprsim {

inline constexpr std::size_t outcome_count = static_cast<std::size_t>(Outcome::timeout) + 1;

struct Totals {
  std::array<std::size_t, outcome_count> by_outcome{};

  void add(Outcome outcome) noexcept { ++by_outcome[static_cast<std::size_t>(outcome)]; }
  std::size_t of(Outcome outcome) const noexcept { return by_outcome[static_cast<std::size_t>(outcome)]; }
  /// "126 passed, 1 failed": always these two, and every other outcome that there is.
  std::string text() const;
};

/// Neither passed, nor left out on purpose.
bool is_trouble(Outcome outcome) noexcept;

}  // namespace mprsim
