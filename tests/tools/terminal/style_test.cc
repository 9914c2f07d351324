#include "tools/terminal/style.h"

#include <gtest/gtest.h>

#include "tests/tools/tool_run.h"

namespace mprsim::style_test {
namespace {

bool wants(bool is_terminal, const Variables& variables) {
  return wants_colours(is_terminal, environment_of(variables));
}

TEST(Style, ColoursAreForTerminals) {
  EXPECT_TRUE(wants(true, {}));
  EXPECT_FALSE(wants(false, {}));
  EXPECT_FALSE(wants(true, {{"TERM", "dumb"}}));
}

TEST(Style, NoColorBeatsForceBeatsClicolor) {
  EXPECT_FALSE(wants(true, {{"NO_COLOR", "1"}, {"CLICOLOR_FORCE", "1"}, {"CLICOLOR", "1"}}));
  EXPECT_TRUE(wants(false, {{"CLICOLOR_FORCE", "1"}, {"CLICOLOR", "0"}}));
  EXPECT_FALSE(wants(true, {{"CLICOLOR", "0"}}));
  EXPECT_TRUE(wants(true, {{"CLICOLOR", "1"}}));
  EXPECT_FALSE(wants(false, {{"CLICOLOR", "1"}}));
}

TEST(Style, AnEmptyVariableCountsAsNotSet) {
  EXPECT_TRUE(wants(true, {{"NO_COLOR", ""}}));
  EXPECT_FALSE(wants(false, {{"CLICOLOR_FORCE", ""}}));
  EXPECT_FALSE(wants(false, {{"CLICOLOR_FORCE", "0"}}));
}

TEST(Style, InksTextAndNothingElse) {
  EXPECT_EQ(Style(true)(Ink::good, "pass"), "\x1b[32mpass\x1b[0m");
  EXPECT_EQ(Style(true)(Ink::good, ""), "");
  EXPECT_EQ(Style(false)(Ink::bad, "fail"), "fail");
}

TEST(Style, TheToolAsksForEachStream) {
  EXPECT_EQ(run_mprsim({"explain", "route"}).out.find('\x1b'), std::string::npos);
  EXPECT_NE(run_mprsim({"explain", "route"}, {{"CLICOLOR_FORCE", "1"}}).out.find('\x1b'), std::string::npos);
}

}  // namespace
}  // namespace mprsim::style_test
