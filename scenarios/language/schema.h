// The JSON Schema (draft 2020-12) of the scenario language, for editors that complete and check while one
// types.
//
// Made from the key table. It is weaker than the loader: names that must exist and paths that must lie on a
// connection are beyond a schema. Thread-safety: a pure function. Throws std::bad_alloc only.
#pragma once

#include <string>

namespace mprsim {

/// Indented JSON that ends with a newline; the same bytes on every platform.
std::string render_schema();

}  // namespace mprsim
