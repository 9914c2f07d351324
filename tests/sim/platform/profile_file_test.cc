#include "sim/platform/profile_file.h"

#include <string>

#include <gtest/gtest.h>

#include "tests/sim/temporary_directory.h"

namespace mprsim::profile_file_test {
namespace {

RememberedStore example() {
  RememberedStore store;
  EXPECT_TRUE(store.remember({"Z:", R"(\\files\team)", "ann", "LanMan", 0x20000, ResourceType::disk}).ok());
  EXPECT_TRUE(store.remember({"LPT1", R"(\\print\laser)", "", "NFS", 7, ResourceType::print}).ok());
  return store;
}

constexpr std::string_view example_text =
    "mprsim-profile 1\n"
    "[LPT1]\nRemotePath=\\\\print\\laser\nUserName=\nProviderName=NFS\nProviderType=7\nConnectionType=2\n"
    "[Z:]\nRemotePath=\\\\files\\team\nUserName=ann\nProviderName=LanMan\nProviderType="
    "131072\nConnectionType=1\n";

// rule: profile.store-layout
TEST(ProfileFile, HoldsTheFiveValuesOfEachDevice) { EXPECT_EQ(format_profile(example()), example_text); }

TEST(ProfileFile, ReadsWhatItWrites) {
  const auto parsed = parse_profile(example_text);
  ASSERT_TRUE(parsed.has_value());
  EXPECT_EQ(*parsed, example());
}

TEST(ProfileFile, TakesWindowsLineEnds) {
  std::string text;
  for (const char c : example_text) text += c == '\n' ? std::string{"\r\n"} : std::string{c};
  const auto parsed = parse_profile(text);
  ASSERT_TRUE(parsed.has_value());
  EXPECT_EQ(*parsed, example());
}

struct Malformed {
  std::string_view text;
  std::size_t line;
  std::string_view message;
};

class MalformedProfile : public testing::TestWithParam<Malformed> {};

TEST_P(MalformedProfile, IsRefusedWithItsLine) {
  const auto parsed = parse_profile(GetParam().text);
  ASSERT_FALSE(parsed.has_value());
  EXPECT_EQ(parsed.error().line, GetParam().line);
  EXPECT_EQ(parsed.error().message, GetParam().message);
}

const Malformed malformed[] = {
    {"", 1, "the file is not a profile: its first line is not 'mprsim-profile 1'"},
    {"mprsim-profile 2\n", 1, "the file is not a profile: its first line is not 'mprsim-profile 1'"},
    {"mprsim-profile 1\nRemotePath=x\n", 2, "the value stands before the first section"},
    {"mprsim-profile 1\n[]\n", 2, "the line is not a section such as [Z:]"},
    {"mprsim-profile 1\n[Z:\n", 2, "the line is not a section such as [Z:]"},
    {"mprsim-profile 1\n[ZZ:]\n", 2, "the line is not a section such as [Z:]"},
    {"mprsim-profile 1\n[Z:]\nColour=red\n", 3, "the line is not a value of an entry"},
    {"mprsim-profile 1\n[Z:]\nRemotePath=a\nRemotePath=b\n", 4, "the section has two values RemotePath"},
    {"mprsim-profile 1\n[Z:]\nRemotePath=a\x01\n", 3, "the value holds a control character"},
    {"mprsim-profile 1\n[Z:]\n", 2, "the entry Z: above has no RemotePath"},
    {"mprsim-profile 1\n[Z:]\nRemotePath=\nUserName=\nProviderName=\nProviderType=1\nConnectionType=1\n", 7,
     "the entry Z: above has an empty RemotePath"},
    {"mprsim-profile 1\n[Z:]\nRemotePath=a\nUserName=\nProviderName=\nProviderType=x\nConnectionType=1\n", 7,
     "the entry Z: above has a ProviderType that is not a number"},
    {"mprsim-profile 1\n[Z:]\nRemotePath=a\nUserName=\nProviderName=\nProviderType=1\nConnectionType=3\n", 7,
     "the entry Z: above has a ConnectionType that is neither 1 (disk) nor 2 (print)"},
    {"mprsim-profile "
     "1\n[Z:]\nRemotePath=a\nUserName=\nProviderName=\nProviderType=1\nConnectionType=1\n[z:]\n",
     8, "there is already a section for z:"},
    {"mprsim-profile "
     "1\n[LPT1]\nRemotePath=a\nUserName=\nProviderName=\nProviderType=1\nConnectionType=2\n[lpt1:]\n",
     8, "there is already a section for lpt1:"},
};
INSTANTIATE_TEST_SUITE_P(Rows, MalformedProfile, testing::ValuesIn(malformed));

TEST(ProfileFile, IsEmptyWhereThereIsNoFile) {
  const TemporaryDirectory directory;
  const LoadedProfile loaded = load_profile(directory.path() + "/none");
  EXPECT_TRUE(loaded.store.state().ok());
  EXPECT_TRUE(loaded.store.entries().empty());
  EXPECT_EQ(loaded.problem, "");
}

TEST(ProfileFile, IsKeptInOneStep) {
  const TemporaryDirectory directory;
  const std::string path = directory.path() + "/profile";
  ASSERT_TRUE(save_profile(path, example()).has_value());
  EXPECT_EQ(load_profile(path).store, example());
}

// rule: profile.unreadable
TEST(ProfileFile, ThatCannotBeReadIs1205) {
  const TemporaryDirectory directory;
  const LoadedProfile loaded = load_profile(directory.path());
  EXPECT_EQ(loaded.store.state(), wn::cannot_open_profile);
  EXPECT_EQ(loaded.problem, directory.path() + " is a directory");
}

// rule: profile.unreadable
TEST(ProfileFile, ThatIsMalformedIs1206AndStaysAsItWas) {
  const TemporaryDirectory directory;
  const std::string path = directory.path() + "/profile";
  ASSERT_TRUE(replace_file(path, "something else\n").has_value());
  const LoadedProfile loaded = load_profile(path);
  EXPECT_EQ(loaded.store.state(), wn::bad_profile);
  EXPECT_EQ(loaded.problem, path + ":1: the file is not a profile: its first line is not 'mprsim-profile 1'");
  ASSERT_TRUE(save_profile(path, loaded.store).has_value());
  EXPECT_EQ(read_file(path, 100).value_or(""), "something else\n");
}

}  // namespace
}  // namespace mprsim::profile_file_test
