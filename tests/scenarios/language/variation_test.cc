#include "scenarios/language/variation.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>

#include "mock_mpr/trace/trace_text.h"
#include "scenarios/play/runner.h"
#include "scenarios/play/verdict.h"
#include "tests/scenarios/load_text.h"

namespace mprsim::variation_test {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

std::vector<std::string> names_of(const Scenario& scenario) {
  std::vector<std::string> names;
  for (const Variation& variation : scenario.variations) names.push_back(variation.name);
  return names;
}

constexpr std::string_view two_drives = R"(
[[provider]]
name = "LanMan"
latency = { any = ["1ms", "2ms", "3ms"] }
[[connection]]
device = "Z:"
remote = '\\files\z'
provider = "LanMan"
[[connection]]
device = "Y:"
remote = '\\files\y'
provider = "LanMan"
[[step]]
cancel = { any = ["Z:", "Y:"] }
)";

TEST(Variations, AreNamedByWhereTheyStand) {
  const Scenario scenario = load_text(R"(
profile = { any = ["nt-doc", "wine"] }
provider_order = { any = [["A", "B"], ["B", "A"]] }
policy = { routing = { any = ["first_significant", "last_answer"] } }
[[provider]]
name = "A"
latency = { any = ["1ms", "2ms"] }
answers = ["truth", { any = ["WN_SUCCESS", "WN_OPEN_FILES"] }]
[[provider]]
name = "B"
[[notifyee]]
name = "indexer"
before = { declines = { any = [true, false] } }
[[app]]
name = "other"
[[app.step]]
at = { any = ["1s", "2s"] }
cancel_old = "Z:"
[[step]]
cancel = "Z:"
force = { any = [true, false] }
update_profile = { any = [true, false] }
)");
  EXPECT_THAT(names_of(scenario),
              ElementsAre("profile", "provider_order", "policy.routing", "provider A: latency",
                          "provider A: answers 2", "notifyee indexer: before.declines",
                          "app other: step 1: at", "step 1: force", "step 1: update_profile"));
  EXPECT_THAT(scenario.variations[1].alternatives, ElementsAre("[A, B]", "[B, A]"));
  EXPECT_THAT(scenario.variations[7].alternatives, ElementsAre("true", "false"));
}

TEST(Variations, TheModelHoldsTheFirstOfEach) {
  const Scenario scenario = load_text(two_drives);
  EXPECT_EQ(scenario.steps.front().object, "Z:");
  EXPECT_EQ(scenario.providers.front().latency.from, SimTime{1});
}

TEST(Variations, DecidingMakesAnOrdinaryScenario) {
  const Scenario scenario = load_text(two_drives);
  const std::vector<std::uint32_t> picks{2, 1};
  const auto decided_so = decide(scenario, picks);
  ASSERT_TRUE(decided_so);
  EXPECT_EQ(decided_so->steps.front().object, "Y:");
  EXPECT_EQ(decided_so->providers.front().latency.from, SimTime{3});
  EXPECT_THAT(decided_so->variations, IsEmpty());
}

// A path of a plug-in starts there, no matter what else is decided.
TEST(Variations, DecidingKeepsTheFolder) {
  const Scenario scenario = load_text(two_drives, "scenarios/drives.toml");
  EXPECT_EQ(scenario.folder, "scenarios/");
  const auto decided_so = decide(scenario, std::vector<std::uint32_t>{2, 1});
  ASSERT_TRUE(decided_so);
  EXPECT_EQ(decided_so->folder, "scenarios/");
}

TEST(Variations, TheSeedDecidesAndEveryCombinationComesUp) {
  const Scenario scenario = load_text(two_drives);
  Runner runner{scenario};
  std::set<std::string> traces;
  std::map<std::uint64_t, std::string> of_seed;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    EXPECT_EQ(runner.run({.seed = seed}), Outcome::pass);
    of_seed[seed] = render_text(runner.trace());
    traces.insert(of_seed[seed]);
    const auto decisions = runner.named_decisions();
    ASSERT_THAT(decisions, SizeIs(2));
    EXPECT_EQ(decisions[0].component, "any of provider LanMan: latency");
    EXPECT_THAT(decisions[1].alternatives, ElementsAre("Z:", "Y:"));
  }
  EXPECT_THAT(traces, SizeIs(6));
  for (const auto& [seed, trace] : of_seed) {
    Runner alone{scenario, {.seed = seed}};
    alone.run();
    EXPECT_EQ(render_text(alone.trace()), trace) << "no matter what ran before";
  }
}

