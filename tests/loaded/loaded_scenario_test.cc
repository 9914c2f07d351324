// Scenarios with real libraries: the examples, and libraries that misbehave.
#include <string>

#include <gmock/gmock.h>

#include "mock_mpr/trace/trace_text.h"
#include "scenarios/language/loader.h"
#include "scenarios/play/plugin_finding.h"
#include "scenarios/play/verdict.h"
#include "tests/sim/temporary_directory.h"
#include "tests/tools/tool_run.h"

namespace mprsim::loaded_scenario_test {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::string provider = MPRSIM_EXAMPLES "/example_provider";
const std::string notifyee = MPRSIM_EXAMPLES "/example_notifyee";

std::string mutant(const std::string& name) { return MPRSIM_MUTANTS "/" + name; }

// A scenario about Z:, and Y: beside it, of a provider in a library.
std::string scenario(const std::string& plugin, const std::string& steps, const std::string& more = "") {
  return "title = \"t\"\nwhy = \"w\"\nshows = [\"force.open-files-block\"]\n[[provider]]\nname = "
         "\"Example\"\n"
         "plugin = '" +
         plugin + "'\n" + more +
         "[[connection]]\ndevice = \"Z:\"\nremote = '\\\\example\\docs'\nprovider = \"Example\"\n"
         "open = [{ file = 'Z:\\a', by = \"editor\", unwritten = 1 }]\n"
         "[[connection]]\ndevice = \"Y:\"\nremote = '\\\\example\\media'\nprovider = \"Example\"\n" +
         steps;
}

std::string step(const std::string& text) { return "[[step]]\n" + text + "\n"; }

ScenarioResult play(const std::string& text) {
  const LoadResult loaded = load_scenario(text, "scenario.toml");
  EXPECT_TRUE(loaded) << (loaded ? "" : render(loaded.error(), "scenario.toml", text));
  if (!loaded) return ScenarioResult();
  RunOptions options;
  options.host = MPRSIM_HOST;
  return run_scenario(*loaded, options);
}

std::string findings(const ScenarioResult& result) {
  std::string text;
  for (const Finding& finding : result.findings) text += finding.what + "\n";
  return text + render_text(result.trace);
}

// rule: force.open-files-block, force.overrides, force.stale-handles
TEST(LoadedProvider, AnswersForItselfAndTheWorldFollows) {
  const ScenarioResult result = play(scenario(
      provider,
      step("cancel = \"Z:\"\nexpect = { status = \"WN_OPEN_FILES\", connected = true }") +
          step("cancel = \"z:\"\nforce = true\nexpect = { status = \"WN_SUCCESS\", connected = false, "
               "files = { 'Z:\\a' = \"stale\" }, lost = ['Z:\\a'] }") +
          step("get = \"Y:\"\nexpect = { remote = '\\\\example\\media' }")));
  EXPECT_EQ(result.outcome, Outcome::pass) << findings(result);
}

TEST(LoadedProvider, SeesFilesThatCloseAndOpenInTheStory) {
  const ScenarioResult result = play(scenario(
      provider,
      step("open = 'Y:\\b'") + step("cancel = \"Y:\"\nexpect = { status = \"WN_OPEN_FILES\" }") +
          step("close = 'Y:\\b'") + step("cancel = \"Y:\"\nexpect = { status = \"WN_SUCCESS\" }") +
          step("use = \"Z:\"") + step("cancel = \"Z:\"\nforce = true\nexpect = { connected = true }") +
          step("end = \"app\"") + step("cancel = \"Z:\"\nforce = true\nexpect = { connected = false }")));
  EXPECT_EQ(result.outcome, Outcome::pass) << findings(result);
}

TEST(LoadedProvider, ConnectsAndListsWhatTheWorldThenHas) {
  const ScenarioResult result = play(scenario(
      provider,
      step("add = '\\\\example\\photos'\ndevice = \"P:\"\nexpect = { status = \"WN_SUCCESS\", connected = "
           "true }") +
          step("add = '\\\\example\\nothing'\ndevice = \"Q:\"\nexpect = { status = \"WN_BAD_NETNAME\" }") +
          step("enumerate = \"connected\"\nexpect = { names = [\"Z:\", \"Y:\", \"P:\"] }") +
          step("logoff = true") + step("logon = true") +
          step("enumerate = \"connected\"\nexpect = { names = [] }")));
  EXPECT_EQ(result.outcome, Outcome::pass) << findings(result);
}

TEST(LoadedProvider, TheSameScenarioLeavesTheSameTrace) {
  const std::string text = scenario(provider, step("cancel = \"Z:\"\nforce = true") + step("cancel = \"Y:\""),
                                    "[[notifyee]]\nname = \"indexer\"\nplugin = '" + notifyee + "'\n");
  const ScenarioResult first = play(text), second = play(text);
  EXPECT_EQ(render_text(first.trace), render_text(second.trace));
  // The notifyee's context is an address in its own process; the scenario knows it by a number.
  EXPECT_THAT(render_text(first.trace), HasSubstr("ctx=#1"));
  EXPECT_EQ(first.outcome, Outcome::pass) << findings(first);
}

TEST(LoadedProvider, ADeathEndsTheScenarioAndNamesTheCall) {
  const ScenarioResult result =
      play(scenario(mutant("Crashes"), step("cancel = \"Y:\"") + step("get = \"Y:\"")));
  EXPECT_EQ(result.outcome, Outcome::crash) << findings(result);
  ASSERT_EQ(result.findings.size(), 1U);
  EXPECT_THAT(result.findings.front().what, HasSubstr("ends the scenario: NPCancelConnection: "));
  EXPECT_EQ(result.findings.front().where.line, 4U);
  EXPECT_THAT(result.findings.front().detail, HasSubstr("NPCancelConnection"));
  const std::string trace = render_text(result.trace);
  EXPECT_THAT(trace, HasSubstr("ends the run in NPCancelConnection"));
  EXPECT_THAT(trace, Not(HasSubstr("WNetGetConnection")));
  EXPECT_THAT(trace, Not(HasSubstr("the trace is full")));
}

TEST(LoadedProvider, AHangIsATimeout) {
  const ScenarioResult result = play(scenario(mutant("Hangs"), step("cancel = \"Y:\"")));
  EXPECT_EQ(result.outcome, Outcome::timeout) << findings(result);
  EXPECT_THAT(findings(result), HasSubstr("NPCancelConnection"));
}

// rule: force.open-files-block
TEST(LoadedProvider, AProviderThatForcesAlwaysIsFound) {
  const ScenarioResult result =
      play(scenario(mutant("ForcesAlways"),
                    step("cancel = \"Z:\"\nexpect = { status = \"WN_OPEN_FILES\", connected = true }")));
  EXPECT_EQ(result.outcome, Outcome::fail);
  EXPECT_THAT(findings(result), HasSubstr("connected is false, expected true"));
}

// rule: provider.no-collateral
TEST(LoadedProvider, WhatACancelTakesBesidesIsSeenToGo) {
  const ScenarioResult result =
      play(scenario(mutant("HidesLaterConnections"),
                    step("close = 'Z:\\a'\napp = \"editor\"") + step("cancel = \"Z:\"") +
                        step("get = \"Y:\"\nexpect = { status = \"WN_SUCCESS\" }"),
                    "[[app]]\nname = \"editor\"\n"));
  EXPECT_EQ(result.outcome, Outcome::fail);
  EXPECT_THAT(findings(result), HasSubstr("disconnects Y:"));
}

// rule: route.no-reentry
TEST(LoadedProvider, AReentryIsInTheTrace) {
  const ScenarioResult result = play(scenario(mutant("CallsWNetInside"), step("cancel = \"Y:\"")));
  EXPECT_THAT(findings(result), HasSubstr("calls back into the router: WNet"));
}

// rule: notifycancel.provider-before, notifycancel.read-only
TEST(LoadedNotifyee, MisdeedsAreSeen) {
  const auto with = [](const std::string& name) {
    return play(scenario(provider, step("cancel = \"Y:\""),
                         "[policy]\nprovider_before = \"poison\"\n[[notifyee]]\nname = \"bad\"\nplugin = '" +
                             mutant(name) + "'\n"));
  };
  const ScenarioResult reads = with("ReadsProviderInAdvance");
  EXPECT_EQ(reads.outcome, Outcome::crash) << findings(reads);
  EXPECT_THAT(findings(reads), HasSubstr("CancelConnectNotify: "));
  EXPECT_THAT(findings(with("EditsNotifyCancel")), HasSubstr("scribbles over the details"));
}

TEST(LoadedProvider, ABenchThatRefusesIsTold) {
  const std::string text =
      "title = \"t\"\nwhy = \"w\"\nshows = [\"route.busy\"]\n[[provider]]\nname = \"Example\"\nplugin = '" +
      provider +
      "'\n[[connection]]\ndevice = \"Z:\"\nremote = '\\\\nobody\\nothing'\nprovider = \"Example\"\n" +
      step("cancel = \"Z:\"");
  const ScenarioResult result = play(text);
  EXPECT_EQ(result.outcome, Outcome::fail);
  EXPECT_THAT(findings(result),
              HasSubstr(R"(MprBenchConnect("Z:", "\\nobody\nothing") of the bench = WN_BAD_NETNAME)"));
}

TEST(LoadedScenario, KeysOfAFakeOneMeanNothingToAPlugin) {
  const std::string text =
      "title = \"t\"\nwhy = \"w\"\nshows = [\"route.busy\"]\n[[provider]]\nname = \"A\"\nplugin = \"x\"\n"
      "answers = [\"WN_SUCCESS\"]\nreenters = true\nlatency = \"5ms\"\n[[provider]]\nname = \"B\"\nbench = "
      "\"y\"\n"
      "[[notifyee]]\nname = \"N\"\nplugin = \"z\"\nbefore = { declines = true }\n[[step]]\ncancel = \"Z:\"\n";
  const LoadResult loaded = load_scenario(text, "x.toml");
  ASSERT_FALSE(loaded);
  const std::string all = render(loaded.error(), "x.toml", text);
  EXPECT_THAT(all, HasSubstr("x.toml:7:1: error: `answers` does not go with a provider that is a plug-in"));
  EXPECT_THAT(all, HasSubstr("x.toml:8:1: error: `reenters` does not go with"));
  EXPECT_THAT(all, HasSubstr("x.toml:12:1: error: `bench` does not go without `plugin`"));
  EXPECT_THAT(all, HasSubstr("x.toml:16:1: error: `before` does not go with a notifyee that is a plug-in"));
  EXPECT_EQ(loaded.error().size(), 4U) << all;
}

TEST(LoadedScenario, ALibraryThatIsNotThereIsBadInput) {
  const TemporaryDirectory folder;
  const std::string file = folder.write("x.toml", scenario("nowhere/lib", step("cancel = \"Z:\"")));
  const ToolRun run = run_mprsim({"run", file});
  EXPECT_EQ(run.code, 2);
  EXPECT_THAT(run.err, HasSubstr("x.toml:4:1: error: the plug-in " + folder.path() + "/nowhere/lib"));
  EXPECT_THAT(run.err, HasSubstr("does not exist"));
  EXPECT_EQ(run_mprsim({"check", file}).code, 0);  // the scenario itself is valid
}

// Runs the program that is installed beside its host.
ToolRun run_beside_host(const std::vector<std::string>& arguments) {
  std::ostringstream out, err;
  Streams streams{out, err};
  Environment environment;
  environment.program_folder = MPRSIM_HOST_FOLDER;
  const int code = run_tool(arguments, streams, environment);
  return {code, out.str(), err.str()};
}

TEST(LoadedScenario, TheScenariosOfTheExamplesHold) {
  const ToolRun run = run_beside_host({"run", MPRSIM_EXAMPLES "/scenarios"});
  EXPECT_EQ(run.code, 0) << run.out << run.err;
  EXPECT_THAT(run.out, HasSubstr("3 passed, 0 failed"));
}

// A log holds the text of its scenario. The paths of its plug-ins are still relative to the folder of the
// scenario.
TEST(LoadedScenario, ItsLogPlaysAgainAndIsPromotedWhereItWas) {
  const TemporaryDirectory folder;
  const std::string log = folder.path() + "/log.jsonl";
  const std::string scenario = MPRSIM_EXAMPLES "/scenarios/among-others.toml";
  ASSERT_EQ(run_beside_host({"run", scenario, "--log", log}).code, 0);
  const ToolRun replay = run_beside_host({"replay", log});
  EXPECT_EQ(replay.code, 0) << replay.out << replay.err;
  const ToolRun promoted = run_beside_host({"promote", log});
  EXPECT_EQ(promoted.code, 0) << promoted.err;
  EXPECT_THAT(promoted.out, HasSubstr("plugin = \"../example_provider\""));
  EXPECT_THAT(promoted.out, HasSubstr("NPCancelConnection"));
  const ToolRun elsewhere = run_beside_host({"promote", log, "--out", folder.path() + "/promoted.toml"});
  EXPECT_EQ(elsewhere.code, 2);
  EXPECT_THAT(elsewhere.err,
              HasSubstr("the scenario names its plug-ins relative to the folder of " + scenario));
}

TEST(LoadedScenario, ItIsPromotedBesideItsScenario) {
  const TemporaryDirectory folder;
  const std::string log = folder.path() + "/log.jsonl";
  const std::string file = folder.write("x.toml", scenario(provider, step("cancel = \"Z:\"")));
  ASSERT_EQ(run_beside_host({"run", file, "--log", log}).code, 0);
  const std::string promoted = folder.path() + "/promoted.toml";
  ASSERT_EQ(run_beside_host({"promote", log, "--out", promoted}).code, 0);
  EXPECT_EQ(run_beside_host({"run", promoted}).code, 0);
}

TEST(LoadedScenario, ItIsSwept) {
  const TemporaryDirectory folder;
  const std::string file = folder.write(
      "x.toml",
      scenario(provider, step("cancel = { any = [\"Y:\", \"y:\"] }\nexpect = { status = \"WN_SUCCESS\" }") +
                             step("cancel = \"Z:\"\nexpect = { status = \"WN_OPEN_FILES\" }")));
  const ToolRun run = run_beside_host({"sweep", file, "--seeds", "0..3"});
  EXPECT_EQ(run.code, 0) << run.out << run.err;
  EXPECT_THAT(run.out, HasSubstr("4 runs of 1 scenario, 0 failed"));
}

TEST(LoadedScenario, ItsFailureIsShrunk) {
  const TemporaryDirectory folder;
  const std::string log = folder.path() + "/log.jsonl";
  const std::string file = folder.write(
      "x.toml", scenario(provider, step("get = \"Y:\"") +
                                       step("cancel = \"Z:\"\nexpect = { status = \"WN_SUCCESS\" }")));
  ASSERT_EQ(run_beside_host({"run", file, "--log", log}).code, 1);
  const ToolRun shrunk = run_beside_host({"shrink", log});
  EXPECT_EQ(shrunk.code, 0) << shrunk.err;
  EXPECT_THAT(shrunk.err, HasSubstr("reduced 2 steps to 1 and 0 choices to 0"));
}

}  // namespace
}  // namespace mprsim::loaded_scenario_test
