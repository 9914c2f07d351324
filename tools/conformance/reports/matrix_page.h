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

/// The outcome of a rule: the worst of the checks that test it; nothing if none does. A check that passes
/// counts for all its rules; a check that does not pass counts only for its first rule, because it fails for
/// that one.
std::optional<Outcome> outcome_of_rule(const Conformance& conformance, Rule rule);

/// A column for each plug-in, in the order given; a row for each rule that was tested for any of them, in the
/// order of the catalogue; below, the details of what does not hold. The same reports give the same bytes.
std::string render_matrix(std::span<const Conformance> conformances);

}  // namespace mprsim
