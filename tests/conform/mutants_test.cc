// The suite against real libraries: the examples conform, each mutant trips its own check and what follows
// from it, and a hostile one ends a check and never the run.
#include <algorithm>
#include <chrono>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>

#include "tools/conformance/suite.h"

namespace mprsim::mutants_test {
namespace {

using std::chrono::milliseconds;

struct Mutant {
  std::string_view name;
  std::string_view kind;  // provider, notifyee, hostile
  std::string_view rule;
};

constexpr Mutant mutants[] = {
#define MPRSIM_MUTANT(Name, kind, rule, left_out, what, seen) {#Name, #kind, rule},
#include "tests/conform/mutants/mutants.def"
};

struct Verdict {
  std::string_view mutant;
  std::string_view check;
  std::string_view why;
};

constexpr Verdict verdicts[] = {
#define MPRSIM_VERDICT(Mutant, check, why) {#Mutant, check, why},
#include "tests/conform/verdicts.def"
};

std::string library(std::string_view name) {
  return std::string(MPRSIM_MUTANTS) + "/" + std::string(name) + MPRSIM_LIBRARY_SUFFIX;
}

SuiteRequest request_for(const std::string& plugin, PluginKind kind) {
  SuiteRequest request;
  request.kind = kind;
  request.start = process_sessions({.plugin = plugin, .companion = "", .host = MPRSIM_HOST});
  request.bench = exported_bench();
  request.jobs = 2;
  return request;
}

bool trips(Outcome outcome) {
  return outcome != Outcome::pass && outcome != Outcome::not_applicable && outcome != Outcome::disabled;
}

std::set<std::string> tripped(const SuiteRun& run) {
  std::set<std::string> ids;
  for (const CheckResult& check : run.checks) {
    if (trips(check.outcome)) ids.insert(check.id);
  }
  return ids;
}

std::string told(const SuiteRun& run) {
  std::string text;
  for (const CheckResult& check : run.checks) {
    if (!trips(check.outcome)) continue;
    text += check.id + ": " + std::string(to_string(check.outcome)) + ", did " + check.did + ", expected " +
            check.expected + ", happened " + check.happened + check.reason + "\n";
  }
  return text;
}

TEST(Examples, TheProviderConforms) {
  const SuiteRun run = run_suite(request_for(MPRSIM_EXAMPLE_PROVIDER, PluginKind::provider));
  EXPECT_TRUE(tripped(run).empty()) << told(run);
  for (const CheckResult& check : run.checks) {
    EXPECT_EQ(check.outcome, Outcome::pass) << check.id << ": " << check.reason;
  }
  EXPECT_THAT(run.capabilities, testing::ElementsAre("cancel", "add", "get", "enumerate", "user"));
}

TEST(Examples, TheNotifyeeConforms) {
  const SuiteRun run = run_suite(request_for(MPRSIM_EXAMPLE_NOTIFYEE, PluginKind::notifyee));
  for (const CheckResult& check : run.checks) {
    EXPECT_EQ(check.outcome, Outcome::pass) << check.id << ": " << check.happened << check.reason;
  }
}

class MutantTest : public testing::TestWithParam<Mutant> {};

// rule: caps.pure rule: provider.characters rule: provider.no-overrun rule: provider.no-leak
// rule: provider.input-unchanged rule: provider.thread-safe
TEST_P(MutantTest, TripsItsOwnCheckAndWhatFollows) {
  const Mutant& mutant = GetParam();
  const PluginKind kind = mutant.kind == "notifyee" ? PluginKind::notifyee : PluginKind::provider;
  const SuiteRun run = run_suite(request_for(library(mutant.name), kind));
  std::set<std::string> expected;
  for (const Verdict& verdict : verdicts) {
    if (verdict.mutant == mutant.name) expected.emplace(verdict.check);
  }
  EXPECT_EQ(tripped(run), expected) << told(run);
}

std::vector<Mutant> of_kind(bool hostile) {
  std::vector<Mutant> found;
  std::ranges::copy_if(mutants, std::back_inserter(found),
                       [=](const Mutant& mutant) { return (mutant.kind == "hostile") == hostile; });
  return found;
}

std::string name_of(const testing::TestParamInfo<Mutant>& info) { return std::string(info.param.name); }

INSTANTIATE_TEST_SUITE_P(All, MutantTest, testing::ValuesIn(of_kind(false)), name_of);

// Each mutant's own check fails it for the rule that it breaks, and nothing else is called its own.
TEST(Verdicts, NameEveryMutantAndTheRuleThatItBreaks) {
  for (const Mutant& mutant : of_kind(false)) {
    int own = 0;
    for (const Verdict& verdict : verdicts) {
      if (verdict.mutant != mutant.name || !verdict.why.empty()) continue;
      ++own;
      const PluginKind kind = mutant.kind == "notifyee" ? PluginKind::notifyee : PluginKind::provider;
      const auto checks = all_checks(kind);
      const auto check = std::ranges::find(checks, verdict.check, &Check::id);
      ASSERT_NE(check, checks.end()) << verdict.check;
      EXPECT_EQ(slug((*check)->rules.front()), mutant.rule) << mutant.name;
    }
    EXPECT_EQ(own, 1) << mutant.name;
  }
}

class HostileTest : public testing::TestWithParam<Mutant> {};

// A full report, and a check that needs nothing of what is broken still holds.
TEST_P(HostileTest, EndsChecksAndNotTheRun) {
  SuiteRequest request = request_for(library(GetParam().name), PluginKind::provider);
  request.start = process_sessions({.plugin = library(GetParam().name),
                                    .companion = "",
                                    .host = MPRSIM_HOST,
                                    .call_limit = milliseconds{1'500}});
  request.selected = [](const Check& check) {
    return check.id == "load/missing-export" || check.id == "ownership/false-success" ||
           check.id == "names/null" || check.id == "force/open-files-block";
  };
  const SuiteRun run = run_suite(request);
  ASSERT_EQ(run.checks.size(), all_checks(PluginKind::provider).size());
  // The loader of Windows catches what happens while it loads, and does not load the library.
  if (run.not_loaded) {
    EXPECT_EQ(GetParam().name, "CrashesWhenLoaded");
    return;
  }
  for (const CheckResult& check : run.checks) EXPECT_NE(check.outcome, Outcome::error) << check.reason;
  if (run.checks.front().outcome == Outcome::crash) return;  // it did not even survive being loaded
  const auto unharmed = std::ranges::find(run.checks, "load/missing-export", &CheckResult::id);
  EXPECT_EQ(unharmed->outcome, Outcome::pass);
  const auto harmed = std::ranges::find(run.checks, "ownership/false-success", &CheckResult::id);
  EXPECT_TRUE(!trips(harmed->outcome) || !harmed->happened.empty());
}

INSTANTIATE_TEST_SUITE_P(All, HostileTest, testing::ValuesIn(of_kind(true)), name_of);

}  // namespace
}  // namespace mprsim::mutants_test
