#include "scenarios/search/sweep.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/language/loader.h"
#include "scenarios/play/verdict.h"
#include "scenarios/search/promote.h"
#include "scenarios/search/shrink.h"
#include "scenarios/search/sweep_file.h"
#include "tests/scenarios/race.h"

namespace mprsim::sweep_test {
namespace {

using testing::HasSubstr;

// The race, with a notifyee that is told of it and things that happen in some runs.
const std::string race_text = std::string{two_cancels} + R"(
[[notifyee]]
name = "n"
[[sometimes]]
app = "app"
status = "WN_SUCCESS"
[[sometimes]]
app = "app"
status = "WN_ACCESS_DENIED"
)";

struct Subject {
  explicit Subject(std::string_view toml) : text(toml), loaded(load_scenario(text, "race.toml")) {
    if (loaded) subjects.push_back({&*loaded, text});
  }
  std::string text;
  LoadResult loaded;
  std::vector<SweepSubject> subjects;
};

SweepPlan plan_of(std::uint64_t seeds, std::size_t most_failures = 1'000'000) {
  SweepPlan plan;
  plan.mprsim_version = "1";
  plan.last_seed = seeds - 1;
  plan.most_failures = most_failures;
  return plan;
}

// Stops after some units.
class Stopper final : public SweepMonitor {
 public:
  explicit Stopper(std::uint64_t units = UINT64_MAX) : left_(units) {}
  bool goes_on(const SweepResult&) override { return --left_ > 0; }

