// What the steps of a good file give, and what is expected of them.
#include <chrono>
#include <string>
#include <string_view>

#include <gmock/gmock.h>

#include "scenarios/language/loader.h"
#include "tests/scenarios/load_text.h"

namespace mprsim::loader_steps_test {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::Pair;

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
    const auto scenario = load_whole(beginning + "[[step]]\n" + std::string(step) + "\n");
    ASSERT_EQ(scenario.steps.size(), 1U);
    EXPECT_EQ(scenario.steps[0].verb, verb);
    EXPECT_EQ(scenario.steps[0].object, object);
    EXPECT_EQ(scenario.steps[0].name_is_null, step == "cancel = false");
    EXPECT_EQ(scenario.steps[0].where, (Location{4, 1}));
  }
}

TEST(Loader, WhatGoesWithAVerb) {
  const auto scenario = load_whole(beginning + R"(
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
  const auto scenario = load_whole(beginning + R"(
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

}  // namespace
}  // namespace mprsim::loader_steps_test
