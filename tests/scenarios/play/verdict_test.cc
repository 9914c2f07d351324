#include "scenarios/play/verdict.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>

#include "mock_mpr/trace/trace_text.h"
#include "tests/scenarios/load_text.h"

namespace mprsim::verdict_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Outcome, HasAName) {
  std::vector<std::string_view> names;
  for (int i = 0; i < 8; ++i) names.push_back(to_string(static_cast<Outcome>(i)));
  EXPECT_THAT(names,
              ElementsAre("pass", "fail", "warn", "not-applicable", "disabled", "error", "crash", "timeout"));
}

struct DiffRow {
  std::string_view expected, actual, diff;
};

TEST(DiffLines, MarksWhatWentAndWhatCame) {
  const std::vector<DiffRow> rows = {
      {"", "", ""},
      {"a\n", "a\n", ""},
      {"a\nb\n", "a\nb\n", ""},
      {"a\n", "", "-a\n"},
      {"", "a\n", "+a\n"},
      {"a\n", "b\n", "-a\n+b\n"},
      {"a\nb\nc\n", "a\nc\n", " a\n-b\n c\n"},
      {"a\nc\n", "a\nb\nc\n", " a\n+b\n c\n"},
      {"a\nb\nc\n", "a\nx\nc\n", " a\n-b\n+x\n c\n"},
      {"a\nb\n", "b\na\n", "-a\n b\n+a\n"},
      {"a\nb\nc\nd\n", "c\nd\n", "-a\n-b\n c\n d\n"},
      {"c\nd\n", "c\nd\ne\nf\n", " c\n d\n+e\n+f\n"},
      {"x\na\nb\n", "a\nb\ny\n", "-x\n a\n b\n+y\n"},
      {"\n", "", "-\n"},
      {"a\n\nb\n", "a\nb\n", " a\n-\n b\n"},
      {"a", "a\nb", " a\n+b\n"},
      {"→ ü\n", "→ u\n", "-→ ü\n+→ u\n"},
  };
  for (const DiffRow& row : rows) EXPECT_EQ(diff_lines(row.expected, row.actual), row.diff) << row.diff;
}

TEST(DiffLines, OfTextsThatDifferInTheirLastLineEndAloneIsNotEmpty) { EXPECT_NE(diff_lines("a\n", "a"), ""); }

TEST(DiffLines, OfVeryLongTextsGivesBothWhole) {
  const auto lines = [](int count, std::string_view line) {
    std::string text;
    for (int i = 0; i < count; ++i) text.append(line);
    return text;
  };
  // EXPECT_TRUE, since no reader wants to see these texts.
  EXPECT_TRUE(diff_lines(lines(2000, "a\n"), lines(1999, "a\n")) == lines(1999, " a\n") + "-a\n");
  EXPECT_TRUE(diff_lines(lines(2001, "a\n"), "a\n") == lines(2001, "-a\n") + "+a\n");
  EXPECT_TRUE(diff_lines("a\n", lines(2001, "a\n")) == "-a\n" + lines(2001, "+a\n"));
}

constexpr std::string_view scenario_text = "[[provider]]\nname = \"LanMan\"\n[[step]]\ncancel = \"Z:\"\n";
constexpr std::string_view golden = R"([golden]
trace = '''
0.000  app       WNetCancelConnection2(Z:, 0, fForce=FALSE)
0.000  → LanMan  NPCancelConnection(Z:, FALSE) = WN_NOT_CONNECTED   route.not-connected-on-cancel [not_connected=insignificant]
0.000  app       = WN_NOT_CONNECTED                                 route.all-insignificant [all_insignificant=summary]
'''
)";

Scenario with_golden(std::string_view text = golden, std::string_view beginning = "") {
  return load_text(std::string(beginning).append(scenario_text).append(text));
}

TEST(Verdict, AScenarioWithItsGoldenTracePasses) {
  const ScenarioResult result = run_scenario(with_golden());
  EXPECT_EQ(result.outcome, Outcome::pass) << (result.findings.empty() ? "" : result.findings[0].detail);
  EXPECT_EQ(result.path, "test.toml");
  EXPECT_EQ(result.title, "t");
  EXPECT_THAT(result.shows, ElementsAre(Rule::name_null));
  EXPECT_EQ(result.profile, Profile::nt_doc);
  EXPECT_EQ(result.seed, 0U);
  EXPECT_EQ(result.trace.events().size(), 3U);
}

