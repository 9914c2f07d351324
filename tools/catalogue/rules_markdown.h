// The catalogue of rules as a Markdown document; docs/rules.md is its output.
//
// Thread-safety: a pure function. Throws std::bad_alloc only.
#pragma once

#include <string>
#include <vector>

#include "tools/catalogue/coverage.h"

namespace mprsim {

/// The whole document, with the scenarios, tests and checks of each rule if `with_coverage`. Ends with a
/// newline.
std::string rules_as_markdown(const std::vector<RuleCoverage>& rules, bool with_coverage);

}  // namespace mprsim
