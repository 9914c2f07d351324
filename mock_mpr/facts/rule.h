// The rules: each atomic statement that mprsim knows about adding and cancelling network connections, with
// its level, where it comes from and whom it binds. The master is rules.def; ids are slugs, never ordinals.
//
// Thread-safety: immutable data. Nothing fails, allocates or throws.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace mprsim {

// `none` is for what no rule explains.
enum class Rule : std::uint8_t {
  none,
#define MPRSIM_RULE(identifier, slug, level, provenance, subject, statement, source) identifier,
#include "mock_mpr/facts/rules.def"
};

// RFC 2119 words; `policy` is a question that the documentation leaves open and a named switch answers.
enum class Level : std::uint8_t { must, should, may, policy };

// Why we believe a rule. `silent`: no source answers; `conflicting`: sources disagree. Neither is ever shown
// as the behaviour of Windows.
enum class Provenance : std::uint8_t {
  documented,
  documented_win9x,
  observed_wine,
  convention,
  conflicting,
  silent,
};

// Whom a rule binds.
enum class Subject : std::uint8_t { router, provider, notifyee, client };

struct RuleInfo {
  Rule rule;
  std::string_view slug;
  Level level;
  Provenance provenance;
  Subject subject;
  std::string_view statement;
  std::string_view source;  // page identifiers, separated by "; "
};

// Every rule but `none`, in the order of rules.def.
std::span<const RuleInfo> all_rules() noexcept;

// For Rule::none an entry whose texts are empty.
const RuleInfo& info(Rule rule) noexcept;
std::string_view slug(Rule rule) noexcept;

// Exact case. The empty string is no slug.
std::optional<Rule> find_rule(std::string_view slug) noexcept;

std::string_view to_string(Level level) noexcept;            // "MUST"
std::string_view to_string(Provenance provenance) noexcept;  // "documented-win9x"
std::string_view to_string(Subject subject) noexcept;        // "router"

}  // namespace mprsim
