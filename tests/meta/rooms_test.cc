#include "tests/meta/rooms.h"

#include <algorithm>
#include <map>
#include <regex>
#include <set>

#include <gtest/gtest.h>

#include "tests/meta/source_tree.h"

namespace mprsim::meta::rooms_test {
namespace {

// The name of the module that a source belongs to: x.h, x.cc, x_posix.cc and x_windows.cc are one.
std::string module_of(std::string_view path) {
  static const std::regex ending(R"((_posix|_windows)?\.\w+$)");
  return std::regex_replace(std::string(path), ending, "");
}

// Sources of the product: portable/ mirrors the names of the SDK.
std::vector<SourceFile> product_sources() {
  auto sources = read_tree({"mock_mpr", "sim", "scenarios", "tools"}, {".h", ".cc", ".def", ".inc"});
  std::erase_if(sources, [](const SourceFile& file) { return file.path.starts_with("mock_mpr/portable/"); });
  return sources;
}

TEST(RoomSize, NoRoomHasMoreThanTwentyModules) {
  std::map<std::string, std::set<std::string>> modules;
  for (const SourceFile& file : product_sources()) {
    modules[std::string(folder_of(file.path))].insert(module_of(file.path));
  }
  for (const auto& [room, names] : modules) EXPECT_LE(names.size(), 20U) << room;
}

TEST(RoomSize, NoSourceOfTheProductHasMoreThanFiveHundredLines) {
  for (const SourceFile& file : product_sources()) {
    EXPECT_LE(split_lines(file.text).size(), 500U) << file.path;
  }
}

TEST(RoomSize, APlatformVariantIsNoModuleOfItsOwn) {
  EXPECT_EQ(module_of("sim/platform/file_posix.cc"), "sim/platform/file");
  EXPECT_EQ(module_of("sim/platform/file.h"), "sim/platform/file");
  EXPECT_NE(module_of("sim/platform/file_system.cc"), "sim/platform/file");
}

constexpr std::string_view good =
    "# a comment\n"
    "\n"
    "low/base | nothing | the base\n"
    "low | base | the top\n"
    "low/island | apart | on its own\n"
    "high/one | nothing | one\n"
    "high/two | one | two\n";

const std::vector<std::string> good_folders = {"low/base", "low", "low/island", "high/one", "high/two"};

TEST(Rooms, AreReadWithTheirArrows) {
  const Rooms rooms(good);
  EXPECT_TRUE(rooms.findings(good_folders).empty()) << join(rooms.findings(good_folders));
  ASSERT_EQ(rooms.all().size(), 5U);
  EXPECT_EQ(rooms.all()[1], (Room{4, "low", {"low/base"}, false, "the top"}));
  EXPECT_TRUE(rooms.all()[2].is_apart);
  using Arrow = std::pair<std::string, std::string>;
  EXPECT_EQ(rooms.arrows(), (std::vector{Arrow{"low", "low/base"}, Arrow{"high/two", "high/one"}}));
}

TEST(Rooms, UseWhatArrowsLeadToAndLowerLayers) {
  const Rooms rooms(good);
  EXPECT_TRUE(rooms.may_use("low", "low/base"));
  EXPECT_FALSE(rooms.may_use("low/base", "low"));
  EXPECT_TRUE(rooms.may_use("high/one", "low/base"));
  EXPECT_FALSE(rooms.may_use("low/base", "high/one"));
  EXPECT_FALSE(rooms.may_use("high/one", "low/island"));
  EXPECT_FALSE(rooms.may_use("low/island", "low/base"));
  EXPECT_FALSE(rooms.may_use("high/attic", "low"));
}

// What is wrong with the file itself.
struct Row {
  std::string_view added;  // to the good lines
  std::vector<std::string> folders;
  std::size_t findings;
};

class RoomsChecker : public testing::TestWithParam<Row> {};

TEST_P(RoomsChecker, FindsExactlyWhatIsWrong) {
  const Rooms rooms(std::string(good) + std::string(GetParam().added));
  auto folders = good_folders;
  std::ranges::copy(GetParam().folders, std::back_inserter(folders));
  const auto findings = rooms.findings(folders);
  EXPECT_EQ(findings.size(), GetParam().findings) << GetParam().added << "\n" << join(findings);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, RoomsChecker,
    testing::Values(Row{"high/three | two one | three\n", {"high/three"}, 0},
                    Row{"high/three | two one | three\n", {}, 1},                // a line without a folder
                    Row{"", {"high/three"}, 1},                                  // a folder without a line
                    Row{"high/three | attic | three\n", {"high/three"}, 1},      // a room that does not exist
                    Row{"high/three | base | three\n", {"high/three"}, 1},       // a room of another layer
                    Row{"low/three | apart base | three\n", {"low/three"}, 0},   // "apart" as a kind of room
                    Row{"low/three | base island | three\n", {"low/three"}, 1},  // an arrow to a room apart
                    Row{"high/three | three | three\n", {"high/three"}, 1},      // a circle of one
                    Row{"high/three | four | 3\nhigh/four | three | 4\n", {"high/three", "high/four"}, 2},
                    Row{"high/two | one | again\n", {}, 1},              // two lines for one room
                    Row{"high/three | one\n", {"high/three"}, 2},        // no purpose: not read
                    Row{"high/three | | three\n", {"high/three"}, 2}));  // no second column

}  // namespace
}  // namespace mprsim::meta::rooms_test
