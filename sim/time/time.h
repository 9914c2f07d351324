// Virtual time: the time since a simulated run began. It starts at zero, and only the executor moves it.
//
// Page: docs/architecture.md, "Time and chance". Unit: milliseconds everywhere, because Windows gives
// WNNC_START and RestoreTimeout in milliseconds. Thread-safety: values. Nothing fails.
#pragma once

#include <chrono>
#include <string>

namespace mprsim {

using SimTime = std::chrono::milliseconds;

/// Seconds with exactly three decimals: 12345 ms is "12.345", -5 ms is "-0.005".
inline std::string format_time(SimTime time) {
  const auto count = time.count();
  const auto seconds = std::to_string(count / 1000);
  const auto rest = count % 1000;
  const auto fraction = std::to_string((rest < 0 ? -rest : rest) + 1000).substr(1);
  const bool sign_was_lost = count < 0 && count > -1000;
  return (sign_was_lost ? "-" : "") + seconds + "." + fraction;
}

}  // namespace mprsim
