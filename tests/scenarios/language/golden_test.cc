#include "scenarios/language/golden.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "scenarios/language/loader.h"

namespace mprsim {
namespace {

const std::string story =
    "title = \"t\" # kept\nwhy = \"w\"\nshows = [\"name.null\"]\n[[step]]\nwait = \"1s\"\n";

std::string with_windows_line_ends(std::string_view text) {
  std::string result;
  for (const char c : text) result += c == '\n' ? std::string("\r\n") : std::string(1, c);
  return result;
}

TEST(Golden, IsAppended) {
  EXPECT_EQ(replace_golden(story, "a\nb\n"), story + "\n[golden]\ntrace = '''\na\nb\n'''\n");
}

TEST(Golden, IsAppendedToAnOpenLine) {
  const auto open = story.substr(0, story.size() - 1);
  EXPECT_EQ(replace_golden(open, "a\n"), open + "\n\n[golden]\ntrace = '''\na\n'''\n");
}

TEST(Golden, IsReplacedAndTheRestKept) {
  const auto before =
      story +
      "\n[golden] # why not\n# a comment\n  trace = '''\nold\n'''  # behind\n\n[limits]\nevents = 5\n";
  const auto after =
      story +
      "\n[golden] # why not\n# a comment\n  trace = '''\nnew\n'''  # behind\n\n[limits]\nevents = 5\n";
  EXPECT_EQ(replace_golden(before, "new\n"), after);
  EXPECT_EQ(replace_golden(after, "new\n"), after);
}

TEST(Golden, IsFilledIn) {
  EXPECT_EQ(replace_golden(story + "[golden]\n", "a\n"), story + "[golden]\ntrace = '''\na\n'''\n");
  EXPECT_EQ(replace_golden(story + "[golden]", "a\n"), story + "[golden]\ntrace = '''\na\n'''\n");
}

TEST(Golden, OtherSpellingsOfTheSection) {
  EXPECT_EQ(replace_golden("golden.trace = \"x\"\n" + story, "a\n"), "golden.trace = '''\na\n'''\n" + story);
  EXPECT_EQ(replace_golden("golden = { trace = \"x\" }\n" + story, "a\n"),
            "golden = { trace = '''\na\n''' }\n" + story);
}

TEST(Golden, KeepsWindowsLineEnds) {
  const auto windows = with_windows_line_ends(story + "[golden]\ntrace = '''\nold\n'''\n");
  const auto updated = replace_golden(windows, "a\nb\n");
  EXPECT_EQ(updated, with_windows_line_ends(story + "[golden]\ntrace = '''\na\nb\n'''\n"));
  EXPECT_EQ(load_scenario(*updated, "")->golden->trace, "a\nb\n");
}

TEST(Golden, KeepsAByteOrderMarkAndLettersOfAllKinds) {
  const auto text = "\xEF\xBB\xBF# é 日本\n" + story + "golden = { trace = 'é日本' } # 🎉\n";
  // The inline table is inside [[step]] here, so the golden section is a new one.
  EXPECT_EQ(replace_golden(text, "a\n"), text + "\n[golden]\ntrace = '''\na\n'''\n");
  const auto dotted = "\xEF\xBB\xBFgolden.trace = 'é日本' # 🎉\n" + story;
  EXPECT_EQ(replace_golden(dotted, "ü\n"), "\xEF\xBB\xBFgolden.trace = '''\nü\n''' # 🎉\n" + story);
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
    const auto updated = replace_golden(story, trace);
    ASSERT_TRUE(updated) << trace;
    const auto twice = replace_golden(*updated, trace);
    EXPECT_EQ(twice, updated) << trace;
    const auto other = replace_golden(*updated, "short\n");
    EXPECT_EQ(other, story + "\n[golden]\ntrace = '''\nshort\n'''\n") << trace;
  }
}

TEST(Golden, ATraceThatIsShownToPeopleLoads) {
  const auto updated = replace_golden(story, "ends with a quote'");
  EXPECT_EQ(load_scenario(*updated, "")->golden->trace, "ends with a quote'");
}

TEST(Golden, RefusesWhatItCannotDo) {
  EXPECT_EQ(replace_golden("title = ", "a"), std::nullopt);
  EXPECT_EQ(replace_golden("golden = 5\n", "a"), std::nullopt);
  EXPECT_EQ(replace_golden("[[golden]]\ntrace = 'a'\n", "a"), std::nullopt);
  EXPECT_EQ(replace_golden(story, "\xff"), std::nullopt);
  EXPECT_EQ(replace_golden(story, std::string(1 << 20, 'x')), std::nullopt);
}

}  // namespace
}  // namespace mprsim
