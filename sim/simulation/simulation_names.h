// What the parts of Simulation share: names that a parameter may lack.
#pragma once

#include <string_view>

#include "mock_mpr/operations/call.h"
#include "mock_mpr/trace/trace.h"

namespace mprsim {

inline NameId intern_text(Trace& trace, Text text) {
  if (text.is_null()) return NameId::null;
  return text.is_poison() ? NameId::poison : trace.intern(text.view());
}

inline NameId intern_name(Trace& trace, std::string_view name) {
  return name.empty() ? NameId::null : trace.intern(name);
}

}  // namespace mprsim
