// docs/conformance.md lists the checks that there are.
#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

#include "tools/conformance/check.h"

namespace mprsim {
namespace {

std::string page() {
  std::ifstream file(std::string(MPRSIM_SOURCE_DIR) + "/docs/conformance.md", std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string row_of(const Check& check) {
  std::string rules;
  for (const Rule rule : rules_of(check)) {
    const std::string name(slug(rule));
    rules += (rules.empty() ? "[`" : ", [`") + name + "`](rules.md#" + name + ")";
  }
  return "\n| `" + std::string(check.id) + "` | " + std::string(check.title) + " | " + rules + " |\n";
}

TEST(ConformancePage, ListsEveryCheckInTheOrderOfTheSuiteAndNoOther) {
  const std::string text = page();
  std::size_t at = text.find("\n## The checks\n");
  ASSERT_NE(at, std::string::npos);
  std::size_t checks = 0;
  for (const PluginKind kind : {PluginKind::provider, PluginKind::notifyee}) {
    for (const Check* check : all_checks(kind)) {
      const std::string row = row_of(*check);
      const std::size_t found = text.find(row, at);
      ASSERT_NE(found, std::string::npos) << "docs/conformance.md lacks this row at its place:" << row;
      at = found + row.size() - 1;
      ++checks;
    }
  }
  const std::size_t begin = text.find("\n## The checks\n");
  const std::size_t end = text.find("\n## ", begin + 1);
  std::size_t rows = 0;
  for (std::size_t i = text.find("\n| `", begin); i < end; i = text.find("\n| `", i + 1)) ++rows;
  EXPECT_EQ(rows, checks);
}

}  // namespace
}  // namespace mprsim
