// What the parts of Simulation share: names that may be missing, which is written as an empty text.
#pragma once

#include <string_view>

#include "mock_mpr/trace/trace.h"

namespace mprsim {

inline NameId intern_name(Trace& trace, std::string_view name) {
  return name.empty() ? NameId::null : trace.intern(name);
}

}  // namespace mprsim
