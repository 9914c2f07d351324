// The list of checks, for `mprsim conform --list` and for docs/conformance.md.
//
// Page: docs/conformance.md, "The checks". Thread-safety: pure functions. Throws std::bad_alloc only.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "tools/conformance/check.h"

namespace mprsim {

/// "MUST", "SHOULD", "open".
std::string_view to_string(Severity severity) noexcept;

/// Id, severity, rules and title of each check, wrapped to a width; the last line counts them.
std::string check_list_as_text(std::span<const Check* const> checks, unsigned width);

/// A Markdown table with a row per check, in the same order: id, severity, title, rules with links into
/// rules.md.
std::string check_list_as_markdown(std::span<const Check* const> checks);

}  // namespace mprsim
