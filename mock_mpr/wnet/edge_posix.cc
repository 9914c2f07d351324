// The names that plug-ins link to. One file, so that a program that takes one of them has them all.
#include "mock_mpr/wnet/edge.h"

extern "C" {

#define MPRSIM_WNET(name, return_type, parameters, arguments) \
  MPRSIM_EDGE(name, return_type, parameters, arguments, 0)
#define MPRSIM_WNET_SETTER(name, parameters, arguments, code) \
  MPRSIM_EDGE(name, void, parameters, arguments, code)
#include "mock_mpr/facts/wnet_functions.def"

DWORD WINAPI GetLastError(void) { return mprsim::mpr_errors().last_error().code(); }
}

namespace mprsim {

void wnet::publish_last_error(Status) noexcept {}  // GetLastError above reads mpr_errors()

std::span<const MprExport> mpr_exports() noexcept {
#define MPRSIM_WNET(name, ...) MprExport{#name, reinterpret_cast<void*>(&::name)},
  static const auto table = std::to_array({
#include "mock_mpr/facts/wnet_functions.def"
  });
  return table;
}

}  // namespace mprsim
