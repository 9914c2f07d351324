// Reads the JSON report that `mprsim conform --format json` wrote.
//
// Page: docs/conformance.md. The file is not trusted: its size and depth are limited, every value is checked,
// and a file that is no such report is refused with the place of the first mistake. Unknown keys are ignored,
// so that reports of later versions of mprsim can be read as long as their "version" is the same.
// Thread-safety: pure functions. Throws std::bad_alloc only.
#pragma once

#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "scenarios/language/diagnostics.h"
#include "tools/conformance/conformance.h"

namespace mprsim {

/// Reads a report. The error is the first mistake: one in the syntax with line and column, any other with its
/// place in the document, as in "checks[2].outcome: \"good\" is no outcome".
tl::expected<Conformance, Diagnostic> read_conformance(std::string_view json);

/// The same from a file of at most 64 MiB. The error is lines for Streams::err.
tl::expected<Conformance, std::string> read_conformance_file(const std::string& path);

}  // namespace mprsim
