// describe(): what a value of the scenario language may be, in words, for messages and for the key tables.
//
// Thread-safety: a pure function. Throws std::bad_alloc only.
#pragma once

#include <string>

#include "scenarios/language/keys.h"

namespace mprsim {

/// "a whole number from 1 to 10000", "a list, each entry a name".
std::string describe(const Type& type);

}  // namespace mprsim
