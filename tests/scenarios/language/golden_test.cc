#include "scenarios/language/golden.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "scenarios/language/loader.h"

namespace mprsim::golden_test {
namespace {

const std::string scenario =
    "title = \"t\" # kept\nwhy = \"w\"\nshows = [\"name.null\"]\n[[step]]\nwait = \"1s\"\n";

std::string with_windows_line_ends(std::string_view text) {
  std::string result;
  for (const char c : text) result += c == '\n' ? std::string("\r\n") : std::string(1, c);
  return result;
}

TEST(Golden, IsAppended) {
  EXPECT_EQ(replace_golden(scenario, "a\nb\n"), scenario + "\n[golden]\ntrace = '''\na\nb\n'''\n");
}

TEST(Golden, IsAppendedToAnOpenLine) {
  const auto open = scenario.substr(0, scenario.size() - 1);
  EXPECT_EQ(replace_golden(open, "a\n"), open + "\n\n[golden]\ntrace = '''\na\n'''\n");
}

TEST(Golden, IsReplacedAndTheRestKept) {
  const auto before =
      scenario +
      "\n[golden] # why not\n# a comment\n  trace = '''\nold\n'''  # behind\n\n[limits]\nevents = 5\n";
  const auto after =
      scenario +
      "\n[golden] # why not\n# a comment\n  trace = '''\nnew\n'''  # behind\n\n[limits]\nevents = 5\n";
  EXPECT_EQ(replace_golden(before, "new\n"), after);
  EXPECT_EQ(replace_golden(after, "new\n"), after);
}

TEST(Golden, IsFilledIn) {
  EXPECT_EQ(replace_golden(scenario + "[golden]\n", "a\n"), scenario + "[golden]\ntrace = '''\na\n'''\n");
  EXPECT_EQ(replace_golden(scenario + "[golden]", "a\n"), scenario + "[golden]\ntrace = '''\na\n'''\n");
}

TEST(Golden, OtherSpellingsOfTheSection) {
  EXPECT_EQ(replace_golden("golden.trace = \"x\"\n" + scenario, "a\n"),
            "golden.trace = '''\na\n'''\n" + scenario);
  EXPECT_EQ(replace_golden("golden = { trace = \"x\" }\n" + scenario, "a\n"),
            "golden = { trace = '''\na\n''' }\n" + scenario);
}

TEST(Golden, KeepsWindowsLineEnds) {
  const auto windows = with_windows_line_ends(scenario + "[golden]\ntrace = '''\nold\n'''\n");
  const auto updated = replace_golden(windows, "a\nb\n");
  EXPECT_EQ(updated, with_windows_line_ends(scenario + "[golden]\ntrace = '''\na\nb\n'''\n"));
  EXPECT_EQ(load_scenario(*updated, "")->golden->trace, "a\nb\n");
}

TEST(Golden, KeepsAByteOrderMarkAndLettersOfAllKinds) {
  const auto text = "\xEF\xBB\xBF# é 日本\n" + scenario + "golden = { trace = 'é日本' } # 🎉\n";
  // The inline table is inside [[step]] here, so the golden section is a new one.
  EXPECT_EQ(replace_golden(text, "a\n"), text + "\n[golden]\ntrace = '''\na\n'''\n");
  const auto dotted = "\xEF\xBB\xBFgolden.trace = 'é日本' # 🎉\n" + scenario;
  EXPECT_EQ(replace_golden(dotted, "ü\n"), "\xEF\xBB\xBFgolden.trace = '''\nü\n''' # 🎉\n" + scenario);
}

TEST(Golden, AnyTraceComesBack) {
  const std::string_view traces[] = {
      "",
      "\n",
      "a",
      "\n\na\n\n",
      "'''\n",
      "ends with a quote'",
      "\"\"\" and ''' \\ \\n\n",
      "C:\\Program Files\\x\t|\n",
      "\x1b[31m\x7f\x01",
      "日本 🎉\n",
      R"(\\files\team)",
  };
  for (const auto trace : traces) {
    const auto updated = replace_golden(scenario, trace);
    ASSERT_TRUE(updated) << trace;
    const auto twice = replace_golden(*updated, trace);
    EXPECT_EQ(twice, updated) << trace;
    const auto other = replace_golden(*updated, "short\n");
    EXPECT_EQ(other, scenario + "\n[golden]\ntrace = '''\nshort\n'''\n") << trace;
  }
}

TEST(Golden, ATraceThatIsShownToPeopleLoads) {
  const auto updated = replace_golden(scenario, "ends with a quote'");
  EXPECT_EQ(load_scenario(*updated, "")->golden->trace, "ends with a quote'");
}

TEST(Golden, RefusesWhatItCannotDo) {
  EXPECT_EQ(replace_golden("title = ", "a"), std::nullopt);
  EXPECT_EQ(replace_golden("golden = 5\n", "a"), std::nullopt);
  EXPECT_EQ(replace_golden("[[golden]]\ntrace = 'a'\n", "a"), std::nullopt);
  EXPECT_EQ(replace_golden(scenario, "\xff"), std::nullopt);
  EXPECT_EQ(replace_golden(scenario, std::string(1 << 20, 'x')), std::nullopt);
}

}  // namespace
}  // namespace mprsim::golden_test
