// What docs/ shows of the program's output is what the program prints.
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/tools/tool_run.h"
#include "tools/commands/commands.h"
#include "tools/conformance/check_list.h"

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

TEST(GeneratedDocs, TheCommandLinePageHasASectionWithTheHelpOfEveryCommand) {
  const std::string page = document("cli.md");
  for (const Command* command : all_commands()) {
    const std::string name(command->name);
    const std::size_t section = page.find("\n## " + name + "\n");
    ASSERT_NE(section, std::string::npos) << "docs/cli.md has no section ## " << name;
    const std::string help = run_mprsim({name, "--help"}).out;
    EXPECT_LT(page.find("```text\n" + help + "```\n", section), page.find("\n## ", section + 1))
        << "docs/cli.md does not show, in its section, what mprsim " << name << " --help prints:\n"
        << help;
  }
}

TEST(GeneratedDocs, ScenarioFormatHasTheKeyTables) {
  const ToolRun tables = run_mprsim({"schema", "--format", "markdown"});
  EXPECT_EQ(tables.code, 0);
  EXPECT_NE(document("scenario-format.md").find(tables.out), std::string::npos)
      << "docs/scenario-format.md is out of date: mprsim schema --format markdown";
}

TEST(GeneratedDocs, TheConformancePageHasTheListsOfChecks) {
  const std::string page = document("conformance.md");
  for (const bool notifyee : {false, true}) {
    std::vector<std::string> arguments{"conform", "--list", "--format", "markdown"};
    if (notifyee) arguments.emplace_back("--notifyee");
    const ToolRun table = run_mprsim(arguments);
    EXPECT_EQ(table.code, 0);
    EXPECT_NE(page.find("\n" + table.out), std::string::npos)
        << "docs/conformance.md does not show what mprsim conform --list --format markdown prints:\n"
        << table.out;
  }
}

// Every check has a row, in the order of the suite.
TEST(GeneratedDocs, TheListOfChecksIsWhole) {
  std::vector<std::string> expected{"| check | level | what holds for a plug-in that conforms | rules |",
                                    "|---|---|---|---|"};
  for (const Check* check : all_checks(PluginKind::notifyee)) {
    std::string rules;
    for (const Rule rule : rules_of(*check)) {
      const std::string name(slug(rule));
      rules += (rules.empty() ? "[`" : ", [`") + name + "`](rules.md#" + name + ")";
    }
    expected.push_back("| `" + std::string(check->id) + "` | " + std::string(to_string(severity_of(*check))) +
                       " | " + std::string(check->title) + " | " + rules + " |");
  }
  std::vector<std::string> rows;
  std::istringstream lines(run_mprsim({"conform", "--list", "--notifyee", "--format", "markdown"}).out);
  for (std::string line; std::getline(lines, line);) rows.push_back(line);
  EXPECT_EQ(rows, expected);
}

}  // namespace
}  // namespace mprsim
