#include "scenarios/play/expectations.h"

#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>

#include "scenarios/play/runner.h"
#include "tests/scenarios/load_text.h"

namespace mprsim::expectations_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// What there is before the step that each row expects something of.
constexpr std::string_view prepare_set = R"(
[[provider]]
name = "Other"
latency = "5ms"
start = "2s"
[[provider]]
name = "LanMan"
latency = "10ms"
answers = { cancel = ["truth", 1208] }
extended_error = { code = 42, text = "Closed for stocktaking" }
[[notifyee]]
name = "indexer"
[[connection]]
device = "Z:"
remote = '\\files\team'
provider = "LanMan"
remembered = true
open = [{ file = 'Z:\plan', by = "editor", unwritten = 2 }, { file = 'Z:\note', by = "editor" }]
[[connection]]
device = "LPT1"
remote = '\\prints\laser'
provider = "LanMan"
jobs = [{ document = "report", pages = 2, page_time = "3ms" }]
[[connection]]
remote = '\\files\bare'
provider = "LanMan"
[[connection]]
device = "Y:"
remote = '\\files\archive'
provider = "LanMan"
connected = false
remembered = true
)";

std::vector<std::string> findings_of(std::string_view steps) {
  const Scenario scenario = load_text(std::string(prepare_set).append(steps));
  Runner runner{scenario};
  const Outcome outcome = runner.run();
  std::vector<std::string> texts;
  for (const Finding& finding : runner.findings()) texts.push_back(finding.what);
  EXPECT_EQ(outcome, texts.empty() ? Outcome::pass : Outcome::fail) << steps;
  return texts;
}

struct Row {
  std::string_view step;
  std::string_view holds;   // an expectation that holds,
  std::string_view broken;  // one that does not,
  std::string_view what;    // and what is said about it
};

constexpr std::string_view forced = "cancel = \"Z:\"\nforce = true\n";
constexpr std::string_view refused = "cancel = \"Z:\"\n";
constexpr std::string_view forgotten = "cancel = \"Z:\"\nforce = true\nupdate_profile = true\n";
constexpr std::string_view listed = "enumerate = \"connected\"\n";
constexpr std::string_view dialog = "dialog = \"Z:\"\nno_force = true\n";

