#include "tools/conformance/suite.h"

#include <algorithm>
#include <memory>
#include <set>
#include <string>

#include <gmock/gmock.h>

#include "tests/conform/scripted_session.h"
#include "tools/conformance/check.h"

namespace mprsim::suite_test {
namespace {

using testing::HasSubstr;

// The promise of the suite.
TEST(Suite, EveryRuleThatBindsAPluginHasACheck) {
  for (const RuleInfo& rule : all_rules()) {
    if (rule.subject == Subject::provider || rule.subject == Subject::notifyee) {
      EXPECT_FALSE(checks_of(rule.rule).empty()) << rule.slug;
    }
  }
}

// rule: caps.missing-export rule: start.values rule: notifycancel.read-only
TEST(Suite, SoHaveRulesOfTheRouterThatAPluginCanBreak) {
  for (const Rule rule : {Rule::caps_missing_export, Rule::start_values, Rule::notifycancel_read_only,
                          Rule::enum_connected, Rule::enum_deviceless, Rule::notifyinfo_context_opt_out}) {
    EXPECT_FALSE(checks_of(rule).empty()) << slug(rule);
  }
}

TEST(Suite, IdsAreUniqueAndTellTheChapter) {
  for (const PluginKind kind : {PluginKind::provider, PluginKind::notifyee}) {
    std::set<std::string_view> ids;
    for (const Check* check : all_checks(kind)) {
      EXPECT_TRUE(ids.insert(check->id).second) << check->id;
      EXPECT_EQ(std::ranges::count(check->id, '/'), 1) << check->id;
      EXPECT_NE(check->rules.front(), Rule::none) << check->id;
      EXPECT_FALSE(check->title.empty() || check->title.ends_with('.')) << check->id;
      EXPECT_NE(check->run, nullptr) << check->id;
    }
  }
}

TEST(Suite, OnlyFirmMustsFailAPlugin) {
  for (const Check* check : all_checks(PluginKind::provider)) {
    const RuleInfo& rule = info(check->rules.front());
    if (severity_of(*check) != Severity::must || check->severity) continue;
    EXPECT_EQ(rule.level, Level::must) << check->id;
    EXPECT_TRUE(rule.provenance == Provenance::documented || rule.provenance == Provenance::convention)
        << check->id;
  }
  EXPECT_EQ(outcome_of(Severity::must, false), Outcome::fail);
  EXPECT_EQ(outcome_of(Severity::should, false), Outcome::warn);
  EXPECT_EQ(outcome_of(Severity::should, true), Outcome::fail);
  EXPECT_EQ(outcome_of(Severity::open, true), Outcome::warn);
}

PluginEnd end_of(PluginEndKind kind, std::string call, std::string what) {
  PluginEnd end;
  end.kind = kind;
  end.call = std::move(call);
  end.what = std::move(what);
  return end;
}

SuiteRequest request_for(const Script& script) {
  SuiteRequest request;
  request.start = [script]() -> PluginResult<std::unique_ptr<PluginSession>> {
    return std::make_unique<ScriptedSession>(script);
  };
  request.bench = exported_bench();
  return request;
}

const CheckResult& result_of(const SuiteRun& run, std::string_view id) {
  return *std::ranges::find(run.checks, id, &CheckResult::id);
}

// What a provider without a bench can be asked.
Script declining_provider() {
  Script script;
  script.exports = {"NPGetCaps", "NPCancelConnection"};
  script.answer = [](const PluginCall& call) -> PluginResult<PluginReply> {
    PluginReply reply;
    reply.arguments.resize(call.arguments.size());
    const auto* index = std::get_if<ValueArgument>(&call.arguments.front());
    if (call.function == "NPCancelConnection") {
      reply.status = wn::not_connected.code();
    } else if (index->value == wnnc::connection) {
      reply.status = wnnc::con_cancelconnection;
    } else if (index->value == wnnc::start) {
      reply.status = 1;
    }
    return reply;
  };
  return script;
}

TEST(Suite, WhatCannotBeCheckedIsNotApplicableWithItsReason) {
  const SuiteRun run = run_suite(request_for(declining_provider()));
  EXPECT_EQ(run.capabilities, std::vector<std::string>{"cancel"});
  EXPECT_FALSE(run.has_bench);
  const CheckResult& force = result_of(run, "force/open-files-block");
  EXPECT_EQ(force.outcome, Outcome::not_applicable);
  EXPECT_EQ(force.reason, "there is no test bench, and the check needs MprBenchConnect");
  EXPECT_EQ(result_of(run, "enumeration/packing").reason, "NPOpenEnum is not exported");
  const CheckResult& declines = result_of(run, "ownership/false-success");
  EXPECT_EQ(declines.outcome, Outcome::pass);
  EXPECT_THAT(declines.did, HasSubstr("NPCancelConnection(\"Q:\", FALSE)"));
}

// rule: route.false-success
TEST(Suite, AFindingSaysWhatWasDoneExpectedAndSeen) {
  Script script = declining_provider();
  script.answer = [answer = script.answer](const PluginCall& call) {
    auto reply = answer(call);
    if (call.function == "NPCancelConnection") reply->status = 0;
    return reply;
  };
  const SuiteRun run = run_suite(request_for(script));
  const CheckResult& result = result_of(run, "ownership/false-success");
  EXPECT_EQ(result.outcome, Outcome::fail);
  EXPECT_EQ(result.rules.front(), Rule::route_false_success);
  EXPECT_THAT(result.happened, HasSubstr("NPCancelConnection(\"Q:\", FALSE) = WN_SUCCESS (0)"));
  EXPECT_EQ(result.did, "NPCancelConnection(\"Q:\", FALSE)");
  for (const char* id : {"cycle/first", "cycle/middle", "cycle/last"}) {
    EXPECT_EQ(result_of(run, id).outcome, Outcome::fail) << id;
  }
}

TEST(Suite, AnEndIsACrashOfThatCheckAndTheOthersGoOn) {
  Script script = declining_provider();
  script.answer = [answer = script.answer](const PluginCall& call) -> PluginResult<PluginReply> {
    const auto* name = call.arguments.empty() ? nullptr : std::get_if<TextArgument>(&call.arguments.front());
    if (name == nullptr || name->text != u"COM9") return answer(call);
    return tl::unexpected(end_of(PluginEndKind::crash, call.function, "SIGSEGV"));
  };
  const SuiteRun run = run_suite(request_for(script));
  EXPECT_EQ(result_of(run, "ownership/false-success").outcome, Outcome::crash);
  EXPECT_EQ(result_of(run, "ownership/false-success").happened, "NPCancelConnection: SIGSEGV");
  EXPECT_EQ(result_of(run, "cycle/first").outcome, Outcome::pass);
}

// What a SHOULD provokes is no more than a warning, unless --strict says otherwise.
// rule: provider.survives-null
TEST(Suite, ACrashCountsAsMuchAsItsRule) {
  Script script = declining_provider();
  script.answer = [answer = script.answer](const PluginCall& call) -> PluginResult<PluginReply> {
    if (!std::holds_alternative<NullArgument>(call.arguments.front())) return answer(call);
    return tl::unexpected(end_of(PluginEndKind::crash, call.function, "SIGSEGV"));
  };
  SuiteRequest request = request_for(script);
  EXPECT_EQ(result_of(run_suite(request), "names/null").outcome, Outcome::warn);
  request.strict = true;
  EXPECT_EQ(result_of(run_suite(request), "names/null").outcome, Outcome::crash);
}

TEST(Suite, APluginThatCannotBeLoadedIsOurCallersBusiness) {
  SuiteRequest request;
  request.start = []() -> PluginResult<std::unique_ptr<PluginSession>> {
    return tl::unexpected(end_of(PluginEndKind::not_loaded, "load", "no such file"));
  };
  EXPECT_EQ(run_suite(request).not_loaded->what, "no such file");
}

TEST(Suite, APluginThatDiesWhileItIsLoadedFailsTheFirstCheck) {
  SuiteRequest request;
  request.start = []() -> PluginResult<std::unique_ptr<PluginSession>> {
    return tl::unexpected(end_of(PluginEndKind::crash, "load", "SIGSEGV"));
  };
  const SuiteRun run = run_suite(request);
  EXPECT_FALSE(run.not_loaded);
  EXPECT_EQ(run.checks.front().outcome, Outcome::crash);
  EXPECT_EQ(run.checks.back().outcome, Outcome::not_applicable);
}

TEST(Suite, SelectionInterruptAndJobsKeepTheOrder) {
  SuiteRequest request = request_for(declining_provider());
  request.jobs = 4;
  request.selected = [](const Check& check) { return check.id.starts_with("cycle/"); };
  const SuiteRun run = run_suite(request);
  const auto checks = all_checks(PluginKind::provider);
  ASSERT_EQ(run.checks.size(), checks.size());
  for (std::size_t i = 0; i < checks.size(); ++i) {
    EXPECT_EQ(run.checks[i].id, checks[i]->id);
    EXPECT_EQ(run.checks[i].outcome == Outcome::disabled, !checks[i]->id.starts_with("cycle/"));
  }
  const std::atomic<bool> interrupted{true};
  request.interrupted = &interrupted;
  const SuiteRun stopped = run_suite(request);
  EXPECT_TRUE(stopped.interrupted);
  EXPECT_EQ(result_of(stopped, "cycle/first").reason, "the run was interrupted");
}

}  // namespace
}  // namespace mprsim::suite_test
