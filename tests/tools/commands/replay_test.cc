// mprsim run --strategy --log --check-determinism, and mprsim replay.
#include <fstream>
#include <iterator>
#include <string>

#include <gmock/gmock.h>

#include "scenarios/search/log_file.h"
#include "tests/sim/temporary_directory.h"
#include "tests/tools/tool_run.h"

namespace mprsim::replay_test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

constexpr const char* race = R"(title = "Two cancels"
why = "A race."
shows = ["route.stop-at-success"]
[[provider]]
name = "LanMan"
latency = { from = "1ms", to = "3ms" }
[[connection]]
device = "Z:"
remote = '\\files\z'
provider = "LanMan"
[[app]]
name = "explorer"
step = [{ cancel = "Z:" }]
[[step]]
cancel = "Z:"
expect = { status = "WN_SUCCESS" }
)";

class Replaying : public testing::Test {
 protected:
  std::string record(std::uint64_t seed) {
    const std::string log = folder_ / "log.jsonl";
    const ToolRun run = run_mprsim(
        {"run", scenario_, "--strategy", "uniform", "--seed", std::to_string(seed), "--log", log, "-q"});
    EXPECT_TRUE(run.code == 0 || run.code == 1) << run.err;
    return log;
  }
  std::string text(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  // The log with the first `from` replaced.
  std::string changed(const std::string& log, const std::string& from, const std::string& to) {
    std::string content = text(log);
    const auto at = content.find(from);
    EXPECT_NE(at, std::string::npos);
    content.replace(at, from.size(), to);
    return folder_.write("changed.jsonl", content);
  }

  TemporaryDirectory folder_;
  std::string scenario_ = folder_.write("race.toml", race);
};

TEST_F(Replaying, ALogIsPlayedWithoutItsScenario) {
  int holds = 0;
  for (std::uint64_t seed = 0; seed < 8; ++seed) {
    const std::string log = record(seed);
    const ToolRun again = run_mprsim({"replay", log});
    const ToolRun run =
        run_mprsim({"run", scenario_, "--strategy", "uniform", "--seed", std::to_string(seed)});
    EXPECT_EQ(again.code, run.code) << again.err;
    EXPECT_EQ(again.out, run.out);
    EXPECT_EQ(again.err, "");
    holds += run.code == 0 ? 1 : 0;
  }
  EXPECT_TRUE(holds > 0 && holds < 8) << "the race has two ends";
}

TEST_F(Replaying, AFailureIsReproducedByItsLine) {
  const ToolRun run = run_mprsim({"run", scenario_, "--strategy", "pct(2)", "--seed", "1"});
  EXPECT_EQ(run.code, 1) << "another seed must be pinned: this one does not fail any more";
  EXPECT_THAT(run.out, HasSubstr("--seed 1 --strategy 'pct(2)'"));
}

TEST_F(Replaying, TheFirstOtherChoiceIsShown) {
  const std::string log = record(0);
  const ToolRun run =
      run_mprsim({"replay", changed(log, "[\"app\",\"explorer\"]", "[\"app\",\"finder\"]"), "-q"});
  EXPECT_EQ(run.code, 4);
  EXPECT_THAT(run.err, AllOf(StartsWith("mprsim: the run differs from the recorded one at choice "),
                             HasSubstr("order: one of app, finder; it was"),
                             HasSubstr("now       at 0.000 s order: one of app, explorer")));
}

TEST_F(Replaying, ANumberOutsideOfWhatIsAskedIsShown) {
  const ToolRun run = run_mprsim({"replay", changed(record(1), "\"count\":3", "\"count\":30"), "-q"});
  EXPECT_EQ(run.code, 4);
  EXPECT_THAT(run.err, HasSubstr("provider LanMan: latency: one of 30; it was"));
}

TEST_F(Replaying, AnotherEndIsToldToo) {
  const std::string log = record(1);
  const std::string hash = text(log).substr(text(log).find("trace_hash") + 13, 16);
  const ToolRun run = run_mprsim({"replay", changed(log, hash, "0123456789abcdef"), "-q"});
  EXPECT_EQ(run.code, 4);
  EXPECT_THAT(run.err, HasSubstr("all choices are the recorded ones, but the result is not"));
}

TEST_F(Replaying, ABadLogIsBadInput) {
  const std::string log = record(0);
  const auto refusal = [](const std::string& path) {
    const ToolRun run = run_mprsim({"replay", path});
    EXPECT_EQ(run.code, 2);
    EXPECT_EQ(run.out, "");
    return run.err;
  };
  EXPECT_THAT(refusal(folder_ / "nowhere"), HasSubstr("does not exist"));
  EXPECT_THAT(refusal(folder_.write("empty", "")), HasSubstr("empty: the log is empty"));
  EXPECT_THAT(refusal(scenario_), HasSubstr("race.toml:1: this is no JSON"));
  EXPECT_THAT(refusal(changed(log, "\"version\":1", "\"version\":7")),
              HasSubstr(":1: the log has format version 7"));
  std::string cut = text(log);
  cut.resize(cut.size() - 20);
  EXPECT_THAT(refusal(folder_.write("cut", cut)), HasSubstr("the log is cut off in this line"));
  cut.resize(cut.rfind('\n') + 1);
  EXPECT_THAT(refusal(folder_.write("cut", cut)), HasSubstr("its end is missing"));
  LogFile mistaken;
  mistaken.header.path = "x.toml";
  mistaken.header.text = "title = 5";
  const std::string bad = render_log(mistaken);
  EXPECT_THAT(refusal(folder_.write("bad", bad)),
              AllOf(HasSubstr("the scenario in the log cannot be read"), HasSubstr("x.toml:1:9: error")));
  EXPECT_THAT(run_mprsim({"replay"}).err, HasSubstr("log is required"));
}

TEST_F(Replaying, ALogIsOfOneScenario) {
  folder_.write("other.toml", holds());
  const ToolRun two = run_mprsim({"run", folder_.path(), "--log", folder_ / "l"});
  EXPECT_EQ(two.code, 2);
  EXPECT_THAT(two.err, HasSubstr("--log needs exactly one scenario, but 2 are selected"));
  const ToolRun store =
      run_mprsim({"run", scenario_, "--log", folder_ / "l", "--profile-store", folder_ / "s"});
  EXPECT_EQ(store.code, 2);
  EXPECT_THAT(store.err, HasSubstr("exclude each other"));
}

TEST_F(Replaying, AStrategyHasAName) {
  const ToolRun run = run_mprsim({"run", scenario_, "--strategy", "chaos"});
  EXPECT_EQ(run.code, 2);
  EXPECT_THAT(run.err, HasSubstr("\"chaos\" is not fifo, uniform, pct(DEPTH) or round-robin"));
}

TEST_F(Replaying, TheSameTwiceIsNoNews) {
  const ToolRun plain = run_mprsim({"run", scenario_, "--seed", "4", "--strategy", "uniform"});
  const ToolRun checked =
      run_mprsim({"run", scenario_, "--seed", "4", "--strategy", "uniform", "--check-determinism"});
  EXPECT_EQ(checked.code, plain.code);
  EXPECT_EQ(checked.out, plain.out);
  EXPECT_EQ(checked.err, "");
}

}  // namespace
}  // namespace mprsim::replay_test