 private:
  std::uint64_t left_;
};

SweepResult swept(const Subject& subject, const SweepPlan& plan, unsigned jobs = 1) {
  SweepResult result = new_sweep(plan, subject.subjects);
  Stopper never;
  sweep(result, subject.subjects, jobs, never);
  return result;
}

TEST(Sweep, FindsWhatHappensForSomeSeeds) {
  const Subject race(race_text);
  ASSERT_TRUE(race.loaded);
  const SweepResult result = swept(race, plan_of(5000));
  EXPECT_TRUE(result.complete());
  EXPECT_EQ(result.subjects[0].runs, 5000U);
  EXPECT_GT(result.subjects[0].failed, 100U);
  EXPECT_LT(result.subjects[0].failed, 4900U);
  EXPECT_EQ(result.failures.size(), result.subjects[0].failed);
  EXPECT_GT(result.subjects[0].sometimes[0], 0U);
  EXPECT_EQ(result.subjects[0].sometimes[1], 0U);
}

TEST(Sweep, ComesToTheSameWhateverTheJobs) {
  const Subject race(race_text);
  for (const std::size_t most : {std::size_t{1}, std::size_t{7}, std::size_t{1'000'000}}) {
    const SweepResult one = swept(race, plan_of(6000, most), 1);
    EXPECT_EQ(swept(race, plan_of(6000, most), 2), one);
    EXPECT_EQ(swept(race, plan_of(6000, most), 5), one);
  }
}

TEST(Sweep, StopsAtEnoughFailures) {
  const Subject race(race_text);
  const SweepResult result = swept(race, plan_of(100'000, 3), 2);
  EXPECT_TRUE(result.stopped_at_failures);
  EXPECT_EQ(result.failures.size(), 3U);
  EXPECT_FALSE(result.complete());
}

TEST(Sweep, GoesOnFromASavedBeginning) {
  const Subject race(race_text);
  const SweepResult whole = swept(race, plan_of(8000));
  for (const std::uint64_t units : {1U, 2U, 5U}) {
    SweepResult part = new_sweep(plan_of(8000), race.subjects);
    Stopper stopper(units);
    sweep(part, race.subjects, 1, stopper);
    EXPECT_EQ(part.units_done, units);
    auto resumed = parse_sweep(render_sweep(part));
    ASSERT_TRUE(resumed) << resumed.error().message;
    EXPECT_EQ(*resumed, part);
    Stopper never;
    sweep(*resumed, race.subjects, 2, never);
    EXPECT_EQ(*resumed, whole);
  }
}

TEST(Sweep, ShardsAreThePartsOfAWhole) {
  const Subject race(race_text);
  const SweepResult whole = swept(race, plan_of(4000));
  std::vector<NamedSweep> parts;
  for (const std::uint32_t shard : {2U, 0U, 1U}) {
    SweepPlan plan = plan_of(4000);
    plan.shard = shard;
    plan.shards = 3;
    parts.push_back({"part-" + std::to_string(shard), swept(race, plan)});
    EXPECT_NEAR(static_cast<double>(parts.back().result.subjects[0].runs), 4000.0 / 3, 200);
  }
  const auto merged = merge_sweeps(parts);
  ASSERT_TRUE(merged) << merged.error();
  EXPECT_TRUE(merged->missing.empty());
  EXPECT_EQ(merged->result.subjects, whole.subjects);
  EXPECT_EQ(merged->result.failures, whole.failures);

  const auto some = merge_sweeps(std::vector<NamedSweep>{parts[0], parts[1]});
  ASSERT_TRUE(some);
  EXPECT_EQ(some->missing, std::vector<std::uint32_t>{1});
}

TEST(Sweep, MergingRefusesWhatDoesNotBelongTogether) {
  const Subject race(race_text);
  SweepPlan plan = plan_of(1000);
  plan.shards = 2;
  const NamedSweep first{"a", swept(race, plan)};
  const auto why = [&first](NamedSweep other) {
    const auto merged = merge_sweeps(std::vector<NamedSweep>{first, std::move(other)});
    return merged ? std::string{} : merged.error();
  };
  EXPECT_EQ(why({"b", first.result}), "b: shard 0 is there twice");
  plan.shard = 1;
  NamedSweep other{"b", swept(race, plan)};
  EXPECT_EQ(why(other), "");
  other.result.plan.mprsim_version = "2";
  EXPECT_THAT(why(other), HasSubstr("was written by mprsim 2"));
  other.result.plan.mprsim_version = "1";
  other.result.plan.last_seed = 7;
  EXPECT_THAT(why(other), HasSubstr("its seeds, shards or options"));
  other.result.subjects[0].text_hash ^= 1;
  EXPECT_THAT(why(other), HasSubstr("about other scenarios"));
}

class BadSweepFile : public testing::TestWithParam<std::pair<std::string, std::string>> {};

TEST_P(BadSweepFile, IsAClearMessage) {
  const auto parsed = parse_sweep(GetParam().first);
  ASSERT_FALSE(parsed);
  EXPECT_THAT(parsed.error().message, HasSubstr(GetParam().second));
}

std::string good_file() {
  const Subject race(race_text);
  return render_sweep(swept(race, plan_of(100, 2)));
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  return text.replace(text.find(from), from.size(), to);
}

INSTANTIATE_TEST_SUITE_P(
    Sweep, BadSweepFile,
    testing::Values(std::pair{std::string{}, "cut off"}, std::pair{std::string{"{}\n"}, "lacks `format`"},
                    std::pair{std::string{"no\n"}, "no JSON"},
                    std::pair{replaced(good_file(), "mprsim-sweep", "else"),
                              "not the result of an mprsim sweep"},
                    std::pair{replaced(good_file(), "\"version\":1", "\"version\":9"), "format version 9"},
                    std::pair{replaced(good_file(), "\"shard\":0", "\"shard\":4"), "out of range"},
                    std::pair{good_file().substr(0, good_file().size() - 3), "cut off"},
                    std::pair{good_file() + "{}\n", "end of the file"}));

TEST(Sweep, WhatIsNotLeftToChanceIsNoSweep) {
  const Subject race(race_text);
  EXPECT_TRUE(has_choices(race.subjects[0], plan_of(1)));
  std::string text{race_text};
  text = text.substr(0, text.find("[[sometimes]]"));
  const std::size_t app = text.find("[[app]]");
  const Subject dull(text.erase(app, text.find("[[step]]") - app));
  ASSERT_TRUE(dull.loaded);
  EXPECT_FALSE(has_choices(dull.subjects[0], plan_of(100)));
}

// --- Shrinking and promoting, for every kind of failure.

struct Scenario {
  std::string name;
  FindingKind kind;
  std::string toml;
  std::size_t steps;  // that must be left
};
void PrintTo(const Scenario& scenario, std::ostream* out) { *out << scenario.name; }

class EveryKind : public testing::TestWithParam<Scenario> {};

TEST_P(EveryKind, IsShrunkAndPromoted) {
  const Subject subject(GetParam().toml);
  ASSERT_TRUE(subject.loaded) << render({"", subject.text, subject.loaded});
  const SweepResult result = swept(subject, plan_of(2000, 1));
  ASSERT_EQ(result.failures.size(), 1U);
  const auto log = parse_log(result.failures[0].log);
  ASSERT_TRUE(log) << log.error().message;
  const auto shrunk = shrink(*log);
  ASSERT_TRUE(shrunk) << shrunk.error();
  EXPECT_EQ(shrunk->failure.kind, GetParam().kind);
  EXPECT_LE(shrunk->steps, GetParam().steps) << shrunk->log.header.text;

  // The shrunk log plays again, choice for choice.
  const LoadResult scenario = load_scenario(shrunk->log.header.text, "shrunk.toml");
  ASSERT_TRUE(scenario) << shrunk->log.header.text;
  Runner runner(*scenario);
  EXPECT_EQ(runner.run(replay_plan(shrunk->log)), shrunk->log.end.outcome);
  EXPECT_FALSE(runner.divergence()) << render_log(shrunk->log) << runner.divergence()->sequence << " "
                                    << runner.divergence()->now.value_or(NamedDecision{}).component;
  EXPECT_EQ(runner.trace().hash(), shrunk->log.end.trace_hash);

  // And so does the scenario that it becomes, whose golden trace is that of the failure.
  const auto text = promote(shrunk->log);
  ASSERT_TRUE(text) << text.error();
  const LoadResult promoted = load_scenario(*text, "promoted.toml");
  ASSERT_TRUE(promoted) << *text;
  const ScenarioResult again = run_scenario(*promoted);
  EXPECT_EQ(failure_of(again.findings), shrunk->failure) << *text;
  EXPECT_EQ(again.trace.hash(), shrunk->log.end.trace_hash) << *text;
  for (const Finding& finding : again.findings)
    EXPECT_NE(finding.kind, FindingKind::golden) << finding.detail;
}

std::string race_with(std::string_view more) {
  std::string text{race_text};
  text = text.substr(0, text.find("[[sometimes]]"));
  text = replaced(text, "expect = { status = \"WN_SUCCESS\" }\n", "");
  return text.append(more);
}

const Scenario scenario_texts[] = {
    {"expectation", FindingKind::expectation, std::string{race_text}, 2},
    {"any", FindingKind::expectation, race_with(R"(
[[step]]
add = '\\s\b'
device = { any = ["Y:", "X:", "W:"] }
[[step]]
get = "X:"
expect = { status = "WN_NOT_CONNECTED" }
)"),
     2},
    {"always", FindingKind::always, race_with("[[always]]\napp = \"explorer\"\nstatus = \"WN_SUCCESS\"\n"),
     2},
    {"eventually", FindingKind::eventually,
     race_with("[[eventually]]\napp = \"explorer\"\nstatus = \"WN_SUCCESS\"\n"), 2},
    {"time", FindingKind::limit,
     race_with("[[step]]\nwait = { any = [\"1s\", \"2h\"] }\n[limits]\ntime = \"1h\"\n"), 1},
    {"events", FindingKind::limit, race_with("[limits]\nevents = 6\n"), 2},
    {"hang", FindingKind::hang,
     replaced(race_with(""), "latency = \"1ms\"", "faults = { kinds = [\"hang\"], one_in = 3 }"), 1},
    // The add goes on when the provider is well again, in a session that has ended by then.
    {"rest", FindingKind::rest, R"(
title = "t"
why = "w"
shows = ["name.case"]
[[provider]]
name = "P"
faults = { kinds = ["hang"], one_in = 1 }
[[notifyee]]
name = "n"
[[app]]
name = "explorer"
[[app.step]]
get_last_error = true
[[app.step]]
add = '\\s\a'
device = { any = ["Y:", "X:", "W:"] }
expect = { hangs = true }
[[step]]
logoff = true
after = "1ms"
)",
     2},
    // Only Windows 9x lets a notifyee veto.
    {"profile", FindingKind::expectation, R"(
title = "t"
why = "w"
shows = ["name.case"]
profile = { any = ["nt-doc", "win9x-ddk"] }
[[provider]]
name = "P"
[[notifyee]]
name = "n"
before = { returns = "WN_CANCEL" }
[[connection]]
device = "Z:"
remote = '\\s\a'
provider = "P"
[[step]]
get_last_error = true
[[step]]
cancel = "Z:"
expect = { status = "WN_SUCCESS" }
)",
     1},
};

INSTANTIATE_TEST_SUITE_P(Shrink, EveryKind, testing::ValuesIn(scenario_texts),
                         [](const auto& row) { return row.param.name; });

TEST(Shrink, RefusesALogThatDoesNotFail) {
  const Subject race(race_with(""));
  Runner runner(*race.loaded);
  const RunPlan plan{.seed = 1, .strategy = {StrategyKind::uniform}};
  const Outcome outcome = runner.run(plan);
  LogHeader header;
  header.text = race.text;
  header.strategy = plan.strategy;
  const LogFile log = log_of(runner, header, outcome);
  const auto shrunk = shrink(log);
  ASSERT_FALSE(shrunk);
  EXPECT_THAT(shrunk.error(), HasSubstr("does not fail"));
  LogFile broken = log;
  broken.header.text = "title = 3";
  EXPECT_THAT(shrink(broken).error(), HasSubstr("cannot be read"));
  EXPECT_THAT(promote(broken).error(), HasSubstr("cannot be read"));
  LogFile odd = log;
  odd.decisions.push_back({.component = "provider P:\nfault", .alternatives = {"none", "hang"}, .value = 1});
  EXPECT_THAT(promote(odd).error(), HasSubstr("no scenario can be made of it"));
}

}  // namespace
}  // namespace mprsim::sweep_test
