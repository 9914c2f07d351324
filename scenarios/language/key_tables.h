// The tables of keys as Markdown, for docs/scenario-format.md.
//
// Made from keys.h, so that the page cannot fall behind the language. Thread-safety: a pure function. Throws
// std::bad_alloc only.
#pragma once

#include <string>

namespace mprsim {

/// One section for each kind of table, in the order of tables.def, and one for the policy switches: what
/// stands between the two markers of the page. Ends with a newline.
std::string render_key_tables();

}  // namespace mprsim
