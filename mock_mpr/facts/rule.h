// The rules: each atomic statement that mprsim knows about adding and cancelling network connections, with
// its level, where it comes from and which role it binds.
//
// Page: docs/rules.md. The rules are the rows of rules.def, their chapters those of chapters.def. A rule is
// named by its slug in scenarios, reports and suppressions, and by its enumerator in the code; never by a
// number. Thread-safety: immutable data. Nothing fails, allocates or throws.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace mprsim {

/// One enumerator for each row of rules.def, in its order. `none` is for what no rule explains. The numbers
/// change between versions of mprsim: store slugs.
enum class Rule : std::uint8_t {
  none,
#define MPRSIM_RULE(identifier, ...) identifier,
#include "mock_mpr/facts/rules.def"
};

/// The words of RFC 2119: violating a `must` is a defect. `policy` is a question that the documentation
/// leaves open and that a named switch answers (policy.h).
enum class Level : std::uint8_t { must, should, may, policy };

/// Why mprsim believes a rule. `silent`: no source answers the question. `conflicting`: sources disagree.
/// Neither is ever shown as the behaviour of Windows.
enum class Provenance : std::uint8_t {
  documented,
  documented_win9x,
  observed_wine,
  convention,
  conflicting,
  silent,
};

/// The role that a rule binds.
enum class Subject : std::uint8_t { router, provider, notifyee, client };

struct RuleInfo {
  Rule rule = Rule::none;
  std::string_view slug{};
  Level level = Level::may;
  Provenance provenance = Provenance::silent;
  Subject subject = Subject::router;
  std::string_view statement{};  ///< one or a few plain sentences
  std::string_view source{};     ///< identifiers of pages, separated by "; "
};

/// Every rule but `none`, in the order of rules.def.
std::span<const RuleInfo> all_rules() noexcept;

/// The row of a rule; for Rule::none a row whose texts are empty. The reference is always valid.
const RuleInfo& info(Rule rule) noexcept;
/// The slug of a rule; "" for Rule::none.
std::string_view slug(Rule rule) noexcept;

/// The rule with a slug in exact case; nothing if there is none, as for "".
std::optional<Rule> find_rule(std::string_view slug) noexcept;

struct Chapter {
  std::string_view name;   ///< "route"
  std::string_view title;  ///< "Which provider gets the call, and whose error counts"
};

/// In the order of chapters.def. The chapter of every rule is among them.
std::span<const Chapter> all_chapters() noexcept;

/// The part of a slug before the dot: the name of its chapter.
constexpr std::string_view chapter_of(std::string_view slug) noexcept {
  return slug.substr(0, slug.find('.'));
}

std::string_view to_string(Level level) noexcept;            ///< "MUST"
std::string_view to_string(Provenance provenance) noexcept;  ///< "documented-win9x"
std::string_view to_string(Subject subject) noexcept;        ///< "router"

}  // namespace mprsim
