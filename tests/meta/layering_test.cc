#include "tests/meta/layering.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "tests/meta/source_tree.h"

namespace mprsim::meta::layering_test {
namespace {

std::vector<SourceFile> layer_sources() {
  return read_tree({"mock_mpr", "sim", "scenarios", "tools"}, {".h", ".cc", ".def"});
}

const Rooms& rooms() {
  static const Rooms instance(read_source(rooms_file));
  return instance;
}

TEST(Layering, EveryIncludeFollowsAnArrow) {
  const auto sources = layer_sources();
  ASSERT_FALSE(sources.empty());
  std::vector<std::string> findings;
  for (const SourceFile& file : sources) {
    std::ranges::copy(layering_findings(rooms(), file.path, file.text), std::back_inserter(findings));
  }
  EXPECT_TRUE(findings.empty()) << join(findings);
}

TEST(Layering, EveryFolderOfSourcesIsARoomAndEveryRoomAFolder) {
  std::vector<std::string> folders;
  for (const SourceFile& file : layer_sources()) {
    const std::string folder(folder_of(file.path));
    if (std::ranges::find(folders, folder) == folders.end()) folders.push_back(folder);
  }
  const auto findings = rooms().findings(folders);
  EXPECT_TRUE(findings.empty()) << join(findings);
}

// A file in the room `from` that includes one of the room `to`.
std::vector<std::string> planted(std::string_view from, std::string_view to) {
  const std::string path = std::string(from) + "/planted.cc";
  return layering_findings(rooms(), path,
                           "#include <vector>\n#include \"" + std::string(to) + "/planted.h\"\n");
}

// One include planted against each arrow.
class PlantedInclude : public testing::TestWithParam<std::pair<std::string, std::string>> {};

TEST_P(PlantedInclude, AlongAnArrowIsRightAndAgainstItIsFound) {
  const auto& [user, used] = GetParam();
  EXPECT_TRUE(planted(user, used).empty()) << join(planted(user, used));
  const auto findings = planted(used, user);
  EXPECT_EQ(findings.size(), 1U) << join(findings);
}

INSTANTIATE_TEST_SUITE_P(Arrows, PlantedInclude, testing::ValuesIn(rooms().arrows()), [](const auto& tested) {
  std::string name = tested.param.first + "_to_" + tested.param.second;
  std::ranges::replace(name, '/', '_');
  return name;
});

TEST(Layering, AnIncludeBetweenUnrelatedRoomsOrOfAHigherLayerIsFound) {
  EXPECT_EQ(planted("mock_mpr/text", "mock_mpr/facts").size(), 1U);
  EXPECT_EQ(planted("sim/world", "sim/plugin").size(), 1U);
  EXPECT_EQ(planted("mock_mpr", "sim/time").size(), 1U);
  EXPECT_EQ(planted("scenarios/search", "tools/terminal").size(), 1U);
  EXPECT_TRUE(planted("tools/cli", "mock_mpr/text").empty());
  EXPECT_TRUE(planted("sim/checks", "sim/time").empty()) << "a path of arrows";
}

TEST(Layering, OfTwoRoomsAtMostOneMayUseTheOther) {
  for (const Room& one : rooms().all()) {
    for (const Room& other : rooms().all()) {
      const bool both =
          rooms().may_use(one.folder, other.folder) && rooms().may_use(other.folder, one.folder);
      EXPECT_EQ(both, &one == &other) << one.folder << " and " << other.folder;
    }
  }
}

TEST(Layering, OneFileAloneKnowsTheTomlLibrary) {
  std::vector<std::string> users;
  for (const SourceFile& file : layer_sources()) {
    const auto includes = includes_of(file.text);
    if (std::ranges::any_of(includes, [](const Include& i) { return i.target.starts_with("toml++/"); })) {
      users.push_back(file.path);
    }
  }
  EXPECT_EQ(users.size(), 1U) << join(users);
}

// The checker itself: it must find what is wrong and nothing else.
struct Row {
  std::string_view path;
  std::string_view text;
  std::size_t findings;
};

class LayeringChecker : public testing::TestWithParam<Row> {};

TEST_P(LayeringChecker, FindsExactlyWhatIsWrong) {
  const auto findings = layering_findings(rooms(), GetParam().path, GetParam().text);
  EXPECT_EQ(findings.size(), GetParam().findings) << GetParam().path << "\n" << join(findings);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, LayeringChecker,
    testing::Values(Row{"mock_mpr/a.h", "#include <vector>\n#include \"mock_mpr/b.h\"\n", 0},
                    Row{"mock_mpr/a.h", "#include \"sim/time/time.h\"\n", 1},
                    Row{"mock_mpr/a.cc", "  #  include \"tools/commands/run.h\"  // no\n", 1},
                    Row{"mock_mpr/a.cc", "#include \"b.h\"\n", 1},
                    Row{"mock_mpr/a.cc", "#include \"mock_mpr/attic/b.h\"\n", 1},
                    Row{"mock_mpr/a.cc", "#include <boost/asio.hpp>\n#include <tl/expected.hpp>\n", 2},
                    Row{"mock_mpr/router.cc", "#include <fmt/core.h>\n", 1},
                    Row{"mock_mpr/trace/trace_text.cc", "#include <fmt/core.h>\n", 0},
                    Row{"mock_mpr/a.cc", "#include <unistd.h>\n", 1},
                    Row{"sim/time/a.cc", "#include <boost/asio.hpp>\n#include \"mock_mpr/router.h\"\n", 0},
                    Row{"sim/time/a.cc", "#include \"scenarios/model.h\"\n", 1},
                    Row{"sim/time/a.cc", "#include <toml++/toml.h>\n", 1},
                    Row{"sim/time/a.cc", "#include \"mock_mpr/portable/windows.h\"\n", 1},
                    Row{"sim/platform/platform_windows.cc", "#include <windows.h>\n", 0},
                    Row{"sim/platform/file.cc", "#include <windows.h>\n", 1},
                    Row{"sim/platform/platform_posix.cc", "#include <fcntl.h>\n#include <sys/stat.h>\n", 0},
                    Row{"sim/plugin/host/platform_posix.cc", "#include <dlfcn.h>\n#include <poll.h>\n", 0},
                    Row{"sim/platform/platform_posix.cc", "#include <dlfcn.h>\n", 1},
                    Row{"scenarios/language/loader.cc",
                        "#include <toml++/toml.h>\n#include \"sim/platform/file.h\"\n", 0},
                    Row{"scenarios/language/loader.h", "#include <toml++/toml.h>\n", 1},
                    Row{"scenarios/play/runner.cc", "#include <toml++/toml.h>\n", 1},
                    Row{"scenarios/a.cc", "#include <CLI/CLI.hpp>\n#include \"tools/commands/run.h\"\n", 2},
                    Row{"tools/cli/cli.cc", "#include <CLI/CLI.hpp>\n#include \"scenarios/model.h\"\n", 0},
                    Row{"tools/commands/run.cc", "#include <CLI/CLI.hpp>\n", 1},
                    Row{"tools/commands/run.cc", "#include \"rule_tests.inc\"\n#include \"rules.def\"\n", 1},
                    Row{"tools/commands/run.cc", "#include <nlohmann/json.hpp>\n", 1},
                    Row{"tools/commands/run.cc", "// #include <nlohmann/json.hpp>\n", 0},
                    Row{"tools/conformance/bench/command_posix.cc", "#include <spawn.h>\n#include <poll.h>\n",
                        0},
                    Row{"tools/conformance/suite.cc", "#include <poll.h>\n", 1},
                    Row{"mock_mpr/portable/a.cc", "#include \"windows.h\"\n#include <pthread.h>\n", 0},
                    Row{"mock_mpr/portable/a.cc", "#include \"sim/time/time.h\"\n#include <fmt/core.h>\n", 2},
                    Row{"tests/sim/a_test.cc", "#include \"tools/commands/run.h\"\n", 0}));

}  // namespace
}  // namespace mprsim::meta::layering_test
