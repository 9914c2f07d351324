#include "mock_mpr/text/utf16.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace mprsim {
namespace {

using namespace std::string_view_literals;

TEST(Utf16, EveryCodePointComesBack) {
  for (char32_t value = 0; value <= 0x10FFFF; ++value) {
    std::string utf8;
    std::u16string utf16;
    encode_utf8(value, [&](char c) { utf8.push_back(c); });
    encode_utf16(value, [&](char16_t c) { utf16.push_back(c); });
    ASSERT_EQ(to_utf16(utf8), utf16) << std::uint32_t{value};
    ASSERT_EQ(to_utf8(std::u16string_view(utf16)), utf8) << std::uint32_t{value};
    const CodePoint point = decode_utf8(utf8);
    ASSERT_EQ(point.value, value);
    ASSERT_EQ(point.units, utf8.size());
    ASSERT_EQ(point.valid, !is_surrogate(value));
  }
}

struct Row {
  std::string_view bytes;
  std::u16string_view text;
};

// What is no UTF-8 becomes U+FFFD, byte by byte, and what follows is read again.
TEST(Utf16, BytesThatMeanNothingAreReplaced) {
  for (const Row& row :
       {Row{"a\x80z", u"a\uFFFDz"}, Row{"\xC3", u"\uFFFD"}, Row{"\xC3z", u"\uFFFDz"},
        Row{"\xC0\x80", u"\uFFFD\uFFFD"}, Row{"\xE2\x82", u"\uFFFD\uFFFD"},
        Row{"\xE0\x80\x80", u"\uFFFD\uFFFD\uFFFD"}, Row{"\xF4\x90\x80\x80", u"\uFFFD\uFFFD\uFFFD\uFFFD"},
        Row{"\xF8z", u"\uFFFDz"}, Row{"\xFF", u"\uFFFD"}}) {
    EXPECT_EQ(to_utf16(row.bytes), row.text);
  }
  EXPECT_EQ(to_utf16("\0a"sv), u"\0a"sv);
}

TEST(Utf16, ASurrogateWithoutItsPartnerIsKept) {
  const char16_t halves[] = {0xDE00, u'x', 0xD83D, 0xD83D, 0xDE00, 0xD83D};
  const std::u16string_view text(halves, 6);
  EXPECT_EQ(to_utf16(to_utf8(text)), text);
  EXPECT_FALSE(decode_utf16(text).valid);
  EXPECT_EQ(decode_utf16(text.substr(3)).value, char32_t{0x1F600});
}

}  // namespace
}  // namespace mprsim
