#include "scenarios/language/did_you_mean.h"

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace mprsim::did_you_mean_test {
namespace {

using Words = std::vector<std::string_view>;

struct Row {
  std::string_view word;
  Words known;
  std::string_view nearest;
};

TEST(DidYouMean, FindsTheNearestWord) {
  const Row rows[] = {
      {"remembred", {"remote", "remembered"}, "remembered"},          // a letter missing
      {"forrce", {"force"}, "force"},                                 // one too many
      {"statsu", {"status", "states"}, "status"},                     // neighbours swapped: one edit, not two
      {"cancal", {"cancel"}, "cancel"},                               // one wrong
      {"WN_succes", {"WN_SUCCESS"}, "WN_SUCCESS"},                    // case does not count
      {"abcd", {"abce", "abcf"}, "abce"},                             // of equals the first
      {"abd", {"abcx", "abc"}, "abc"},                                // the nearer one, wherever it stands
      {"update", {"update_profile"}, "update_profile"},               // the beginning of a word
      {"up", {"update_profile"}, ""},                                 // too short a beginning
      {"update_pofile", {"up", "update_profile"}, "update_profile"},  //
      {"colour", {"time", "events"}, ""},                             // nothing near
      {"a", {"b", "at"}, ""},                                         // one letter tells nothing
      {"xy", {"at", "by"}, "by"},                                     //
      {"", {"a"}, ""},                                                //
      {"word", {}, ""},                                               //
  };
  for (const auto& [word, known, expected] : rows) EXPECT_EQ(nearest(word, known), expected) << word;
}

TEST(DidYouMean, AsksInOneSentence) {
  EXPECT_EQ(did_you_mean("remembred", Words{"remembered"}), "did you mean \"remembered\"?");
  EXPECT_EQ(did_you_mean("colour", Words{"time"}), "");
}

TEST(DidYouMean, LooksAtNoEndlessWord) {
  const std::string endless(100'000, 'a');
  EXPECT_EQ(nearest(endless, Words{endless}), "");
}

}  // namespace
}  // namespace mprsim::did_you_mean_test
