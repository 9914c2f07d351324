// Any bytes at all: loading them never crashes, hangs or leaks, and what it says about them is safe to show.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "scenarios/language/golden.h"
#include "scenarios/language/loader.h"
#include "tests/fuzz/require.h"

namespace {

void check_diagnostics(const mprsim::Diagnostics& diagnostics, std::string_view text) {
  const auto lines = static_cast<std::uint32_t>(std::ranges::count(text, '\n')) + 1;
  require(!diagnostics.empty());
  for (const auto& diagnostic : diagnostics) {
    require(diagnostic.where.line <= lines);
    require(diagnostic.where.line == 0 || diagnostic.where.column > 0);
    require(!diagnostic.message.empty());
  }
  require(safe_to_show(mprsim::render(diagnostics, "fuzz.toml", text)));
}

// The bytes serve as a trace too: a trace that is written must be read back.
void check_golden(std::string_view text) {
  const auto trace = text.substr(0, 64);
  const auto updated = mprsim::replace_golden(text, trace);
  if (!updated) return;
  const auto loaded = mprsim::load_scenario(*updated, "fuzz.toml");
  if (loaded) require(loaded->golden && loaded->golden->trace == mprsim::without_carriage_returns(trace));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto loaded = mprsim::load_scenario(text, "fuzz.toml");
  if (!loaded) check_diagnostics(loaded.error(), text);
  check_golden(text);
  return 0;
}
