// Bugs planted into a copy of the router, the order of notifications and the fakes: a sweep finds each of
// them, what it found is shrunk to a few steps and promoted to a scenario, and that scenario fails with the
// bug and holds without it. A second test plays the promoted scenarios on the router as it is shipped.
#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "scenarios/language/loader.h"
#include "scenarios/play/verdict.h"
#include "scenarios/search/promote.h"
#include "scenarios/search/shrink.h"
#include "scenarios/search/sweep.h"
#include "tests/mutants/planted.h"

namespace mprsim {
namespace {

constexpr std::uint64_t seed_count = 10'000;
constexpr std::size_t most_steps = 6;

const std::vector<LoadedFile>& scenarios() {
  static const std::vector<LoadedFile> files{
      load_scenario_file(MPRSIM_SOURCE_DIR "/tests/mutants/scenarios/many-things-at-once.toml"),
      load_scenario_file(MPRSIM_SOURCE_DIR "/tests/mutants/scenarios/old-times.toml")};
  return files;
}

class Patience final : public SweepMonitor {
  bool goes_on(const SweepResult&) override { return true; }
};

SweepResult hunt(std::uint64_t seeds) {
  std::vector<SweepSubject> subjects;
  for (const LoadedFile& file : scenarios()) subjects.push_back({&*file.result, file.text});
  SweepPlan plan;
  plan.mprsim_version = "test";
  plan.last_seed = seeds - 1;
  plan.most_failures = 1;
  SweepResult result = new_sweep(plan, subjects);
  Patience patience;
  sweep(result, subjects, 2, patience);
  return result;
}

std::string findings(const ScenarioResult& result) {
  std::string text;
  for (const Finding& finding : result.findings)
    text += finding.what + " [" + std::string{slug(finding.rule)} + "]\n";
  return text;
}

TEST(SeededBugs, ThereAreEnoughOfThem) { EXPECT_GE(planted("patches").size(), 12U); }

TEST(SeededBugs, NothingIsFoundWhileTheySleep) {
  for (const LoadedFile& file : scenarios()) ASSERT_TRUE(file.result) << render(file);
  const SweepResult result = hunt(seed_count);
  EXPECT_TRUE(result.failures.empty()) << result.failures.front().what << "\n" << result.failures.front().log;
}

class SeededBug : public testing::TestWithParam<std::string> {};

TEST_P(SeededBug, IsFoundShrunkAndPromoted) {
  std::string promoted;
  {
    tl::expected<Shrunk, std::string> shrunk;
    {
      const AwakeBug bug(GetParam());
      const SweepResult result = hunt(seed_count);
      ASSERT_EQ(result.failures.size(), 1U) << "no seed shows it";
      const auto log = parse_log(result.failures.front().log);
      ASSERT_TRUE(log) << log.error().message;
      shrunk = shrink(*log);
      ASSERT_TRUE(shrunk) << shrunk.error();
    }
    EXPECT_LE(shrunk->steps, most_steps) << shrunk->log.header.text;
    EXPECT_EQ(shrunk->failure.kind, FindingKind::invariant);
    const auto text = promote(shrunk->log);  // by the router without the bug: the golden trace is right
    ASSERT_TRUE(text) << text.error();
    promoted = *text;
  }
  const LoadResult scenario = load_scenario(promoted, GetParam());
  ASSERT_TRUE(scenario) << render({GetParam(), promoted, scenario});
  const ScenarioResult right = run_scenario(*scenario);
  EXPECT_EQ(right.outcome, Outcome::pass) << findings(right) << promoted;
  const AwakeBug bug(GetParam());
  const ScenarioResult wrong = run_scenario(*scenario);
  EXPECT_NE(wrong.outcome, Outcome::pass) << promoted;
  EXPECT_TRUE(std::ranges::any_of(wrong.findings, [](const Finding& finding) {
    return finding.kind == FindingKind::invariant;
  })) << findings(wrong);
  std::ofstream(std::string{MPRSIM_PROMOTED_DIR "/"} + GetParam() + ".toml", std::ios::binary) << promoted;
}

INSTANTIATE_TEST_SUITE_P(SeededBugs, SeededBug, testing::ValuesIn(planted("patches")), [](const auto& row) {
  std::string name = row.param;
  std::ranges::replace(name, '-', '_');
  return name;
});

}  // namespace
}  // namespace mprsim
