// What changed between two conformance reports of a plug-in, such as those of two days or of two platforms.
//
// Page: docs/conformance.md. Checks are the same by their id. Thread-safety: values and pure functions.
// Throws std::bad_alloc only.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tools/conformance/conformance.h"
#include "tools/terminal/style.h"

namespace mprsim {

enum class ChangeKind : std::uint8_t {
  newly_failing,    ///< worse: it did not fail before
  no_longer_shown,  ///< worse: it passed, and is now not applicable, disabled or without a verdict
  weakened,         ///< worse: it passed, and now comes with a warning
  vanished,         ///< worse if it passed: the check is gone
  appeared,         ///< worse if it fails: the check is new
  newly_passing,
  otherwise,  ///< another outcome, neither better nor worse: a crash instead of a failure
};

struct ConformanceChange {
  ChangeKind kind;
  const CheckResult* before = nullptr;  ///< null if it appeared
  const CheckResult* after = nullptr;   ///< null if it vanished
  bool worse = false;  ///< it passed before and does not now, or it did not fail before and does now
};

struct ConformanceComparison {
  std::vector<ConformanceChange>
      changes;  ///< by kind, then in the order of the suite; views into both conformances
  std::size_t unchanged = 0;

  bool got_worse() const noexcept;
};

/// Pairs the checks by id. The result holds views into both conformances.
ConformanceComparison compare(const Conformance& before, const Conformance& after);

/// The comparison as text for people, with a newline at the end; the last line counts the changes.
/// `before_path` and `after_path` name the files.
std::string render_comparison(const ConformanceComparison& comparison, const Conformance& before,
                              const Conformance& after, const std::string& before_path,
                              const std::string& after_path, const Style& style);

}  // namespace mprsim
