// read_table(): one table of a scenario file against the keys of its kind.
//
// Thread-safety: none; the Reading belongs to one load. Throws std::bad_alloc only.
#pragma once

#include "scenarios/language/keys.h"

namespace mprsim {

/// Reads every member of a table with the setter of its key into `model`, which is a struct of that kind
/// (TableOf). An unknown key, a key that does not go with the verb of the step, and a missing required key
/// become diagnostics.
void read_table(const TomlValue& value, TableKind kind, void* model, Reading& reading);

}  // namespace mprsim
