#include "tools/reports/run_report.h"

#include <string>

#include <gmock/gmock.h>

#include "mock_mpr/facts/rule.h"
#include "tools/reports/run_report_text.h"

namespace mprsim::run_report_test {
namespace {

using testing::HasSubstr;

// A new rule changes no test.
const std::string all_the_rules = std::to_string(all_rules().size());

ScenarioResult result(std::string path, Outcome outcome) {
  ScenarioResult made;
  made.path = std::move(path);
  made.title = "A title";
  made.shows = {Rule::route_stop_at_success};
  made.outcome = outcome;
  return made;
}

Report hostile_report() {
  Report report;
  report.results.push_back(result("a/good.toml", Outcome::pass));
  ScenarioResult bad = result("a/b & <c>.toml", Outcome::fail);
  bad.title = "A \"title\" \x1b[31m \xff \xEF\xBF\xBE";
  bad.findings.push_back({.where = {3, 7},
                          .what = "status is <1>, expected \"2\" \x01",
                          .rule = Rule::route_busy,
                          .detail = "-old\n+new ]]>\n"});
  report.results.push_back(bad);
  return report;
}

TEST(Report, TheWorstOutcomeDecidesTheExitCode) {
  using enum Outcome;
  const auto code = [](std::vector<Outcome> outcomes) {
    Report report;
    for (const Outcome outcome : outcomes) report.results.push_back(result("x.toml", outcome));
    return exit_code_of(report);
  };
  EXPECT_EQ(code({}), 0);
  EXPECT_EQ(code({pass, warn, not_applicable, disabled}), 0);
  EXPECT_EQ(code({pass, timeout}), 5);
  EXPECT_EQ(code({timeout, fail}), 1);
  EXPECT_EQ(code({timeout, crash}), 1);
  EXPECT_EQ(code({fail, error, timeout}), 70);
}

TEST(Report, TotalsNameWhatThereIs) {
  Report report;
  EXPECT_EQ(totals(report).text(), "0 passed, 0 failed");
  for (const Outcome outcome : {Outcome::pass, Outcome::pass, Outcome::fail, Outcome::timeout}) {
    report.results.push_back(result("x.toml", outcome));
  }
  EXPECT_EQ(totals(report).text(), "2 passed, 1 failed, 1 ran into a limit");
}

TEST(Report, AReproLineIsComplete) {
  Report report;
  ScenarioResult one = result("my files/x.toml", Outcome::fail);
  one.profile = Profile::win9x_ddk;
  one.seed = 7;
  EXPECT_EQ(repro_line(report, one),
            "mprsim run 'my files/x.toml' --profile win9x-ddk --seed 7  # mprsim 0.1.0");
  report.library = "lib";
  report.profile_store = "s.toml";
  one.path = "-x.toml";
  EXPECT_EQ(repro_line(report, one),
            "mprsim run ./-x.toml --profile win9x-ddk --seed 7 --library lib --profile-store s.toml  # "
            "mprsim 0.1.0");
}

TEST(Report, TextShowsFailuresWithTheirDiff) {
  EXPECT_EQ(render_text_report(hostile_report(), {}, Style{}),
            "mprsim 0.1.0, seed 0, profile nt-doc, 2 scenarios\n"
            "pass  a/good.toml     A title\n"
            "fail  a/b & <c>.toml  A \"title\" \\x1b[31m \\xff \xEF\xBF\xBE\n"
            "\n"
            "fail  a/b & <c>.toml  A \"title\" \\x1b[31m \\xff \xEF\xBF\xBE\n"
            "  a/b & <c>.toml:3:7: status is <1>, expected \"2\" \\x01 (route.busy)\n"
            "    -old\n"
            "    +new ]]>\n"
            "  again: mprsim run 'a/b & <c>.toml' --profile nt-doc --seed 0  # mprsim 0.1.0\n"
            "\n"
            "1 passed, 1 failed; 1 of " +
                all_the_rules + " rules shown\n");
}

TEST(Report, ManyScenariosAreSummedUpByFolder) {
  Report report;
  for (int i = 0; i < 20; ++i) report.results.push_back(result("notify/x.toml", Outcome::pass));
  report.results.push_back(result("route/x.toml", Outcome::pass));
  report.results.back().seed = 1;
  EXPECT_EQ(render_text_report(report, {}, Style{}),
            "mprsim 0.1.0, seed as in each file, profile nt-doc, 21 scenarios\n"
            "  notify    20  passed\n"
            "  route      1  passed\n"
            "\n"
            "21 passed, 0 failed; 1 of " +
                all_the_rules + " rules shown\n");
  EXPECT_THAT(render_text_report(report, {.verbose = true}, Style{}), HasSubstr("pass  route/x.toml "));
  EXPECT_EQ(render_text_report(report, {.quiet = true}, Style{}), "");
}

TEST(Report, JUnitEscapesWhatXmlCannotHold) {
  EXPECT_EQ(render_junit(hostile_report()),
            R"xml(<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="mprsim" tests="2" failures="1" errors="0">
  <testsuite name="a (nt-doc, seed 0)" tests="2" failures="1" errors="0" skipped="0">
    <properties>
      <property name="mprsim" value="0.1.0"/>
      <property name="profile" value="nt-doc"/>
      <property name="seed" value="0"/>
      <property name="rules" value="route.stop-at-success"/>
    </properties>
    <testcase name="good" classname="a">
      <system-out>A title
shows route.stop-at-success</system-out>
    </testcase>
    <testcase name="b &amp; &lt;c&gt;" classname="a">
      <failure message="status is &lt;1&gt;, expected &quot;2&quot; \x01" type="fail">a/b &amp; &lt;c&gt;.toml:3:7: status is &lt;1&gt;, expected &quot;2&quot; \x01 (route.busy)
-old
+new ]]&gt;
again: mprsim run 'a/b &amp; &lt;c&gt;.toml' --profile nt-doc --seed 0  # mprsim 0.1.0
</failure>
      <system-out>A &quot;title&quot; \x1b[31m \xff \ufffe
shows route.stop-at-success</system-out>
    </testcase>
  </testsuite>
</testsuites>
)xml");
}

TEST(Report, JUnitKeepsProfilesAndSeedsApart) {
  Report report;
  for (int i = 0; i < 4; ++i) report.results.push_back(result("a/x.toml", Outcome::pass));
  report.results[1].profile = Profile::wine;
  report.results[2].seed = 3;
  const std::string xml = render_junit(report);
  EXPECT_THAT(xml, HasSubstr("<testsuite name=\"a (nt-doc, seed 0)\" tests=\"2\""));
  EXPECT_THAT(xml, HasSubstr("<testsuite name=\"a (nt-doc, seed 3)\" tests=\"1\""));
  EXPECT_THAT(xml, HasSubstr("<testsuite name=\"a (wine, seed 0)\" tests=\"1\""));
}

TEST(Report, JUnitKnowsSkippedAndError) {
  Report report;
  for (const Outcome outcome : {Outcome::disabled, Outcome::timeout})
    report.results.push_back(result("x.toml", outcome));
  const std::string xml = render_junit(report);
  EXPECT_THAT(xml, HasSubstr("tests=\"2\" failures=\"0\" errors=\"1\" skipped=\"1\""));
  EXPECT_THAT(xml, HasSubstr("<skipped message=\"disabled\" type=\"disabled\">"));
  EXPECT_THAT(xml, HasSubstr("<error message=\"timeout\" type=\"timeout\">"));
}

TEST(Report, JsonIsVersionedAndWhole) {
  EXPECT_EQ(render_json(hostile_report()), R"({
  "format": "mprsim-run",
  "version": 1,
  "mprsim": "0.1.0",
  "summary": {
    "scenarios": 2,
    "pass": 1,
    "fail": 1,
    "warn": 0,
    "not-applicable": 0,
    "disabled": 0,
    "error": 0,
    "crash": 0,
    "timeout": 0,
    "rules_shown": 1,
    "rules": )" + all_the_rules +
                                               R"(
  },
  "scenarios": [
    {
      "path": "a/good.toml",
      "title": "A title",
      "rules": [
        "route.stop-at-success"
      ],
      "profile": "nt-doc",
      "seed": 0,
      "outcome": "pass",
      "findings": [],
      "repro": "mprsim run a/good.toml --profile nt-doc --seed 0  # mprsim 0.1.0"
    },
    {
      "path": "a/b & <c>.toml",
      "title": "A \"title\" \u001b[31m \ufffd )"
                                               "\xEF\xBF\xBE"
                                               R"(",
      "rules": [
        "route.stop-at-success"
      ],
      "profile": "nt-doc",
      "seed": 0,
      "outcome": "fail",
      "findings": [
        {
          "line": 3,
          "column": 7,
          "what": "status is <1>, expected \"2\" \u0001",
          "rule": "route.busy",
          "detail": "-old\n+new ]]>\n"
        }
      ],
      "repro": "mprsim run 'a/b & <c>.toml' --profile nt-doc --seed 0  # mprsim 0.1.0"
    }
  ]
}
)");
}

}  // namespace
}  // namespace mprsim::run_report_test
