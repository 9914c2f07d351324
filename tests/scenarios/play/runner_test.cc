#include "scenarios/play/runner.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gmock/gmock.h>

#include "mock_mpr/trace/trace_text.h"
#include "tests/scenarios/load_text.h"

namespace mprsim::runner_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr std::string_view busy_scenario = R"(
[[provider]]
name = "LanMan"
latency = "10ms"
[[notifyee]]
name = "indexer"
latency = "2ms"
[[notifyee]]
name = "backup"
[[app]]
name = "editor"
[[app.step]]
open = 'Z:\plan'
unwritten = 1
[[app.step]]
after = "5ms"
write = 'Z:\plan'
[[connection]]
device = "Z:"
remote = '\\files\team'
provider = "LanMan"
remembered = true
[[step]]
cancel = "Z:"
[[step]]
cancel = "Z:"
force = true
update_profile = true
)";

TEST(Runner, TheSameScenarioLeavesTheSameTraceEveryTime) {
  const Scenario scenario =
      load_text("policy = { notify_order = \"shuffle\" }\n" + std::string(busy_scenario));
  Runner runner{scenario};
  EXPECT_EQ(runner.run(), Outcome::pass);
  const std::uint64_t hash = runner.trace().hash();
  const std::string text = render_text(runner.trace());
  EXPECT_THAT(text, HasSubstr("1 unwritten change"));
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(runner.run(), Outcome::pass);
    EXPECT_EQ(runner.trace().hash(), hash);
    EXPECT_EQ(render_text(runner.trace()), text);
  }
  Runner other{scenario};
  other.run();
  EXPECT_EQ(other.trace().hash(), hash);
  EXPECT_EQ(render_text(other.trace()), text);

  Runner moved{std::move(other)};
  moved.run();
  EXPECT_EQ(render_text(moved.trace()), text);
  moved = Runner{scenario};
  moved.run();
  EXPECT_EQ(render_text(moved.trace()), text);
}

TEST(Runner, EveryRunBeginsAnew) {
  const Scenario scenario = load_text(std::string(busy_scenario) + "expect = { status = 2250 }\n");
  Runner runner{scenario};
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(runner.run(), Outcome::fail);
    EXPECT_EQ(runner.findings().size(), 1U);
    EXPECT_THAT(runner.store().entries(), IsEmpty());  // forgotten, though remembered at the beginning
  }
}

// --- Limits.

TEST(Runner, AScenarioThatRunsPastItsTimeIsStopped) {
  const Scenario scenario = load_text(R"(
limits = { time = "5s" }
[[step]]
wait = "2s"
[[step]]
wait = "3s"
expect = { at = "5s" }
[[step]]
wait = "1ms"
expect = { at = "0ms" }
)");
  Runner runner{scenario};
  EXPECT_EQ(runner.run(), Outcome::timeout);
  ASSERT_EQ(runner.findings().size(), 1U);  // the last step never ended
  EXPECT_EQ(runner.findings()[0].what, "the scenario runs past its limit of virtual time, 5.000 s");
  EXPECT_EQ(runner.findings()[0].where, (Location{1, 1}));
  EXPECT_EQ(runner.run(), Outcome::timeout);
  EXPECT_EQ(runner.findings().size(), 1U);
}

TEST(Runner, TheLimitOfTimeItselfMayBeReached) {
  const Scenario scenario = load_text("limits = { time = \"5s\" }\n[[step]]\nwait = \"5s\"\n");
  EXPECT_EQ(Runner{scenario}.run(), Outcome::pass);
}

TEST(Runner, AScenarioOfTooManyEventsIsStopped) {
  const std::string steps =
      "[[step]]\ncancel = \"Z:\"\n[[step]]\ncancel = \"Z:\"\nexpect = { status = 0 }\n"
      "[[step]]\ncancel = \"Z:\"\nexpect = { status = 0 }\n";
  // Two events for each cancel: no provider is there to be asked.
  const Scenario enough = load_text("limits = { events = 6 }\n" + steps);
  Runner whole{enough};
  EXPECT_EQ(whole.run(), Outcome::fail);
  EXPECT_EQ(whole.findings().size(), 2U);
  EXPECT_EQ(whole.trace().events().size(), 6U);

  const Scenario scenario = load_text("limits = { events = 3 }\n" + steps);
  Runner runner{scenario};
  EXPECT_EQ(runner.run(), Outcome::timeout);
  ASSERT_EQ(runner.findings().size(), 2U);  // the step that was cut short, and the limit
  EXPECT_EQ(runner.findings()[1].what, "the scenario makes more than 3 events, its limit");
  EXPECT_EQ(runner.trace().events().size(), 3U);
  EXPECT_TRUE(runner.trace().full());
}

