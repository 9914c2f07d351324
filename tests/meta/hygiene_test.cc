#include "tests/meta/hygiene.h"

#include <algorithm>
#include <filesystem>

#include <gtest/gtest.h>

#include "tests/meta/source_tree.h"

namespace mprsim::meta::hygiene_test {
namespace {

TEST(Hygiene, NoSourceLineIsBanned) {
  const auto sources = read_tree({"mock_mpr", "sim", "scenarios", "tools", "tests"}, {".h", ".cc", ".def"});
  ASSERT_FALSE(sources.empty());
  std::vector<std::string> findings;
  for (const SourceFile& file : sources) {
    if (file.path.starts_with("tests/meta/")) continue;  // the bans themselves
    std::ranges::copy(hygiene_findings(file.path, file.text), std::back_inserter(findings));
  }
  EXPECT_TRUE(findings.empty()) << join(findings);
}

TEST(Hygiene, EveryHeaderIsIncludedOnce) {
  std::vector<std::string> findings;
  for (const SourceFile& file : read_tree({"mock_mpr", "sim", "scenarios", "tools", "tests"}, {".h"})) {
    if (file.text.find("\n#pragma once\n") == std::string::npos) findings.push_back(file.path);
    if (!file.text.starts_with("//")) findings.push_back(file.path + ": does not begin by saying what it is");
  }
  EXPECT_TRUE(findings.empty()) << join(findings);
}

// Several are compiled as one (mprsim_join_sources), but for those of tests/portable and tests/mutants.
TEST(Hygiene, EveryTestHasANamespaceOfItsOwnName) {
  std::vector<std::string> findings;
  std::size_t tests = 0;
  for (const SourceFile& file : read_tree({"tests"}, {".cc"})) {
    if (file.path.starts_with("tests/portable/") || file.path.starts_with("tests/mutants/")) continue;
    const std::string name = std::filesystem::path(file.path).stem().string();
    if (!name.ends_with("_test")) continue;
    ++tests;
    if (file.text.find("::" + name + " {\nnamespace {\n") == std::string::npos) findings.push_back(file.path);
  }
  EXPECT_GT(tests, 50U);
  EXPECT_TRUE(findings.empty()) << join(findings);
}

struct Row {
  std::string_view path;
  std::string_view line;
  std::size_t findings;
};

class HygieneChecker : public testing::TestWithParam<Row> {};

TEST_P(HygieneChecker, FindsExactlyWhatIsWrong) {
  const auto findings = hygiene_findings(GetParam().path, GetParam().line);
  EXPECT_EQ(findings.size(), GetParam().findings) << GetParam().line << "\n" << join(findings);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, HygieneChecker,
    testing::Values(Row{"sim/a.cc", "int x = 0;", 0}, Row{"sim/a.cc", "// TODO: later", 1},
                    Row{"sim/a.cc", "std::unordered_map<int, int> m;", 1},
                    Row{"sim/a.cc", "auto t = std::chrono::steady_clock::now();", 1},
                    Row{"tests/bench/a_bench.cc", "auto t = std::chrono::steady_clock::now();", 0},
                    Row{"tests/bench/a_bench.cc", "std::uniform_int_distribution<int> d;", 1},
                    Row{"sim/a.cc", "std::mt19937_64 g{std::random_device{}()};", 1},
                    Row{"sim/platform/platform.h", "#ifdef _WIN32", 1},
                    Row{"tests/sim/a_test.cc", "#ifdef _WIN32", 0}, Row{"sim/a.cc", "int x;\r", 1},
                    Row{"sim/a.cc", "\tint x;", 1}));

}  // namespace
}  // namespace mprsim::meta::hygiene_test
