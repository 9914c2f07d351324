// What a user of the library writes first: two providers, the second of which owns Z:. Only the target is
// named in CMake; headers and dependencies come with it.
#include <cstdio>
#include <string>
#include <string_view>

#include "mock_mpr/router.h"

int main() {
  mprsim::Router mpr;
  mpr.add_provider("Dokany", [](std::string_view, bool) { return mprsim::wn::not_connected; });
  mpr.add_provider("LanMan", [](std::string_view, bool) { return mprsim::wn::success; });
  const mprsim::CancelResult result = mpr.cancel_connection("Z:");

  const std::string_view owner = result.provider ? mpr.registry().name(*result.provider) : "nobody";
  std::printf("%s, cancelled by %s\n", mprsim::to_string(result.status).c_str(), std::string(owner).c_str());
  return result.status.ok() && owner == "LanMan" ? 0 : 1;
}
