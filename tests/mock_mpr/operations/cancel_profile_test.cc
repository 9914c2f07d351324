// What a cancel does to the remembered entry, and what it says of it.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "mock_mpr/operations/cancel.h"
#include "tests/mock_mpr/cancel_script.h"
#include "tests/mock_mpr/reason_text.h"

namespace mprsim::cancel_profile_test {
namespace {

const Policy nt{};
const Policy win9x = Policy::of(Profile::win9x_ddk);
const Policy wine = Policy::of(Profile::wine);
const Policy reactos = Policy::of(Profile::reactos);

constexpr ScriptedNotifyee content{};
constexpr auto update = connect_flag::update_profile;

// A cancel with one notifyee, A, and what it does to the remembered entry.
struct Row {
  std::string_view slug;
  const Policy& policy;
  std::string_view providers;
  std::uint32_t flags;
  std::string_view log;
  std::uint32_t status;
  bool forgotten;
  bool connected = true;
  Status forget = wn::success;
  Status profile = wn::success;
};

CancelScript script_of(const Row& row) {
  CancelScript script{row.providers, row.policy, {content}};
  script.request.flags = row.flags;
  script.connected = row.connected;
  script.forget = row.forget;
  script.profile = row.profile;
  return script;
}

void expect_rows(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    SCOPED_TRACE(std::string(row.slug) + ": " + std::string(row.log));
    CancelScript script = script_of(row);
    const CancelResult result = script.play();
    EXPECT_EQ(result.status.code(), row.status);
    EXPECT_EQ(result.forgotten, row.forgotten);
    EXPECT_EQ(script.log, row.log);
  }
}

// rule: profile.zero-keeps
// rule: profile.update-forgets
// rule: notifycancel.flag-set-means-forget
TEST(Cancel, TheFlagForgetsAndItsAbsenceKeeps) {
  expect_rows({
      {"profile.zero-keeps", nt, "0", 0, "<A P1 >A", 0, false},
      {"profile.zero-keeps", nt, "0", ~update, "<A P1 >A", 0, false},
      {"profile.zero-keeps", nt, "2250", 0, "<A P1 >A", 2250, false, false},
      {"profile.update-forgets", nt, "0", update, "<A P1 forget >A", 0, true},
      {"profile.update-forgets", nt, "2250 5 0", update, "<A P1 P2 P3 forget >A", 0, true},
      {"profile.update-forgets", nt, "0", ~0U, "<A P1 forget >A", 0, true},
      {"profile.update-forgets", nt, "0", update, "<A P1 forget >A", 0, false, true, wn::not_connected},
      {"profile.update-forgets", wine, "0", update, "(A) P1 forget", 0, true},
      {"notifycancel.flag-set-means-forget", reactos, "0", update, "(A) P1 forget", 0, true},
  });
}

// rule: profile.failure-keeps
TEST(Cancel, AFailureKeepsTheEntry) {
  const Policy forgets = with(Switch::failed_cancel, "forgets");
  expect_rows({
      {"profile.failure-keeps", nt, "5", update, "<A P1 >A", 5, false},
      {"profile.failure-keeps", nt, "2250 2401", update, "<A P1 P2 >A", 2401, false},
      {"profile.failure-keeps", nt, "67", update, "<A P1 look >A", 2250, false},
      {"profile.failure-keeps", nt, "2250", update, "<A P1 look >A", 2250, false},
      {"profile.failure-keeps", win9x, "2401", update, "<A P1 >A", 2401, false},
      {"profile.failure-keeps", wine, "2401", update, "(A) P1", 2401, false},
      {"profile.failure-keeps", forgets, "2401", update, "<A P1 forget >A", 2401, true},
      {"profile.failure-keeps", forgets, "2401", 0, "<A P1 >A", 2401, false},
      {"profile.failure-keeps", forgets, "2401", update, "<A P1 forget >A", 2401, false, true,
       wn::not_connected},
      {"profile.failure-keeps", reactos, "2401", update, "(A) P1 forget", 2401, true},
      {"profile.failure-keeps", reactos, "2250", update, "(A) P1 forget", 2250, true, false},
  });
}

// rule: profile.forget-disconnected
TEST(Cancel, ARememberedDeviceThatIsNotConnectedCanBeForgotten) {
  const Policy but_fails = with(Switch::forget_unconnected, "forgets_but_fails");
  const Policy refused = with(Switch::forget_unconnected, "refused");
  const Policy literal = with(Switch::not_connected, "significant");
  const Policy first = with(Switch::all_insignificant, "first");
  const bool away = false;
  expect_rows({
      {"profile.forget-disconnected", nt, "2250", update, "<A P1 look forget >A", 0, true, away},
      {"profile.forget-disconnected", nt, "67 53", update, "<A P1 P2 look forget >A", 0, true, away},
      {"profile.forget-disconnected", nt, "", update, "<A look forget >A", 0, true, away},
      {"profile.forget-disconnected", nt, "2250", update, "<A P1 look forget >A", 2250, false, away,
       wn::not_connected},
      {"profile.forget-disconnected", first, "67", update, "<A P1 look forget >A", 67, false, away,
       wn::not_connected},
      {"profile.forget-disconnected", literal, "2250", update, "<A P1 look forget >A", 0, true, away},
      {"profile.forget-disconnected", nt, "5", update, "<A P1 >A", 5, false, away},
      {"profile.forget-disconnected", win9x, "2250", update, "<A P1 look forget >A", 0, true, away},
      {"profile.forget-disconnected", but_fails, "2250", update, "<A P1 look forget >A", 2250, true, away},
      {"profile.forget-disconnected", but_fails, "0", update, "<A P1 forget >A", 0, true},
      {"profile.forget-disconnected", refused, "2250", update, "<A P1 >A", 2250, false, away},
      {"profile.forget-disconnected", refused, "0", update, "<A P1 forget >A", 0, true},
      {"profile.forget-disconnected", wine, "2250", update, "(A) P1", 2250, false, away},
  });
}

// rule: profile.forget-disconnected
// rule: notifyinfo.operation-status-after
TEST(Cancel, WhatWasForgottenIsToldAsASuccessWithoutAProvider) {
  SCOPED_TRACE("profile.forget-disconnected");
  CancelScript script{"2250 67", nt, {content}};
  script.request.flags = update;
  script.connected = false;
  const CancelResult result = script.play();
  EXPECT_EQ(result.provider, std::nullopt);
  EXPECT_EQ(text(result.reason), "profile.forget-disconnected by forget_unconnected");
  EXPECT_EQ(script.steps.back().info.operation_status, wn::success);
}

// rule: profile.unreadable
TEST(Cancel, AProfileThatCannotBeUsed) {
  const Policy before = with(Switch::profile_check, "before_cancel");
  const Policy forgets = with(Switch::failed_cancel, "forgets");
  const Status closed = wn::cannot_open_profile;
  const Status malformed = wn::bad_profile;
  expect_rows({
      {"profile.unreadable", nt, "0", update, "<A P1 forget >A", 1205, false, true, closed},
      {"profile.unreadable", nt, "0", update, "<A P1 forget >A", 1206, false, true, malformed},
      {"profile.unreadable", nt, "0", 0, "<A P1 >A", 0, false, true, closed, closed},
      {"profile.unreadable", nt, "5", update, "<A P1 >A", 5, false, true, closed},
      {"profile.unreadable", nt, "2250", update, "<A P1 look forget >A", 1205, false, false, closed},
      {"profile.unreadable", forgets, "5", update, "<A P1 forget >A", 1206, false, true, malformed},
      {"profile.unreadable", before, "0", update, "read", 1205, false, true, closed, closed},
      {"profile.unreadable", before, "0", update, "read", 1206, false, true, malformed, malformed},
      {"profile.unreadable", before, "0", update, "read <A P1 forget >A", 0, true},
      {"profile.unreadable", before, "0", 0, "<A P1 >A", 0, false, true, closed, closed},
  });
}

// rule: profile.unreadable
TEST(Cancel, AnUnusableProfileDoesNotHideThatTheCancelWorked) {
  SCOPED_TRACE("profile.unreadable");
  CancelScript script{"2250 0", win9x, {{.after = wn::retry}}};
  script.request.flags = update;
  script.forget = wn::bad_profile;
  const CancelResult result = script.play();
  EXPECT_EQ(script.log, "<A P1 P2 forget >A");
  EXPECT_EQ(result.status, wn::bad_profile);
  EXPECT_EQ(result.provider, ProviderId{1});
  EXPECT_EQ(script.steps.back().info.operation_status, wn::success);
  EXPECT_EQ(script.steps.back().details.provider, Text{"P2"});
}

// rule: profile.remote-name-no-effect
TEST(Cancel, ARemoteNameLeavesTheProfileAlone) {
  const Policy before = with(Switch::profile_check, "before_cancel");
  const Policy silent = with(Switch::forget_only, "silent");
  const Policy forgets = with(Switch::failed_cancel, "forgets");
  for (const std::string_view name : {R"(\\s\r)", "Z", "Z:\\x", "LPT1x", "nfs:/x"}) {
    for (const Policy& policy : {nt, before, silent, forgets, win9x}) {
      for (const std::string_view providers : {"0", "2250", "5"}) {
        SCOPED_TRACE("profile.remote-name-no-effect: " + std::string(name));
        CancelScript script{providers, policy, {content}};
        script.request.name = Text{name};
        script.request.flags = update;
        script.profile = wn::bad_profile;
        script.connected = false;
        EXPECT_FALSE(script.play().forgotten);
        EXPECT_EQ(script.log, "<A P1 >A");
        EXPECT_EQ(script.steps.front().details.flags, update);
      }
    }
  }
  for (const std::string_view name : {"z:", "LPT1", "lpt9:", "COM1:"}) {
    CancelScript script{"0", nt};
    script.request.name = Text{name};
    script.request.flags = update;
    EXPECT_TRUE(script.play().forgotten) << name;
  }
}

// rule: profile.old-cancel-call
TEST(Cancel, TheOldCallKeepsOrForgets) {
  SCOPED_TRACE("profile.old-cancel-call");
  struct {
    const Policy& policy;
    std::string_view log;
    bool forgotten;
  } const rows[] = {
      {nt, "<A P1 >A", false},
      {win9x, "<A P1 forget >A", true},
      {wine, "(A) P1", false},
      {reactos, "(A) P1", false},
  };
  for (const auto& row : rows) {
    CancelScript script{"0", row.policy, {content}};
    script.request.api = CancelApi::cancel_connection;
    script.request.flags = update;  // not a parameter of this call: it counts for nothing
    const CancelResult result = script.play();
    EXPECT_EQ(script.log, row.log);
    EXPECT_EQ(result.forgotten, row.forgotten);
    const std::uint32_t told = row.forgotten ? update : 0;
    for (const ScriptedStep& step : script.notified(CallKind::notify_before)) {
      EXPECT_EQ(step.details.flags, told);
    }
  }
  CancelScript flagless{"0", win9x};
  flagless.request.api = CancelApi::cancel_connection;
  EXPECT_TRUE(flagless.play().forgotten);
  EXPECT_EQ(text(flagless.steps.back().reason), "profile.old-cancel-call by old_cancel");
}

// rule: notify.forget-only
TEST(Cancel, ForgettingMayBeSilent) {
  const Policy silent = with(Switch::forget_only, "silent");
  const Policy read_too = with(Switch::profile_check, "before_cancel", silent);
  expect_rows({
      {"notify.forget-only", silent, "2250", update, "look P1 look forget", 0, true, false},
      {"notify.forget-only", silent, "0", update, "look <A P1 forget >A", 0, true, true},
      {"notify.forget-only", silent, "0", 0, "<A P1 >A", 0, false, false},
      {"notify.forget-only", nt, "2250", update, "<A P1 look forget >A", 0, true, false},
      {"notify.forget-only", read_too, "0", update, "read look <A P1 forget >A", 0, true},
      {"notify.forget-only", read_too, "0", update, "read", 1206, false, true, wn::success, wn::bad_profile},
  });
}

// rule: profile.failure-keeps
TEST(Cancel, WhatTheFirstRoundForgotStaysForgotten) {
  const Policy policy = with(Switch::notify_retry, "retry", with(Switch::failed_cancel, "forgets"));
  Registry registry;
  registry.add_provider("LanMan");
  registry.add_notifyee("retrier");
  const CancelRequest request{.name = Text{"Z:"}, .flags = update};
  CancelOperation operation{request, registry, policy};
  bool remembered = true;
  bool asked = false;
  while (const Call call = operation.next()) {
    switch (call.kind()) {
      case CallKind::call_provider:
        operation.reply({asked ? wn::success : wn::open_files});
        break;
      case CallKind::forget:
        operation.reply({remembered ? wn::success : wn::not_connected});
        remembered = false;
        break;
      case CallKind::notify_after:
        operation.reply({asked ? wn::success : wn::retry});
        asked = true;
        break;
      default:
        operation.reply({wn::success, 1});
    }
  }
  EXPECT_EQ(operation.result().status, wn::success);
  EXPECT_TRUE(operation.result().forgotten) << "profile.failure-keeps";
}

// What the last step about the profile is said to mean.
TEST(Cancel, CitesItsRuleAndItsSwitch) {
  const Policy forgets = with(Switch::failed_cancel, "forgets");
  const Policy silent = with(Switch::forget_only, "silent");
  const Policy before = with(Switch::profile_check, "before_cancel");
  const Policy but_fails = with(Switch::forget_unconnected, "forgets_but_fails");
  const Status lost = wn::bad_profile;
  const std::string_view unreadable = "profile.unreadable by profile_check";
  const std::string_view unconnected = "profile.forget-disconnected by forget_unconnected";
  struct {
    Row row;  // its slug is the reason of the step
    CallKind step;
    std::string_view whole;
  } const rows[] = {
      {{"profile.update-forgets", nt, "0", update, "", 0, true}, CallKind::forget, "route.stop-at-success"},
      {{"profile.failure-keeps by failed_cancel", forgets, "5", update, "", 5, true},
       CallKind::forget,
       "route.first-significant"},
      {{unconnected, nt, "2250", update, "", 0, true, false}, CallKind::forget, unconnected},
      {{unconnected, nt, "2250", update, "", 0, true, false}, CallKind::look_up, unconnected},
      {{unconnected, nt, "2250", update, "", 0, true, true},
       CallKind::look_up,
       "route.all-insignificant by all_insignificant"},
      {{unconnected, but_fails, "2250", update, "", 0, true, false},
       CallKind::forget,
       "route.all-insignificant by all_insignificant"},
      {{unreadable, nt, "0", update, "", 0, true, true, lost}, CallKind::forget, unreadable},
      {{unreadable, before, "0", update, "", 0, true, true, {}, lost}, CallKind::read_profile, unreadable},
      {{unreadable, before, "0", update, "", 0, true}, CallKind::read_profile, "route.stop-at-success"},
      {{"notify.forget-only by forget_only", silent, "0", update, "", 0, true},
       CallKind::look_up,
       "route.stop-at-success"},
  };
  for (const auto& [row, step, whole] : rows) {
    SCOPED_TRACE(std::string(row.slug) + ": " + std::string(row.providers));
    CancelScript script = script_of(row);
    EXPECT_EQ(text(script.play().reason), whole);
    const auto steps = script.notified(step);
    ASSERT_FALSE(steps.empty());
    EXPECT_EQ(text(steps.front().reason), row.slug);
  }
}

}  // namespace
}  // namespace mprsim::cancel_profile_test
