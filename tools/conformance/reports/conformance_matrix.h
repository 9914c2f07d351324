// Many plug-ins against the rules, as one static HTML page.
//
// Page: docs/conformance.md. Thread-safety: pure functions. Throws std::bad_alloc only.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "mock_mpr/facts/rule.h"
#include "tools/conformance/conformance.h"

namespace mprsim {

/// What the checks of a plug-in say about a rule: the worst of them, and nothing if none looks at it. A check
/// that passes speaks for all its rules; one that does not speaks for the first alone, which is the one it
/// fails for.
std::optional<Outcome> outcome_of_rule(const Conformance& conformance, Rule rule);

/// A column for each plug-in, in the order given; a row for each rule that any of them was held against, in
/// the order of the catalogue; what is wrong, below. The same reports give the same bytes.
std::string render_matrix(std::span<const Conformance> conformances);

}  // namespace mprsim
