// Did you mean: the word of a list that is nearest to a mistyped one.
//
// Distance: Damerau-Levenshtein (a swap of neighbours counts once), letters without regard to case.
// Thread-safety: pure functions. Throws std::bad_alloc only.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace mprsim {

/// The nearest known word, or "" if none is near enough: at most a third of the letters may differ. A word of
/// three letters or more that begins a known one is near too. Of equals the first wins.
std::string_view nearest(std::string_view word, std::span<const std::string_view> known);

/// did you mean "remembered"? Or "" if no known word is near.
std::string did_you_mean(std::string_view word, std::span<const std::string_view> known);

}  // namespace mprsim