// Every key of expect, held and broken.
TEST(Expectations, EveryKeyHoldsAndBreaks) {
  const std::vector<Row> rows = {
      {refused, "status = 2401", "status = 0", "status is WN_OPEN_FILES, expected WN_SUCCESS"},
      {forced, "status = 0", "status = 2250", "status is WN_SUCCESS, expected WN_NOT_CONNECTED"},
      {"open = 'X:\\a'\n", "status = 3", "status = 0", "status is ERROR_PATH_NOT_FOUND, expected WN_SUCCESS"},
      {forced, "provider = \"LanMan\"", "provider = \"Other\"", "provider is LanMan, expected Other"},
      {refused, "provider = \"\"", "provider = \"LanMan\"", "provider is nothing, expected LanMan"},
      {forced, "provider = \"LanMan\"", "provider = \"\"", "provider is LanMan, expected nothing"},
      {refused, "connected = true", "connected = false", "connected is true, expected false"},
      {forced, "connected = false", "connected = true", "connected is false, expected true"},
      {"cancel = '\\\\files\\bare'\n", "connected = false", "connected = true",
       "connected is false, expected true"},
      {"get = '\\\\files\\bare'\n", "connected = true", "connected = false",
       "connected is true, expected false"},
      {"add = '\\\\files\\x'\ndevice = \"X:\"\n", "connected = true", "connected = false",
       "connected is true, expected false"},
      {"add = '\\\\files\\x'\n", "connected = true", "connected = false",
       "connected is true, expected false"},
      {forced, "remembered = true", "remembered = false", "remembered is true, expected false"},
      {forgotten, "remembered = false", "remembered = true", "remembered is false, expected true"},
      {"get = \"y:\"\n", "remembered = true", "remembered = false", "remembered is true, expected false"},
      {"get = \"z:\"\n", "remote = '\\\\files\\team'", "remote = '\\\\files\\x'",
       "remote is \\\\files\\team, expected \\\\files\\x"},
      {"get = \"X:\"\n", "remote = \"\"", "remote = '\\\\files\\x'",
       "remote is nothing, expected \\\\files\\x"},
      {refused, "remote = '\\\\files\\team'", "remote = \"\"", "remote is \\\\files\\team, expected nothing"},
      {listed, "names = [\"Z:\", \"LPT1\", '\\\\files\\bare']", "names = []",
       "names is [Z:, LPT1, \\\\files\\bare], expected []"},
      {"enumerate = \"remembered\"\n", "names = [\"Y:\", \"Z:\"]", "names = [\"Z:\", \"Y:\"]",
       "names is [Y:, Z:], expected [Z:, Y:]"},
      {forced, "called = [\"Other\", \"LanMan\"]", "called = [\"LanMan\", \"Other\"]",
       "called is [Other, LanMan], expected [LanMan, Other]"},
      {"cancel = false\n", "called = []", "called = [\"LanMan\"]", "called is [], expected [LanMan]"},
      {listed, "called = [\"Other\", \"LanMan\"]", "called = [\"LanMan\"]",
       "called is [Other, LanMan], expected [LanMan]"},
      {"start = true\n", "called = []", "called = [\"Other\"]", "called is [], expected [Other]"},
      {dialog, "called = [\"Other\", \"LanMan\", \"Other\", \"LanMan\"]", "called = []",
       "called is [Other, LanMan, Other, LanMan], expected []"},
      {forced, "notified = [\"indexer:before\", \"indexer:after\"]", "notified = [\"indexer:before\"]",
       "notified is [indexer:before, indexer:after], expected [indexer:before]"},
      {"cancel = false\n", "notified = []", "notified = [\"indexer:after\"]",
       "notified is [], expected [indexer:after]"},
      {"logon = true\n", "restored = [\"Y:\"]", "restored = []", "restored is [Y:], expected []"},
      {refused, "last_error = 2401", "last_error = 0", "last_error is WN_OPEN_FILES, expected WN_SUCCESS"},
      {dialog, "extended = \"Closed for stocktaking\"", "extended = \"\"",
       "extended is Closed for stocktaking, expected nothing"},
      {refused, "extended = \"\"", "extended = \"Closed\"", "extended is nothing, expected Closed"},
      {dialog, "extended_code = 42", "extended_code = 7", "extended_code is 42, expected 7"},
      {refused, "extended_code = 0", "extended_code = 42", "extended_code is 0, expected 42"},
      {dialog, "extended_provider = \"LanMan\"", "extended_provider = \"Other\"",
       "extended_provider is LanMan, expected Other"},
      {dialog, "asked = true", "asked = false", "asked is true, expected false"},
      {"dialog = \"X:\"\n", "asked = false", "asked = true", "asked is false, expected true"},
      {"start = true\n", "wait = \"2s\"", "wait = \"1ms\"", "wait is 2.000 s, expected 0.001 s"},
      {"logon = true\n", "wait = \"2s\"", "wait = \"0ms\"", "wait is 2.000 s, expected 0.000 s"},
      {refused, "at = \"15ms\"", "at = \"14ms\"", "at is 0.015 s, expected 0.014 s"},
      {refused, "files = { 'Z:\\plan' = \"open\" }", "files = { 'Z:\\plan' = \"stale\" }",
       "file Z:\\plan is open, expected stale"},
      {forced, "files = { 'Z:\\plan' = \"stale\" }", "files = { 'z:\\NOTE' = \"closed\" }",
       "file z:\\NOTE is stale, expected closed"},
      {"wait = \"4ms\"\n", "jobs = { report = \"printing\" }", "jobs = { report = \"finished\" }",
       "job report is printing, expected finished"},
      {"wait = \"8ms\"\n", "jobs = { report = \"finished\" }", "jobs = { report = \"aborted\" }",
       "job report is finished, expected aborted"},
      {"logoff = true\n", "jobs = { report = \"aborted\" }", "jobs = { report = \"printing\" }",
       "job report is aborted, expected printing"},
      {forced, "lost = ['Z:\\plan']", "lost = []", "lost is [Z:\\plan], expected []"},
      {refused, "lost = []", "lost = ['Z:\\plan']", "lost is [], expected [Z:\\plan]"},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(std::string(row.step).append(row.broken));
    const std::string step = std::string("[[step]]\n").append(row.step);
    const auto expecting = [&](std::string_view keys) {
      return step + "expect = { " + std::string(keys) + " }\n";
    };
    EXPECT_THAT(findings_of(expecting(row.holds)), IsEmpty());
    EXPECT_THAT(findings_of(expecting(row.broken)), ElementsAre(row.what));
  }
}

