// Virtual time: how long a simulated run has lasted. It starts at zero and only the executor moves it.
// Unit: milliseconds everywhere, because WNNC_START and RestoreTimeout are given in milliseconds.
#pragma once

#include <chrono>
#include <string>

namespace mprsim {

using SimTime = std::chrono::milliseconds;

// Seconds with exactly three decimals: 12345 ms is "12.345", -5 ms is "-0.005".
inline std::string format_time(SimTime time) {
  const auto count = time.count();
  const auto seconds = std::to_string(count / 1000);
  const auto rest = count % 1000;
  const auto fraction = std::to_string((rest < 0 ? -rest : rest) + 1000).substr(1);
  const bool sign_was_lost = count < 0 && count > -1000;
  return (sign_was_lost ? "-" : "") + seconds + "." + fraction;
}

}  // namespace mprsim
