// The functions for the import table of a plug-in. Their names are mpr.dll's and kernel32.dll's, so they live
// in a namespace.
#include "mock_mpr/wnet/edge.h"

namespace mprsim {
namespace edge {
namespace {

#define MPRSIM_WNET(name, return_type, parameters, arguments) \
  MPRSIM_EDGE(name, return_type, parameters, arguments, 0)
#define MPRSIM_WNET_SETTER(name, parameters, arguments, code) \
  MPRSIM_EDGE(name, void, parameters, arguments, code)
#include "mock_mpr/facts/wnet_functions.def"

}  // namespace
}  // namespace edge

void wnet::publish_last_error(Status status) noexcept { ::SetLastError(status.code()); }

std::span<const MprExport> mpr_exports() noexcept {
#define MPRSIM_WNET(name, ...) MprExport{#name, reinterpret_cast<void*>(&edge::name)},
  static const auto table = std::to_array({
#include "mock_mpr/facts/wnet_functions.def"
  });
  return table;
}

}  // namespace mprsim
