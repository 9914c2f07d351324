#include "mock_mpr/text/unicode.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace mprsim::unicode_test {
namespace {

using namespace std::string_view_literals;

TEST(Unicode, EveryCodePointComesBack) {
  for (char32_t value = 0; value <= 0x10FFFF; ++value) {
    std::string utf8;
    std::u16string utf16;
    encode_utf8(value, [&](char c) { utf8.push_back(c); });
    encode_utf16(value, [&](char16_t c) { utf16.push_back(c); });
    ASSERT_EQ(to_utf16(utf8), utf16) << std::uint32_t{value};
    ASSERT_EQ(to_utf8(std::u16string_view(utf16)), utf8) << std::uint32_t{value};
    const CodePoint point = decode_wtf8(utf8);
    ASSERT_EQ(point.value, value);
    ASSERT_EQ(point.units, utf8.size());
    ASSERT_EQ(point.valid, !is_surrogate(value));
    const CodePoint strict = decode_utf8(utf8, 0);
    ASSERT_EQ(strict.valid, point.valid);
    ASSERT_EQ(strict.value, point.valid ? value : char32_t{0xED});
    ASSERT_EQ(strict.units, point.valid ? utf8.size() : 1);
  }
}

struct Row {
  std::string_view bytes;
  std::u16string_view text;
};

// What is no UTF-8 becomes U+FFFD, byte by byte, and what follows is read again.
TEST(Unicode, BytesThatMeanNothingAreReplaced) {
  for (const Row& row :
       {Row{"a\x80z", u"a\uFFFDz"}, Row{"\xC3", u"\uFFFD"}, Row{"\xC3z", u"\uFFFDz"},
        Row{"\xC0\x80", u"\uFFFD\uFFFD"}, Row{"\xE2\x82", u"\uFFFD\uFFFD"},
        Row{"\xE0\x80\x80", u"\uFFFD\uFFFD\uFFFD"}, Row{"\xF4\x90\x80\x80", u"\uFFFD\uFFFD\uFFFD\uFFFD"},
        Row{"\xF8z", u"\uFFFDz"}, Row{"\xFF", u"\uFFFD"}}) {
    EXPECT_EQ(to_utf16(row.bytes), row.text);
  }
  EXPECT_EQ(to_utf16("\0a"sv), u"\0a"sv);
}

TEST(Unicode, ASurrogateWithoutItsPartnerIsKept) {
  const char16_t halves[] = {0xDE00, u'x', 0xD83D, 0xD83D, 0xDE00, 0xD83D};
  const std::u16string_view text(halves, 6);
  EXPECT_EQ(to_utf16(to_utf8(text)), text);
  EXPECT_FALSE(decode_utf16(text).valid);
  EXPECT_EQ(decode_utf16(text.substr(3)).value, char32_t{0x1F600});
}

TEST(Unicode, AByteThatStartsNoCharacterIsReturnedAsItself) {
  const std::string_view text = "a\xC0\xAF\xC3\xA4";
  EXPECT_EQ(decode_utf8(text, 1).value, char32_t{0xC0});
  EXPECT_EQ(decode_utf8(text, 1).units, 1U);
  EXPECT_FALSE(decode_utf8(text, 2).valid);
  EXPECT_EQ(decode_utf8(text, 3).value, U'\u00E4');
  EXPECT_FALSE(decode_utf8(text.substr(0, 4), 3).valid);  // the end is missing
}

TEST(Unicode, WhatMisleadsIsEscaped) {
  struct Escape {
    std::string_view text;
    std::string_view in_message;
    std::string_view in_trace;
  };
  for (const Escape& row :
       {Escape{"a", "a", "a"}, Escape{"\n", "\\n", "<U+000A>"}, Escape{"\t", "\\t", "<U+0009>"},
        Escape{"\x1B", "\\x1b", "<U+001B>"}, Escape{"\x7F", "\\x7f", "<U+007F>"},
        Escape{"\xC2\x9B", "\\x9b", "<U+009B>"}, Escape{"\xE2\x80\xAE", "\\u202e", "<U+202E>"},
        Escape{"\xEF\xBB\xBF", "\\ufeff", "<U+FEFF>"}, Escape{"\xFF", "\\xff", "<byte FF>"},
        Escape{"\\", "\\", "\\"}, Escape{"\xC3\xA4", "\xC3\xA4", "\xC3\xA4"}}) {
    EXPECT_EQ(printable(row.text, 0, decode_utf8(row.text, 0)), row.in_message);
    EXPECT_EQ(printable_in_trace(row.text), row.in_trace);
  }
  EXPECT_EQ(printable_in_trace("a\x1B\xFFz"), "a<U+001B><byte FF>z");
}

TEST(Unicode, CharactersHaveAWidth) {
  EXPECT_EQ(column_width(U'a'), 1U);
  EXPECT_EQ(column_width(U'\u0301'), 0U);
  EXPECT_EQ(column_width(U'\u65E5'), 2U);
  EXPECT_EQ(column_width(U'\U0001F600'), 2U);
}

}  // namespace
}  // namespace mprsim::unicode_test
