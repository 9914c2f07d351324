#include "tools/conformance/reports/report.h"

#include <algorithm>
#include <string>

#include <gmock/gmock.h>

#include "tests/tools/sample_conformance.h"
#include "tests/tools/well_formed.h"
#include "tools/conformance/verdict.h"
#include "tools/reports/xml.h"

namespace mprsim::report_test {
namespace {

using testing::Contains;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

Conformance outcomes(std::vector<Outcome> given) {
  std::vector<CheckResult> checks;
  for (const Outcome outcome : given) {
    checks.push_back(check_result("a/" + std::to_string(checks.size()), outcome));
  }
  return conformance_of(std::move(checks));
}

Conformance with_known_failure() {
  Conformance made = outcomes({Outcome::pass, Outcome::fail});
  made.checks.back().expected_to_fail = true;
  made.checks.back().expected_because = "ticket 7";
  return made;
}

Conformance with_stale_expectation() {
  Conformance made = outcomes({Outcome::pass});
  made.stale_expectations = {"known.txt:3: a/0 was expected to fail, and passes"};
  return made;
}

TEST(ConformanceVerdict, OnlyChecksThatWereMadeCount) {
  using enum Outcome;
  struct Row {
    Conformance conformance;
    Standing standing;
    int exit_code;
    std::string line;
  };
  const Row rows[] = {
      {outcomes({pass, pass, not_applicable, disabled}), Standing::conformant, 0,
       "conformant for cancel, get, enumerate: 2 checks hold, 1 not applicable, 1 disabled"},
      {outcomes({pass, warn}), Standing::conformant, 0,
       "conformant for cancel, get, enumerate: 1 check holds, 1 with a warning"},
      {outcomes({pass, fail}), Standing::not_conformant, 1, "NOT conformant: 1 of 2 checks fails (a/1)"},
      {outcomes({crash, timeout, pass, not_applicable}), Standing::not_conformant, 1,
       "NOT conformant: 2 of 3 checks fail (a/0, a/1), 1 not applicable"},
      {outcomes({fail, fail, fail, fail, fail, fail, fail}), Standing::not_conformant, 1,
       "NOT conformant: 7 of 7 checks fail (a/0, a/1, a/2, a/3, a/4 and 2 more)"},
      {outcomes({not_applicable, disabled}), Standing::nothing_made, 1,
       "NOT conformant: no check applies, none of 2 checks could be made"},
      {outcomes({disabled}), Standing::nothing_made, 3,
       "NOT conformant: no check applies, none of 1 check could be made"},
      {outcomes({}), Standing::nothing_made, 3,
       "NOT conformant: no check applies, none of 0 checks could be made"},
      {outcomes({pass, error, fail}), Standing::undecided, 70,
       "undecided because of a fault of mprsim: a/1; 1 of 3 checks fails"},
      {with_known_failure(), Standing::as_expected, 0,
       "not conformant, as expected: 1 of 2 checks fails (a/1), and no other check fails"},
      {with_stale_expectation(), Standing::not_conformant, 1, "NOT as expected: 1 expectation out of date"},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(standing(row.conformance), row.standing) << row.line;
    EXPECT_EQ(exit_code_of(row.conformance), row.exit_code) << row.line;
    EXPECT_EQ(verdict_line(row.conformance), row.line);
  }
}

TEST(ConformanceVerdict, AFailureAndAStaleExpectationAreBothNamed) {
  Conformance both = with_stale_expectation();
  both.checks.push_back(check_result("b/x", Outcome::fail));
  EXPECT_EQ(verdict_line(both), "NOT conformant: 1 of 2 checks fails (b/x); 1 expectation out of date");
}

TEST(ConformanceVerdict, CheckIdsAreAChapterAndAName) {
  EXPECT_EQ(chapter_of_check("force/open-files"), "force");
  EXPECT_EQ(name_of_check("force/open-files"), "open-files");
  EXPECT_EQ(chapter_of_check("alone"), "");
  EXPECT_EQ(name_of_check("alone"), "alone");
  EXPECT_EQ(by_chapter(conformance_of({check_result("b/1", Outcome::pass), check_result("a/1", Outcome::pass),
                                       check_result("b/2", Outcome::pass)}))
                .size(),
            2U);
}

TEST(ConformanceReport, TextSaysWhatWasDoneExpectedAndSeen) {
  EXPECT_EQ(render_text(sample_conformance(), {}, Style{}),
            R"(provider ./drives.so  mprsim 0.1.0, linux-x86_64, bench: exports
offers cancel, get, enumerate

force
  fail            open-files-block  Without force an open file keeps the connection
  pass            overrides         A title

names
  warn            case              A title
  crash           remote            A title

enumerate
  not-applicable  three             A title

fail  force/open-files-block  Without force an open file keeps the connection
  did       connected Z:, opened a file on it, called NPCancelConnection("Z:", FALSE)
  expected  WN_OPEN_FILES (2401)
  happened  WN_SUCCESS (0)
  rule      force.open-files-block (MUST, documented): With fForce FALSE and open files the cancel
            fails with WN_OPEN_FILES 2401.
  page      https://learn.microsoft.com/windows/win32/api/npapi/ns-npapi-notifycancel
  page      https://learn.microsoft.com/windows/win32/api/npapi/nf-npapi-npcancelconnection
  events    MprBenchConnect(Z:)  = WN_SUCCESS
            NPCancelConnection(Z:, FALSE)  = WN_SUCCESS
  again     mprsim conform ./drives.so --only force/open-files-block  # mprsim 0.1.0

warn  names/case  A title
  rule      name.case (MUST, documented): Names of local devices compare without regard to case. The
            colon of a port may be left out: LPT1, LPT1: and lpt1 are one device.
  page      https://learn.microsoft.com/windows/win32/api/npapi/nf-npapi-npaddconnection
  again     mprsim conform ./drives.so --only names/case  # mprsim 0.1.0

crash  names/remote  A title
  happened  SIGSEGV reading address 0x8 in NPGetConnection
  rule      name.case (MUST, documented): Names of local devices compare without regard to case. The
            colon of a port may be left out: LPT1, LPT1: and lpt1 are one device.
  page      https://learn.microsoft.com/windows/win32/api/npapi/nf-npapi-npaddconnection
  again     mprsim conform ./drives.so --only names/remote  # mprsim 0.1.0

not-applicable
  there is no bench (1)
    enumerate/three

NOT conformant: 2 of 4 checks fail (force/open-files-block, names/remote), 1 with a warning, 1 not applicable
)");
}

TEST(ConformanceReport, QuietTextIsWhatIsWrong) {
  EXPECT_EQ(render_text(outcomes({Outcome::pass}), {.quiet = true}, Style{}), "");
  const std::string stale = render_text(with_stale_expectation(), {.quiet = true}, Style{});
  EXPECT_EQ(stale,
            "expectations out of date\n  known.txt:3: a/0 was expected to fail, and passes\n\n"
            "NOT as expected: 1 expectation out of date\n");
  EXPECT_THAT(render_text(with_known_failure(), {.quiet = true}, Style{}), HasSubstr("known     ticket 7\n"));
}

TEST(ConformanceReport, TextForATerminalHoldsNoCodesButItsOwn) {
  const std::string plain = render_text(hostile_conformance(), {}, Style{});
  EXPECT_EQ(std::ranges::count(plain, '\x1b'), 0);
  EXPECT_EQ(std::ranges::count(plain, '\r'), 0);
  EXPECT_THAT(plain, Not(HasSubstr("\xe2\x80\xae")));  // turns the direction of what follows
  EXPECT_THAT(render_text(sample_conformance(), {}, Style(true)), HasSubstr("\x1b[1;31mcrash"));
}

TEST(ConformanceReport, ATextOfBlanksIsNoLine) {
  Conformance made = outcomes({Outcome::fail});
  made.checks.front().did = "   ";
  EXPECT_THAT(render_text(made, {}, Style{}), Not(HasSubstr("did")));
}

TEST(ConformanceReport, JUnitHasASuiteForEachChapter) {
  EXPECT_EQ(render_junit(conformance_of(
                {check_result("force/a", Outcome::pass), check_result("names/b", Outcome::crash)})),
            R"(<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="mprsim conform drives" tests="2" failures="1" errors="0">
  <testsuite name="force" tests="1" failures="0" errors="0" skipped="0">
    <properties>
      <property name="mprsim" value="0.1.0"/>
      <property name="plugin" value="./drives.so"/>
      <property name="kind" value="provider"/>
      <property name="platform" value="linux-x86_64"/>
      <property name="bench" value="exports"/>
      <property name="strict" value="false"/>
    </properties>
    <testcase name="a" classname="drives.force" time="0.000">
      <system-out>A title
proves force.open-files-block</system-out>
    </testcase>
  </testsuite>
  <testsuite name="names" tests="1" failures="1" errors="0" skipped="0">
    <properties>
      <property name="mprsim" value="0.1.0"/>
      <property name="plugin" value="./drives.so"/>
      <property name="kind" value="provider"/>
      <property name="platform" value="linux-x86_64"/>
      <property name="bench" value="exports"/>
      <property name="strict" value="false"/>
    </properties>
    <testcase name="b" classname="drives.names" time="0.000">
      <failure message="crash" type="crash">rule: force.open-files-block (MUST, documented): With fForce FALSE and open files the cancel fails with WN_OPEN_FILES 2401.
page: ns-npapi-notifycancel; nf-npapi-npcancelconnection
again: mprsim conform ./drives.so --only names/b  # mprsim 0.1.0
</failure>
      <system-out>A title
proves force.open-files-block</system-out>
    </testcase>
  </testsuite>
</testsuites>
)");
}

TEST(ConformanceReport, JUnitSkipsWhatWasExpectedAndFailsWhatIsStale) {
  EXPECT_THAT(render_junit(with_known_failure()),
              HasSubstr("<skipped message=\"expected to fail: ticket 7\" type=\"fail\">"));
  EXPECT_THAT(
      render_junit(with_stale_expectation()),
      HasSubstr("<failure message=\"known.txt:3: a/0 was expected to fail, and passes\" type=\"stale\">"));
  // A plug-in that hangs is at fault itself.
  EXPECT_THAT(render_junit(outcomes({Outcome::timeout})), HasSubstr("<failure message=\"timeout\""));
}

TEST(ConformanceReport, JUnitShowsTimesInSeconds) {
  Conformance made = outcomes({Outcome::pass});
  made.checks.front().took = std::chrono::milliseconds(61'007);
  EXPECT_THAT(render_junit(made), HasSubstr("time=\"61.007\""));
}

TEST(ConformanceReport, EveryMarkupIsWellFormedWhateverAPluginSays) {
  for (const Conformance& conformance : {sample_conformance(), hostile_conformance(), conformance_of({})}) {
    EXPECT_EQ(WellFormed(render_html(conformance)).mistake(), "");
    EXPECT_EQ(WellFormed(render_junit(conformance)).mistake(), "");
    EXPECT_EQ(WellFormed(render_badge(conformance)).mistake(), "");
  }
}

TEST(ConformanceReport, NothingInThePageRunsOrIsFetched) {
  const WellFormed page(render_html(hostile_conformance()));
  for (const char* element : {"script", "img", "iframe", "object", "link", "base", "form"}) {
    EXPECT_THAT(page.elements(), Not(Contains(element)));
  }
  for (const char* attribute : {"onerror", "onload", "style", "src"}) {
    EXPECT_THAT(page.attributes(), Not(Contains(attribute)));
  }
  EXPECT_THAT(
      render_html(hostile_conformance()),
      HasSubstr("content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action "
                "'none'\""));
}

TEST(ConformanceReport, ThePageLeadsFromACheckToWhatHappened) {
  const std::string page = render_html(sample_conformance());
  EXPECT_THAT(page, HasSubstr("<a href=\"#check-force-open-files-block\">"));
  EXPECT_THAT(page, HasSubstr("id=\"check-force-open-files-block\""));
  EXPECT_THAT(page, HasSubstr("<dd>WN_OPEN_FILES (2401)</dd>"));
  EXPECT_THAT(page, Not(HasSubstr("href=\"#check-force-overrides\"")));
}

TEST(ConformanceReport, TheBadgeSaysOneThing) {
  EXPECT_THAT(render_badge(outcomes({Outcome::pass})), HasSubstr(">conformant</text>"));
  EXPECT_THAT(render_badge(outcomes({Outcome::fail})), HasSubstr(">1 check fails</text>"));
  EXPECT_THAT(render_badge(outcomes({Outcome::fail, Outcome::crash})), HasSubstr(">2 checks fail</text>"));
  EXPECT_THAT(render_badge(with_known_failure()), HasSubstr(">1 known failure</text>"));
  EXPECT_THAT(render_badge(with_stale_expectation()), HasSubstr(">expectations out of date</text>"));
  EXPECT_THAT(render_badge(outcomes({Outcome::not_applicable})), HasSubstr(">nothing applies</text>"));
  EXPECT_THAT(render_badge(outcomes({Outcome::error})), HasSubstr(">undecided</text>"));
  EXPECT_THAT(render_badge(outcomes({Outcome::pass})), EndsWith("</svg>\n"));
}

TEST(ConformanceReport, EveryFormIsTheSameEachTime) {
  const Conformance conformance = hostile_conformance();
  EXPECT_TRUE(render_html(conformance) == render_html(conformance));
  EXPECT_TRUE(render_json(conformance) == render_json(conformance));
  EXPECT_TRUE(render_junit(conformance) == render_junit(conformance));
}

TEST(Xml, SpellsOutWhatItCannotHold) {
  EXPECT_EQ(xml("<a b=\"c\">&\n\t\x01\x7f\xff\xef\xbf\xbf\xe2\x80\xae"),
            "&lt;a b=&quot;c&quot;&gt;&amp;&#10;&#9;\\x01\\x7f\\xff\\uffff\\u202e");
  EXPECT_EQ(xml_body("a\nb\n"), "a\nb\n");
  EXPECT_EQ(attribute("x", "\""), " x=\"&quot;\"");
}

}  // namespace
}  // namespace mprsim::report_test