TEST(Runner, AScenarioThatSpinsWithoutEventsIsStopped) {
  std::string steps = "limits = { events = 1 }\n";
  for (int i = 0; i < 50; ++i) steps += "[[step]]\nwait = \"1ms\"\n";
  const Scenario scenario = load_text(steps);
  Runner runner{scenario};
  EXPECT_EQ(runner.run(), Outcome::timeout);
  EXPECT_THAT(runner.trace().events(), IsEmpty());
  EXPECT_THAT(runner.findings().at(0).what, HasSubstr("more than 1 events"));
}

// --- Options.

constexpr std::string_view table_scenario = R"(
[[provider]]
name = "P1"
answers = [86]
[[provider]]
name = "P2"
answers = [67]
[[step]]
cancel = "Z:"
expect = { status = 86 }
)";

// rule: route.last-answer
TEST(Runner, AnotherProfileMayBeChosenAndTheSwitchesStay) {
  const Scenario scenario = load_text(table_scenario);
  EXPECT_EQ(Runner{scenario}.run(), Outcome::pass);
  Runner wine{scenario, {.profile = Profile::wine}};
  EXPECT_EQ(wine.run(), Outcome::fail);
  EXPECT_EQ(wine.findings().at(0).what, "status is WN_BAD_NETNAME, expected WN_BAD_PASSWORD");
  EXPECT_EQ(wine.trace().policy(), Policy::of(Profile::wine));

  const Scenario own = load_text("profile = \"wine\"\n" + std::string(table_scenario));
  EXPECT_EQ(Runner{own}.run(), Outcome::fail);
  EXPECT_EQ((Runner{own, {.profile = Profile::nt_doc}}.run()), Outcome::pass);

  const Scenario switched =
      load_text("policy = { routing = \"first_significant\" }\n" + std::string(table_scenario));
  EXPECT_EQ((Runner{switched, {.profile = Profile::wine}}.run()), Outcome::pass);
}

// rule: notify.order
TEST(Runner, TheSeedIsTheScenariosOwnOrTheGivenOne) {
  std::string text = "policy = { notify_order = \"shuffle\" }\nseed = 7\n";
  for (const char* name : {"a", "b", "c", "d", "e", "f"})
    text.append("[[notifyee]]\nname = \"").append(name).append("\"\n");
  const Scenario scenario = load_text(text + "[[step]]\ncancel = \"Z:\"\n[[step]]\ncancel = \"Z:\"\n");
  const auto hash = [&](const RunOptions& options) {
    Runner runner{scenario, options};
    runner.run();
    return runner.trace().hash();
  };
  EXPECT_EQ(hash({}), hash({.seed = 7}));
  EXPECT_NE(hash({}), hash({.seed = 8}));
  EXPECT_EQ(hash({.seed = 8}), hash({.seed = 8}));
}

TEST(Runner, AStoreMayBeGivenAndIsHandedBack) {
  const Scenario scenario = load_text(R"(
[[provider]]
name = "LanMan"
[[step]]
logon = true
[[step]]
cancel = "Z:"
update_profile = true
[[step]]
add = '\\files\y'
device = "Y:"
update_profile = true
)");
  RememberedStore given;
  given.remember({"Z:", R"(\\files\team)", "", "LanMan", 0, ResourceType::disk});
  given.remember({"X:", R"(\\files\x)", "", "LanMan", 0, ResourceType::disk});
  Runner runner{scenario, {.store = given}};
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(runner.run(), Outcome::pass);
    std::vector<std::string> devices;
    for (const RememberedEntry& entry : runner.store().entries()) devices.push_back(entry.device);
    EXPECT_THAT(devices, ElementsAre("X:", "Y:"));
  }
  EXPECT_EQ(given.entries().size(), 2U);
}

// --- Steps.

TEST(Runner, StepsWaitForTheirTimes) {
  const Scenario scenario = load_text(R"(
[[app]]
name = "other"
[[app.step]]
at = "1s"
wait = "1ms"
expect = { at = "1001ms" }
[[app.step]]
after = "1s"
wait = "0ms"
expect = { at = "2001ms" }
[[step]]
at = "5s"
wait = "1s"
expect = { at = "6s" }
[[step]]
after = "2s"
wait = "0ms"
expect = { at = "8s" }
[[step]]
at = "8s"
wait = "1ms"
expect = { at = "8.001s" }
)");
  Runner runner{scenario};
  EXPECT_EQ(runner.run(), Outcome::pass) << runner.findings().at(0).what;
}

TEST(Runner, NotifyeesWithLibrariesAreToldOfAtTheBeginningOfEveryRun) {
  const Scenario scenario = load_text(
      "[[notifyee]]\nname = \"indexer\"\nlibrary = 'C:\\indexer.dll'\n"
      "[[step]]\nwait = \"1ms\"\n");
  Runner runner{scenario};
  for (int i = 0; i < 2; ++i) {
    runner.run();
    EXPECT_EQ(render_text(runner.trace()),
              "0.000    indexer  is registered as C:\\indexer.dll   notify.registration-values\n");
  }
}

