// Any bytes at all as a fixture: loading them never crashes, hangs or leaks, what it says about them is safe
// to show, and what it accepts keeps the promises of fixture.h.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "tests/fuzz/require.h"
#include "tools/conformance/bench/fixture.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto fixture = mprsim::load_fixture(text);
  if (!fixture) {
    require(!fixture.error().empty());
    require(safe_to_show(mprsim::render(fixture.error(), "fuzz.toml", text)));
    return 0;
  }
  require(fixture->drives.size() >= 3);
  require(!fixture->resources.empty());
  require(fixture->time_limit.count() >= 1);
  return 0;
}
