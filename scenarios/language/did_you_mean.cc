#include "scenarios/language/did_you_mean.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "scenarios/language/diagnostics.h"

namespace mprsim {
namespace {

constexpr std::size_t longest_word = 64;  // a longer word is not a mistyped one

char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same(char a, char b) noexcept { return lower(a) == lower(b); }

// Rows of the usual table; `older` is the row before `last`, which a swap of neighbours needs.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> older(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same(a[i - 1], b[j - 1]) ? 0U : 1U)});
      const bool swapped = i > 1 && j > 1 && same(a[i - 1], b[j - 2]) && same(a[i - 2], b[j - 1]);
      if (swapped) row[j] = std::min(row[j], older[j - 2] + 1);
    }
    older.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

bool begins(std::string_view known, std::string_view word) noexcept {
  return word.size() >= 3 && word.size() < known.size() &&
         std::ranges::equal(known.substr(0, word.size()), word, same);
}

}  // namespace

std::string_view nearest(std::string_view word, std::span<const std::string_view> known) {
  if (word.size() < 2 || word.size() > longest_word) return {};
  const std::size_t allowed = std::max<std::size_t>(1, word.size() / 3);
  std::string_view best;
  std::size_t best_distance = allowed + 1;
  for (const auto candidate : known) {
    if (candidate.size() > word.size() + allowed || word.size() > candidate.size() + allowed) continue;
    const auto edits = distance(word, candidate);
    if (edits >= best_distance || edits >= candidate.size()) continue;
    best = candidate;
    best_distance = edits;
  }
  if (!best.empty()) return best;
  const auto longer = std::ranges::find_if(known, [&](std::string_view k) { return begins(k, word); });
  return longer == known.end() ? std::string_view{} : *longer;
}

std::string did_you_mean(std::string_view word, std::span<const std::string_view> known) {
  const auto found = nearest(word, known);
  return found.empty() ? std::string{} : concat({"did you mean ", quoted(found), "?"});
}

}  // namespace mprsim
