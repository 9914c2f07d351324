// mprsim sweep, merge, shrink and promote, called in process.
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/platform/file.h"
#include "tests/scenarios/race.h"
#include "tools/cli/tool.h"
#include "tools/requests/shard.h"
#include "tools/terminal/exit_code.h"

namespace mprsim::sweep_test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

struct Ran {
  int exit_code;
  std::string out, err;
};

class SweepTool : public testing::Test {
 protected:
  SweepTool() {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    write("race.toml", std::string{two_cancels});
  }
  ~SweepTool() override { fs::remove_all(folder_); }

  std::string path(const std::string& name) const { return (folder_ / name).generic_string(); }
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }
  std::string read(const std::string& name) const {
    return read_file(path(name), std::size_t{1} << 26).value_or("(no such file)");
  }

  Ran run(std::vector<std::string> arguments) {
    std::ostringstream out;
    std::ostringstream err;
    Streams streams{out, err};
    Environment environment;
    environment.variable = [this](const std::string& name) {
      const auto found = variables_.find(name);
      return found == variables_.end() ? std::nullopt : std::optional(found->second);
    };
    const int code = run_tool(arguments, streams, environment);
    return {code, out.str(), err.str()};
  }
  Ran sweep(std::vector<std::string> more) {
    std::vector<std::string> arguments{"sweep", path("race.toml")};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run(std::move(arguments));
  }

  std::map<std::string, std::string> variables_;

 private:
  fs::path folder_ =
      fs::temp_directory_path() /
      ("mprsim_sweep_test_" + std::to_string(::testing::UnitTest::GetInstance()->random_seed()));
};

TEST_F(SweepTool, FindsAFailureThatCanBeShrunkPromotedAndRun) {
  const Ran swept = sweep({"--seeds", "0..99", "--max-failures", "1", "--out", path("")});
  EXPECT_EQ(swept.exit_code, exit_code::does_not_hold) << swept.err;
  EXPECT_THAT(swept.out, HasSubstr("expected WN_SUCCESS"));
  std::string log;
  for (const auto& entry : fs::directory_iterator(path(""))) {
    if (entry.path().extension() == ".jsonl") log = entry.path().generic_string();
  }
  ASSERT_FALSE(log.empty());
  const Ran shrunk = run({"shrink", log, "--out", path("small.jsonl")});
  EXPECT_EQ(shrunk.exit_code, exit_code::holds) << shrunk.err;
  EXPECT_THAT(shrunk.err, HasSubstr("reduced 2 steps to 1"));
  const Ran promoted = run({"promote", path("small.jsonl"), "--out", path("promoted.toml")});
  EXPECT_EQ(promoted.exit_code, exit_code::holds) << promoted.err;
  const Ran played = run({"run", path("promoted.toml")});
  EXPECT_EQ(played.exit_code, exit_code::does_not_hold) << played.out;
  EXPECT_THAT(played.out, HasSubstr("expected WN_SUCCESS"));
}

TEST_F(SweepTool, SavesResultsThatMerge) {
  for (const std::string shard : {"0", "1"}) {
    const Ran part = sweep({"--seeds", "0..1999", "--shard", shard + "/2", "--max-failures", "9999",
                            "--results", path("part-" + shard)});
    EXPECT_EQ(part.exit_code, exit_code::does_not_hold) << part.err;
  }
  const Ran merged = run({"merge", path("part-0"), path("part-1")});
  EXPECT_EQ(merged.exit_code, exit_code::does_not_hold);
  EXPECT_THAT(merged.out, HasSubstr("2000 runs of 1 scenario"));
  EXPECT_EQ(run({"merge", path("part-0"), path("part-0")}).exit_code, exit_code::bad_input);
  EXPECT_THAT(run({"merge", path("part-0")}).out, HasSubstr("missing  shard 1"));
}

TEST_F(SweepTool, ResumesWhatABudgetCutShort) {
  const std::vector<std::string> options{"--seeds", "0..9999",   "--max-failures",
                                         "99999",   "--results", path("r")};
  auto cut = options;
  cut.insert(cut.end(), {"--budget", "0"});
  EXPECT_THAT(sweep(cut).out, HasSubstr("cut short"));
  auto go_on = options;
  go_on.emplace_back("--resume");
  (void)sweep(go_on);
  const std::string resumed = read("r");
  (void)sweep(options);
  EXPECT_EQ(resumed, read("r"));
}

TEST_F(SweepTool, PrintsHashesToCompareBuilds) {
  const Ran first = sweep({"--seeds", "0..99", "--hashes", "--jobs", "1"});
  EXPECT_EQ(first.exit_code, exit_code::does_not_hold);
  EXPECT_EQ(first.out.find_first_not_of("0123456789abcdef"), 16U);
  EXPECT_THAT(first.out, testing::EndsWith("race.toml\n"));
  EXPECT_EQ(sweep({"--seeds", "0..99", "--hashes", "--jobs", "2"}).out, first.out);
  EXPECT_NE(sweep({"--seeds", "0..98", "--hashes"}).out, first.out);
}

TEST_F(SweepTool, SaysNothingWithoutATerminal) { EXPECT_EQ(sweep({"--seeds", "0..9", "--quiet"}).err, ""); }

