// Words of the language that stand for the values of an enumeration, in the order of the enumeration.
//
// Here are those that more than one file needs. Thread-safety: constants.
#pragma once

#include <array>
#include <string_view>

namespace mprsim {

inline constexpr std::array<std::string_view, 3> resource_types{"any", "disk", "print"};
inline constexpr std::array<std::string_view, 3> file_states{"open", "closed", "stale"};
inline constexpr std::array<std::string_view, 3> job_states{"printing", "finished", "aborted"};

}  // namespace mprsim
