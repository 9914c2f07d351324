#include "tools/requests/selection.h"

#include <gmock/gmock.h>

#include "tests/sim/temporary_directory.h"
#include "tests/tools/tool_run.h"

namespace mprsim::selection_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Selecting : public testing::Test {
 protected:
  std::vector<std::string> paths(const SelectionRequest& request, const Variables& variables = {}) const {
    const auto selection = select_scenarios(request, environment_of(variables));
    if (!selection) return {"exit " + std::to_string(selection.error().exit_code), selection.error().message};
    std::vector<std::string> names;
    for (const SelectedScenario& selected : selection->scenarios) names.push_back(selected.scenario.path);
    return names;
  }
  // A library of three scenarios.
  SelectionRequest library(std::vector<std::string> names = {}, std::vector<std::string> filters = {}) const {
    folder_.write("library/b/two.toml", holds());
    folder_.write("library/a/one.toml", scenario_text("WN_SUCCESS", "# a comment"));
    folder_.write("library/a.toml", holds());
    folder_.write("library/notes.txt", "not a scenario");
    return {std::move(names), std::move(filters), folder_ / "library"};
  }

  TemporaryDirectory folder_;
};

TEST_F(Selecting, TheWholeLibraryByBytesUnderNamesOfItsOwn) {
  EXPECT_THAT(paths(library()), ElementsAre("a.toml", "a/one.toml", "b/two.toml"));
}

TEST_F(Selecting, ByNamesInsideTheLibrary) {
  EXPECT_THAT(paths(library({"b", "a/one"})), ElementsAre("b/two.toml", "a/one.toml"));
  EXPECT_THAT(paths(library({"a/one.toml", "a"})), ElementsAre("a/one.toml"));
}

TEST_F(Selecting, FilesAndFoldersKeepTheNamesTheyWereGiven) {
  library();
  const std::string b = folder_ / "library/b";
  EXPECT_THAT(paths({{b}, {}, {}}), ElementsAre(b + "/two.toml"));
  EXPECT_THAT(paths({{b + "/two.toml", b + "/"}, {}, {}}), ElementsAre(b + "/two.toml"));
}

TEST_F(Selecting, ByFilter) {
  EXPECT_THAT(paths(library({}, {"one"})), ElementsAre("a/one.toml"));
  EXPECT_THAT(paths(library({}, {"one", "TWO"})), ElementsAre("a/one.toml", "b/two.toml"));
  EXPECT_EQ(paths(library({}, {"stop-at"})), paths(library()));
  EXPECT_THAT(
      paths(library({}, {"zzz"})),
      ElementsAre(
          "exit 3",
          "mprsim: nothing selected: of 3 scenarios none has a path, a title or a rule that fits zzz\n"));
}

TEST_F(Selecting, AnEmptyFolderIsAMistake) {
  const std::string empty = folder_.make_directory("empty");
  EXPECT_THAT(
      paths({{empty}, {}, {}}),
      ElementsAre("exit 2", HasSubstr("mprsim: " + empty + ": the folder has no file that ends in .toml\n")));
}

TEST_F(Selecting, AWrongPathGetsAGuess) {
  EXPECT_THAT(paths(library({"a/on"})), ElementsAre("exit 2", HasSubstr("did you mean \"a/one\"?")));
  EXPECT_THAT(
      paths(library({"a/one.tml"})),
      ElementsAre("exit 2", HasSubstr("a/one.tml: no such file or folder\n        hint: did you mean")));
  const std::string wrong = folder_ / "libary";
  EXPECT_THAT(paths({{wrong}, {}, {}}), ElementsAre("exit 2", HasSubstr(wrong + ": no such file or folder")));
}

TEST_F(Selecting, OneMistakeAnywhereAndNothingIsSelected) {
  folder_.write("library/z.toml", "title = 1\n");
  folder_.write("library/c.toml", "titel = \"x\"\n");
  const auto found = paths(library({}, {"one"}));
  ASSERT_THAT(found, ElementsAre("exit 2", testing::_));
  EXPECT_THAT(found[1], HasSubstr("c.toml:1:1: error: "));
  EXPECT_THAT(found[1], HasSubstr("z.toml:1:9: error: "));
  EXPECT_THAT(found[1], testing::EndsWith("mprsim: 2 of 5 files have mistakes, so none is used\n"));
}

TEST_F(Selecting, ADirectoryWithANameOfAFileIsSearched) {
  folder_.write("odd.toml/inner.toml", holds());
  EXPECT_THAT(paths({{folder_ / "odd.toml"}, {}, {}}), ElementsAre(folder_ / "odd.toml/inner.toml"));
}

TEST_F(Selecting, OptionThenVariableThenWhatIsThere) {
  library();
  folder_.write("other/x.toml", holds());
  const Variables variables = {{"MPRSIM_LIBRARY", folder_ / "other"}};
  EXPECT_THAT(paths({}, variables), ElementsAre("x.toml"));
  EXPECT_THAT(paths(library({"a.toml"}), variables), ElementsAre("a.toml"));
  EXPECT_EQ(find_library({}, environment_of({})), std::string(MPRSIM_SOURCE_DIR) + "/scenarios/library");
}

TEST_F(Selecting, AMissingLibraryIsNamed) {
  EXPECT_THAT(paths({{}, {}, folder_ / "none"}), ElementsAre("exit 2", HasSubstr(folder_ / "none")));
}

TEST_F(Selecting, OneFileIsALesson) {
  EXPECT_TRUE(select_scenarios(library({"a/one"}), {})->single_file);
  EXPECT_FALSE(select_scenarios(library({"a"}), {})->single_file);
  EXPECT_FALSE(select_scenarios(library({"a/one", "b/two"}), {})->single_file);
}

TEST_F(Selecting, ExamplesAreWhateverIsValid) {
  folder_.write("library/bad.toml", "title = 1\n");
  EXPECT_EQ(valid_scenarios(library(), {}).size(), 3U);
  EXPECT_THAT(valid_scenarios({{}, {}, folder_ / "none"}, {}), IsEmpty());
}

struct Row {
  const char* filter;
  bool fits;
};

TEST(Filter, IsPartOfATextOrAPatternForAll) {
  Scenario scenario;
  scenario.path = "route/owner-first.toml";
  scenario.title = "The owner stands first";
  scenario.shows = {Rule::route_stop_at_success};
  for (const auto& [filter, fits] :
       {Row{"", true}, Row{"OWNER", true}, Row{"stands", true}, Row{"stop-at", true}, Row{"route.*", true},
        Row{"rout?/*", true}, Row{"*first", true}, Row{"*", true}, Row{"**f*s*", true}, Row{"first*", false},
        Row{"?", false}, Row{"last", false}, Row{"route.stop-at-succes?", true},
        Row{"route.stop-at-success?", false}}) {
    EXPECT_EQ(matches_filter(filter, scenario), fits) << filter;
  }
}

}  // namespace
}  // namespace mprsim::selection_test
