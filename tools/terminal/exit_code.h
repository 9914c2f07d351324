// The exit codes of mprsim; docs/cli.md explains them.
#pragma once

namespace mprsim::exit_code {

inline constexpr int holds = 0;
inline constexpr int does_not_hold = 1;
inline constexpr int bad_input = 2;  ///< or bad usage
inline constexpr int nothing_selected = 3;
inline constexpr int not_deterministic = 4;  ///< a repeated run differs from the first or the recorded one
inline constexpr int inconclusive = 5;       ///< a limit of time or events was reached
inline constexpr int internal_error = 70;    ///< a fault of mprsim, or the output could not be written

}  // namespace mprsim::exit_code