struct VerbRow {
  std::string_view step;
  std::string_view begins;  // in the trace
};

TEST(Runner, EveryVerbDoesWhatItSays) {
  const std::vector<VerbRow> rows = {
      {"cancel = \"Z:\"", "WNetCancelConnection2(Z:, 0, fForce=FALSE)"},
      {"cancel = \"Z:\"\nforce = true\nupdate_profile = true",
       "WNetCancelConnection2(Z:, UPDATE_PROFILE, fForce=TRUE)"},
      {"cancel = false", "WNetCancelConnection2(NULL, 0, fForce=FALSE)"},
      {"cancel = \"\"", "WNetCancelConnection2(\"\", 0, fForce=FALSE)"},
      {"cancel_old = \"Z:\"\nforce = true", "WNetCancelConnection(Z:, fForce=TRUE)"},
      {"add = '\\\\a\\b'\ndevice = \"Y:\"", "WNetAddConnection2(\\\\a\\b, Y:, 0)"},
      {"add = '\\\\a\\b'\ndevice = \"Y:\"\nlevel = 1", "WNetAddConnection(\\\\a\\b, Y:)"},
      {"add = '\\\\a\\b'\nlevel = 3\nupdate_profile = true",
       "WNetAddConnection3(\\\\a\\b, NULL, UPDATE_PROFILE)"},
      {"add = '\\\\a\\b'\ntemporary = true", "WNetAddConnection2(\\\\a\\b, NULL, TEMPORARY)"},
      {"get = \"Z:\"", "WNetGetConnection(Z:)"},
      {"enumerate = \"connected\"", "WNetOpenEnum(RESOURCE_CONNECTED)"},
      {"enumerate = \"remembered\"", "WNetOpenEnum(RESOURCE_REMEMBERED)"},
      {"dialog = \"Z:\"\nno_force = true\nupdate_profile = true",
       "WNetDisconnectDialog1(Z:, UPDATE_PROFILE|NO_FORCE)"},
      {"get_last_error = true", "GetLastError"},
      {"start = true", "start"},
      {"logon = true", "logs on"},
      {"logoff = true", "logs off"},
      {"open = 'Z:\\a'\nunwritten = 2", "opens Z:\\a with 2 unwritten changes"},
      {"write = 'Z:\\own'", "writes to Z:\\own"},
      {"close = 'Z:\\own'", "closes Z:\\own"},
      {"print = \"LPT1\"\ndocument = \"report\"\npages = 2", "starts job report of 2 pages"},
      {"use = \"Z:\"", "uses Z:"},
      {"end = \"backup\"", "no longer uses Z:"},
      {"network = \"down\"\nprovider = \"LanMan\"", "network goes down"},
  };
  for (const VerbRow& row : rows) {
    const Scenario scenario = load_text(R"(
[[provider]]
name = "LanMan"
[[connection]]
device = "Z:"
remote = '\\files\team'
provider = "LanMan"
open = [{ file = 'Z:\own', by = "app" }]
used_by = [{ process = "backup" }]
[[connection]]
device = "LPT1"
remote = '\\prints\laser'
provider = "LanMan"
[[step]]
)" + std::string(row.step) + "\n");
    Runner runner{scenario};
    EXPECT_EQ(runner.run(), Outcome::pass);
    EXPECT_THAT(render_text(runner.trace()), HasSubstr(row.begins)) << row.step;
  }
}

TEST(Runner, AStepsKeysReachTheCall) {
  const Scenario scenario = load_text(R"(
[[provider]]
name = "A"
[[provider]]
name = "B"
[[step]]
add = '\\prints\laser'
device = "LPT1"
provider = "b"
type = "print"
user = "ann"
update_profile = true
expect = { provider = "B", called = ["B"] }
[[step]]
print = "LPT1"
document = "report"
pages = 2
page_time = "1s"
[[step]]
dialog = "LPT1"
no_force = true
answer = "no"
expect = { status = "WN_CANCEL", asked = true }
[[step]]
wait = "2.001s"
expect = { jobs = { report = "finished" } }
[[step]]
open = 'LPT1\a'
closes = "1s"
[[step]]
wait = "1s"
expect = { files = { 'LPT1\a' = "closed" }, at = "3.001s" }
)");
  Runner runner{scenario};
  EXPECT_EQ(runner.run(), Outcome::pass) << runner.findings().at(0).what;
  EXPECT_THAT(runner.store().entries(), ElementsAre(RememberedEntry{"LPT1", R"(\\prints\laser)", "ann", "B",
                                                                    0x20000, ResourceType::print}));
}

}  // namespace
}  // namespace mprsim::runner_test
