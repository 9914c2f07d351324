#include "tools/conformance/expected_failures.h"

#include <string>

#include <gmock/gmock.h>

#include "tests/tools/sample_conformance.h"
#include "tools/conformance/verdict.h"

namespace mprsim::expected_failures_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

ExpectedFailures parsed(std::string_view text) {
  auto result = parse_expected_failures(text, "known.txt");
  EXPECT_TRUE(result) << (result ? "" : render(result.error(), "known.txt", text));
  return result ? *result : ExpectedFailures{};
}

std::string mistakes(std::string_view text) {
  const auto result = parse_expected_failures(text, "known.txt");
  return result ? "" : render(result.error(), "known.txt", text);
}

Conformance three_checks() {
  return conformance_of({check_result("force/a", Outcome::fail), check_result("force/b", Outcome::pass),
                         check_result("names/c", Outcome::crash)});
}

TEST(ExpectedFailures, OneALineWithAReason) {
  const ExpectedFailures expected = parsed(
      "\xef\xbb\xbf# comment\r\n\r\n  force/open-files\t#  ticket 7 # really \r\nenumerate/*#none yet");
  ASSERT_EQ(expected.entries.size(), 2U);
  EXPECT_EQ(expected.entries[0].pattern, "force/open-files");
  EXPECT_EQ(expected.entries[0].reason, "ticket 7 # really");
  EXPECT_EQ(expected.entries[0].where, (Location{3, 3}));
  EXPECT_EQ(expected.entries[1].pattern, "enumerate/*");
  EXPECT_EQ(expected.entries[1].reason, "none yet");
  EXPECT_THAT(parsed("").entries, IsEmpty());
}

TEST(ExpectedFailures, AllMistakesAtOnce) {
  EXPECT_EQ(mistakes("a/b\n"
                     "a/c #\n"
                     "a/d a/e # two\n"
                     "A/b # upper case\n"
                     "ok/ok # fine\n"
                     "ok/ok # again\n"
                     "a/\xff # byte\n"
                     "a/f # \x1b[31m\n"),
            R"(known.txt:1:4: error: the reason is missing
    1 | a/b
      |    ^
        hint: end the line with # and the reason why this check fails
known.txt:2:5: error: there is no reason after #
    2 | a/c #
      |     ^
known.txt:3:5: error: expected one check a line, then # and the reason
    3 | a/d a/e # two
      |     ^
known.txt:4:1: error: "A" is in no id of a check
    4 | A/b # upper case
      | ^
        hint: ids look like force/open-files-block; * and ? stand for other characters
known.txt:6:1: error: "ok/ok" is listed already, in line 5
    6 | ok/ok # again
      | ^
known.txt:7:3: error: this byte is not UTF-8
    7 | a/\xff # byte
      |   ^
known.txt:8:7: error: a control character is not allowed here
    8 | a/f # \x1b[31m
      |       ^
)");
}

TEST(ExpectedFailures, AListedFailureDoesNotFailTheRun) {
  Conformance conformance = three_checks();
  EXPECT_EQ(exit_code_of(conformance), 1);
  apply_expectations(conformance, parsed("force/a # ticket 1\nnames/* # ticket 2\n"));
  EXPECT_THAT(conformance.stale_expectations, IsEmpty());
  EXPECT_TRUE(conformance.checks[0].expected_to_fail);
  EXPECT_FALSE(conformance.checks[1].expected_to_fail);
  EXPECT_EQ(conformance.checks[2].expected_because, "ticket 2");
  EXPECT_EQ(exit_code_of(conformance), 0);
  EXPECT_EQ(standing(conformance), Standing::as_expected);
}

TEST(ExpectedFailures, OneThatPassesOrFitsNothingIsOutOfDate) {
  Conformance conformance = three_checks();
  const ExpectedFailures expected =
      parsed("force/* # all of force\nnames/d # gone\nnames/c # known\nx* # none\n");
  apply_expectations(conformance, expected);
  EXPECT_THAT(conformance.stale_expectations,
              ElementsAre("known.txt:1: force/b was expected to fail, but passes",
                          "known.txt:2: no check is called names/d; did you mean \"names/c\"?",
                          "known.txt:4: no check is called x*"));
  EXPECT_EQ(exit_code_of(conformance), 1);
  // Again, and with another list: nothing of the first is left.
  apply_expectations(conformance, parsed("force/a # a\n"));
  EXPECT_THAT(conformance.stale_expectations, IsEmpty());
  EXPECT_FALSE(conformance.checks[2].expected_to_fail);
  EXPECT_EQ(conformance.checks[2].expected_because, "");
}

TEST(ExpectedFailures, WhatWasNotMadeIsNeitherPassedNorGone) {
  Conformance conformance =
      conformance_of({check_result("a/1", Outcome::not_applicable), check_result("a/2", Outcome::disabled),
                      check_result("a/3", Outcome::warn), check_result("a/4", Outcome::pass)});
  apply_expectations(conformance, parsed("a/1 # x\na/2 # x\na/3 # x\n"));
  EXPECT_THAT(conformance.stale_expectations, IsEmpty());
}

}  // namespace
}  // namespace mprsim::expected_failures_test
