#include "scenarios/search/promote.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "mock_mpr/trace/trace_text.h"
#include "scenarios/language/diagnostics.h"
#include "scenarios/language/keys.h"
#include "scenarios/language/loader.h"
#include "scenarios/language/writer.h"
#include "scenarios/play/components.h"
#include "scenarios/play/runner.h"

namespace mprsim {
namespace {

// The decisions of a component after its last one that is not the first alternative need not be written down.
// But where the order is decided at all, `choices` must mention it.
std::vector<ChoiceModel> pinned(const std::vector<NamedDecision>& decisions, bool order_is_chosen) {
  std::vector<ChoiceModel> choices;
  for (std::size_t i = 0; i < decisions.size(); ++i) {
    const NamedDecision& decision = decisions[i];
    const bool unusual_follows = std::any_of(
        decisions.begin() + static_cast<std::ptrdiff_t>(i), decisions.end(),
        [&](const auto& later) { return later.component == decision.component && later.value != 0; });
    if (is_decided_beforehand(decision) || !unusual_follows) continue;
    ChoiceModel choice{.of = decision.component};
    if (decision.value < decision.alternatives.size()) {
      choice.takes = decision.alternatives[static_cast<std::size_t>(decision.value)];
    } else {
      choice.number = decision.value;
    }
    choices.push_back(std::move(choice));
  }
  const auto says_order = [](const ChoiceModel& choice) { return choice.of == order_component_name; };
  if (order_is_chosen && std::ranges::none_of(choices, says_order)) {
    choices.push_back({.of = std::string{order_component_name}, .number = 0});
  }
  return choices;
}

// Where the scenario came from, and then the `why` of its author.
std::string why(const LogFile& log, const Scenario& scenario) {
  std::string text = concat({"Seed ", std::to_string(log.header.seed), " of a sweep (",
                             to_string(log.header.strategy), ") led here."});
  if (!log.end.findings.empty()) text += concat({" It found: ", log.end.findings.front(), "."});
  const std::string both = concat({text, "\n", scenario.why});
  return both.size() <= longest_why ? both : text.substr(0, longest_why);
}

}  // namespace

bool is_decided_beforehand(const NamedDecision& decision) {
  return decision.component.starts_with(variation_component_prefix);
}

tl::expected<Scenario, std::string> scenario_of(const LogFile& log) {
  const auto loaded = load_scenario(log.header.text, log.header.path);
  if (!loaded) {
    return tl::unexpected(concat({"its scenario cannot be read: ", loaded.error().front().message}));
  }
  std::vector<std::uint32_t> picks;
  for (const Variation& variation : loaded->variations) {
    const auto chosen =
        std::ranges::find(log.decisions, variation_component(variation.name), &NamedDecision::component);
    const bool usable = chosen != log.decisions.end() && chosen->value < variation.alternatives.size();
    picks.push_back(usable ? static_cast<std::uint32_t>(chosen->value) : 0);
  }
  auto scenario = decide(*loaded, picks);
  if (!scenario) return tl::unexpected(std::string{"the values that it decides contradict each other"});
  if (const auto profile = replay_options(log).profile) scenario->profile = *profile;
  return *std::move(scenario);
}

tl::expected<std::string, std::string> promote(const LogFile& log, const std::string& host) {
  auto scenario = scenario_of(log);
  if (!scenario) return tl::unexpected(scenario.error());
  const bool order_is_chosen = log.header.strategy.kind != StrategyKind::fifo;
  const bool was_asked = std::ranges::find(log.decisions, order_component_name, &NamedDecision::component) !=
                         log.decisions.end();
  scenario->choices = pinned(log.decisions, order_is_chosen && was_asked);
  scenario->seed = log.header.seed;
  scenario->why = why(log, *scenario);
  scenario->golden.reset();
  Runner runner(*scenario, RunOptions{.host = host});
  (void)runner.run();
  scenario->golden = Golden{render_text(runner.trace()), {}};
  std::string text = write_scenario(*scenario);
  if (const auto readable = load_scenario(text, log.header.path); !readable) {  // a log is hostile input
    return tl::unexpected(concat({"no scenario can be made of it: ", readable.error().front().message}));
  }
  return text;
}

}  // namespace mprsim