// Must show 6: each a clear message, and exit code 2.
TEST_F(SweepTool, BadInputIsAClearMessage) {
  const auto refused = [](const Ran& run, const std::string& why) {
    EXPECT_EQ(run.exit_code, exit_code::bad_input) << run.out;
    EXPECT_THAT(run.err, HasSubstr(why));
  };
  refused(sweep({"--seeds", "9..3"}), "ends before it begins");
  refused(sweep({"--seeds", "x"}), "not a whole number");
  refused(sweep({"--seeds", "0..18446744073709551615"}), "more than");
  refused(sweep({"--shard", "4/4"}), "there is no shard 4 of 4");
  refused(sweep({"--shard", "1"}), "is no shard");
  refused(sweep({"--strategy", "luck"}), "is not");
  refused(sweep({"--jobs", "0"}), "--jobs");
  refused(sweep({"--results", path("none"), "--resume"}), "does not exist");
  write("r", "{}\n");
  refused(sweep({"--results", path("r"), "--resume"}), "lacks `format`");
  (void)sweep({"--seeds", "0..9", "--results", path("r")});
  refused(sweep({"--seeds", "0..8", "--results", path("r"), "--resume"}), "another sweep");

  std::string dull{two_cancels};
  dull.erase(dull.find("[[app]]"), dull.find("[[step]]") - dull.find("[[app]]"));
  write("dull.toml", dull);
  refused(run({"sweep", path("dull.toml")}), "nothing in this scenario is left to chance");

  (void)sweep({"--seeds", "0..99", "--max-failures", "1", "--out", path("")});
  std::string log;
  for (const auto& entry : fs::directory_iterator(path(""))) {
    if (entry.path().extension() == ".jsonl") log = read(entry.path().filename().string());
  }
  write("cut", log.substr(0, log.size() / 2));
  refused(run({"shrink", path("cut")}), "cut off");
  write("other", std::string(log).replace(log.find("\"version\":1"), 11, "\"version\":7"));
  refused(run({"promote", path("other")}), "format version 7");
  refused(run({"merge", path("other")}), "not the result of an mprsim sweep");
}

TEST_F(SweepTool, AFolderWithoutChanceIsNothingSelected) {
  std::string dull{two_cancels};
  dull.erase(dull.find("[[app]]"), dull.find("[[step]]") - dull.find("[[app]]"));
  write("race.toml", dull);
  EXPECT_EQ(run({"sweep", path("")}).exit_code, exit_code::nothing_selected);
}

struct ShardRow {
  std::map<std::string, std::string> variables;
  std::string shard;  // "0/1", or what the error says
};

class ShardVariables : public testing::TestWithParam<ShardRow> {};

TEST_P(ShardVariables, AreReadInTheirOrder) {
  Environment environment;
  environment.variable = [](const std::string& name) {
    const auto found = GetParam().variables.find(name);
    return found == GetParam().variables.end() ? std::nullopt : std::optional(found->second);
  };
  const auto shard = shard_from(environment);
  const std::string text =
      shard ? std::to_string(shard->index) + "/" + std::to_string(shard->count) : shard.error();
  EXPECT_THAT(text, HasSubstr(GetParam().shard));
}

INSTANTIATE_TEST_SUITE_P(
    Shard, ShardVariables,
    testing::Values(
        ShardRow{{}, "0/1"},
        ShardRow{{{"MPRSIM_SHARD_INDEX", "1"},
                  {"MPRSIM_SHARD_TOTAL", "3"},
                  {"TEST_SHARD_INDEX", "0"},
                  {"TEST_TOTAL_SHARDS", "9"}},
                 "1/3"},
        ShardRow{{{"TEST_SHARD_INDEX", "2"},
                  {"TEST_TOTAL_SHARDS", "3"},
                  {"GTEST_SHARD_INDEX", "0"},
                  {"GTEST_TOTAL_SHARDS", "9"}},
                 "2/3"},
        ShardRow{{{"GTEST_SHARD_INDEX", "0"},
                  {"GTEST_TOTAL_SHARDS", "2"},
                  {"CI_NODE_INDEX", "1"},
                  {"CI_NODE_TOTAL", "9"}},
                 "0/2"},
        ShardRow{{{"CI_NODE_INDEX", "4"}, {"CI_NODE_TOTAL", "4"}}, "3/4"},
        ShardRow{{{"CI_NODE_INDEX", "0"}, {"CI_NODE_TOTAL", "4"}}, "must be a number from 1 to 4"},
        ShardRow{{{"CIRCLE_NODE_INDEX", "1"}, {"CIRCLE_NODE_TOTAL", "2"}}, "1/2"},
        ShardRow{{{"BUILDKITE_PARALLEL_JOB", "5"}, {"BUILDKITE_PARALLEL_JOB_COUNT", "6"}}, "5/6"},
        ShardRow{{{"CI_NODE_INDEX", "1"}}, "CI_NODE_TOTAL is not"},
        ShardRow{{{"TEST_SHARD_INDEX", "3"}, {"TEST_TOTAL_SHARDS", "3"}}, "from 0 to 2"},
        ShardRow{{{"TEST_SHARD_INDEX", "x"}, {"TEST_TOTAL_SHARDS", "3"}}, "from 0 to 2"},
        ShardRow{{{"TEST_SHARD_INDEX", "0"}, {"TEST_TOTAL_SHARDS", "0"}}, "must be a number from 1"}));

TEST(ShardFlag, IsAnIndexAndANumber) {
  EXPECT_EQ(parse_shard("2/3"), (Shard{2, 3}));
  for (const std::string_view text : {"", "1", "1/", "/2", "3/3", "-1/2", "1/2/3", "0/0", "0/99999"}) {
    EXPECT_FALSE(parse_shard(text)) << text;
  }
}

}  // namespace
}  // namespace mprsim::sweep_test
