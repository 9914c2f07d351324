#include "tools/terminal/pattern.h"

#include <algorithm>
#include <cstddef>

namespace mprsim {
namespace {

char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_letter(char a, char b) noexcept { return lower(a) == lower(b); }

}  // namespace

bool is_pattern(std::string_view text) noexcept { return text.find_first_of("*?") != std::string_view::npos; }

// The usual loop: after a mismatch go back to the last star and let it take one more character.
bool matches_pattern(std::string_view pattern, std::string_view text) noexcept {
  constexpr std::size_t none = std::string_view::npos;
  std::size_t p = 0, t = 0, star = none, resume = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.size() && (pattern[p] == '?' || same_letter(pattern[p], text[t]))) {
      ++p;
      ++t;
    } else if (star != none) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == none;
}

bool fits_filter(std::string_view filter, std::string_view text) noexcept {
  if (is_pattern(filter)) return matches_pattern(filter, text);
  return filter.empty() || !std::ranges::search(text, filter, same_letter).empty();
}

}  // namespace mprsim
