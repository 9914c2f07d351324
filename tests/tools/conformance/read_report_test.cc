#include "tools/conformance/read_report.h"

#include <string>

#include <gmock/gmock.h>

#include "tests/sim/temporary_directory.h"
#include "tests/tools/sample_conformance.h"
#include "tools/conformance/reports/report.h"

namespace mprsim::read_report_test {
namespace {

using testing::HasSubstr;

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

std::string mistake(const std::string& json) {
  const auto read = read_conformance(json);
  if (read) return "";
  const auto [line, column] = read.error().where;
  return (line == 0 ? "" : std::to_string(line) + ":" + std::to_string(column) + ": ") + read.error().message;
}

TEST(ReadConformance, WhatWasWrittenIsRead) {
  Conformance sample = sample_conformance();
  sample.kind = PluginKind::notifyee;
  sample.strict = true;
  sample.checks.front().expected_to_fail = true;
  sample.checks.front().expected_because = "ticket 7";
  sample.stale_expectations = {"known.txt:3: a"};
  const auto read = read_conformance(render_json(sample));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(render_json(*read), render_json(sample));
  EXPECT_EQ(read->kind, PluginKind::notifyee);
  EXPECT_TRUE(read->strict);
  EXPECT_EQ(read->checks.front().took, std::chrono::milliseconds(12));
  EXPECT_EQ(read->checks.front().last_events, sample.checks.front().last_events);
}

TEST(ReadConformance, HostileTextsComeBackWithStrayBytesReplaced) {
  const auto once = read_conformance(render_json(hostile_conformance()));
  ASSERT_TRUE(once) << once.error().message;
  EXPECT_EQ(once->checks.size(), hostile_conformance().checks.size());
  EXPECT_THAT(once->plugin, HasSubstr("</script>"));
  const auto twice = read_conformance(render_json(*once));
  ASSERT_TRUE(twice) << twice.error().message;
  EXPECT_TRUE(render_json(*once) == render_json(*twice));
}

TEST(ReadConformance, KeysOfLaterVersionsAreLeftAlone) {
  EXPECT_EQ(mistake(replaced(render_json(sample_conformance()), "\"strict\"", "\"new\": [{}], \"strict\"")),
            "");
}

TEST(ReadConformance, EveryMistakeIsLocated) {
  const std::string good = render_json(sample_conformance());
  EXPECT_EQ(mistake(""), "1:1: the file ends in the middle of the report");
  EXPECT_EQ(mistake("\xef\xbb\xbf{}"), "1:1: syntax error");
  EXPECT_EQ(mistake("{\n \"\xc3\xa9\": nul }"), "2:7: syntax error");
  EXPECT_EQ(mistake("{}x"), "1:3: extra data");
  EXPECT_EQ(mistake("[]"), "this is no report of mprsim conform: the document is not an object");
  EXPECT_EQ(mistake("{}"), "this is no report of mprsim conform: \"format\" is not \"mprsim-conform\"");
  EXPECT_EQ(mistake(replaced(good, "mprsim-conform", "mprsim-run")),
            "this is no report of mprsim conform: \"format\" is not \"mprsim-conform\"");
  EXPECT_EQ(mistake(replaced(good, "\"version\": 1", "\"version\": 2")),
            "version: this mprsim reads version 1 of the report, but this is version 2");
  EXPECT_EQ(mistake(replaced(good, "\"version\": 1", "\"version\": 1.0")),
            "version: expected a whole number");
  EXPECT_EQ(mistake(replaced(good, "\"bench\"", "\"bank\"")), "the key \"bench\" is missing");
  EXPECT_EQ(mistake(replaced(good, "\"exports\"", "7")), "bench: expected a text");
  EXPECT_EQ(mistake(replaced(good, "\"cancel\"", "null")), "capabilities[0]: expected a text");
  EXPECT_EQ(mistake(replaced(good, "\"provider\"", "\"provder\"")),
            "kind: \"provder\" is no kind of plug-in; did you mean \"provider\"?");
  EXPECT_EQ(mistake(replaced(good, "\"outcome\": \"crash\"", "\"outcome\": \"crush\"")),
            "checks[3].outcome: \"crush\" is no outcome; did you mean \"crash\"?");
  EXPECT_EQ(mistake(replaced(good, "\"force.overrides\"", "\"force.nothing\"")),
            "checks[1].rules[0]: \"force.nothing\" is no rule that this mprsim knows");
  EXPECT_EQ(mistake(replaced(good, "\"took_ms\": 12", "\"took_ms\": -1")),
            "checks[0].took_ms: expected a number of milliseconds, at most a week");
  EXPECT_EQ(mistake(replaced(good, "\"expected_to_fail\": false", "\"expected_to_fail\": 0")),
            "checks[0].expected_to_fail: expected true or false");
  EXPECT_EQ(mistake(replaced(good, "names/case", "names/remote")), "checks: \"names/remote\" is there twice");
}

TEST(ReadConformance, ATruncatedFileIsNeverHalfRead) {
  const std::string good = render_json(sample_conformance());
  for (std::size_t size = 0; size + 2 < good.size(); ++size) {
    EXPECT_THAT(mistake(good.substr(0, size)), HasSubstr("the file ends in the middle")) << size;
  }
}

TEST(ReadConformance, DeepNestingIsRefused) {
  EXPECT_THAT(mistake(std::string(100'000, '[')), HasSubstr("1:33: "));
}

TEST(ReadConformance, AFileThatIsNotThereIsNamed) {
  const TemporaryDirectory folder;
  const auto read = read_conformance_file(folder.path() + "/none.json");
  ASSERT_FALSE(read);
  EXPECT_THAT(read.error(), HasSubstr("none.json does not exist\n"));
}

}  // namespace
}  // namespace mprsim::read_report_test
