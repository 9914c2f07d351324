// The catalogue of rules as a Markdown document; docs/rules.md is its output.
#pragma once

#include <string>
#include <vector>

#include "tools/catalogue/coverage.h"

namespace mprsim {

std::string rules_as_markdown(const std::vector<RuleCoverage>& rules, bool with_coverage);

}  // namespace mprsim
