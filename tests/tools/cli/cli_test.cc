#include "tools/cli/cli.h"

#include <string>
#include <variant>
#include <vector>

#include <gmock/gmock.h>

#include "tests/tools/tool_run.h"

namespace mprsim {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

template <class T>
T parsed(const std::vector<std::string>& arguments) {
  Command command = parse_command_line(arguments);
  const auto* text = std::get_if<ShowText>(&command);
  EXPECT_NE(std::get_if<T>(&command), nullptr) << (text != nullptr ? text->text : "another command");
  return std::holds_alternative<T>(command) ? std::get<T>(command) : T{};
}

TEST(CommandLine, RunTakesItsOptionsAnywhere) {
  const auto run = parsed<RunCommand>({"run",
                                       "a",
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
  const auto run = parsed<RunCommand>({"run", "--filter", "x", "a", "--filter", "y", "b"});
  EXPECT_THAT(run.selection.filters, ElementsAre("x", "y"));
  EXPECT_THAT(run.selection.paths, ElementsAre("a", "b"));
}

TEST(CommandLine, NothingIsSetThatWasNotAskedFor) {
  const auto run = parsed<RunCommand>({"run"});
  EXPECT_TRUE(run.selection.paths.empty() && run.selection.filters.empty());
  EXPECT_FALSE(run.selection.library || run.profile || run.seed || run.out || run.profile_store);
  EXPECT_FALSE(run.update || run.quiet || run.verbose);
  EXPECT_EQ(run.format, ReportFormat::text);
}

// The library that parses takes "/x" for an option on Windows unless told otherwise.
TEST(CommandLine, APathMayBeginWithASlashOrAHyphenOrHoldBrackets) {
  EXPECT_THAT(parsed<RunCommand>({"run", "/tmp/x.toml"}).selection.paths, ElementsAre("/tmp/x.toml"));
  EXPECT_THAT(parsed<RunCommand>({"run", "--", "-x.toml", "y"}).selection.paths, ElementsAre("-x.toml", "y"));
  EXPECT_THAT(parsed<CheckCommand>({"check", "[a].toml"}).selection.paths, ElementsAre("[a].toml"));
}

TEST(CommandLine, TheOtherCommands) {
  EXPECT_TRUE(parsed<CheckCommand>({"check", "--quiet"}).quiet);
  EXPECT_EQ(parsed<ListCommand>({"list", "--format", "json"}).format, DocumentFormat::json);
  const auto rules = parsed<RulesCommand>({"rules", "route", "--coverage", "--format", "markdown"});
  EXPECT_EQ(rules.slug, "route");
  EXPECT_TRUE(rules.coverage);
  EXPECT_EQ(rules.format, DocumentFormat::markdown);
  EXPECT_EQ(parsed<ExplainCommand>({"explain", "2401"}).topic, "2401");
  EXPECT_EQ(parsed<SchemaCommand>({"schema"}).out, std::nullopt);
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
      {{"explain", "a", "b"}, "nothing is expected after \"b\"\n        see mprsim explain --help\n"},
      {{"run", "--format", "\x1b[31m"}, "\"\\x1b[31m\" is not one of"},
  };
  for (const Mistake& mistake : mistakes) {
    const ToolRun run = run_mprsim(mistake.arguments);
    EXPECT_EQ(run.code, 2) << mistake.message;
    EXPECT_EQ(run.out, "");
    EXPECT_THAT(run.err, testing::StartsWith("mprsim: "));
    EXPECT_THAT(run.err, HasSubstr(mistake.message));
  }
}

TEST(CommandLine, EveryCommandHelpsWithExamples) {
  for (const char* command : {"run", "check", "list", "rules", "explain", "schema"}) {
    const ToolRun help = run_mprsim({command, "--help"});
    EXPECT_EQ(help.code, 0);
    EXPECT_EQ(help.err, "");
    EXPECT_THAT(help.out, HasSubstr(std::string("mprsim ") + command));
    EXPECT_THAT(help.out, HasSubstr("Example"));
    EXPECT_EQ(run_mprsim({"help", command}).out, help.out);
    EXPECT_THAT(run_mprsim({"--help"}).out, HasSubstr(std::string("\n  ") + command + " "));
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
}  // namespace mprsim
