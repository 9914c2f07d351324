// Check: one thing that a plug-in is held against, and the chapters that hold all of them.
//
// Page: docs/conformance.md. A check is a small value; to add one, add a row to the table at the end of its
// chapter. Checks get a plug-in that was just loaded, with its world reset. Thread-safety: immutable data.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "mock_mpr/facts/rule.h"
#include "tools/conformance/conformance.h"
#include "tools/conformance/facts.h"
#include "tools/conformance/probe.h"

namespace mprsim {

/// What a finding of a check amounts to.
enum class Severity : std::uint8_t {
  must,    ///< the plug-in does not conform
  should,  ///< a warning, and not conformant under --strict
  open,    ///< nobody can call it wrong: reported as a warning, never more
};

struct Check {
  std::string_view id;          ///< "force/open-files-block": chapter, then name
  std::string_view title;       ///< one sentence: what holds for a plug-in that conforms
  std::array<Rule, 3> rules{};  ///< what it proves; the first is the one it fails for
  Need needs = Need::nothing;
  void (*run)(Probe&) = nullptr;
  /// Where the rule alone does not say it.
  std::optional<Severity> severity{};
};

std::vector<Rule> rules_of(const Check& check);

/// Only MUSTs that are documented or convention can fail a plug-in.
Severity severity_of(const Check& check) noexcept;

// The chapters, one file each: chapter_load.cc and so on.
std::span<const Check> load_chapter() noexcept;
std::span<const Check> start_chapter() noexcept;
std::span<const Check> ownership_chapter() noexcept;
std::span<const Check> cycle_chapter() noexcept;
std::span<const Check> cancel_chapter() noexcept;
std::span<const Check> force_chapter() noexcept;
std::span<const Check> names_chapter() noexcept;
std::span<const Check> buffers_chapter() noexcept;
std::span<const Check> errors_chapter() noexcept;
std::span<const Check> enumeration_chapter() noexcept;
std::span<const Check> concurrency_chapter() noexcept;
std::span<const Check> leaks_chapter() noexcept;
std::span<const Check> notifyee_chapter() noexcept;

/// Every check for a kind of plug-in, in the order of the suite.
std::span<const Check* const> all_checks(PluginKind kind);

/// The checks of both kinds that name a rule.
std::vector<const Check*> checks_of(Rule rule);

}  // namespace mprsim
