// Bad scenario files and exactly what is said about each: the table is bad_scenarios.txt.
//
// There, "=== what is wrong" begins a case, the lines of the file follow, and after "---" the diagnostics. A
// first line "@" stands for a title, a why and a shows that are fine.
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>

#include "scenarios/language/diagnostics.h"
#include "scenarios/language/loader.h"
#include "tests/scenarios/load_text.h"

namespace mprsim::bad_scenarios_test {
namespace {

struct Case {
  std::string name, text, diagnostics;
};

std::vector<Case> read_cases() {
  std::ifstream file(MPRSIM_SOURCE_DIR "/tests/scenarios/bad_scenarios.txt", std::ios::binary);
  std::vector<Case> cases;
  bool in_diagnostics = false;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("=== ")) {
      cases.push_back({line.substr(4), {}, {}});
      in_diagnostics = false;
    } else if (line == "---") {
      in_diagnostics = true;
    } else if (line == "@") {
      cases.back().text = beginning;
    } else {
      (in_diagnostics ? cases.back().diagnostics : cases.back().text) += line + '\n';
    }
  }
  return cases;
}

TEST(BadScenarios, AreExplainedExactly) {
  const auto cases = read_cases();
  EXPECT_GE(cases.size(), 75U);
  for (const auto& [name, text, expected] : cases) {
    SCOPED_TRACE(name);
    const auto loaded = load_scenario(text, "bad.toml");
    if (loaded) {
      ADD_FAILURE() << "loads without a mistake";
      continue;
    }
    EXPECT_EQ(render(loaded.error(), "bad.toml", text), expected);
  }
}

}  // namespace
}  // namespace mprsim::bad_scenarios_test
