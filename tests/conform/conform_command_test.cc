// mprsim conform as it is typed.
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "tests/tools/tool_run.h"
#include "tools/conformance/check.h"
#include "tools/terminal/exit_code.h"

namespace mprsim::conform_command_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

ToolRun conform(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "conform");
  return run_mprsim(arguments);
}

ToolRun conform_example(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {MPRSIM_EXAMPLE_PROVIDER, "--host", MPRSIM_HOST});
  return conform(arguments);
}

std::string mutant(const std::string& name) {
  return std::string(MPRSIM_MUTANTS) + "/" + name + MPRSIM_LIBRARY_SUFFIX;
}

// The ids that --list prints: the first words of the lines that are indented by two blanks.
std::vector<std::string> listed(std::vector<std::string> more) {
  more.insert(more.begin(), "--list");
  std::istringstream lines(conform(more).out);
  std::vector<std::string> ids;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("  ") && !line.starts_with("   "))
      ids.push_back(line.substr(2, line.find(' ', 2) - 2));
  }
  return ids;
}

std::vector<std::string> ids_of(PluginKind kind) {
  std::vector<std::string> ids;
  for (const Check* check : all_checks(kind)) ids.emplace_back(check->id);
  return ids;
}

TEST(Conform, ListShowsChecksWithTheirRules) {
  const ToolRun all = conform({"--list"});
  EXPECT_EQ(all.code, exit_code::holds);
  EXPECT_THAT(all.out, HasSubstr("caps.enumeration-trio"));
  EXPECT_EQ(listed({}), ids_of(PluginKind::provider));
  EXPECT_EQ(listed({"--notifyee"}), ids_of(PluginKind::notifyee));
  EXPECT_THAT(listed({"--only", "leaks"}), ElementsAre("leaks/declined-cancels", "leaks/failed-cancels"));
}

TEST(Conform, AWholeIdMeansThatCheckAlone) {
  EXPECT_THAT(listed({"--only", "buffers/no-overrun"}), ElementsAre("buffers/no-overrun"));
  EXPECT_THAT(listed({"--only", "provider.no-overrun"}),
              ElementsAre("buffers/no-overrun", "buffers/no-overrun-user"));
}

TEST(Conform, MistakesAreBadInput) {
  const ToolRun filter = conform({"x.so", "--only", "force/open-file-block"});
  EXPECT_EQ(filter.code, exit_code::bad_input);
  EXPECT_EQ(filter.err,
            "mprsim: no check fits \"force/open-file-block\"; did you mean \"force/open-files-block\"?\n");
  EXPECT_EQ(conform({}).code, exit_code::bad_input);
  EXPECT_EQ(conform_example({"--bench", "no-such.toml"}).code, exit_code::bad_input);
  EXPECT_EQ(conform_example({"--expected", "no-such.txt"}).code, exit_code::bad_input);
  const ToolRun missing = conform({"no-such-plugin.so", "--host", MPRSIM_HOST});
  EXPECT_EQ(missing.code, exit_code::bad_input);
  EXPECT_THAT(missing.err, HasSubstr("no-such-plugin.so cannot be loaded: "));
}

TEST(Conform, SaysForWhatTheExampleConforms) {
  const ToolRun run = conform_example({});
  EXPECT_EQ(run.code, exit_code::holds) << run.out << run.err;
  EXPECT_THAT(run.out, HasSubstr("bench: exports"));
  EXPECT_THAT(run.out, HasSubstr("\nconformant for cancel, add, get, enumerate, user: "));
}

// rule: force.open-files-block
TEST(Conform, AFailureEndsWithALineThatRepeatsIt) {
  const std::string plugin = mutant("ForcesAlways");
  const ToolRun run = conform({plugin, "--host", MPRSIM_HOST, "--only", "force"});
  EXPECT_EQ(run.code, exit_code::does_not_hold);
  EXPECT_THAT(run.out, HasSubstr(" --only force/open-files-block  # mprsim "));
  EXPECT_THAT(run.out, HasSubstr("NOT conformant: 1 of "));
}

TEST(Conform, StrictMakesAShouldFail) {
  const std::vector<std::string> words{mutant("DereferencesNull"), "--host", MPRSIM_HOST, "--only",
                                       "names/null"};
  EXPECT_EQ(conform(words).code, exit_code::holds);
  std::vector<std::string> strict = words;
  strict.emplace_back("--strict");
  EXPECT_EQ(conform(strict).code, exit_code::does_not_hold);
}

TEST(Conform, ANotifyeeHeldToBeAProviderGetsAHint) {
  const ToolRun run = conform({MPRSIM_EXAMPLE_NOTIFYEE, "--host", MPRSIM_HOST});
  EXPECT_EQ(run.code, exit_code::does_not_hold);
  EXPECT_THAT(run.err, HasSubstr("did you mean --notifyee?"));
  EXPECT_EQ(conform({MPRSIM_EXAMPLE_NOTIFYEE, "--host", MPRSIM_HOST, "--notifyee"}).code, exit_code::holds);
}

TEST(Conform, NothingSelectedIsSaidSo) {
  EXPECT_EQ(conform_example({"--skip", "*"}).code, exit_code::nothing_selected);
}

TEST(Conform, TheFormatsAreThoseOfTheReports) {
  EXPECT_THAT(conform_example({"--format", "json", "--only", "load"}).out,
              HasSubstr("\"format\": \"mprsim-conform\""));
  EXPECT_THAT(conform_example({"--format", "junit", "--only", "load"}).out, HasSubstr("<testsuite"));
  EXPECT_THAT(conform_example({"--format", "html", "--only", "load"}).out, HasSubstr("<html"));
  EXPECT_THAT(conform_example({"--format", "html", "--only", "load"}).out, Not(HasSubstr("<script")));
}

}  // namespace
}  // namespace mprsim::conform_command_test
