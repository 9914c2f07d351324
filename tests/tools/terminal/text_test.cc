#include "tools/terminal/text.h"

#include <gtest/gtest.h>

namespace mprsim::text_test {
namespace {

TEST(Text, VisibleEscapesWhatATerminalWouldObey) {
  EXPECT_EQ(visible("a\x1b[31m\n\xff\xe2\x80\xae→"), "a\\x1b[31m\\n\\xff\\u202e→");
}

TEST(Text, PadsByColumns) {
  EXPECT_EQ(padded("é→", 4) + "|", "é→  |");
  EXPECT_EQ(padded("漢", 3) + "|", "漢 |");
  EXPECT_EQ(padded("long", 2), "long");
}

TEST(Text, WrapsAtWordsAndKeepsLineBreaks) {
  EXPECT_EQ(wrapped("one two three", 2, 9), "  one two\n  three\n");
  EXPECT_EQ(wrapped("one\ntwo  three\n", 0, 80), "one two three\n");
  EXPECT_EQ(wrapped("one\ntwo\n\nthree", 1, 80), " one two\n\n three\n");
  EXPECT_EQ(wrapped("unbreakable", 2, 5), "  unbreakable\n");
  EXPECT_EQ(wrapped("", 2, 5), "");
}

TEST(Text, QuotesForAShellOnlyWhereNeeded) {
  EXPECT_EQ(shell_word("route/owner-first.toml"), "route/owner-first.toml");
  EXPECT_EQ(shell_word("my files/it's.toml"), R"('my files/it'\''s.toml')");
  EXPECT_EQ(shell_word("$x;*"), "'$x;*'");
  EXPECT_EQ(shell_word(""), "''");
}

TEST(Text, Counts) {
  EXPECT_EQ(counted(0, "rule"), "0 rules");
  EXPECT_EQ(counted(1, "rule"), "1 rule");
  EXPECT_EQ(joined({"a", "b"}, ", "), "a, b");
}

}  // namespace
}  // namespace mprsim::text_test
