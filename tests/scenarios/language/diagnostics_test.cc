#include "scenarios/language/diagnostics.h"

#include <string>
#include <string_view>

#include <gmock/gmock.h>

namespace mprsim::diagnostics_test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string render_one(std::string_view text, Location where) {
  return render({{where, "wrong", ""}}, "a.toml", text);
}

TEST(Diagnostics, ShowTheLineAndACaret) {
  EXPECT_EQ(render({{{2, 3}, "wrong", "right"}}, "a.toml", "one\n  two\nthree\n"),
            "a.toml:2:3: error: wrong\n"
            "    2 |   two\n"
            "      |   ^\n"
            "        hint: right\n");
}

TEST(Diagnostics, AboutTheWholeFileHaveNoPosition) {
  EXPECT_EQ(render_one("text", {}), "a.toml: error: wrong\n");
}

TEST(Diagnostics, BehindTheLastLineQuoteNothing) {
  EXPECT_EQ(render_one("one\n", {9, 1}), "a.toml:9:1: error: wrong\n");
}

struct Row {
  std::string_view line;
  std::uint32_t column;
  std::string_view quoted_line, caret_line;
};

TEST(Diagnostics, PutTheCaretBelowTheCharacter) {
  const Row rows[] = {
      {"\t\tx", 3, "  x", "  ^"},                             // a tab is one column
      {"日本x", 3, "日本x", "    ^"},                         // wide characters are two
      {"e\u0301x", 3, "e\u0301x", " ^"},                      // combining marks none
      {"🎉 = 1", 3, "🎉 = 1", "   ^"},                        //
      {"abc", 4, "abc", "   ^"},                              // right behind the line
      {"abc", 99, "abc", "   ^"},                             // and never further
      {"a\x1b[31mx", 7, "a\\x1b[31mx", "         ^"},         // escape sequences are shown
      {"a\xff\xfex", 4, "a\\xff\\xfex", "         ^"},        // stray bytes too
      {"a\u202ex", 3, "a\\u202ex", "       ^"},               // and what turns the text around
      {std::string_view("a\0x", 3), 3, "a\\x00x", "     ^"},  //
      {"crlf\r", 1, "crlf", "^"},                             //
  };
  for (const auto& [line, column, quoted_line, caret_line] : rows) {
    const auto expected = concat({"a.toml:1:", std::to_string(column), ": error: wrong\n    1 | ",
                                  quoted_line, "\n      | ", caret_line, "\n"});
    EXPECT_EQ(render_one(line, {1, column}), expected);
  }
}

TEST(Diagnostics, ClipLongLinesAroundTheCaret) {
  const std::string line = std::string(500, 'a') + "!" + std::string(500, 'b');
  EXPECT_EQ(render_one(line, {1, 501}),
            concat({"a.toml:1:501: error: wrong\n    1 | ...", std::string(70, 'a'), "!",
                    std::string(39, 'b'), "...\n      | ", std::string(73, ' '), "^\n"}));
}

TEST(Diagnostics, SkipAByteOrderMark) {
  EXPECT_EQ(render_one("\xEF\xBB\xBF"
                       "abc",
                       {1, 2}),
            "a.toml:1:2: error: wrong\n    1 | abc\n      |  ^\n");
}

TEST(Diagnostics, EscapeThePath) {
  EXPECT_THAT(render({{{}, "wrong", ""}}, "a\n\x1b]0;b", ""), Not(HasSubstr("\x1b")));
}

TEST(Diagnostics, QuoteAndClipTextsOfTheFile) {
  EXPECT_EQ(quoted("a\nb\x7f"), R"("a\nb\x7f")");
  EXPECT_EQ(printable(std::string(61, 'x')), std::string(60, 'x') + "...");
  EXPECT_EQ(quoted_list({}), "");
  EXPECT_EQ(quoted_list({"a"}), R"("a")");
  EXPECT_EQ(quoted_list({"a", "b", "c"}), R"("a", "b" and "c")");
}

TEST(Diagnostics, AreSortedAndLimited) {
  Diagnostics few{{{2, 1}, "c", ""}, {{1, 5}, "b", ""}, {{2, 1}, "d", ""}, {{1, 2}, "a", ""}};
  sort_and_limit(few);
  std::string order;
  for (const auto& diagnostic : few) order += diagnostic.message;
  EXPECT_EQ(order, "abcd");

  Diagnostics many;
  for (std::uint32_t line = 300; line > 0; --line) many.push_back({{line, 1}, "wrong", ""});
  sort_and_limit(many);
  ASSERT_EQ(many.size(), 101U);
  EXPECT_EQ(many.back(), (Diagnostic{{101, 1}, "200 more mistakes from here on", ""}));
}

}  // namespace
}  // namespace mprsim::diagnostics_test
