#include "mock_mpr/operations/notification.h"

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "tests/mock_mpr/cancel_script.h"
#include "tests/mock_mpr/reason_text.h"

namespace mprsim::notification_test {
namespace {

const Policy nt{};
const Policy win9x = Policy::of(Profile::win9x_ddk);

constexpr ScriptedNotifyee content{};
constexpr ScriptedNotifyee declines{.leaves = 0};
constexpr ScriptedNotifyee broken{.loads = false};

constexpr ScriptedNotifyee objects_with(Status before) { return {.before = before}; }
constexpr ScriptedNotifyee retries() { return {.after = wn::retry}; }

struct Row {
  std::string_view slug;
  const Policy& policy;
  std::string_view providers;
  std::vector<ScriptedNotifyee> notifyees;
  std::uint32_t status;
  std::string_view log;
};

void expect_rows(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    SCOPED_TRACE(std::string(row.slug) + ": " + std::string(row.log));
    CancelScript script{row.providers, row.policy, row.notifyees};
    EXPECT_EQ(script.play().status.code(), row.status);
    EXPECT_EQ(script.log, row.log);
  }
}

// rule: notify.before-first-provider
// rule: notify.after-last-provider
// rule: notify.after-failure-too
TEST(Notification, SurroundsEveryAttempt) {
  expect_rows({
      {"notify.before-first-provider", nt, "2250 0", {content, content}, 0, "<A <B P1 P2 >A >B"},
      {"notify.after-last-provider", nt, "2250 2250 0 5", {content}, 0, "<A P1 P2 P3 >A"},
      {"notify.after-failure-too", nt, "5 2250", {content, content}, 5, "<A <B P1 P2 >A >B"},
      {"notify.after-failure-too", nt, "-", {content}, 1222, "<A (P1) >A"},
      {"notify.after-failure-too", nt, "", {content}, 1222, "<A >A"},
  });
}

// rule: notifyinfo.context-opt-out
TEST(Notification, WhoLeavesNullIsNotCalledAgain) {
  expect_rows({
      {"notifyinfo.context-opt-out", nt, "0", {declines}, 0, "<A P1"},
      {"notifyinfo.context-opt-out", nt, "5", {declines}, 5, "<A P1"},
      {"notifyinfo.context-opt-out", nt, "0", {content, declines, content}, 0, "<A <B <C P1 >A >C"},
      {"notifyinfo.context-opt-out", nt, "0", {declines, content}, 0, "<A <B P1 >B"},
      {"notifyinfo.context-opt-out", win9x, "0", {content, declines, content}, 0, "<C <B <A P1 >A >C"},
  });
}

// rule: notifyinfo.context-null-before
// rule: notifyinfo.context-round-trip
// rule: notifyinfo.context-isolated
// rule: notifyinfo.status-exact
// rule: notifyinfo.operation-status-before
TEST(Notification, ContextsComeBackToTheirOwners) {
  for (const std::string_view order : {"registration", "reverse", "shuffle"}) {
    SCOPED_TRACE("notifyinfo.context-round-trip, notifyinfo.context-isolated: " + std::string(order));
    CancelScript script{"2250 5",
                        with(Switch::notify_order, order),
                        {content, {.leaves = 7}, declines, {.leaves = 0xFFFFFFFFFFFFFF00}, content}};
    script.request.shuffle_key = 4711;
    script.play();
    const auto before = script.notified(CallKind::notify_before);
    ASSERT_EQ(before.size(), 5U);
    for (const ScriptedStep& step : before) {
      EXPECT_EQ(step.info, (NotifyInfo{NotifyStatus::pre, wn::success, 0}));
    }
    const auto after = script.notified(CallKind::notify_after);
    ASSERT_EQ(after.size(), 4U);
    for (const ScriptedStep& step : after) {
      const std::size_t who = index(step.call.notifyee());
      EXPECT_EQ(step.info,
                (NotifyInfo{NotifyStatus::post, wn::access_denied, script.notifyees[who].leaves + 16 * who}));
    }
  }
  static_assert(static_cast<int>(NotifyStatus::pre) == 1 && static_cast<int>(NotifyStatus::post) == 2);
}

// rule: notifyinfo.operation-status-after
// rule: notifyinfo.operation-status-routed
TEST(Notification, AfterTheFactTellsTheRoutedStatus) {
  struct {
    const Policy& policy;
    std::string_view providers;
    std::uint32_t told;
  } const rows[] = {
      {nt, "0", 0},        {nt, "5 0", 0},          {nt, "67 86 5", 86}, {nt, "2250", 2250},
      {nt, "53 67", 2250}, {nt, "- x", 1222},       {win9x, "5 0", 5},   {win9x, "2250 67", 67},
      {nt, "2404", 2404},  {nt, "2250 2401", 2401},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE("notifyinfo.operation-status-after: " + std::string(row.providers));
    CancelScript script{row.providers, row.policy, {content}};
    script.play();
    ASSERT_EQ(script.notified(CallKind::notify_after).size(), 1U);
    EXPECT_EQ(script.steps.back().info.operation_status.code(), row.told);
  }
}

// rule: notify.order-reverse
// rule: notify.order
TEST(Notification, TheOrderIsASwitch) {
  expect_rows({
      {"notify.order", nt, "0", {content, content, content}, 0, "<A <B <C P1 >A >B >C"},
      {"notify.order-reverse", win9x, "0", {content, content, content}, 0, "<C <B <A P1 >A >B >C"},
      {"notify.order-reverse", win9x, "5", {content, declines}, 5, "<B <A P1 >A"},
  });
}

// rule: notify.order
TEST(Notification, AShuffleReachesEveryOrderByItsKey) {
  SCOPED_TRACE("notify.order");
  std::set<std::string> orders;
  for (std::uint64_t key = 0; key < 24; ++key) {
    CancelScript script{"0", with(Switch::notify_order, "shuffle"), {content, content, content, content}};
    script.request.shuffle_key = key;
    script.play();
    orders.insert(script.log);
    std::string after = script.log.substr(script.log.find('>'));
    for (char& c : after) c = c == '>' ? '<' : c;
    EXPECT_TRUE(script.log.starts_with(after)) << script.log;  // the same order before and after
  }
  EXPECT_EQ(orders.size(), 24U);
  EXPECT_EQ(*orders.begin(), "<A <B <C <D P1 >A >B >C >D");
}

// rule: notify.error-before
TEST(Notification, AnErrorInAdvanceIsRecordedOrVetoes) {
  const Policy veto = with(Switch::notify_error, "veto");
  const ScriptedNotifyee refuses = objects_with(wn::access_denied);
  expect_rows({
      {"notify.error-before", nt, "0", {refuses, content}, 0, "<A <B P1 >A >B"},
      {"notify.error-before", nt, "0", {objects_with(wn::cancel)}, 0, "<A P1 >A"},
      {"notify.error-before", nt, "0", {objects_with(wn::retry)}, 0, "<A P1 >A"},
      {"notify.error-before", veto, "0", {content, refuses, content}, 5, "<A <B >A"},
      {"notify.error-before", veto, "0", {refuses}, 5, "<A"},
      {"notify.error-before", veto, "0", {content, objects_with(wn::retry)}, 1237, "<A <B >A"},
      {"notify.error-before", win9x, "0", {content, refuses}, 0, "<B <A P1 >A >B"},
      {"notify.error-before", veto, "0", {content, content}, 0, "<A <B P1 >A >B"},
  });
}

// rule: notify.cancel-vetoes
TEST(Notification, OnWindows9xCancelVetoes) {
  const ScriptedNotifyee vetoes = objects_with(wn::cancel);
  expect_rows({
      {"notify.cancel-vetoes", win9x, "0", {vetoes}, 1223, "<A"},
      {"notify.cancel-vetoes", win9x, "0", {content, vetoes, content}, 1223, "<C <B >C"},
      {"notify.cancel-vetoes", win9x, "0", {vetoes, content, content}, 1223, "<C <B <A >B >C"},
      {"notify.cancel-vetoes", win9x, "0", {vetoes, declines, content}, 1223, "<C <B <A >C"},
  });
  CancelScript script{"0", win9x, {vetoes, content}};
  EXPECT_EQ(text(script.play().reason), "notify.cancel-vetoes by notify_error");
  EXPECT_EQ(script.steps.back().info.operation_status, wn::cancel) << "notify.cancel-vetoes";
}

// rule: notify.retry-after-failure
TEST(Notification, OnWindows9xRetryAfterAFailureStartsAgain) {
  const ScriptedNotifyee twice{.after = wn::retry, .after_later = wn::retry};
  const ScriptedNotifyee late_veto{.before_later = wn::cancel};
  expect_rows({
      {"notify.retry-after-failure", win9x, "5,0", {retries()}, 0, "<A P1 >A P1 >A"},
      {"notify.retry-after-failure", win9x, "5,2401", {retries()}, 2401, "<A P1 >A P1 >A"},
      {"notify.retry-after-failure", win9x, "5,0", {retries(), content}, 0, "<B <A P1 >A >B <B P1 >A >B"},
      {"notify.retry-after-failure", win9x, "5,0", {content, retries()}, 0, "<B <A P1 >A >B <A P1 >A >B"},
      {"notify.retry-after-failure", win9x, "5,0", {retries(), retries()}, 0, "<B <A P1 >A >B P1 >A >B"},
      {"notify.retry-after-failure", win9x, "5,0", {declines, retries()}, 0, "<B <A P1 >B <A P1 >B"},
      {"notify.retry-after-failure", nt, "5,0", {retries()}, 5, "<A P1 >A"},
      {"notify.retry-after-failure", win9x, "2250,2250 67,0", {retries()}, 0, "<A P1 P2 >A P1 P2 >A"},
      {"notify.retry-after-failure", win9x, "5", {content}, 5, "<A P1 >A"},
      // A veto in the second round: the one that asked for it still holds its context, and is told.
      {"notify.retry-after-failure",
       win9x,
       "5,0",
       {retries(), late_veto, content},
       1223,
       "<C <B <A P1 >A >B >C <C <B >A >C"},
      {"notify.retry-after-failure",
       win9x,
       "5",
       {twice},
       5,
       "<A P1 >A P1 >A P1 >A P1 >A P1 >A P1 >A P1 >A P1 >A P1 >A"},
  });
  static_assert(Notification::max_retries == 8);
}

// rule: notify.retry-after-failure
// rule: notifyinfo.context-round-trip
// rule: notifyinfo.operation-status-before
TEST(Notification, ARetryKeepsTheContextOfTheOneThatAsked) {
  SCOPED_TRACE("notify.retry-after-failure, notifyinfo.context-round-trip");
  CancelScript script{"5,0", win9x, {{.leaves = 3, .after = wn::retry}, content, content}};
  script.play();
  EXPECT_EQ(script.log, "<C <B <A P1 >A >B >C <C <B P1 >A >B >C");
  std::vector<Context> contexts;
  for (const ScriptedStep& step : script.notified(CallKind::notify_after))
    contexts.push_back(step.info.context);
  EXPECT_EQ(contexts, (std::vector<Context>{3, 17, 33, 3, 17, 33}));
  // The second round begins afresh, no matter how the first one ended.
  for (const ScriptedStep& step : script.notified(CallKind::notify_before)) {
    EXPECT_EQ(step.info, (NotifyInfo{NotifyStatus::pre, wn::success, 0}))
        << "notifyinfo.operation-status-before";
  }
}

// rule: notify.retry-after-failure
TEST(Notification, ARequestForARetryIsForgottenAfterwards) {
  // A asks in the first round; in the second B asks, so that A is told in advance of the third.
  CancelScript script{
      "5,5,0", with(Switch::notify_retry, "retry"), {{.after = wn::retry}, {.after_later = wn::retry}}};
  EXPECT_EQ(script.play().status, wn::success);
  EXPECT_EQ(script.log, "<A <B P1 >A >B <B P1 >A >B <A P1 >A >B") << "notify.retry-after-failure";
}

// rule: notify.retry-misused
TEST(Notification, OnWindows9xRetryElsewhereCountsAsSuccess) {
  const Policy veto_and_retry = with(Switch::notify_retry, "retry", with(Switch::notify_error, "veto"));
  expect_rows({
      {"notify.retry-misused", win9x, "0", {objects_with(wn::retry)}, 0, "<A P1 >A"},
      {"notify.retry-misused", win9x, "0", {retries()}, 0, "<A P1 >A"},
      {"notify.retry-misused", win9x, "5", {objects_with(wn::retry)}, 5, "<A P1 >A"},
      {"notify.retry-misused", veto_and_retry, "0", {objects_with(wn::retry)}, 0, "<A P1 >A"},
      {"notify.retry-misused", veto_and_retry, "0", {objects_with(wn::cancel)}, 1223, "<A"},
  });
}

// rule: notify.broken-library-ignored
TEST(Notification, ABrokenLibraryIsSkippedOrFails) {
  const Policy fails = with(Switch::broken_notifyee, "fails");
  expect_rows({
      {"notify.broken-library-ignored", nt, "0", {broken, content}, 0, "(A) <B P1 >B"},
      {"notify.broken-library-ignored", nt, "5", {content, broken}, 5, "<A (B) P1 >A"},
      {"notify.broken-library-ignored", fails, "0", {content, broken, content}, 126, "<A (B) >A"},
      {"notify.broken-library-ignored", fails, "0", {broken}, 126, "(A)"},
      {"notify.broken-library-ignored", fails, "0", {content, content}, 0, "<A <B P1 >A >B"},
  });
}

// rule: notify.both-cancel-calls
TEST(Notification, BothCancelCallsNotify) {
  SCOPED_TRACE("notify.both-cancel-calls");
  CancelScript script{"0", nt, {content}};
  for (const CancelApi api : {CancelApi::cancel_connection, CancelApi::cancel_connection2}) {
    script.request.api = api;
    script.play();
    EXPECT_EQ(script.log, "<A P1 >A");
  }
  for (const Profile profile : {Profile::wine, Profile::reactos}) {
    script.policy = Policy::of(profile);
    script.play();
    EXPECT_EQ(script.log, "(A) P1") << name(profile);
    EXPECT_EQ(text(script.notified(CallKind::skip_notifyee).front().reason),
              "notify.both-cancel-calls by notifyees");
  }
}

TEST(Notification, ThirtyTwoNotifyeesAreTheLimit) {
  const std::vector<ScriptedNotifyee> most(Registry::max_notifyees, retries());
  CancelScript script{"5,0", win9x, most};
  EXPECT_EQ(script.play().status, wn::success);
  EXPECT_EQ(script.notified(CallKind::notify_before).size(), Registry::max_notifyees);
  EXPECT_EQ(script.notified(CallKind::notify_after).size(), 2 * Registry::max_notifyees);
  EXPECT_EQ(script.registry.add_notifyee("one more"), std::nullopt);
}

// The last step of each script, and what it is said to mean.
TEST(Notification, CitesItsRuleAndItsSwitch) {
  struct {
    std::string_view reason;
    const Policy& policy;
    std::string_view providers;
    ScriptedNotifyee notifyee;
    CallKind step;
  } const rows[] = {
      {"notify.before-first-provider", nt, "0", content, CallKind::notify_before},
      {"notifyinfo.context-opt-out", nt, "0", declines, CallKind::notify_before},
      {"notify.error-before by notify_error", nt, "0", objects_with(wn::access_denied),
       CallKind::notify_before},
      {"notify.error-before by notify_error", nt, "0", objects_with(wn::cancel), CallKind::notify_before},
      {"notify.error-before by notify_error", win9x, "0", objects_with(wn::access_denied),
       CallKind::notify_before},
      {"notify.cancel-vetoes by notify_error", win9x, "0", objects_with(wn::cancel), CallKind::notify_before},
      {"notify.retry-misused by notify_retry", win9x, "0", objects_with(wn::retry), CallKind::notify_before},
      {"notifyinfo.context-round-trip", nt, "0", content, CallKind::notify_after},
      {"notify.after-failure-too by provider_after_failure", nt, "5", content, CallKind::notify_after},
      {"notify.retry-after-failure by notify_retry", nt, "5", retries(), CallKind::notify_after},
      {"notify.retry-after-failure by notify_retry", win9x, "5", retries(), CallKind::notify_after},
      {"notify.retry-after-failure by notify_retry", nt, "0", retries(), CallKind::notify_after},
      {"notify.retry-misused by notify_retry", win9x, "0", retries(), CallKind::notify_after},
      {"notify.broken-library-ignored by broken_notifyee", nt, "0", broken, CallKind::skip_notifyee},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.reason);
    CancelScript script{row.providers, row.policy, {row.notifyee}};
    script.play();
    const auto steps = script.notified(row.step);
    ASSERT_FALSE(steps.empty());
    EXPECT_EQ(text(steps.front().reason), row.reason);
  }
  const Policy veto = with(Switch::notify_error, "veto");
  CancelScript vetoed{"0", veto, {objects_with(wn::cancel)}};
  EXPECT_EQ(text(vetoed.play().reason), "notify.error-before by notify_error");
  CancelScript unloaded{"0", with(Switch::broken_notifyee, "fails"), {broken}};
  EXPECT_EQ(text(unloaded.play().reason), "notify.broken-library-ignored by broken_notifyee");
}

}  // namespace
}  // namespace mprsim::notification_test