TEST(Verdict, AnotherTraceFailsAndIsShown) {
  std::string other{golden};
  other.replace(other.find("Z:,"), 3, "Y:,");
  const Scenario scenario = with_golden(other);
  const ScenarioResult result = run_scenario(scenario);
  EXPECT_EQ(result.outcome, Outcome::fail);
  ASSERT_EQ(result.findings.size(), 1U);
  const Finding& finding = result.findings[0];
  EXPECT_EQ(finding.what, "the trace is not the golden trace (- expected, + found)");
  EXPECT_EQ(finding.where, scenario.golden->where);
  EXPECT_GT(finding.where.line, 5U);
  EXPECT_EQ(finding.rule, Rule::none);
  EXPECT_EQ(finding.detail, diff_lines(scenario.golden->trace, render_text(result.trace)));
  EXPECT_EQ(finding.detail.substr(0, finding.detail.find('(')), "-0.000  app       WNetCancelConnection2");
}

struct RecordedRow {
  std::string_view beginning;
  RunOptions options;
  bool compared;
};

TEST(Verdict, TheGoldenTraceIsOfTheScenariosOwnRunAlone) {
  const std::vector<RecordedRow> rows = {
      {"", {}, true},
      {"", {.profile = Profile::nt_doc}, true},
      {"", {.seed = 0}, true},
      {"", {.profile = Profile::wine}, false},
      {"", {.seed = 1}, false},
      {"", {.store = RememberedStore{}}, false},
      {"profile = \"wine\"\n", {}, true},
      {"profile = \"wine\"\n", {.profile = Profile::nt_doc}, false},
      {"seed = 5\n", {}, true},
      {"seed = 5\n", {.seed = 5}, true},
      {"seed = 5\n", {.seed = 0}, false},
  };
  for (const RecordedRow& row : rows) {
    const ScenarioResult result =
        run_scenario(with_golden("[golden]\ntrace = 'never'\n", row.beginning), row.options);
    EXPECT_EQ(result.outcome, row.compared ? Outcome::fail : Outcome::pass);
    EXPECT_EQ(result.findings.size(), row.compared ? 1U : 0U);
  }
}

TEST(Verdict, SaysWhichRunItWas) {
  const Scenario scenario = load_text(std::string("profile = \"wine\"\nseed = 5\n").append(scenario_text));
  const ScenarioResult own = run_scenario(scenario);
  EXPECT_EQ(own.profile, Profile::wine);
  EXPECT_EQ(own.seed, 5U);
  RememberedStore store;
  store.remember({"Z:", R"(\\files\team)", "", "LanMan", 0, ResourceType::disk});
  const ScenarioResult chosen = run_scenario(scenario, {Profile::reactos, std::uint64_t{9}, store});
  EXPECT_EQ(chosen.profile, Profile::reactos);
  EXPECT_EQ(chosen.seed, 9U);
  EXPECT_EQ(chosen.store, store);
  EXPECT_THAT(own.store.entries(), IsEmpty());
}

TEST(Verdict, AScenarioWithoutAGoldenTraceIsNotComparedWithOne) {
  EXPECT_EQ(run_scenario(with_golden("")).outcome, Outcome::pass);
}

TEST(Verdict, ATimeoutStaysATimeout) {
  const ScenarioResult result = run_scenario(with_golden(golden, "limits = { events = 2 }\n"));
  EXPECT_EQ(result.outcome, Outcome::timeout);
  EXPECT_EQ(result.findings.size(), 2U);
}

TEST(Verdict, AnExpectationThatFailsComesBeforeTheTrace) {
  const Scenario scenario =
      load_text(std::string(scenario_text).append("expect = { status = 0 }\n[golden]\ntrace = 'never'\n"));
  const ScenarioResult result = run_scenario(scenario);
  EXPECT_EQ(result.outcome, Outcome::fail);
  ASSERT_EQ(result.findings.size(), 2U);
  EXPECT_EQ(result.findings[0].what, "status is WN_NOT_CONNECTED, expected WN_SUCCESS");
  EXPECT_EQ(result.findings[1].where, scenario.golden->where);
}

}  // namespace
}  // namespace mprsim::verdict_test
