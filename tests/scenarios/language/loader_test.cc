// What a good file gives: all but its steps, which are in loader_steps_test.cc.
#include "scenarios/language/loader.h"

#include <chrono>
#include <string>
#include <string_view>

#include <gmock/gmock.h>

#include "sim/platform/file.h"
#include "tests/scenarios/load_text.h"

namespace mprsim::loader_test {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::Pair;
using ::testing::StartsWith;

const std::string one_step = "[[step]]\nwait = \"1s\"\n";

TEST(Loader, TopLevel) {
  const auto scenario = load_whole(R"(
title = "t"
why = """one
two"""
shows = ["name.null", "route.stop-at-success"]
profile = "win9x-ddk"
seed = 42
restore_timeout = "5s"
provider_order = ["B", "A"]
policy = { routing = "last_answer", null_name = "bad_pointer" }
environment = { Z = "", ProgramFiles = 'C:\Program Files' }
limits = { time = "1h", events = 500 }
provider = [{ name = "A" }, { name = "B" }]
step = [{ wait = "1s" }]
golden = { trace = "a\r\nb\n" }
)");
  EXPECT_EQ(scenario.path, "test.toml");
  EXPECT_EQ(scenario.title, "t");
  EXPECT_EQ(scenario.why, "one\ntwo");
  EXPECT_THAT(scenario.shows, ElementsAre(Rule::name_null, Rule::route_stop_at_success));
  EXPECT_EQ(scenario.profile, Profile::win9x_ddk);
  EXPECT_EQ(scenario.seed, 42U);
  EXPECT_EQ(scenario.restore_timeout, 5s);
  EXPECT_THAT(scenario.provider_order, ElementsAre("B", "A"));
  // In the order of the file, not of the alphabet.
  EXPECT_THAT(scenario.overrides,
              ElementsAre(Pair(Switch::routing, "last_answer"), Pair(Switch::null_name, "bad_pointer")));
  EXPECT_THAT(scenario.environment, ElementsAre(Pair("Z", ""), Pair("ProgramFiles", R"(C:\Program Files)")));
  EXPECT_EQ(scenario.limits.time, 1h);
  EXPECT_EQ(scenario.limits.events, 500U);
  ASSERT_TRUE(scenario.golden);
  EXPECT_EQ(scenario.golden->trace, "a\nb\n");
}

TEST(Loader, WhatIsAbsentHasItsDefault) {
  const auto scenario =
      load_whole(beginning + "[[provider]]\nname = \"P\"\n[[session]]\nname = \"s\"\n" + one_step);
  EXPECT_EQ(scenario.profile, Profile::nt_doc);
  EXPECT_EQ(scenario.limits.time, 24h);
  EXPECT_EQ(scenario.limits.events, 10'000U);
  EXPECT_FALSE(scenario.golden);
  EXPECT_EQ(scenario.sessions.at(0).store, StoreState::ok);
  EXPECT_TRUE(scenario.sessions.at(0).logged_on);
  const auto& provider = scenario.providers.at(0);
  EXPECT_EQ(provider.abilities, Abilities{});
  EXPECT_EQ(provider.start, 1U);
  EXPECT_EQ(provider.latency.from, 0ms);
  EXPECT_FALSE(provider.extended_error || provider.sets_last_error || provider.network_down);
}

TEST(Loader, Providers) {
  const auto scenario = load_whole(beginning + R"(
[[provider]]
name = "A"
can = ["cancel", "add3"]
missing_exports = ["NPCancelConnection"]
start = "1.5s"
network = "down"
latency = "20ms"
owns = ['\\files', '\\dav']
answers = ["WN_NOT_CONNECTED", "truth", 5, "2401"]
extended_error = { code = 7, text = "host not ready" }
overrides_device_in_use = true
reenters = true
sets_last_error = "ERROR_ACCESS_DENIED"
[[provider]]
name = "B"
can = []
start = "unknown"
answers = { add = [67], get = ["truth"], enumerate = [0, 1], cancel = [] }
[[provider]]
name = "C"
start = 0
)" + one_step);
  const auto& a = scenario.providers.at(0);
  const auto& [advertised, exported] = a.abilities;
  EXPECT_TRUE(advertised.contains(NpFunction::NPCancelConnection));
  EXPECT_TRUE(advertised.contains(NpFunction::NPAddConnection3));
  EXPECT_FALSE(advertised.contains(FunctionSet{NpFunction::NPAddConnection, NpFunction::NPGetConnection,
                                               NpFunction::NPOpenEnum, NpFunction::NPEnumResource,
                                               NpFunction::NPCloseEnum}));
  EXPECT_FALSE(exported.contains(NpFunction::NPCancelConnection));
  EXPECT_TRUE(exported.contains(NpFunction::NPAddConnection));
  EXPECT_EQ(a.start, 1500U);
  EXPECT_TRUE(a.network_down && a.overrides_device_in_use && a.reenters);
  EXPECT_EQ(a.latency.from, 20ms);
  EXPECT_THAT(a.owns, ElementsAre(R"(\\files)", R"(\\dav)"));
  EXPECT_THAT(a.answers[0], ElementsAre(wn::not_connected, std::nullopt, wn::access_denied, Status(2401)));
  EXPECT_EQ(a.extended_error, (ExtendedError{7, "host not ready", {}}));
  EXPECT_EQ(a.sets_last_error, wn::access_denied);
  const auto& b = scenario.providers.at(1);
  EXPECT_FALSE(b.abilities.advertised.contains(
      FunctionSet{NpFunction::NPAddConnection, NpFunction::NPAddConnection3, NpFunction::NPCancelConnection,
                  NpFunction::NPGetConnection, NpFunction::NPOpenEnum, NpFunction::NPEnumResource,
                  NpFunction::NPCloseEnum}));
  EXPECT_EQ(b.start, 0xFFFFFFFFU);
  EXPECT_THAT(b.answers[1], ElementsAre(Status(67)));
  EXPECT_THAT(b.answers[2], ElementsAre(std::nullopt));
  EXPECT_THAT(b.answers[3], ElementsAre(wn::success, Status(1)));
  EXPECT_EQ(scenario.providers.at(2).start, 0U);
  EXPECT_EQ(b.where, (Location{18, 1}));
}

TEST(Loader, Notifyees) {
  const auto scenario = load_whole(beginning + R"(
[[notifyee]]
name = "n"
value = "Indexer"
library = '%ProgramFiles%\n.dll'
loads = false
exports = ["AddConnectNotify"]
latency = "1ms"
before = { close = 'Z:\a', end = ["x", "backup"], declines = true, edits = true }
after = { open = ['Z:\a', 'Z:\b'], returns = ["WN_RETRY", 0], reads_provider = true }
add_before = { returns = "WN_CANCEL" }
add_after = {}
[[app]]
name = "x"
[[provider]]
name = "P"
[[connection]]
device = "Z:"
remote = '\\files\team'
provider = "P"
used_by = [{ process = "backup", ends = "5s" }]
)" + one_step);
  const auto& notifyee = scenario.notifyees.at(0);
  EXPECT_EQ(notifyee.value, "Indexer");
  EXPECT_EQ(notifyee.library, R"(%ProgramFiles%\n.dll)");
  EXPECT_FALSE(notifyee.loads);
  EXPECT_TRUE(notifyee.exports_add);
  EXPECT_FALSE(notifyee.exports_cancel);
  EXPECT_EQ(notifyee.latency.from, 1ms);
  EXPECT_THAT(notifyee.before.close, ElementsAre(R"(Z:\a)"));
  EXPECT_THAT(notifyee.before.end, ElementsAre("x", "backup"));
  EXPECT_TRUE(notifyee.before.declines && notifyee.before.edits);
  EXPECT_THAT(notifyee.after.open, ElementsAre(R"(Z:\a)", R"(Z:\b)"));
  EXPECT_THAT(notifyee.after.returns, ElementsAre(Status(1237), wn::success));
  EXPECT_TRUE(notifyee.after.reads_provider);
  EXPECT_THAT(notifyee.add_before.returns, ElementsAre(Status(1223)));
}

TEST(Loader, Connections) {
  const auto scenario = load_whole(beginning + R"(
[[provider]]
name = "P"
[[session]]
name = "s"
store = "malformed"
logged_on = false
[[connection]]
session = "s"
device = "Z:"
remote = '\\files\team'
provider = "P"
user = 'CORP\ann'
remembered = true
open = [{ file = 'z:\a', by = "word", unwritten = 3, closes = "5s" }, { file = '\\FILES\team\b' }]
used_by = [{ process = "backup" }]
[[connection]]
device = "lpt1"
remote = '\\print\laser'
provider = "P"
jobs = [{ document = "report", pages = 4, page_time = "1s" }, { document = "memo" }]
[[connection]]
remote = '\\files\bare'
provider = "P"
type = "any"
[[connection]]
session = "s"
device = "Y:"
remote = '\\files\old'
provider = "P"
connected = false
remembered = true
)" + one_step);
  EXPECT_EQ(scenario.sessions.at(0).store, StoreState::malformed);
  EXPECT_FALSE(scenario.sessions.at(0).logged_on);
  ASSERT_EQ(scenario.connections.size(), 4U);
  const auto& drive = scenario.connections[0];
  EXPECT_EQ(drive.session, "s");
  EXPECT_EQ(drive.device, "Z:");
  EXPECT_EQ(drive.remote, R"(\\files\team)");
  EXPECT_EQ(drive.provider, "P");
  EXPECT_EQ(drive.user, R"(CORP\ann)");
  EXPECT_EQ(drive.type, ResourceType::disk);
  EXPECT_TRUE(drive.connected && drive.remembered);
  ASSERT_EQ(drive.open.size(), 2U);
  EXPECT_EQ(drive.open[0].file, R"(z:\a)");
  EXPECT_EQ(drive.open[0].by, "word");
  EXPECT_EQ(drive.open[0].unwritten, 3U);
  EXPECT_EQ(drive.open[0].closes, 5s);
  EXPECT_EQ(drive.open[1].closes, std::nullopt);
  EXPECT_EQ(drive.used_by.at(0).process, "backup");
  const auto& printer = scenario.connections[1];
  EXPECT_EQ(printer.session, "user");
  EXPECT_EQ(printer.type, ResourceType::print);
  EXPECT_EQ(printer.jobs.at(0).pages, 4U);
  EXPECT_EQ(printer.jobs.at(0).page_time, 1s);
  EXPECT_EQ(printer.jobs.at(1).pages, 1U);
  EXPECT_EQ(scenario.connections[2].type, ResourceType::any);
  EXPECT_EQ(scenario.connections[2].device, "");
  EXPECT_FALSE(scenario.connections[3].connected);
}

TEST(Loader, ADeviceMayBeConnectedHereAndRememberedThere) {
  load_whole(beginning + R"(
[[provider]]
name = "P"
[[connection]]
device = "Z:"
remote = '\\files\a'
provider = "P"
[[connection]]
device = "Z:"
remote = '\\files\b'
provider = "P"
connected = false
remembered = true
)" + one_step);
}

struct TimeRow {
  std::string_view text;
  std::chrono::milliseconds time;
};

TEST(Loader, Times) {
  const TimeRow rows[] = {{"0ms", 0ms},      {"20ms", 20ms}, {"1.5s", 1500ms}, {"0.001s", 1ms},
                          {"2m", 2min},      {"1h", 1h},     {"0.25h", 15min}, {"720h", 720h},
                          {"1.50s", 1500ms}, {"00s", 0ms},   {"43200m", 720h}, {"2592000000ms", 720h},
                          {"0.000001h", 0ms}};
  for (const auto& [text, time] : rows) {
    const auto loaded = load_scenario(beginning + "[[step]]\nwait = \"" + std::string(text) + "\"\n", "");
    if (text == "0.000001h") {
      EXPECT_FALSE(loaded) << "finer than a millisecond";
      continue;
    }
    ASSERT_TRUE(loaded) << text;
    EXPECT_EQ(loaded->steps.at(0).duration, time) << text;
  }
}

TEST(Loader, TextOfAllKinds) {
  const auto text =
      "# größer 日本 🎉\n" + beginning + "[[provider]]\nname = \"Größe 日本 🎉\" # é\n" + one_step;
  EXPECT_EQ(load_whole(text).providers.at(0).name, "Größe 日本 🎉");
}

TEST(Loader, WindowsLineEndsAndAByteOrderMark) {
  std::string text = "\xEF\xBB\xBF";
  for (const char c : beginning + one_step + "[golden]\ntrace = '''\na\nb\n'''\n") {
    text += c == '\n' ? "\r\n" : std::string(1, c);
  }
  const auto scenario = load_whole(text);
  EXPECT_EQ(scenario.title, "t");
  EXPECT_EQ(scenario.golden->trace, "a\nb\n");
  EXPECT_EQ(scenario.steps.at(0).where, (Location{4, 1}));
  EXPECT_THAT(complaints(text + "x = 5\r\n"),
              StartsWith("bad.toml:11:1: error: \"x\" is not a key of [golden]\n"
                         "   11 | x = 5\n"));
}

TEST(Loader, TheWholeLibraryLoads) {
  const auto files = list_files(MPRSIM_SOURCE_DIR "/scenarios/library");
  ASSERT_TRUE(files) << to_string(files.error());
  EXPECT_GE(files->size(), 90U);
  for (const auto& path : *files) EXPECT_EQ(render(load_scenario_file(path)), "");
}

}  // namespace
}  // namespace mprsim::loader_test
