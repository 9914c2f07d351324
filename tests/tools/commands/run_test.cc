#include <string>

#include <gmock/gmock.h>

#include "mock_mpr/facts/rule.h"
#include "tests/sim/temporary_directory.h"
#include "tests/tools/tool_run.h"

namespace mprsim::run_test {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::string one_rule_shown() { return "1 of " + std::to_string(all_rules().size()) + " rules shown\n"; }

class Running : public testing::Test {
 protected:
  TemporaryDirectory folder_;
};

TEST_F(Running, OneFileIsALessonWithItsTrace) {
  const std::string file = folder_.write("x.toml", holds());
  const ToolRun run = run_mprsim({"run", file});
  EXPECT_EQ(run.code, 0) << run.err;
  EXPECT_THAT(run.out, StartsWith("A cancel of Z:\n  To have something to run.\n\n0.000  app"));
  EXPECT_THAT(run.out, HasSubstr("NPCancelConnection(Z:, FALSE)"));
  EXPECT_THAT(run.out, HasSubstr("\npass: " + file + ", profile nt-doc, seed 0\n"));
  EXPECT_EQ(run.err, "");
}

TEST_F(Running, AFailureIsFoundShownAndReproduced) {
  const std::string file = folder_.write("x.toml", does_not_hold());
  const ToolRun run = run_mprsim({"run", file, "--seed", "5"});
  EXPECT_EQ(run.code, 1);
  EXPECT_THAT(run.out, HasSubstr(file + ":15:"));
  EXPECT_THAT(run.out, HasSubstr("WN_SUCCESS, expected WN_OPEN_FILES"));
  const std::string repro = "mprsim run " + file + " --profile nt-doc --seed 5  # mprsim 0.1.0\n";
  EXPECT_THAT(run.out, EndsWith(repro));
  EXPECT_EQ(run_mprsim({"run", file, "--profile", "nt-doc", "--seed", "5"}).out, run.out);
}

TEST_F(Running, AFolderIsAReport) {
  folder_.write("a.toml", holds());
  folder_.write("b.toml", does_not_hold());
  const ToolRun run = run_mprsim({"run", folder_.path()});
  EXPECT_EQ(run.code, 1);
  EXPECT_THAT(run.out, HasSubstr("pass  " + (folder_ / "a.toml")));
  EXPECT_THAT(run.out, HasSubstr("fail  " + (folder_ / "b.toml")));
  EXPECT_THAT(run.out, EndsWith("\n1 passed, 1 failed; " + one_rule_shown()));
}

TEST_F(Running, QuietSaysOnlyWhatFails) {
  folder_.write("a.toml", holds());
  EXPECT_EQ(run_mprsim({"run", folder_.path(), "--quiet"}).out, "");
  folder_.write("b.toml", does_not_hold());
  const ToolRun run = run_mprsim({"run", folder_.path(), "--quiet"});
  EXPECT_THAT(run.out, StartsWith("fail  "));
  EXPECT_THAT(run.out, Not(HasSubstr("a.toml")));
}

TEST_F(Running, NothingRunsBesideAMistake) {
  folder_.write("a.toml", holds());
  folder_.write("b.toml", "titel = 1\n");
  const ToolRun run = run_mprsim({"run", folder_.path()});
  EXPECT_EQ(run.code, 2);
  EXPECT_EQ(run.out, "");
  EXPECT_THAT(run.err, HasSubstr("b.toml:1:1: error: "));
}

TEST_F(Running, TracesHaveTheirPathAboveAndFailuresGoToErr) {
  folder_.write("a.toml", holds());
  folder_.write("b.toml", does_not_hold());
  const ToolRun run = run_mprsim({"run", "--library", folder_.path(), "--format", "trace"});
  EXPECT_EQ(run.code, 1);
  EXPECT_THAT(run.out, StartsWith("# a.toml\n0.000  app"));
  EXPECT_THAT(run.out, HasSubstr("\n\n# b.toml\n0.000  app"));
  EXPECT_THAT(run.err, HasSubstr("\nfail  b.toml"));

  const ToolRun lines = run_mprsim({"run", "--library", folder_.path(), "--format", "jsonl"});
  EXPECT_THAT(lines.out, StartsWith("{\"format\":\"mprsim-trace\",\"version\":1,\"scenario\":\"a.toml\""));
}

TEST_F(Running, OutGetsTheReportAndTheScreenASummary) {
  folder_.write("a.toml", holds());
  const std::string out = folder_ / "results.xml";
  const ToolRun run = run_mprsim({"run", "--library", folder_.path(), "--format", "junit", "--out", out});
  EXPECT_EQ(run.code, 0) << run.err;
  EXPECT_THAT(TemporaryDirectory::read(out), StartsWith("<?xml"));
  EXPECT_THAT(run.out, EndsWith("1 passed, 0 failed; " + one_rule_shown()));

  const ToolRun lost = run_mprsim({"run", "--library", folder_.path(), "--out", folder_ / "no/such/folder"});
  EXPECT_EQ(lost.code, 2);
  EXPECT_THAT(lost.err, StartsWith("mprsim: "));
}

TEST_F(Running, ALimitIsInconclusive) {
  const std::string file = folder_.write("x.toml", scenario_text("WN_SUCCESS", "[limits]\nevents = 2\n"));
  const ToolRun run = run_mprsim({"run", file});
  EXPECT_EQ(run.code, 5) << run.out << run.err;
  EXPECT_THAT(run.out, HasSubstr("timeout  " + file));
}

TEST_F(Running, AProfileChangesTheRun) {
  const ToolRun run = run_mprsim({"run", "notify/lets-an-application-let-go", "--profile", "wine"});
  EXPECT_EQ(run.code, 1);
  EXPECT_THAT(run.out, Not(HasSubstr("CancelConnectNotify")));
  EXPECT_THAT(run.out, HasSubstr("--profile wine --seed 0"));
}

std::string remembers() {
  return "title = \"Adding to stay\"\nwhy = \"It is there next time.\"\nshows = [\"restore.kept\"]\n"
         "[[provider]]\nname = \"LanMan\"\n"
         "[[step]]\nlogon = true\n"
         "[[step]]\nadd = '\\\\files\\team'\ndevice = \"Z:\"\nupdate_profile = true\n";
}

TEST_F(Running, AProfileStoreIsKeptFromRunToRun) {
  const std::string file = folder_.write("x.toml", remembers());
  const std::string store = folder_ / "store";
  const ToolRun first = run_mprsim({"run", file, "--profile-store", store});
  EXPECT_EQ(first.code, 0) << first.out << first.err;
  EXPECT_THAT(TemporaryDirectory::read(store), HasSubstr("[Z:]\nRemotePath=\\\\files\\team\n"));
  const ToolRun second = run_mprsim({"run", file, "--profile-store", store});
  EXPECT_THAT(second.out, HasSubstr("1 connection restored"));
  EXPECT_THAT(first.out, HasSubstr("0 connections restored"));
}

TEST_F(Running, AMalformedProfileStoreIsToldAndLeftAlone) {
  const std::string file = folder_.write("x.toml", remembers());
  const std::string store = folder_.write("store", "nonsense");
  const ToolRun run = run_mprsim({"run", file, "--profile-store", store});
  EXPECT_THAT(run.err, StartsWith("mprsim: " + store + ":1: "));
  EXPECT_THAT(run.out, HasSubstr("WN_BAD_PROFILE"));
  EXPECT_EQ(TemporaryDirectory::read(store), "nonsense");
}

TEST_F(Running, AProfileStoreIsForOneScenario) {
  folder_.write("x.toml", holds());
  folder_.write("y.toml", holds());
  const ToolRun run = run_mprsim({"run", folder_.path(), "--profile-store", folder_ / "store"});
  EXPECT_EQ(run.code, 2);
  EXPECT_THAT(run.err, HasSubstr("but 2 are selected"));
}

TEST_F(Running, UpdateWritesTheGoldenTraceOnceAndShowsIt) {
  const std::string file = folder_.write("x.toml", holds());
  const ToolRun first = run_mprsim({"run", "--update", file});
  EXPECT_EQ(first.code, 0) << first.err;
  EXPECT_THAT(first.out, HasSubstr("\n+0.000  app"));
  EXPECT_THAT(first.out, EndsWith("updated 1 of 1 golden trace\n"));
  EXPECT_THAT(TemporaryDirectory::read(file), StartsWith(holds()));
  EXPECT_THAT(TemporaryDirectory::read(file), HasSubstr("[golden]"));
  EXPECT_EQ(run_mprsim({"run", file}).code, 0);

  const std::string text = TemporaryDirectory::read(file);
  EXPECT_EQ(run_mprsim({"run", "--update", file}).out, "updated 0 of 1 golden trace\n");
  EXPECT_EQ(TemporaryDirectory::read(file), text);
}

TEST_F(Running, AGoldenTraceThatDiffersFailsWithADiff) {
  const std::string file = folder_.write("x.toml", holds());
  run_mprsim({"run", "--update", file});
  std::string text = TemporaryDirectory::read(file);
  const std::size_t at = text.find("NPCancelConnection");
  ASSERT_NE(at, std::string::npos);
  folder_.write("x.toml", text.replace(at, 2, "XX"));
  const ToolRun run = run_mprsim({"run", file});
  EXPECT_EQ(run.code, 1);
  EXPECT_THAT(run.out, HasSubstr("\n    -0.000  → LanMan  XXCancelConnection"));
  EXPECT_THAT(run.out, HasSubstr("\n    +0.000  → LanMan  NPCancelConnection"));
  EXPECT_EQ(run_mprsim({"run", "--update", file}).code, 0);
  EXPECT_EQ(run_mprsim({"run", file}).code, 0);
}

TEST_F(Running, UpdateLeavesAloneWhatDoesNotHold) {
  const std::string file = folder_.write("x.toml", does_not_hold());
  const ToolRun run = run_mprsim({"run", "--update", file});
  EXPECT_EQ(run.code, 1);
  EXPECT_THAT(run.out, HasSubstr("expected WN_OPEN_FILES"));
  EXPECT_THAT(run.out,
              EndsWith("updated 0 of 1 golden trace; not updated because the expectations do not hold: 1\n"));
  EXPECT_EQ(TemporaryDirectory::read(file), does_not_hold());
}

TEST_F(Running, UpdateIsRefusedWhereNobodyWouldReadIt) {
  const std::string file = folder_.write("x.toml", holds());
  EXPECT_EQ(run_mprsim({"run", "--update", file}, {{"CI", "true"}}).code, 2);
  EXPECT_EQ(run_mprsim({"run", "--update", file, "--seed", "1"}).code, 2);
  EXPECT_EQ(run_mprsim({"run", "--update", file, "--profile", "wine"}).code, 2);
  EXPECT_EQ(run_mprsim({"run", "--update", file, "--format", "json"}).code, 2);
  EXPECT_EQ(TemporaryDirectory::read(file), holds());
  EXPECT_THAT(run_mprsim({"run", "--update", file}, {{"CI", "1"}}).err, HasSubstr("while CI is set"));
}

TEST_F(Running, CheckRunsNothing) {
  folder_.write("b.toml", does_not_hold());
  EXPECT_EQ(run_mprsim({"check", folder_.path()}).out, "1 valid scenario\n");
  EXPECT_EQ(run_mprsim({"check", folder_.path(), "--quiet"}).out, "");
  folder_.write("c.toml", "x");
  const ToolRun run = run_mprsim({"check", folder_.path(), "--quiet"});
  EXPECT_EQ(run.code, 2);
  EXPECT_THAT(run.err, HasSubstr("c.toml:1:"));
}

TEST_F(Running, ListShowsPathTitleAndRules) {
  folder_.write("b/long.toml", holds());
  folder_.write("a.toml", holds());
  EXPECT_EQ(run_mprsim({"list", "--library", folder_.path()}).out,
            "a.toml       A cancel of Z:\n"
            "             route.stop-at-success\n"
            "b/long.toml  A cancel of Z:\n"
            "             route.stop-at-success\n");
  EXPECT_THAT(run_mprsim({"list", "--library", folder_.path(), "--format", "json"}).out,
              StartsWith("{\n  \"format\": \"mprsim-list\",\n  \"version\": 1,\n"));
  EXPECT_EQ(run_mprsim({"list", "--library", folder_.path(), "--filter", "zzz"}).code, 3);
}

TEST_F(Running, SchemaIsPrintedOrWritten) {
  const std::string schema = run_mprsim({"schema"}).out;
  EXPECT_THAT(schema, HasSubstr("https://json-schema.org/draft/2020-12/schema"));
  EXPECT_EQ(run_mprsim({"schema", "--out", folder_ / "s.json"}).code, 0);
  EXPECT_EQ(TemporaryDirectory::read(folder_ / "s.json"), schema);
}

// A stream that takes nothing, like a full disk.
class Full : public std::streambuf {};

TEST(Tool, OutputThatCannotBeWrittenIsAnError) {
  Full full;
  std::ostream out(&full);
  std::ostringstream err;
  Streams streams{out, err};
  EXPECT_EQ(run_tool(std::vector<std::string>{"--version"}, streams), 70);
  EXPECT_EQ(err.str(), "mprsim: the output could not be written\n");
}

TEST(Tool, AnExceptionIsOurOwnFault) {
  std::ostringstream out, err;
  Streams streams{out, err};
  Environment environment;
  environment.variable = [](const std::string&) -> std::optional<std::string> {
    throw std::runtime_error("broken");
  };
  EXPECT_EQ(run_tool(std::vector<std::string>{"list"}, streams, environment), 70);
  EXPECT_EQ(err.str(), "mprsim: internal error: broken\n");
}

}  // namespace
}  // namespace mprsim::run_test
