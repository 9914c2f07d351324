#include "scenarios/language/loader.h"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#ifndef _WIN32
#include <sys/stat.h>
#endif

#include <gmock/gmock.h>

#include "sim/platform/file.h"
#include "tests/sim/temporary_directory.h"

namespace mprsim::loader_test {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;
using ::testing::StartsWith;

const std::string beginning = "title = \"t\"\nwhy = \"w\"\nshows = [\"name.null\"]\n";
const std::string one_step = "[[step]]\nwait = \"1s\"\n";

Scenario load(std::string_view text) {
  auto loaded = load_scenario(text, "good.toml");
  if (loaded) return *std::move(loaded);
  ADD_FAILURE() << render(loaded.error(), "good.toml", text);
  return {};
}

std::string complaints(std::string_view text) {
  const auto loaded = load_scenario(text, "bad.toml");
  return loaded ? "" : render(loaded.error(), "bad.toml", text);
}

std::string repeat(std::size_t count, std::string_view text) {
  std::string result;
  for (std::size_t index = 0; index < count; ++index) result += text;
  return result;
}

// --- What a good file gives.

TEST(Loader, TopLevel) {
  const auto scenario = load(R"(
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
  EXPECT_EQ(scenario.path, "good.toml");
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
      load(beginning + "[[provider]]\nname = \"P\"\n[[session]]\nname = \"s\"\n" + one_step);
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
  const auto scenario = load(beginning + R"(
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
  const auto scenario = load(beginning + R"(
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
  const auto scenario = load(beginning + R"(
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
  load(beginning + R"(
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

struct VerbRow {
  std::string_view step;
  Verb verb;
  std::string_view object;
};

TEST(Loader, EveryVerb) {
  const VerbRow rows[] = {
      {R"(cancel = "Z:")", Verb::cancel, "Z:"},
      {R"(cancel = false)", Verb::cancel, ""},
      {R"(cancel = "")", Verb::cancel, ""},
      {R"(cancel_old = 'no name at all')", Verb::cancel_old, "no name at all"},
      {R"(add = '\\files\team')", Verb::add, R"(\\files\team)"},
      {R"(get = "Z:")", Verb::get, "Z:"},
      {R"(enumerate = "remembered")", Verb::enumerate, ""},
      {R"(dialog = "Z:")", Verb::dialog, "Z:"},
      {R"(get_last_error = true)", Verb::get_last_error, ""},
      {R"(start = true)", Verb::start, ""},
      {R"(logon = true)", Verb::logon, ""},
      {R"(logoff = true)", Verb::logoff, ""},
      {R"(open = 'Z:\a')", Verb::open, R"(Z:\a)"},
      {R"(print = "LPT1")", Verb::print, "LPT1"},
      {R"(use = "Z:")", Verb::use, "Z:"},
      {R"(end = "app")", Verb::end, "app"},
      {R"(network = "up")", Verb::network, ""},
      {R"(wait = "5s")", Verb::wait, ""},
  };
  for (const auto& [step, verb, object] : rows) {
    SCOPED_TRACE(step);
    const auto scenario = load(beginning + "[[step]]\n" + std::string(step) + "\n");
    ASSERT_EQ(scenario.steps.size(), 1U);
    EXPECT_EQ(scenario.steps[0].verb, verb);
    EXPECT_EQ(scenario.steps[0].object, object);
    EXPECT_EQ(scenario.steps[0].name_is_null, step == "cancel = false");
    EXPECT_EQ(scenario.steps[0].where, (Location{4, 1}));
  }
}

TEST(Loader, WhatGoesWithAVerb) {
  const auto scenario = load(beginning + R"(
[[app]]
name = "x"
session = "other"
[[app.step]]
wait = "5s"
at = "1s"
[[step]]
cancel = "Z:"
app = "x"
at = "2s"
update_profile = true
force = true
[[step]]
add = '\\files\team'
app = "app"
after = "10ms"
device = "Y:"
provider = "Nobody"
type = "print"
temporary = true
user = "ann"
level = 3
[[step]]
dialog = "Z:"
no_force = true
answer = "no"
[[step]]
print = "LPT1"
document = "report"
pages = 4
page_time = "1s"
[[step]]
open = 'Z:\a'
unwritten = 2
closes = "1m"
[[step]]
write = 'z:\A'
[[step]]
close = 'Z:\a'
[[step]]
enumerate = "remembered"
[[step]]
network = "up"
[[step]]
wait = "0.5s"
)");
  EXPECT_EQ(scenario.apps.at(0).session, "other");
  EXPECT_EQ(scenario.apps.at(0).steps.at(0).at, 1s);
  const auto& steps = scenario.steps;
  ASSERT_EQ(steps.size(), 10U);
  EXPECT_EQ(steps[0].app, "x");
  EXPECT_EQ(steps[0].at, 2s);
  EXPECT_TRUE(steps[0].update_profile && steps[0].force);
  EXPECT_EQ(steps[1].app, "");  // the main application by its name
  EXPECT_EQ(steps[1].after, 10ms);
  EXPECT_EQ(steps[1].device, "Y:");
  EXPECT_EQ(steps[1].provider, "Nobody");
  EXPECT_EQ(steps[1].type, ResourceType::print);
  EXPECT_TRUE(steps[1].temporary);
  EXPECT_EQ(steps[1].user, "ann");
  EXPECT_EQ(steps[1].level, 3U);
  EXPECT_TRUE(steps[2].no_force);
  EXPECT_FALSE(steps[2].answer_yes);
  EXPECT_EQ(steps[3].document, "report");
  EXPECT_EQ(steps[3].pages, 4U);
  EXPECT_EQ(steps[3].page_time, 1s);
  EXPECT_EQ(steps[4].unwritten, 2U);
  EXPECT_EQ(steps[4].closes, 1min);
  EXPECT_TRUE(steps[7].enumerate_remembered);
  EXPECT_TRUE(steps[8].network_up);
  EXPECT_EQ(steps[9].duration, 500ms);
}

TEST(Loader, Expectations) {
  const auto scenario = load(beginning + R"(
[[provider]]
name = "P"
[[notifyee]]
name = "n:m"
[[connection]]
device = "Z:"
remote = '\\files\team'
provider = "P"
open = [{ file = 'Z:\a' }]
[[step]]
print = "LPT1"
document = "report"
[[step]]
cancel = "Z:"
[step.expect]
status = 2401
provider = ""
connected = true
remembered = false
remote = '\\files\team'
called = ["P"]
notified = ["n:m:before", "n:m:after"]
last_error = "WN_OPEN_FILES"
extended = ""
extended_code = 0
extended_provider = "P"
at = "1s"
files = { 'Z:\a' = "open" }
jobs = { report = "printing" }
lost = []
[[step]]
enumerate = "connected"
expect = { names = ["Z:"], lost = ['Z:\a'] }
[[step]]
logon = true
expect = { restored = ["Z:"], wait = "60s" }
[[step]]
dialog = "Z:"
expect = { asked = false }
)");
  const auto& expect = scenario.steps.at(1).expect;
  ASSERT_TRUE(expect);
  EXPECT_EQ(expect->status, wn::open_files);
  EXPECT_EQ(expect->provider, "");
  EXPECT_EQ(expect->connected, true);
  EXPECT_EQ(expect->remembered, false);
  EXPECT_EQ(expect->remote, R"(\\files\team)");
  EXPECT_THAT(expect->called, ::testing::Optional(ElementsAre("P")));
  EXPECT_THAT(expect->notified, ::testing::Optional(ElementsAre("n:m:before", "n:m:after")));
  EXPECT_EQ(expect->last_error, wn::open_files);
  EXPECT_EQ(expect->extended, "");
  EXPECT_EQ(expect->extended_code, 0U);
  EXPECT_EQ(expect->extended_provider, "P");
  EXPECT_EQ(expect->at, 1s);
  EXPECT_THAT(expect->files, ElementsAre(Pair(R"(Z:\a)", "open")));
  EXPECT_THAT(expect->jobs, ElementsAre(Pair("report", "printing")));
  EXPECT_EQ(expect->lost_nothing, true);
  EXPECT_FALSE(expect->names || expect->restored || expect->asked || expect->wait);
  EXPECT_THAT(scenario.steps[2].expect->names, ::testing::Optional(ElementsAre("Z:")));
  EXPECT_THAT(scenario.steps[2].expect->lost, ElementsAre(R"(Z:\a)"));
  EXPECT_EQ(scenario.steps[2].expect->lost_nothing, false);
  EXPECT_THAT(scenario.steps[3].expect->restored, ::testing::Optional(ElementsAre("Z:")));
  EXPECT_EQ(scenario.steps[3].expect->wait, 60s);
  EXPECT_EQ(scenario.steps[4].expect->asked, false);
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
  EXPECT_EQ(load(text).providers.at(0).name, "Größe 日本 🎉");
}

TEST(Loader, WindowsLineEndsAndAByteOrderMark) {
  std::string text = "\xEF\xBB\xBF";
  for (const char c : beginning + one_step + "[golden]\ntrace = '''\na\nb\n'''\n") {
    text += c == '\n' ? "\r\n" : std::string(1, c);
  }
  const auto scenario = load(text);
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

// --- Limits.

TEST(Loader, Limits) {
  const auto named = [](std::string_view table, std::size_t count) {
    std::string text = beginning;
    for (std::size_t index = 0; index < count; ++index) {
      text += "[[" + std::string(table) + "]]\nname = \"x" + std::to_string(index) + "\"\n";
    }
    return text + one_step;
  };
  EXPECT_EQ(complaints(named("provider", 64)), "");
  EXPECT_THAT(complaints(named("provider", 65)), HasSubstr("`provider` has 65 entries; the limit is 64"));
  EXPECT_EQ(complaints(named("notifyee", 32)), "");
  EXPECT_THAT(complaints(named("notifyee", 33)), HasSubstr("`notifyee` has 33 entries; the limit is 32"));

  EXPECT_EQ(complaints(beginning + repeat(1000, one_step)), "");
  EXPECT_THAT(complaints(beginning + repeat(1001, one_step)),
              HasSubstr("`step` has 1001 entries; the limit is 1000"));
  const std::string app = "[[app]]\nname = \"x\"\n";
  const std::string app_step = "[[app.step]]\nwait = \"1s\"\n";
  EXPECT_THAT(complaints(beginning + repeat(600, one_step) + app + repeat(401, app_step)),
              HasSubstr("more than 1000 steps in all"));

  const std::string provider = "[[provider]]\nname = \"P\"\n";
  const std::string connection = "[[connection]]\nremote = '\\\\files\\team'\nprovider = \"P\"\n";
  EXPECT_EQ(complaints(beginning + provider + repeat(1000, connection) + one_step), "");
  EXPECT_THAT(complaints(beginning + provider + repeat(1001, connection) + one_step),
              HasSubstr("`connection` has 1001 entries; the limit is 1000"));

  const auto long_name = [](std::size_t size) {
    return beginning + "[[provider]]\nname = \"" + std::string(size, 'x') + "\"\n" + one_step;
  };
  EXPECT_EQ(complaints(long_name(260)), "");
  EXPECT_THAT(complaints(long_name(261)), HasSubstr("`name` is longer than 260 bytes"));
}

// --- Hostile input: a clear message, never a crash, a hang or a flood.

TEST(HostileInput, Bytes) {
  const std::pair<std::string, std::string_view> rows[] = {
      {std::string("a = 1\n\0b", 8), "bad.toml:2:1: error: the file contains a NUL byte\n"},
      {"a = 1\nb = \"\xff\"\n", "bad.toml:2:6: error: byte \\xff is not valid UTF-8\n"},
      {"# \xc3", "bad.toml:1:3: error: byte \\xc3 is not valid UTF-8\n"},
      {"\xed\xa0\x80", "bad.toml:1:1: error: byte \\xed is not valid UTF-8\n"},
      {"a = '\xc0\xaf'", "bad.toml:1:6: error: byte \\xc0 is not valid UTF-8\n"},
      {"é = 1", "bad.toml:1:1: error: \"é\" outside quotes\n"},
      {"a = 1 # é\n# \x01", "bad.toml:2:3: error: control character \\x01\n"},
      {"a = \"é\x1b[31m\"", "bad.toml:1:7: error: control character \\x1b\n"},
      {"a = 1\rb = 2", "bad.toml:1:6: error: carriage return without a line feed after it\n"},
      {"a = '''\n'''' # ''\né = 1", "bad.toml:3:1: error: \"é\" outside quotes\n"},
      {"a = \"\\\"é\" # \"\né", "bad.toml:2:1: error: \"é\" outside quotes\n"},
      {"a = '\\'\né", "bad.toml:2:1: error: \"é\" outside quotes\n"},
      {"a = \"\"\"é\\\"\"\"\"\né", "bad.toml:2:1: error: \"é\" outside quotes\n"},
  };
  for (const auto& [text, message] : rows) EXPECT_THAT(complaints(text), StartsWith(message));
}

TEST(HostileInput, Nesting) {
  const std::string deep = "bad.toml:1:37: error: nested deeper than 32 levels\n";
  EXPECT_THAT(complaints("a = " + repeat(100'000, "[")), StartsWith(deep));
  EXPECT_THAT(complaints("a = " + repeat(100'000, "[") + repeat(100'000, "]")), StartsWith(deep));
  EXPECT_THAT(complaints("a = " + repeat(100'000, "{a=")), HasSubstr("nested deeper than 32 levels"));
  EXPECT_THAT(complaints("a" + repeat(100'000, ".a") + " = 1"), HasSubstr("nested deeper than 32 levels"));
  EXPECT_THAT(complaints("[a" + repeat(100'000, ".a") + "]"), HasSubstr("nested deeper than 32 levels"));
  EXPECT_THAT(complaints("a = " + repeat(11, "{a.b.c=") + "1" + repeat(11, "}")), HasSubstr("nested deeper"));
  // Brackets that are closed, and those in strings and comments, do not count.
  const auto lists = "a = [" + repeat(100, "[], {b.c = 1.5}, ") + "] # " + repeat(100, "[") + "\n";
  EXPECT_THAT(complaints(lists + "b = '" + repeat(100, "[") + "'\n"),
              StartsWith("bad.toml:1:1: error: \"a\" is not a key of the scenario"));
}

TEST(HostileInput, TooLarge) {
  EXPECT_THAT(complaints(std::string((1U << 20) + 1, ' ')),
              StartsWith("bad.toml: error: the file is larger than 1 MiB"));
}

TEST(HostileInput, AFloodOfMistakesIsCutOff) {
  std::string text;
  for (int key = 0; key < 50'000; ++key) text += "key" + std::to_string(key) + " = 1\n";
  const auto loaded = load_scenario(text, "");
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().size(), 101U);
  EXPECT_THAT(loaded.error().back().message, HasSubstr("more mistakes from here on"));
}

TEST(HostileInput, ManyNamesAndUsesAreNoHang) {
  std::string text =
      beginning +
      "[[provider]]\nname = \"P\"\n[[connection]]\nremote = '\\\\f\\t'\nprovider = \"P\"\nopen = [";
  for (int file = 0; file < 1000; ++file) text += "{file = '\\\\f\\t\\" + std::to_string(file) + "'},\n";
  text += "]\n[[step]]\nwait = \"1s\"\nexpect = { lost = [";
  for (int file = 0; file < 1000; ++file) text += "'\\\\f\\t\\x" + std::to_string(file) + "',\n";
  EXPECT_THAT(complaints(text + "] }\n"), HasSubstr("more mistakes from here on"));
}

TEST(HostileInput, AnAssertionOfTheTomlLibraryIsADiagnostic) {
  EXPECT_EQ(
      complaints("title = \"t\"\n[[\na]=\n"),
      "bad.toml:2:3: error: this is not TOML: malformed key or table header\n    2 | [[\n      |   ^\n");
}

TEST(HostileInput, Files) {
  const TemporaryDirectory directory;
  const auto complaint = [](const std::string& path) { return render(load_scenario_file(path)); };
  const auto about = [](const std::string& path, std::string_view what) {
    return path + ": error: " + std::string(what);
  };

  const auto good = directory.write("good.toml", beginning + one_step);
  EXPECT_EQ(complaint(good), "");
  EXPECT_EQ(load_scenario_file(good).result->path, good);
  EXPECT_EQ(complaint(directory.path()), about(directory.path(), "is a directory\n"));
  EXPECT_THAT(complaint(directory / "none.toml"), StartsWith(about(directory / "none.toml", "")));

  const auto huge = directory.write("huge.toml", "");
  std::filesystem::resize_file(TemporaryDirectory::native(huge), 100U << 20);
  EXPECT_THAT(complaint(huge), StartsWith(about(huge, "is larger than the limit")));

  const auto bad = directory.write("bad.toml", "a = 1\n");
  EXPECT_THAT(complaint(bad), StartsWith(bad + ":1:1: error: "));
}

TEST(HostileInput, AMisspeltFileName) {
  const TemporaryDirectory directory;
  directory.write("force.toml", "");
  EXPECT_THAT(render(load_scenario_file(directory / "farce.toml")),
              HasSubstr("did you mean \"force.toml\"?"));
}

#ifndef _WIN32
TEST(HostileInput, FilesThatOnlyPosixHas) {
  const TemporaryDirectory directory;
  const auto fifo = directory / "fifo.toml";
  ASSERT_EQ(mkfifo(fifo.c_str(), 0600), 0);
  EXPECT_THAT(render(load_scenario_file(fifo)), HasSubstr("FIFO"));
  const auto loop = directory / "loop.toml";
  std::filesystem::create_symlink("loop.toml", loop);
  EXPECT_THAT(render(load_scenario_file(loop)), HasSubstr("symbolic links"));
}
#endif

}  // namespace
}  // namespace mprsim::loader_test
