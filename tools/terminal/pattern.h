// Filters and patterns with * and ?, as commands take them to choose among names. Letters match without
// regard to case.
//
// Thread-safety: pure functions. Nothing fails or throws.
#pragma once

#include <string_view>

namespace mprsim {

bool is_pattern(std::string_view text) noexcept;

/// Whether a pattern fits the whole of a text: * stands for any characters or none, ? for one byte. Time is
/// at most the product of both sizes, for every pattern.
bool matches_pattern(std::string_view pattern, std::string_view text) noexcept;

/// Whether a filter fits: as a pattern where it is one, else as a part of the text.
bool fits_filter(std::string_view filter, std::string_view text) noexcept;

}  // namespace mprsim
