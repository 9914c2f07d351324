// The file of expected failures: checks that are known to fail, each with the reason.
//
//   # What our provider does not do yet.
//   force/open-files-block   # ticket 123: the server does not tell us about open files
//   enumerate/*              # no enumeration before version 2
//
// An expected failure does not fail a run. A listed check that passes does, and so does a line that fits no
// check: the list shrinks as the plug-in gets better, and never hides anything. Page: docs/conformance.md.
// Thread-safety: values and pure functions. Throws std::bad_alloc only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "scenarios/language/diagnostics.h"
#include "tools/conformance/conformance.h"

namespace mprsim {

struct ExpectedFailure {
  std::string pattern;  ///< the id of a check, or with * and ?
  std::string reason;
  Location where;
};

struct ExpectedFailures {
  std::string path;  ///< for messages
  std::vector<ExpectedFailure> entries;
};

/// One entry a line, `pattern # reason`; empty lines and lines that begin with # are skipped. All mistakes
/// are reported at once.
tl::expected<ExpectedFailures, Diagnostics> parse_expected_failures(std::string_view text,
                                                                    std::string_view path);

/// The same from a file of at most 1 MiB. The error is lines for Streams::err.
tl::expected<ExpectedFailures, std::string> read_expected_failures(const std::string& path);

/// Marks the checks that are expected to fail, and lists in stale_expectations every listed check that passes
/// and every line that fits no check. A check that was not made, or only warns, is not stale. Checks that
/// were left out must be in the conformance as disabled. Calling it again gives the same.
void apply_expectations(Conformance& conformance, const ExpectedFailures& expected);

}  // namespace mprsim
