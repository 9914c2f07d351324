#include "tools/conformance/reports/comparison.h"

#include <fstream>
#include <iterator>

#include <gmock/gmock.h>

#include "tests/sim/temporary_directory.h"
#include "tests/tools/sample_conformance.h"
#include "tests/tools/tool_run.h"
#include "tests/tools/well_formed.h"
#include "tools/conformance/reports/matrix_page.h"
#include "tools/conformance/reports/report.h"

namespace mprsim::comparison_test {
namespace {

using testing::HasSubstr;
using testing::Not;

class ConformanceFiles : public testing::Test {
 protected:
  std::string write(const std::string& name, const std::string& text) {
    std::ofstream(folder_.path() + "/" + name, std::ios::binary) << text;
    return folder_.path() + "/" + name;
  }
  std::string write(const std::string& name, const Conformance& conformance) {
    return write(name, render_json(conformance));
  }

  TemporaryDirectory folder_;
};

struct Row {
  Outcome before, after;
  ChangeKind kind;
  bool worse;
};

TEST(CompareConformances, WhatPassedAndDoesNotNowIsWorse) {
  using enum Outcome;
  const Row rows[] = {
      {pass, fail, ChangeKind::newly_failing, true},
      {not_applicable, crash, ChangeKind::newly_failing, true},
      {warn, timeout, ChangeKind::newly_failing, true},
      {pass, warn, ChangeKind::weakened, true},
      {pass, not_applicable, ChangeKind::no_longer_shown, true},
      {pass, disabled, ChangeKind::no_longer_shown, true},
      {pass, error, ChangeKind::no_longer_shown, true},
      {fail, pass, ChangeKind::newly_passing, false},
      {not_applicable, pass, ChangeKind::newly_passing, false},
      {fail, crash, ChangeKind::otherwise, false},
      {fail, not_applicable, ChangeKind::otherwise, false},
      {not_applicable, disabled, ChangeKind::otherwise, false},
  };
  for (const Row& row : rows) {
    const Conformance before = conformance_of({check_result("a/b", row.before)});
    const Conformance after = conformance_of({check_result("a/b", row.after)});
    const ConformanceComparison comparison = compare(before, after);
    ASSERT_EQ(comparison.changes.size(), 1U);
    EXPECT_EQ(comparison.changes.front().kind, row.kind) << to_string(row.before) << to_string(row.after);
    EXPECT_EQ(comparison.got_worse(), row.worse) << to_string(row.before) << to_string(row.after);
  }
}

TEST(CompareConformances, ACheckThatComesOrGoes) {
  const Conformance few = conformance_of({check_result("a/kept", Outcome::pass)});
  const auto with = [&](Outcome outcome) {
    return conformance_of({check_result("a/new", outcome), check_result("a/kept", Outcome::pass)});
  };
  const Conformance passing = with(Outcome::pass), failing = with(Outcome::fail);
  EXPECT_EQ(compare(few, passing).changes.front().kind, ChangeKind::appeared);
  EXPECT_EQ(compare(few, passing).unchanged, 1U);
  EXPECT_FALSE(compare(few, passing).got_worse());
  EXPECT_TRUE(compare(few, failing).got_worse());
  EXPECT_EQ(compare(passing, few).changes.front().kind, ChangeKind::vanished);
  EXPECT_TRUE(compare(passing, few).got_worse());
  EXPECT_FALSE(compare(failing, few).got_worse());
}

TEST_F(ConformanceFiles, CompareShowsWhatChanged) {
  Conformance before =
      conformance_of({check_result("a/old", Outcome::fail), check_result("a/same", Outcome::pass),
                      check_result("a/worse", Outcome::pass), check_result("a/gone", Outcome::fail)});
  Conformance after =
      conformance_of({check_result("a/old", Outcome::pass), check_result("a/same", Outcome::pass),
                      check_result("a/worse", Outcome::fail), check_result("a/added", Outcome::pass)});
  after.checks[2].happened = "WN_SUCCESS (0)";
  after.checks[2].expected = "WN_OPEN_FILES (2401)";
  EXPECT_EQ(render_comparison(compare(before, after), before, after, "A.json", "B.json", Style{}),
            R"(before  A.json: provider ./drives.so, mprsim 0.1.0, linux-x86_64
after   B.json: provider ./drives.so, mprsim 0.1.0, linux-x86_64

newly failing
  a/worse  pass -> fail  WN_SUCCESS (0), expected WN_OPEN_FILES (2401)

vanished
  a/gone   fail -> -

appeared
  a/added  - -> pass

newly passing
  a/old    fail -> pass

1 check got worse, 1 newly passes, 2 changed otherwise, 1 as before
)");
  const std::string a = write("a.json", before), b = write("b.json", after);
  EXPECT_EQ(run_mprsim({"compare", a, b}).code, 1);
  EXPECT_EQ(run_mprsim({"compare", a, a}).code, 0);
  EXPECT_THAT(run_mprsim({"compare", a, a}).out,
              HasSubstr("\n0 checks got worse, 0 newly pass, 0 changed otherwise, 4 as before\n"));
}

TEST_F(ConformanceFiles, CompareRefusesWhatItCannotRead) {
  const std::string good = write("good.json", sample_conformance());
  Conformance other = sample_conformance();
  other.kind = PluginKind::notifyee;
  const std::string notifyee = write("notifyee.json", other);
  const std::string broken = write("broken.json", std::string("{\"format\": \n ]"));
  const ToolRun both = run_mprsim({"compare", broken, folder_.path() + "/none.json"});
  EXPECT_EQ(both.code, 2);
  EXPECT_THAT(both.err, HasSubstr("broken.json:2:2: error: syntax error\n"));
  EXPECT_THAT(both.err, HasSubstr("none.json does not exist\n"));
  const ToolRun kinds = run_mprsim({"compare", good, notifyee});
  EXPECT_EQ(kinds.code, 2);
  EXPECT_THAT(kinds.err, HasSubstr("the first is about a provider, the second about a notifyee"));
}

TEST_F(ConformanceFiles, AHostileReportIsSafeToCompare) {
  const std::string hostile = write("hostile.json", hostile_conformance());
  const std::string good = write("good.json", sample_conformance());
  const std::string out = run_mprsim({"compare", good, hostile}).out;
  EXPECT_THAT(out, Not(HasSubstr("\x1b")));
  EXPECT_THAT(out, Not(HasSubstr("\xe2\x80\xae")));
}

TEST(ConformanceMatrix, TheWorstCheckSpeaksForARule) {
  CheckResult passes = check_result("a/1", Outcome::pass, Rule::force_overrides);
  CheckResult fails = check_result("a/2", Outcome::fail, Rule::name_case);
  fails.rules.push_back(Rule::force_overrides);
  passes.rules.push_back(Rule::name_whole);
  const Conformance made =
      conformance_of({passes, fails, check_result("a/3", Outcome::not_applicable, Rule::name_case)});
  EXPECT_EQ(outcome_of_rule(made, Rule::name_case), Outcome::fail);
  EXPECT_EQ(outcome_of_rule(made, Rule::force_overrides),
            Outcome::pass);  // the failure is about another rule
  EXPECT_EQ(outcome_of_rule(made, Rule::name_whole), Outcome::pass);
  EXPECT_EQ(outcome_of_rule(made, Rule::force_jobs_block), std::nullopt);
}

TEST(ConformanceMatrix, IsAWellFormedPageWithLinksThatLeadSomewhere) {
  const std::vector<Conformance> all{sample_conformance(), hostile_conformance()};
  const std::string page = render_matrix(all);
  const WellFormed read(page);
  EXPECT_EQ(read.mistake(), "");
  EXPECT_THAT(read.elements(), Not(testing::Contains("script")));
  EXPECT_THAT(page, HasSubstr("<a href=\"#p1-force-open-files-block\" class=\"outcome bad\" "
                              "title=\"force/open-files-block: fail\">fail</a>"));
  EXPECT_THAT(page, HasSubstr("id=\"p1-force-open-files-block\""));
  EXPECT_EQ(page, render_matrix(all));
  EXPECT_LT(page.find("force.open-files-block"), page.find("name.case"));  // as in the catalogue
  EXPECT_EQ(WellFormed(render_matrix({})).mistake(), "");
}

TEST_F(ConformanceFiles, MatrixWritesItsPage) {
  const std::string good = write("good.json", sample_conformance());
  const ToolRun printed = run_mprsim({"matrix", good, good});
  EXPECT_EQ(printed.code, 0);
  EXPECT_THAT(printed.out, HasSubstr("<h1>2 plug-ins against the rules</h1>"));
  const std::string file = folder_.path() + "/m.html";
  EXPECT_EQ(run_mprsim({"matrix", good, good, "--out", file}).code, 0);
  std::ifstream stream(file, std::ios::binary);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(stream), {}), printed.out);
  EXPECT_EQ(run_mprsim({"matrix", good, folder_.path() + "/none.json", "--out", file}).code, 2);
  EXPECT_EQ(run_mprsim({"matrix", good, "--out", folder_.path()}).code, 2);
  EXPECT_EQ(run_mprsim({"matrix"}).code, 2);
}

}  // namespace
}  // namespace mprsim::comparison_test
