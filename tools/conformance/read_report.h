// Reads the JSON report that `mprsim conform --format json` wrote.
//
// Page: docs/conformance.md. The file is hostile: it is bounded in size and depth, every value is checked,
// and a file that is not such a report is refused with the place of the first mistake. Keys that this version
// does not know are left alone, so that reports of later versions can be read as long as their "version" is
// the same. Thread-safety: pure functions. Throws std::bad_alloc only.
#pragma once

#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "scenarios/language/diagnostics.h"
#include "tools/conformance/conformance.h"

namespace mprsim {

/// A mistake in the syntax is located by line and column, any other by where it stands in the document, as in
/// "checks[2].outcome: \"good\" is no outcome". The first one ends the reading.
tl::expected<Conformance, Diagnostic> read_conformance(std::string_view json);

/// The same from a file of at most 64 MiB. The error is lines for Streams::err.
tl::expected<Conformance, std::string> read_conformance_file(const std::string& path);

}  // namespace mprsim
