// The key table as Markdown, for docs/scenario-format.md.
//
// Thread-safety: a pure function. Throws std::bad_alloc only.
#pragma once

#include <string>

namespace mprsim {

/// One section per kind of table, and one for the policy switches. Ends with a newline.
std::string render_key_tables();

}  // namespace mprsim
