#include "tools/cli/cli.h"

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "tests/tools/tool_run.h"
#include "tools/commands/run.h"
#include "tools/terminal/text.h"

namespace mprsim::cli_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

// Parses the options of `mprsim run` and keeps their values.
RunRequest run_request(std::vector<std::string> arguments) {
  static RunRequest request;
  request = {};
  static const Command run{"run", "", "", [](Options& options) -> Action {
                             add_run_options(options, request);
                             return [](CommandContext&) { return 0; };
                           }};
  static constexpr const Command* commands[] = {&run};
  arguments.insert(arguments.begin(), "run");
  std::ostringstream out;
  std::ostringstream err;
  Streams streams{out, err};
  const Environment environment;
  CommandContext context{streams, environment, Style{}, Style{}};
  EXPECT_EQ(parse_command_line(arguments, commands)(context), 0) << err.str();
  return request;
}

TEST(CommandLine, RunTakesItsOptionsAnywhere) {
  const RunRequest run = run_request({"a",
                                      "--profile",
                                      "wine",
                                      "--seed=18446744073709551615",
                                      "b",
                                      "--filter",
                                      "x",
                                      "--filter",
                                      "y",
                                      "--format",
                                      "jsonl",
                                      "--out",
                                      "o",
                                      "--update",
                                      "-q",
                                      "-v",
                                      "--profile-store",
                                      "s",
                                      "--library",
                                      "l"});
  EXPECT_THAT(run.selection.paths, ElementsAre("a", "b"));
  EXPECT_THAT(run.selection.filters, ElementsAre("x", "y"));
  EXPECT_EQ(run.selection.library, "l");
  EXPECT_EQ(run.profile, Profile::wine);
  EXPECT_EQ(run.seed, 18446744073709551615U);
  EXPECT_EQ(run.format, ReportFormat::jsonl);
  EXPECT_EQ(run.out, "o");
  EXPECT_EQ(run.profile_store, "s");
  EXPECT_TRUE(run.update && run.quiet && run.verbose);
}

TEST(CommandLine, APathMayFollowAFilter) {
  const RunRequest run = run_request({"--filter", "x", "a", "--filter", "y", "b"});
  EXPECT_THAT(run.selection.filters, ElementsAre("x", "y"));
  EXPECT_THAT(run.selection.paths, ElementsAre("a", "b"));
}

TEST(CommandLine, NothingIsSetThatWasNotAskedFor) {
  const RunRequest run = run_request({});
  EXPECT_TRUE(run.selection.paths.empty() && run.selection.filters.empty());
  EXPECT_FALSE(run.selection.library || run.profile || run.seed || run.out || run.profile_store);
  EXPECT_FALSE(run.update || run.quiet || run.verbose);
  EXPECT_EQ(run.format, ReportFormat::text);
}

// The library that parses takes "/x" for an option on Windows unless told otherwise.
TEST(CommandLine, APathMayBeginWithASlashOrAHyphenOrHoldBrackets) {
  EXPECT_THAT(run_request({"/tmp/x.toml"}).selection.paths, ElementsAre("/tmp/x.toml"));
  EXPECT_THAT(run_request({"--", "-x.toml", "y"}).selection.paths, ElementsAre("-x.toml", "y"));
  EXPECT_THAT(run_request({"[a].toml"}).selection.paths, ElementsAre("[a].toml"));
}

struct Mistake {
  std::vector<std::string> arguments;
  std::string message;
};

TEST(CommandLine, EveryMistakeIsNamedAndGetsAGuess) {
  const std::vector<Mistake> mistakes = {
      {{"rnu"}, "there is no command \"rnu\"; did you mean \"run\"?\n        see mprsim --help\n"},
      {{"--quiet", "run"}, "there is no option \"--quiet\"\n        see mprsim --help\n"},
      {{"run", "--fromat", "json"},
       "there is no option \"--fromat\"; did you mean \"--format\"?\n        see mprsim run --help\n"},
      {{"run", "--fromat=json"}, "there is no option \"--fromat=json\"; did you mean \"--format\"?"},
      {{"run", "--format", "xml"},
       "\"xml\" is not one of \"text\", \"json\", \"junit\", \"trace\" and \"jsonl\""},
      {{"list", "--format", "markdown"}, "\"markdown\" is not one of \"text\" and \"json\""},
      {{"run", "--profile", "win9x"}, "did you mean \"win9x-ddk\"?"},
      {{"run", "--seed", "-1"}, "\"-1\" is not a whole number"},
      {{"run", "--seed", "18446744073709551616"}, "is not a whole number"},
      {{"run", "--seed", ""}, "is not a whole number"},
      {{"run", "--seed"}, "--seed"},
      {{"explain", "a", "b"}, "unexpected argument \"b\"\n        see mprsim explain --help\n"},
      {{"compare", "a"}, "after is required\n        see mprsim compare --help\n"},
      {{"run", "--out", "a", "--out", "b"}, "--out"},
      {{"sweep", "--jobs", "0"}, "\"0\" is not a whole number from 1 to 1024"},
      {{"sweep", "--budget", "long"}, "\"long\" is not a number of seconds"},
      {{"sweep", "--seeds", "9..1"}, "the range \"9..1\" ends before it begins"},
      {{"sweep", "--seeds", "1..x"}, "\"x\" is not a whole number"},
      {{"sweep", "--resume"}, "--resume needs --results FILE"},
      {{"conform", "--jobs", "65", "x.so"}, "\"65\" is not a whole number from 1 to 64"},
      {{"conform", "--format", "markdown", "x.so"}, "--format markdown is for --list"},
      {{"run", "--format", "\x1b[31m"}, "\"\\x1b[31m\" is not one of"},
  };
  for (const Mistake& mistake : mistakes) {
    const ToolRun run = run_mprsim(mistake.arguments);
    EXPECT_EQ(run.code, 2) << mistake.message;
    EXPECT_EQ(run.out, "");
    EXPECT_THAT(run.err, StartsWith("mprsim: "));
    EXPECT_THAT(run.err, HasSubstr(mistake.message));
  }
}

// The widest line of a text, in columns.
std::size_t width_of(const std::string& text) {
  std::size_t width = 0;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) width = std::max(width, columns(line));
  return width;
}

TEST(CommandLine, EveryCommandHelpsWithExamplesIn80Columns) {
  EXPECT_LE(width_of(run_mprsim({"--help"}).out), 80U);
  for (const Command* command : all_commands()) {
    const std::string name(command->name);
    const ToolRun help = run_mprsim({name, "--help"});
    EXPECT_EQ(help.code, 0);
    EXPECT_EQ(help.err, "");
    EXPECT_THAT(help.out, StartsWith(std::string(command->description) + "\nUsage: mprsim " + name + " "));
    EXPECT_THAT(help.out, HasSubstr("\nExample"));
    EXPECT_LE(width_of(help.out), 80U) << help.out;
    EXPECT_EQ(run_mprsim({"help", name}).out, help.out);
    EXPECT_THAT(run_mprsim({"--help"}).out, HasSubstr("\n  " + name + " "));
  }
}

TEST(CommandLine, WithoutACommandItHelpsAndFails) {
  const ToolRun run = run_mprsim({});
  EXPECT_EQ(run.code, 2);
  EXPECT_EQ(run.out, "");
  EXPECT_EQ(run.err, run_mprsim({"--help"}).out);
}

TEST(CommandLine, Version) { EXPECT_EQ(run_mprsim({"--version"}).out, "mprsim 0.1.0\n"); }

}  // namespace
}  // namespace mprsim::cli_test
