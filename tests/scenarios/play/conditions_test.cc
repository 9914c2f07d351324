#include "scenarios/play/conditions.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/language/loader.h"
#include "scenarios/play/runner.h"

namespace mprsim::conditions_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// Z: is cancelled without force while a file is open, then with force; an entry stays.
constexpr std::string_view scenario_text = R"(
title = "t"
why = "w"
shows = ["name.case"]
[[session]]
name = "other"
[[provider]]
name = "P"
[[connection]]
device = "Z:"
remote = '\\s\a'
provider = "P"
remembered = true
open = [{ file = 'Z:\f', by = "editor", unwritten = 1 }]
[[connection]]
session = "other"
device = "Z:"
remote = '\\s\b'
provider = "P"
[[step]]
cancel = "Z:"
[[step]]
cancel = "Z:"
force = true
)";

struct Verdict {
  std::vector<std::string> findings;
  std::vector<char> sometimes;
};

Verdict play(const std::string& conditions) {
  const std::string text = std::string{scenario_text} + conditions;
  const LoadResult loaded = load_scenario(text, "c.toml");
  EXPECT_TRUE(loaded) << render({"c.toml", text, loaded});
  if (!loaded) return {};
  Runner runner(*loaded);
  Verdict verdict;
  for (int again = 0; again < 2; ++again) {  // nothing is left over from one run to the next
    (void)runner.run();
    verdict = {{}, runner.sometimes()};
    for (const Finding& finding : runner.findings()) verdict.findings.push_back(finding.what);
  }
  return verdict;
}

TEST(Conditions, HoldAlwaysOrNot) {
  EXPECT_THAT(play("[[always]]\nname = \"Z:\"\nremembered = true\n").findings, IsEmpty());
  EXPECT_THAT(play("[[always]]\nsession = \"other\"\nname = \"Z:\"\nconnected = true\n").findings, IsEmpty());
  EXPECT_THAT(play("[[always]]\nwhat = \"stays\"\nname = \"Z:\"\nconnected = true\n").findings,
              ElementsAre("at 0.000 s [[always]] does not hold: stays"));
  EXPECT_THAT(play("[[always]]\nstatus = \"WN_SUCCESS\"\n").findings,
              ElementsAre(HasSubstr("[[always]] does not hold")));
}

TEST(Conditions, HoldEventuallyOrNever) {
  EXPECT_THAT(play("[[eventually]]\nstatus = \"WN_OPEN_FILES\"\nname = \"Z:\"\nremembered = true\n").findings,
              IsEmpty());
  EXPECT_THAT(play("[[eventually]]\nlost = ['Z:\\f']\nfiles = { 'Z:\\f' = \"stale\" }\n").findings,
              IsEmpty());
  EXPECT_THAT(play("[[eventually]]\nwhat = \"it fails\"\nstatus = \"WN_ACCESS_DENIED\"\n").findings,
              ElementsAre("[[eventually]] never holds: it fails"));
}

TEST(Conditions, SometimesIsNoFindingOfOneRun) {
  const Verdict verdict = play(
      "[[sometimes]]\nstatus = \"WN_OPEN_FILES\"\n[[sometimes]]\nstatus = \"WN_ACCESS_DENIED\"\n"
      "[[sometimes]]\napp = \"app\"\nstatus = \"WN_SUCCESS\"\nname = \"Z:\"\nconnected = false\n");
  EXPECT_THAT(verdict.findings, IsEmpty());
  EXPECT_THAT(verdict.sometimes, ElementsAre(1, 0, 1));
}

}  // namespace
}  // namespace mprsim::conditions_test