TEST(Expectations, AFileThatApplicationsOpenIsLookedUpAsLateAsPossible) {
  // The latest handle on a path counts, no matter which application holds it.
  EXPECT_THAT(findings_of(R"(
[[step]]
open = 'Z:\plan'
[[step]]
close = 'Z:\plan'
expect = { status = 0, files = { 'Z:\plan' = "closed", 'Z:\note' = "open" } }
)"),
              IsEmpty());
}

TEST(Expectations, OnlyTheCallsOfTheStepItselfCount) {
  EXPECT_THAT(findings_of(R"(
[[app]]
name = "beside"
[[app.step]]
at = "2ms"
cancel = '\\files\bare'
[[step]]
cancel = "Z:"
expect = { called = ["Other", "LanMan"], notified = ["indexer:before", "indexer:after"] }
[[step]]
get = "Z:"
expect = { called = ["Other", "LanMan"], notified = [] }
)"),
              IsEmpty());
}

TEST(Expectations, EverythingThatIsNotAsExpectedIsSaid) {
  EXPECT_THAT(
      findings_of("[[step]]\ncancel = \"Z:\"\nexpect = { status = 0, connected = false, at = \"0ms\" }\n"),
      ElementsAre("status is WN_OPEN_FILES, expected WN_SUCCESS", "connected is true, expected false",
                  "at is 0.015 s, expected 0.000 s"));
}

// rule: name.session
TEST(Expectations, AreAboutTheSessionOfTheApplication) {
  EXPECT_THAT(findings_of(R"(
[[app]]
name = "daemon"
session = "service"
[[step]]
get = "Z:"
app = "daemon"
expect = { connected = false, remembered = false, remote = "", last_error = 2250 }
[[step]]
get = "Z:"
expect = { connected = true, remembered = true, last_error = 0 }
)"),
              IsEmpty());
}

// rule: profile.unreadable
TEST(Expectations, AProfileThatCannotBeReadStillHoldsWhatItHeld) {
  EXPECT_THAT(findings_of(R"(
[[session]]
name = "user"
store = "unreadable"
[[step]]
get = "Z:"
expect = { remembered = true }
)"),
              IsEmpty());
}

TEST(Expectations, AFindingHasItsPlaceAndTheRuleThatDecided) {
  const Scenario scenario = load_text(std::string(prepare_set).append(R"(
[[step]]
cancel = "Z:"
[step.expect]
status = 0
[[step]]
open = 'X:\a'
expect = { status = 0 }
[[step]]
cancel = false
expect = { status = 0 }
)"));
  Runner runner{scenario};
  EXPECT_EQ(runner.run(), Outcome::fail);
  const auto& findings = runner.findings();
  ASSERT_EQ(findings.size(), 3U);
  EXPECT_EQ(findings[0].where, scenario.steps[0].expect->where);
  EXPECT_GT(findings[0].where.line, scenario.steps[0].where.line);
  EXPECT_EQ(findings[1].where, scenario.steps[1].expect->where);
  EXPECT_NE(findings[0].where.line, findings[1].where.line);
  // The last line of a step's call that cites one.
  EXPECT_EQ(slug(findings[0].rule), "route.first-significant");
  EXPECT_EQ(findings[1].rule, Rule::none);
  EXPECT_EQ(slug(findings[2].rule), "name.null");
  EXPECT_EQ(findings[0].detail, "");
}

TEST(Expectations, TheRuleIsThatOfTheStepAndNotOfWhatHappensBeside) {
  const Scenario scenario = load_text(std::string(prepare_set).append(R"(
[[app]]
name = "beside"
[[app.step]]
at = "1ms"
cancel = false
[[step]]
cancel = "Z:"
expect = { at = "0ms" }
[[step]]
wait = "1ms"
expect = { at = "0ms" }
)"));
  Runner runner{scenario};
  runner.run();
  ASSERT_EQ(runner.findings().size(), 2U);
  EXPECT_EQ(slug(runner.findings()[0].rule), "route.first-significant");
  EXPECT_EQ(runner.findings()[1].rule, Rule::none);
}

}  // namespace
}  // namespace mprsim::expectations_test
