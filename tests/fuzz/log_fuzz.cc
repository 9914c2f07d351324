// Any bytes at all as a decision log: reading them never crashes, hangs or leaks, and what it says about them
// is safe to show. A log that is read is written as one that reads the same, and can be played, followed and
// made a scenario of, no matter what its choices say.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "scenarios/language/loader.h"
#include "scenarios/search/log_file.h"
#include "scenarios/search/promote.h"
#include "tests/fuzz/require.h"
#include "tools/terminal/text.h"

namespace {

using namespace mprsim;  // NOLINT(google-build-using-namespace)

void check_error(const LogError& error, std::string_view text) {
  const auto lines = static_cast<std::size_t>(std::ranges::count(text, '\n')) + 1;
  require(error.line <= lines);
  require(!error.message.empty());
  require(safe_to_show(visible(error.message)));
}

// No library is loaded, and no scenario plays for long.
bool is_playable(const Scenario& scenario) {
  const auto is_fake = [](const auto& model) { return model.plugin.empty(); };
  constexpr std::uint32_t most_events = 10'000;
  return scenario.limits.events <= most_events && std::ranges::all_of(scenario.providers, is_fake) &&
         std::ranges::all_of(scenario.notifyees, is_fake);
}

void play(const LogFile& log) {
  const auto scenario = load_scenario(log.header.text, log.header.path);
  if (!scenario || !is_playable(*scenario)) return;
  Runner runner{*scenario, replay_options(log)};
  for (const Replay replay : {Replay::strict, Replay::follow}) {
    const Outcome outcome = runner.run(replay_plan(log, replay));
    require(replay == Replay::strict || !runner.divergence());
    require(!runner.divergence() || outcome == Outcome::error);
  }
  if (const auto promoted = promote(log)) require(load_scenario(*promoted, "promoted.toml").has_value());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto log = parse_log(text);
  if (!log) {
    check_error(log.error(), text);
    return 0;
  }
  const auto again = parse_log(render_log(*log));
  require(again && *again == *log);
  play(*log);
  return 0;
}
