#include "mock_mpr/facts/rule.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>

namespace mprsim {
namespace {

// Indexed by Rule.
constexpr auto rules = [] {
  using enum Level;
  using enum Provenance;
  using enum Subject;
  return std::to_array<RuleInfo>({
      {},
#define MPRSIM_RULE(identifier, ...) {.rule = Rule::identifier, __VA_ARGS__},
#include "mock_mpr/facts/rules.def"
  });
}();
static_assert(rules.size() <= 256, "Rule is one byte");

constexpr auto chapters = std::to_array<Chapter>({
#define MPRSIM_CHAPTER(name, title) {name, title},
#include "mock_mpr/facts/chapters.def"
});

constexpr bool has_chapter(std::string_view slug) noexcept {
  return slug.find('.') != slug.npos &&
         std::ranges::find(chapters, chapter_of(slug), &Chapter::name) != chapters.end();
}
// One assertion a rule, so that the message names the rule.
#define MPRSIM_RULE(identifier, ...)                                                 \
  static_assert(has_chapter(rules[static_cast<std::size_t>(Rule::identifier)].slug), \
                #identifier ": the slug begins with no chapter of chapters.def");
#include "mock_mpr/facts/rules.def"

}  // namespace

std::span<const RuleInfo> all_rules() noexcept { return std::span(rules).subspan(1); }

const RuleInfo& info(Rule rule) noexcept {
  const auto index = static_cast<std::size_t>(rule);
  assert(index < rules.size());
  return rules[index];
}

std::string_view slug(Rule rule) noexcept { return info(rule).slug; }

std::optional<Rule> find_rule(std::string_view slug) noexcept {
  const auto known = all_rules();
  const auto found = std::ranges::find(known, slug, &RuleInfo::slug);
  if (found == known.end()) return std::nullopt;
  return found->rule;
}

std::span<const Chapter> all_chapters() noexcept { return chapters; }

std::string_view to_string(Level level) noexcept {
  switch (level) {
    case Level::must:
      return "MUST";
    case Level::should:
      return "SHOULD";
    case Level::may:
      return "MAY";
    case Level::policy:
      return "POLICY";
  }
  return {};
}

std::string_view to_string(Provenance provenance) noexcept {
  switch (provenance) {
    case Provenance::documented:
      return "documented";
    case Provenance::documented_win9x:
      return "documented-win9x";
    case Provenance::observed_wine:
      return "observed-wine";
    case Provenance::convention:
      return "convention";
    case Provenance::conflicting:
      return "conflicting";
    case Provenance::silent:
      return "silent";
  }
  return {};
}

std::string_view to_string(Subject subject) noexcept {
  switch (subject) {
    case Subject::router:
      return "router";
    case Subject::provider:
      return "provider";
    case Subject::notifyee:
      return "notifyee";
    case Subject::client:
      return "client";
  }
  return {};
}

}  // namespace mprsim
