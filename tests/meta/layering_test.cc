#include "tests/meta/layering.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "tests/meta/source_tree.h"

namespace mprsim::meta {
namespace {

std::vector<SourceFile> layer_sources() {
  return read_tree({"mock_mpr", "sim", "scenarios", "tools"}, {".h", ".cc", ".def"});
}

TEST(Layering, EveryIncludePointsDown) {
  const auto sources = layer_sources();
  ASSERT_FALSE(sources.empty());
  std::vector<std::string> findings;
  for (const SourceFile& file : sources) {
    std::ranges::copy(layering_findings(file.path, file.text), std::back_inserter(findings));
  }
  EXPECT_TRUE(findings.empty()) << join(findings);
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
  const auto findings = layering_findings(GetParam().path, GetParam().text);
  EXPECT_EQ(findings.size(), GetParam().findings) << GetParam().path << "\n" << join(findings);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, LayeringChecker,
    testing::Values(Row{"mock_mpr/a.h", "#include <vector>\n#include \"mock_mpr/b.h\"\n", 0},
                    Row{"mock_mpr/a.h", "#include \"sim/clock.h\"\n", 1},
                    Row{"mock_mpr/a.cc", "  #  include \"tools/run.h\"  // no\n", 1},
                    Row{"mock_mpr/a.cc", "#include \"b.h\"\n", 1},
                    Row{"mock_mpr/a.cc", "#include <boost/asio.hpp>\n#include <tl/expected.hpp>\n", 2},
                    Row{"mock_mpr/router.cc", "#include <fmt/core.h>\n", 1},
                    Row{"mock_mpr/trace/trace_text.cc", "#include <fmt/core.h>\n", 0},
                    Row{"mock_mpr/a.cc", "#include <unistd.h>\n", 1},
                    Row{"sim/a.cc", "#include <boost/asio.hpp>\n#include \"mock_mpr/b.h\"\n", 0},
                    Row{"sim/a.cc", "#include \"scenarios/model.h\"\n", 1},
                    Row{"sim/a.cc", "#include <toml++/toml.h>\n", 1},
                    Row{"sim/platform/platform_windows.cc", "#include <windows.h>\n", 0},
                    Row{"sim/platform/file.cc", "#include <windows.h>\n", 1},
                    Row{"sim/platform/platform_posix.cc", "#include <fcntl.h>\n#include <sys/stat.h>\n", 0},
                    Row{"scenarios/language/loader.cc",
                        "#include <toml++/toml.h>\n#include \"sim/platform/file.h\"\n", 0},
                    Row{"scenarios/language/loader.h", "#include <toml++/toml.h>\n", 1},
                    Row{"scenarios/a.cc", "#include <CLI/CLI.hpp>\n#include \"tools/run.h\"\n", 2},
                    Row{"tools/commands/run.cc", "#include <CLI/CLI.hpp>\n#include \"scenarios/model.h\"\n",
                        0},
                    Row{"tools/commands/run.cc", "#include \"rule_tests.inc\"\n#include \"rules.def\"\n", 1},
                    Row{"tools/commands/run.cc", "#include <nlohmann/json.hpp>\n", 1},
                    Row{"tools/commands/run.cc", "// #include <nlohmann/json.hpp>\n", 0},
                    Row{"mock_mpr/portable/a.cc", "#include \"windows.h\"\n#include <pthread.h>\n", 0},
                    Row{"mock_mpr/portable/a.cc", "#include \"sim/time/time.h\"\n#include <fmt/core.h>\n", 2},
                    Row{"tests/sim/a_test.cc", "#include \"tools/run.h\"\n", 0}));

}  // namespace
}  // namespace mprsim::meta
