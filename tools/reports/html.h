// HTML pages of reports: one static file each, which fetches nothing, runs nothing and is well-formed XML.
//
// Text goes through xml() and xml_body() of xml.h. The page forbids scripts and requests by its own policy as
// well, so that a mistake in escaping still does no harm. Thread-safety: pure functions. Throws
// std::bad_alloc only.
#pragma once

#include <string>
#include <string_view>

#include "scenarios/play/result.h"

namespace mprsim {

/// A whole page around a body that is HTML already. `title` is text.
std::string html_page(std::string_view title, std::string_view body);

/// <tag class="...">text</tag>, the text escaped. No class where that is "".
std::string html_element(std::string_view tag, std::string_view css_class, std::string_view text);

/// The text as a link, or as it is where there is no address.
std::string html_link(std::string_view url, std::string_view text);

/// The class that colours an outcome: "good", "bad", "warning" or "faint".
std::string_view html_class(Outcome outcome) noexcept;

/// An identifier for the target of a link, made of letters, digits and hyphens: "1-force-open-files".
std::string html_anchor(std::string_view prefix, std::string_view id);

}  // namespace mprsim
