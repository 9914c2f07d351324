// Latency: how long a call takes.
//
// Page: docs/chance.md. Unit: virtual milliseconds. Thread-safety: a value. Nothing fails.
#pragma once

#include "sim/time/time.h"

namespace mprsim {

/// Always the same time, or a time between two that is drawn for each call.
struct Latency {
  constexpr Latency() noexcept = default;
  /// Always this time; implicit, so that a test can write `provider.latency = SimTime{5}`.
  constexpr Latency(SimTime always) noexcept : from(always), to(always) {}
  constexpr Latency(SimTime shortest, SimTime longest) noexcept : from(shortest), to(longest) {}

  SimTime from{0};
  SimTime to{0};  ///< not less than `from`
  friend constexpr bool operator==(const Latency&, const Latency&) noexcept = default;
};

}  // namespace mprsim
