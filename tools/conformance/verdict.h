// The verdict: whether a plug-in conforms, from the results of its checks, and the exit code for it.
//
// Page: docs/conformance.md. A check that was not made proves nothing: not applicable and disabled never
// count as conformant. Nothing here changes a conformance. Thread-safety: pure functions. Throws
// std::bad_alloc only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tools/conformance/conformance.h"
#include "tools/reports/totals.h"

namespace mprsim {

enum class Standing : std::uint8_t {
  conformant,      ///< no check that was made fails, and at least one was made
  as_expected,     ///< checks fail, and all of them are listed as expected
  not_conformant,  ///< a check fails that is not listed as expected, or an expectation is stale
  nothing_made,    ///< no check applies, or none was selected
  undecided,       ///< a check could not be made because of a fault of mprsim
};

/// Whether the outcome is fail, crash or timeout: the plug-in violates a rule. Expected failures count as
/// well.
bool fails(const CheckResult& check) noexcept;

/// Whether the check was made: it is neither not applicable nor disabled.
bool was_made(const CheckResult& check) noexcept;

/// Whether a report shows the details: the check does not hold, warns, or had an error of mprsim.
bool is_remarkable(const CheckResult& check) noexcept;

struct ConformanceCounts {
  Totals outcomes;
  std::size_t made = 0;     ///< checks that say something about the plug-in
  std::size_t failing = 0;  ///< of them: those that fail and were not expected to
  std::size_t known = 0;    ///< of them: those that fail as expected
};

/// Counts the checks of a conformance by outcome.
ConformanceCounts count(const Conformance& conformance) noexcept;

/// The verdict. An error of mprsim comes before everything else, then a failure or a stale expectation.
Standing standing(const Conformance& conformance) noexcept;

/// 0 conformant or as expected, 1 not conformant or nothing applies, 3 there is no check at all or all are
/// disabled, 70 undecided.
int exit_code_of(const Conformance& conformance) noexcept;

/// "conformant for cancel, get, enumerate; 31 checks hold, 9 not applicable", or
/// "NOT conformant: 2 of 41 checks fail (force/open-files-block, names/case-of-drives); ...". Control
/// characters are escaped.
std::string verdict_line(const Conformance& conformance);

/// "force" of "force/open-files-block"; "" for an id without a chapter.
std::string_view chapter_of_check(std::string_view id) noexcept;
std::string_view name_of_check(std::string_view id) noexcept;

/// The checks by chapter, in the order in which the chapters first appear. Views into the conformance.
struct CheckChapter {
  std::string_view name;
  std::vector<const CheckResult*> checks;
};
std::vector<CheckChapter> by_chapter(const Conformance& conformance);

/// The command that repeats one check: "mprsim conform ./drives.so --only force/open-files-block  # mprsim
/// 0.1.0". Control characters are escaped.
std::string repro_line(const Conformance& conformance, const CheckResult& check);

std::string_view to_string(PluginKind kind) noexcept;  ///< "provider"

}  // namespace mprsim
