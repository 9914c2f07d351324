// What the words of the rule catalogue mean, for people: levels, provenances, subjects, chapters, sources.
//
// Thread-safety: immutable data and pure functions. Throws std::bad_alloc only.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mock_mpr/facts/policy.h"
#include "mock_mpr/facts/rule.h"

namespace mprsim {

// What each value means, in a sentence or two.
std::string_view meaning(Level level) noexcept;
std::string_view meaning(Provenance provenance) noexcept;
std::string_view meaning(Subject subject) noexcept;
std::string_view meaning(Profile profile) noexcept;

/// Columns of a slug in a list of rules: the longest one and two blanks.
inline constexpr std::size_t slug_column = 40;

/// The slugs of some rules: "route.busy, route.first-significant".
std::string slug_list(std::span<const Rule> rules);

std::vector<const RuleInfo*> rules_of(const Chapter& chapter);

struct Source {
  std::string name;  ///< "ns-npapi-notifycancel"
  std::string url;   ///< "" for what is not a page on the web
};

/// The pages that say what a rule states.
std::vector<Source> sources(const RuleInfo& rule);

/// The switches that decide a rule.
std::vector<const SwitchInfo*> switches_of(Rule rule);

}  // namespace mprsim
