#include "tools/catalogue/coverage.h"

#include <gmock/gmock.h>

#include "tests/tools/tool_run.h"
#include "tools/commands/selection.h"

namespace mprsim {
namespace {

using testing::HasSubstr;

// The promise of the library: it shows every rule, or says why not.
TEST(Coverage, EveryRuleIsShownOrExcusedAndNeverBoth) {
  const auto scenarios = valid_scenarios({}, {});
  ASSERT_FALSE(scenarios.empty());
  for (const RuleCoverage& entry : coverage(scenarios)) {
    EXPECT_NE(entry.covered(), !why_not_covered(entry.rule->rule).empty())
        << entry.rule->slug << " is " << (entry.covered() ? "shown, yet listed" : "not shown, and not listed")
        << " in tools/catalogue/not_covered.def";
  }
}

TEST(Coverage, KnowsTheTestsThatNameARule) {
  EXPECT_FALSE(rule_tests().empty());
  for (const RuleTest& test : rule_tests()) {
    EXPECT_TRUE(test.file.starts_with("tests/") && test.file.ends_with("_test.cc")) << test.file;
    EXPECT_NE(test.name.find('.'), std::string_view::npos) << test.name;
    EXPECT_NE(test.rule, Rule::none);
  }
}

TEST(Coverage, RulesListsScenariosTestsAndReasons) {
  const ToolRun shown = run_mprsim({"rules", "route.stop-at-success", "--coverage"});
  EXPECT_EQ(shown.code, 0) << shown.err;
  EXPECT_THAT(shown.out, HasSubstr("\n    shown by  route/owner-first.toml\n"));
  EXPECT_THAT(shown.out, HasSubstr("\n    tested by "));
  EXPECT_THAT(run_mprsim({"rules", "provider.no-leak", "--coverage"}).out,
              HasSubstr("\n    checked by mprsim conform --only leaks/declined-cancels\n"));
  EXPECT_THAT(run_mprsim({"rules", "caps.pure", "--coverage"}).out,
              HasSubstr("\n    not shown A fake provider's"));
}

TEST(Coverage, JsonHasEverySlug) {
  const std::string json = run_mprsim({"rules", "--coverage", "--format", "json"}).out;
  for (const RuleInfo& rule : all_rules()) {
    EXPECT_THAT(json, HasSubstr("\"slug\": \"" + std::string(rule.slug) + "\""));
  }
  EXPECT_THAT(json, HasSubstr("\"force/open-files-block\""));
  EXPECT_THAT(json, HasSubstr("\"not_covered_because\": \"A fake provider's"));
}

TEST(Rules, ByChapterBySlugAndAll) {
  EXPECT_THAT(run_mprsim({"rules", "caps"}).out, testing::EndsWith("\n4 rules\n"));
  EXPECT_THAT(run_mprsim({"rules", "caps.gate"}).out, testing::EndsWith("\n1 rule\n"));
  EXPECT_THAT(run_mprsim({"rules"}).out,
              testing::EndsWith("\n" + std::to_string(all_rules().size()) + " rules\n"));
  const ToolRun wrong = run_mprsim({"rules", "caps.gaet"});
  EXPECT_EQ(wrong.code, 2);
  EXPECT_EQ(wrong.err, "mprsim: there is no rule \"caps.gaet\"; did you mean \"caps.gate\"?\n");
}

}  // namespace
}  // namespace mprsim
