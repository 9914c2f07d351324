// What the results of the checks amount to: whether a plug-in conforms, and the exit code that says so.
//
// Page: docs/conformance.md. What could not be held against a plug-in proves nothing about it: a check that
// was not applicable never counts as conformant. Thread-safety: pure functions. Throws std::bad_alloc only.
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
  conformant,      ///< every check that was made holds, and there was at least one
  as_expected,     ///< it does not conform, but all that fails was listed as expected
  not_conformant,  ///< a check fails that nobody expected to fail, or an expectation is stale
  nothing_made,    ///< no check applies, or none was selected
  undecided,       ///< a check could not be made through a fault of mprsim
};

/// Fail, crash or timeout: the plug-in does not do what a rule demands. Expected or not.
bool fails(const CheckResult& check) noexcept;

/// The check was made: it is neither not applicable nor disabled.
bool was_made(const CheckResult& check) noexcept;

/// Worth a look in a report: it does not hold, or could not be found out.
bool is_remarkable(const CheckResult& check) noexcept;

struct ConformanceCounts {
  Totals outcomes;
  std::size_t made = 0;     ///< checks that say something about the plug-in
  std::size_t failing = 0;  ///< of them: those that fail and were not expected to
  std::size_t known = 0;    ///< of them: those that fail as expected
};

ConformanceCounts count(const Conformance& conformance) noexcept;

Standing standing(const Conformance& conformance) noexcept;

/// 0 conformant or as expected, 1 not conformant or nothing applies, 3 there is no check at all or all are
/// disabled, 70 undecided.
int exit_code_of(const Conformance& conformance) noexcept;

/// "conformant for cancel, get, enumerate; 31 checks hold, 9 not applicable", or
/// "NOT conformant: 2 of 41 checks fail (force/open-files-block, names/case-of-drives); ...". The names of
/// files and checks are safe to show.
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

/// "mprsim conform ./drives.so --only force/open-files-block  # mprsim 0.1.0": repeats one check. Safe to
/// show.
std::string repro_line(const Conformance& conformance, const CheckResult& check);

std::string_view to_string(PluginKind kind) noexcept;  ///< "provider"

}  // namespace mprsim
