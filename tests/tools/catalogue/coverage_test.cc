#include "tools/catalogue/coverage.h"

#include <algorithm>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>

#include "tests/tools/tool_run.h"
#include "tools/reports/rule_text.h"
#include "tools/requests/selection.h"

namespace mprsim::coverage_test {
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

// The slugs that the catalogue shows, sorted: the first words of the lines that are indented by two blanks.
std::vector<std::string> shown_slugs(const std::vector<std::string>& arguments) {
  std::istringstream lines(run_mprsim(arguments).out);
  std::vector<std::string> slugs;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("  ") && !line.starts_with("   "))
      slugs.push_back(line.substr(2, line.find(' ', 2) - 2));
  }
  std::ranges::sort(slugs);
  return slugs;
}

TEST(Rules, ByChapterBySlugAndAll) {
  std::vector<std::string_view> all;
  std::vector<std::string_view> caps;
  for (const RuleInfo& rule : all_rules()) {
    all.push_back(rule.slug);
    if (chapter_of(rule.slug) == "caps") caps.push_back(rule.slug);
  }
  std::ranges::sort(all);
  std::ranges::sort(caps);
  EXPECT_EQ(shown_slugs({"rules"}), std::vector<std::string>(all.begin(), all.end()));
  EXPECT_EQ(shown_slugs({"rules", "caps"}), std::vector<std::string>(caps.begin(), caps.end()));
  EXPECT_EQ(shown_slugs({"rules", "caps.gate"}), std::vector<std::string>{"caps.gate"});
  const ToolRun wrong = run_mprsim({"rules", "caps.gaet"});
  EXPECT_EQ(wrong.code, 2);
  EXPECT_EQ(wrong.err, "mprsim: there is no rule \"caps.gaet\"; did you mean \"caps.gate\"?\n");
}

}  // namespace
}  // namespace mprsim::coverage_test
