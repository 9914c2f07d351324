// Check: one question to a plug-in, and the chapters that list all checks.
//
// Page: docs/conformance.md; how to add one: docs/extending.md. A check is a row in the table at the end of
// its chapter, checks/chapter_*.cc. It gets a plug-in that was just loaded, with its world reset.
// Thread-safety: immutable data; `run` may be called by several threads at once, with a probe each. Throws
// std::bad_alloc only.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "mock_mpr/facts/rule.h"
#include "tools/conformance/conformance.h"
#include "tools/conformance/plugin_facts.h"
#include "tools/conformance/probe.h"

namespace mprsim {

/// How serious a finding of a check is.
enum class Severity : std::uint8_t {
  must,    ///< a failure: the plug-in does not conform
  should,  ///< a warning; a failure with --strict
  open,    ///< no answer is wrong: a warning at most
};

struct Check {
  std::string_view id;          ///< "force/open-files-block": chapter, then name
  std::string_view title;       ///< one sentence: what holds for a plug-in that conforms
  std::array<Rule, 3> rules{};  ///< the rules that it tests; a failure is a failure of the first
  Need needs = Need::nothing;   ///< without these it is not made, and not applicable
  /// Makes the calls and leaves the verdict in the probe. A probe without a finding, an end or a reason has
  /// passed.
  void (*run)(Probe&) = nullptr;
  /// Only where the first rule gives another severity than the check should have.
  std::optional<Severity> severity{};
};

/// The rules of the check, without unused places.
std::vector<Rule> rules_of(const Check& check);

/// The severity that the check names, else that of its first rule: `must` only for a MUST that is documented
/// or a convention, `open` for POLICY and MAY, else `should`.
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

/// Every check for a kind of plug-in, in the order of the suite. The checks live as long as the program.
std::span<const Check* const> all_checks(PluginKind kind);

/// The checks of both kinds of plug-ins that test a rule, in the order of the suite.
std::vector<const Check*> checks_of(Rule rule);

}  // namespace mprsim
