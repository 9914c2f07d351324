// The JSON Schema (draft 2020-12) of the scenario language, for editors that complete and check a file as it
// is typed.
//
// Made from keys.h. It is weaker than the loader: it cannot say that a name must exist, or that a path must
// lie on a connection. Thread-safety: a pure function. Throws std::bad_alloc only.
#pragma once

#include <string>

namespace mprsim {

/// Indented JSON that ends with a newline; the same bytes on every platform.
std::string render_schema();

}  // namespace mprsim
