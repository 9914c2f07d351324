// What the HTML pages about conformance share: the page about one plug-in and the matrix of many.
//
// Thread-safety: pure functions. Throws std::bad_alloc only.
#pragma once

#include <string>
#include <string_view>

#include "tools/conformance/conformance.h"
#include "tools/conformance/verdict.h"

namespace mprsim {

std::string_view html_verdict_class(Standing standing) noexcept;

/// What a check did, expected and saw, folded away unless `open`. Its anchor is
/// html_anchor(anchor_prefix, check.id), inside, so that following a link unfolds it.
std::string html_details(const Conformance& conformance, const CheckResult& check,
                         std::string_view anchor_prefix, bool open);

}  // namespace mprsim
