#include "scenarios/search/log_file.h"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gmock/gmock.h>

#include "scenarios/language/loader.h"
#include "scenarios/play/determinism.h"

namespace mprsim::log_file_test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr std::string_view race = R"(title = "t"
why = "w"
shows = ["name.null"]
[policy]
notify_order = "shuffle"
[[provider]]
name = "LanMan"
latency = { from = "1ms", to = "9ms" }
faults = { kinds = ["lie", "delay", "wrong_status"], one_in = 2 }
[[notifyee]]
name = "a"
[[notifyee]]
name = "b"
[[connection]]
device = "Z:"
remote = '\\files\z'
provider = "LanMan"
[[app]]
name = "explorer"
step = [{ cancel = "Z:" }]
[[step]]
cancel = { any = ["Z:", "Y:"] }
)";

class Logs : public testing::Test {
 protected:
  LogFile log(std::uint64_t seed, Strategy strategy = {StrategyKind::uniform}) {
    Runner runner{scenario_};
    const RunPlan plan{.seed = seed, .strategy = strategy, .banned = swarm_bans(seed)};
    const Outcome outcome = runner.run(plan);
    return log_of(runner,
                  {.mprsim_version = "0.1.0",
                   .path = "race.toml",
                   .text = std::string(race),
                   .seed = seed,
                   .strategy = strategy,
                   .banned = plan.banned},
                  outcome);
  }

  Scenario scenario_ = load_scenario(race, "race.toml").value();
};

TEST_F(Logs, WhatIsWrittenIsRead) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const LogFile written = log(seed);
    EXPECT_THAT(written.decisions, Not(IsEmpty()));
    const auto read = parse_log(render_log(written));
    ASSERT_TRUE(read) << read.error().line << ": " << read.error().message;
    EXPECT_EQ(*read, written);
  }
}

TEST_F(Logs, APlayedLogIsTheSameRun) {
  for (const StrategyKind kind :
       {StrategyKind::fifo, StrategyKind::uniform, StrategyKind::pct, StrategyKind::round_robin}) {
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
      const LogFile recorded = log(seed, {kind});
      Runner runner{scenario_};
      const Outcome outcome = runner.run(replay_plan(recorded));
      ASSERT_FALSE(runner.divergence()) << seed;
      EXPECT_EQ(log_of(runner, recorded.header, outcome), recorded);
    }
  }
}

TEST_F(Logs, AnotherScenarioDiverges) {
  const LogFile recorded = log(1);
  std::string text(race);
  text.replace(text.find("explorer"), 8, "finder");
  const Scenario other = load_scenario(text, "race.toml").value();
  Runner runner{other};
  EXPECT_EQ(runner.run(replay_plan(recorded)), Outcome::error);
  ASSERT_TRUE(runner.divergence());
  EXPECT_EQ(runner.divergence()->recorded->alternatives[1], "explorer");
  EXPECT_EQ(runner.divergence()->now->alternatives[1], "finder");
  EXPECT_EQ(runner.run(replay_plan(recorded, Replay::follow)) == Outcome::error, false);
}

TEST_F(Logs, AProfileThatWasDecidedIsDecidedAgain) {
  std::string text(race);
  text.insert(text.find("[policy]"), "profile = { any = [\"nt-doc\", \"wine\"] }\n");
  const Scenario varied = load_scenario(text, "race.toml").value();
  std::set<std::uint64_t> traces;
  for (const std::optional<Profile> given :
       {std::optional<Profile>{}, std::optional{Profile::nt_doc}, std::optional{Profile::wine}}) {
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
      Runner runner{varied, {.profile = given}};
      const Outcome outcome = runner.run({.seed = seed});
      LogHeader header{.mprsim_version = "1", .path = "race.toml", .text = text};
      header.profile = given.value_or(varied.profile);
      header.seed = seed;
      const LogFile recorded = log_of(runner, header, outcome);
      Runner again{varied, replay_options(recorded)};
      EXPECT_EQ(log_of(again, header, again.run(replay_plan(recorded))), recorded);
      traces.insert(recorded.end.trace_hash);
    }
  }
  EXPECT_GT(traces.size(), 2U);
}

// Names may hold anything that JSON has to escape.
TEST_F(Logs, NamesAreEscaped) {
  LogFile log;
  log.header.text = "\"\\\n\x01 \xC3\xA4";
  log.decisions.push_back({"any of \"x\"\\", 5, {"a\tb", "\""}, 1, 2});
  log.decisions.push_back({"key", 5, {}, UINT64_MAX, 0});
  log.end.findings = {"one\ntwo"};
  const auto read = parse_log(render_log(log));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(*read, log);
}

struct BadLog {
  std::string_view what, from, to;  // the first `from` of a good log becomes `to`
  std::size_t line;
  std::string_view message;
};

