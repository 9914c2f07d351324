// What docs/ shows of the program's output is what the program prints.
#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

#include "tests/tools/tool_run.h"

namespace mprsim {
namespace {

std::string document(const std::string& name) {
  std::ifstream file(std::string(MPRSIM_SOURCE_DIR) + "/docs/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(GeneratedDocs, RulesAreTheCatalogue) {
  EXPECT_TRUE(document("rules.md") == run_mprsim({"rules", "--format", "markdown"}).out)
      << "docs/rules.md is out of date: mprsim rules --format markdown > docs/rules.md";
}

TEST(GeneratedDocs, TheCommandLinePageShowsTheHelpOfEveryCommand) {
  const std::string page = document("cli.md");
  for (const char* command :
       {"run", "check", "list", "rules", "explain", "schema", "conform", "compare", "matrix"}) {
    const std::string help = run_mprsim({command, "--help"}).out;
    EXPECT_NE(page.find("```text\n" + help + "```\n"), std::string::npos)
        << "docs/cli.md does not show what mprsim " << command << " --help prints:\n"
        << help;
  }
}

}  // namespace
}  // namespace mprsim