TEST(Variations, AVariationElsewhereMovesNoOther) {
  const Scenario one = load_text(two_drives);
  const Scenario two = load_text("profile = { any = [\"nt-doc\", \"reactos\"] }\n" + std::string(two_drives));
  Runner with_one{one};
  Runner with_two{two};
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    with_one.run({.seed = seed});
    with_two.run({.seed = seed});
    EXPECT_EQ(with_one.named_decisions().back(), with_two.named_decisions().back());
  }
}

// More combinations than are kept prepared: each is prepared when it comes up.
TEST(Variations, ManyCombinationsPlayTheSame) {
  std::string text = "[[provider]]\nname = \"A\"\n";
  for (int i = 0; i < 10; ++i) text += "[[step]]\nwait = { any = [\"1ms\", \"2ms\"] }\n";
  const Scenario scenario = load_text(text);
  Runner runner{scenario};
  for (std::uint64_t seed = 0; seed < 400; ++seed) EXPECT_EQ(runner.run({.seed = seed}), Outcome::pass);
  runner.run({.seed = 3});
  const auto first = runner.named_decisions();
  Runner alone{scenario, {.seed = 3}};
  alone.run();
  EXPECT_EQ(alone.named_decisions(), first);
}

TEST(Variations, ValuesThatDoNotGoTogetherFailWhenTheyMeet) {
  const Scenario scenario = load_text(R"(
[[step]]
at = { any = ["1s", "5s"] }
wait = "1s"
[[step]]
at = { any = ["6s", "2s"] }
wait = "1s"
)");
  Runner runner{scenario};
  std::set<Outcome> outcomes;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    const Outcome outcome = runner.run({.seed = seed});
    outcomes.insert(outcome);
    if (outcome == Outcome::pass) continue;
    ASSERT_THAT(runner.findings(), SizeIs(1));
    EXPECT_THAT(runner.findings()[0].what,
                AllOf(HasSubstr("these values contradict each other"), HasSubstr("goes back in time")));
  }
  EXPECT_THAT(outcomes, ElementsAre(Outcome::pass, Outcome::fail));
}

TEST(Variations, AnAlternativeWithAMistakeIsFoundWhereverItStands) {
  const auto loaded = load_scenario(
      "title = \"t\"\nwhy = \"w\"\nshows = [\"name.null\"]\n[[step]]\ncancel = \"Z:\"\n"
      "force = { any = [true, \"yes\"] }\nupdate_profile = { any = [true, 5, false] }\n",
      "x.toml");
  ASSERT_FALSE(loaded);
  EXPECT_THAT(loaded.error(), SizeIs(2));
}

// An environment variable may be called "any", and so may a file.
TEST(Variations, AKeyOfTheAuthorIsNone) {
  const Scenario scenario = load_text(R"(
environment = { any = 'C:\Any' }
[[step]]
wait = "1s"
)");
  EXPECT_THAT(scenario.variations, IsEmpty());
  ASSERT_THAT(scenario.environment, SizeIs(1));
  EXPECT_EQ(scenario.environment[0].first, "any");
}

TEST(EveryWay, IsEveryCombination) {
  const Scenario scenario = load_text(R"(
[[step]]
cancel = "Z:"
expect = { status = { any = [0, 1, 2] }, connected = { any = [true, false] }, remembered = false }
)");
  const Step& step = scenario.steps.front();
  ASSERT_TRUE(step.expect);
  ASSERT_THAT(step.or_else, SizeIs(5));
  EXPECT_EQ(step.expect->status, Status{0});
  EXPECT_EQ(step.or_else.back().status, Status{2});
  EXPECT_EQ(step.or_else.back().connected, false);
  for (const Expectation& other : step.or_else) EXPECT_EQ(other.remembered, false);
}

TEST(EveryWay, AnExpectationThatHoldsOneWayHolds) {
  const auto outcome = [](std::string_view expectation) {
    const Scenario scenario = load_text("[[step]]\ncancel = \"Z:\"\nexpect = " + std::string(expectation));
    return run_scenario(scenario);
  };
  EXPECT_EQ(outcome("{ status = { any = [0, \"WN_NO_NETWORK\"] } }").outcome, Outcome::pass);
  EXPECT_EQ(outcome("{ any = [{ status = 0 }, { status = 1222, connected = false }] }").outcome,
            Outcome::pass);
  const ScenarioResult bad = outcome("{ status = { any = [0, 5] } }");
  EXPECT_EQ(bad.outcome, Outcome::fail);
  ASSERT_THAT(bad.findings, SizeIs(1));
  EXPECT_THAT(bad.findings[0].what, HasSubstr("expected WN_SUCCESS"));
  EXPECT_THAT(bad.findings[0].detail, HasSubstr("`any`"));
}

}  // namespace
}  // namespace mprsim::variation_test