TEST_F(Logs, WhatIsWrongIsSaidWithItsLine) {
  const std::string good = render_log(log(2));
  const std::vector<BadLog> rows{
      {"another format", "mprsim-decisions", "something", 1, "this is not a decision log of mprsim"},
      {"another version", "\"version\":1", "\"version\":2", 1,
       "the log has format version 2, and this mprsim reads version 1"},
      {"no version", "\"version\":1,", "", 1, "this line lacks `version`"},
      {"a version of words", "\"version\":1", "\"version\":\"1\"", 1, "`version` wants a whole number"},
      {"another text", "title = ", "Title = ", 1, "does not have the hash that stands beside it"},
      {"a bad hash", "\"hash\":\"", "\"hash\":\"x", 1, "is no hash of 16 hexadecimal digits"},
      {"no profile", "nt-doc", "nt-dog", 1, "\"nt-dog\" is no profile"},
      {"no strategy", "\"uniform\"", "\"unicorn\"", 1, "\"unicorn\" is no strategy"},
      {"no fault", "\"banned\":[", "\"banned\":[\"plague\",", 1, "`banned`"},
      {"no seed", "\"seed\":2", "\"seed\":-2", 1, "`seed` wants a whole number"},
      {"no JSON", "{\"n\":0", "{n:0", 2, "this is no JSON"},
      {"no object", "{\"n\":0", "[{\"n\":0", 2, "this is no JSON"},
      {"a line too few", "{\"n\":1,", "{\"n\":2,", 3, "a line is missing: this should be choice 1"},
      {"a choice out of range", "\"choice\":0", "\"choice\":99", 0, "`choice` wants a whole number"},
      {"no outcome", "\"outcome\":\"", "\"outcome\":\"x", 0, "is no outcome"},
      {"a wrong count", "\"decisions\":", "\"decisions\":1", 0, "as many choices as its end says"},
  };
  for (const BadLog& row : rows) {
    SCOPED_TRACE(row.what);
    std::string text = good;
    const auto at = text.find(row.from);
    ASSERT_NE(at, std::string::npos);
    text.replace(at, row.from.size(), row.to);
    const auto read = parse_log(text);
    ASSERT_FALSE(read);
    EXPECT_THAT(read.error().message, HasSubstr(std::string(row.message)));
    if (row.line > 0) {
      EXPECT_EQ(read.error().line, row.line);
    }
  }
}

TEST_F(Logs, ACutLogIsNeverTakenForAWholeOne) {
  const std::string good = render_log(log(2));
  for (std::size_t size = 0; size < good.size(); ++size) {
    const auto read = parse_log(std::string_view(good).substr(0, size));
    ASSERT_FALSE(read) << size;
    EXPECT_THAT(read.error().message, testing::AnyOf(HasSubstr("cut off"), HasSubstr("empty")));
  }
  EXPECT_THAT(parse_log(good + "{}\n").error().message, HasSubstr("nothing may follow"));
}

// --- The same twice.

TEST_F(Logs, TheRealSimulatorIsDeterministic) {
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    EXPECT_FALSE(check_determinism(scenario_, {}, {.seed = seed, .strategy = {StrategyKind::uniform}}));
  }
}

Trace trace_of(const std::vector<std::uint32_t>& times) {
  Trace trace;
  for (const std::uint32_t time : times) {
    record({&trace, SimTime{time}, 0}, WorldAction::file_closed, trace.intern("app"), trace.intern("f"));
  }
  return trace;
}

TEST(CompareTraces, FindsTheFirstEventThatDiffers) {
  EXPECT_FALSE(compare_traces(trace_of({1, 2}), trace_of({1, 2})));
  const auto difference = compare_traces(trace_of({1, 2, 3}), trace_of({1, 5, 3}));
  ASSERT_TRUE(difference);
  EXPECT_EQ(difference->event, 1U);
  EXPECT_THAT(difference->first, HasSubstr("0.002"));
  EXPECT_THAT(difference->second, HasSubstr("0.005"));
  EXPECT_EQ(compare_traces(trace_of({1}), trace_of({1, 2}))->first, "");
  EXPECT_EQ(compare_traces(trace_of({1, 2}), trace_of({1}))->second, "");
}

// Ids of names depend on what was interned before, and mean nothing.
TEST(CompareTraces, LooksAtNamesNotAtTheirNumbers) {
  Trace first = trace_of({1});
  Trace second;
  second.intern("something else");
  record({&second, SimTime{1}, 0}, WorldAction::file_closed, second.intern("app"), second.intern("f"));
  EXPECT_FALSE(compare_traces(first, second));
}

}  // namespace
}  // namespace mprsim::log_file_test
