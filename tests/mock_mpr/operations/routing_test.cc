#include "mock_mpr/operations/routing.h"

#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "mock_mpr/operations/add.h"
#include "mock_mpr/operations/lookup.h"
#include "tests/mock_mpr/cancel_script.h"
#include "tests/mock_mpr/reason_text.h"

namespace mprsim::routing_test {
namespace {

const Policy nt{};
const Policy win9x = Policy::of(Profile::win9x_ddk);
const Policy wine = Policy::of(Profile::wine);
const Policy reactos = Policy::of(Profile::reactos);

// One cycle of a cancel: what the providers say, what comes of it, who was called or (skipped).
struct Row {
  std::string_view slug;
  const Policy& policy;
  std::string_view providers;
  std::uint32_t status;
  std::string_view log;
  std::string_view by = "";  // who cancelled
};

void expect_rows(std::initializer_list<Row> rows) {
  for (const Row& row : rows) {
    SCOPED_TRACE(std::string(row.slug) + ": " + std::string(row.providers));
    CancelScript script{row.providers, row.policy};
    const CancelResult result = script.play();
    EXPECT_EQ(result.status.code(), row.status);
    EXPECT_EQ(script.log, row.log);
    EXPECT_EQ(result.provider ? script.registry.name(*result.provider) : "", row.by);
  }
}

// rule: route.provider-order
TEST(Routing, AsksInProviderOrder) {
  expect_rows({
      {"route.provider-order", nt, "", 1222, ""},
      {"route.provider-order", nt, "2250", 2250, "P1"},
      {"route.provider-order", nt, "2250 2250 2250 0", 0, "P1 P2 P3 P4", "P4"},
  });
}

// rule: route.stop-at-success
TEST(Routing, StopsAtTheFirstSuccess) {
  expect_rows({
      {"route.stop-at-success", nt, "0 2401 0", 0, "P1", "P1"},
      {"route.stop-at-success", nt, "5 0 0", 0, "P1 P2", "P2"},
      {"route.stop-at-success", nt, "2250 67 0 5", 0, "P1 P2 P3", "P3"},
      {"route.stop-at-success", win9x, "2250 0 5", 0, "P1 P2", "P2"},
      {"route.stop-at-success", wine, "2250 0 5", 0, "P1 P2", "P2"},
      {"route.stop-at-success", wine, "5 86 0", 0, "P1 P2 P3", "P3"},
      {"route.stop-at-success", reactos, "2404 0 5", 0, "P1 P2", "P2"},
  });
}

// rule: route.continue-after-error
TEST(Routing, NoErrorEndsTheCycle) {
  expect_rows({
      {"route.continue-after-error", nt, "5 0", 0, "P1 P2", "P2"},
      {"route.continue-after-error", nt, "2401 2250 0", 0, "P1 P2 P3", "P3"},
      {"route.continue-after-error", nt, "2401 2404 1222", 2401, "P1 P2 P3"},
      {"route.continue-after-error", nt, "1208 0", 0, "P1 P2", "P2"},
      {"route.continue-after-error", nt, "50 1223 0", 0, "P1 P2 P3", "P3"},
  });
}

// rule: route.first-significant
TEST(Routing, ReportsTheFirstSignificantError) {
  expect_rows({
      {"route.first-significant", nt, "86 67 67", 86, "P1 P2 P3"},
      {"route.first-significant", nt, "67 86 67", 86, "P1 P2 P3"},
      {"route.first-significant", nt, "67 67 86", 86, "P1 P2 P3"},
      {"route.first-significant", nt, "5 86 2404", 5, "P1 P2 P3"},
      {"route.first-significant", nt, "2404 5 86", 2404, "P1 P2 P3"},
      {"route.first-significant", nt, "1222 5", 1222, "P1 P2"},
      {"route.first-significant", nt, "2250 9999 5", 9999, "P1 P2 P3"},
      {"route.first-significant", nt, "4096 5", 4096, "P1 P2"},
      {"route.first-significant", nt, "- 86 x 5 67", 86, "(P1) P2 (P3) P4 P5"},
  });
}

// rule: route.insignificant
TEST(Routing, FourCodesAreInsignificant) {
  expect_rows({
      {"route.insignificant", nt, "53 5", 5, "P1 P2"},
      {"route.insignificant", nt, "67 5", 5, "P1 P2"},
      {"route.insignificant", nt, "87 5", 5, "P1 P2"},
      {"route.insignificant", nt, "124 5", 5, "P1 P2"},
      {"route.insignificant", nt, "1200 5", 1200, "P1 P2"},
      {"route.insignificant", nt, "50 5", 50, "P1 P2"},
  });
}

// rule: route.not-connected-on-cancel
TEST(Routing, NotConnectedDoesNotMaskAnError) {
  const Policy literal = with(Switch::not_connected, "significant");
  expect_rows({
      {"route.not-connected-on-cancel", nt, "2250 2401", 2401, "P1 P2"},
      {"route.not-connected-on-cancel", nt, "2250 2404 2250", 2404, "P1 P2 P3"},
      {"route.not-connected-on-cancel", literal, "2250 2401", 2250, "P1 P2"},
      {"route.not-connected-on-cancel", literal, "67 2250 5", 2250, "P1 P2 P3"},
      {"route.not-connected-on-cancel", literal, "5 2250", 5, "P1 P2"},
      {"route.not-connected-on-cancel", literal, "2250 0", 0, "P1 P2", "P2"},
  });
}

// rule: route.all-insignificant
TEST(Routing, NothingButInsignificantAnswersIsASwitch) {
  const Policy first = with(Switch::all_insignificant, "first");
  const Policy last = with(Switch::all_insignificant, "last");
  expect_rows({
      {"route.all-insignificant", nt, "53 67 87", 2250, "P1 P2 P3"},
      {"route.all-insignificant", nt, "124", 2250, "P1"},
      {"route.all-insignificant", first, "53 67 87", 53, "P1 P2 P3"},
      {"route.all-insignificant", first, "- 67 2250 53", 67, "(P1) P2 P3 P4"},
      {"route.all-insignificant", last, "53 67 87", 87, "P1 P2 P3"},
      {"route.all-insignificant", last, "2250 67 -", 67, "P1 P2 (P3)"},
      {"route.all-insignificant", last, "53 5 67", 5, "P1 P2 P3"},
      {"route.all-insignificant", win9x, "2250 50 67", 67, "P1 P2 P3"},
  });
}

// rule: route.busy
TEST(Routing, BusyIsPassedBack) {
  expect_rows({
      {"route.busy", nt, "170 2250", 170, "P1 P2"},
      {"route.busy", nt, "2250 170 5", 170, "P1 P2 P3"},
      {"route.busy", nt, "5 170", 5, "P1 P2"},
      {"route.busy", win9x, "2250 170 0", 170, "P1 P2"},
  });
}

// rule: route.hard-error-stops
TEST(Routing, OnWindows9xAHardErrorEndsTheCycle) {
  expect_rows({
      {"route.hard-error-stops", win9x, "53 0", 53, "P1"},
      {"route.hard-error-stops", win9x, "5 0", 5, "P1"},
      {"route.hard-error-stops", win9x, "87 0", 87, "P1"},
      {"route.hard-error-stops", win9x, "124 0", 124, "P1"},
      {"route.hard-error-stops", win9x, "2250 2401 0", 2401, "P1 P2"},
      {"route.hard-error-stops", win9x, "50 67 1200 1222 2250 2404 0", 2404, "P1 P2 P3 P4 P5 P6"},
      {"route.hard-error-stops", win9x, "50 67 1200 1222 2250 0", 0, "P1 P2 P3 P4 P5 P6", "P6"},
      {"route.hard-error-stops", win9x, "4095 0", 4095, "P1"},
      {"route.hard-error-stops", win9x, "- 5 0", 5, "(P1) P2"},
  });
}

// rule: route.extended-error-claims
TEST(Routing, OnWindows9xAnExtendedErrorClaimsTheName) {
  expect_rows({
      {"route.extended-error-claims", win9x, "1208 0", 1208, "P1"},
      {"route.extended-error-claims", win9x, "2250 1208 5", 1208, "P1 P2"},
      {"route.extended-error-claims", nt, "1208 0", 0, "P1 P2", "P2"},
  });
}

// rule: route.remote-name-stops
TEST(Routing, ARemoteNameMayAskEverybody) {
  const Policy all = with(Switch::remote_name, "all_providers");
  const auto play = [](std::string_view providers, const Policy& policy, std::string_view name) {
    CancelScript script{providers, policy};
    script.request.name = Text{name};
    const CancelResult result = script.play();
    return script.log + " = " + std::to_string(result.status.code()) + " by " +
           (result.provider ? std::string(script.registry.name(*result.provider)) : "nobody");
  };
  const std::string_view remote = R"(\\s\r)";
  SCOPED_TRACE("route.remote-name-stops");
  EXPECT_EQ(play("2250 0 0", nt, remote), "P1 P2 = 0 by P2");
  EXPECT_EQ(play("2250 0 0", all, remote), "P1 P2 P3 = 0 by P2");
  EXPECT_EQ(play("0 5 67", all, remote), "P1 P2 P3 = 0 by P1");
  EXPECT_EQ(play("5 0 2401", all, remote), "P1 P2 P3 = 0 by P2");
  EXPECT_EQ(play("5 2250", all, remote), "P1 P2 = 5 by nobody");
  EXPECT_EQ(play("0 0", all, "Z:"), "P1 = 0 by P1");
  EXPECT_EQ(play("0 0", all, "LPT1"), "P1 = 0 by P1");
  EXPECT_EQ(play("0 0", wine, remote), "P1 = 0 by P1");
}

// rule: caps.gate
TEST(Routing, OnlyThoseWhoCanAreAsked) {
  expect_rows({
      {"caps.gate", nt, "- 0", 0, "(P1) P2", "P2"},
      {"caps.gate", nt, "- -", 1222, "(P1) (P2)"},
      {"caps.gate", nt, "2250 -", 2250, "P1 (P2)"},
      {"caps.gate", nt, "-", 1222, "(P1)"},
      {"caps.gate", win9x, "- -", 1222, "(P1) (P2)"},
      {"caps.gate", wine, "-", 1222, "(P1)"},
      {"caps.gate", wine, "2250 -", 2250, "P1 (P2)"},
      {"caps.gate", reactos, "- -", 1222, "(P1) (P2)"},
  });
}

// rule: caps.missing-export
TEST(Routing, ACapabilityWithoutItsExport) {
  const Policy no_network = with(Switch::missing_export, "no_network");
  expect_rows({
      {"caps.missing-export", nt, "x 0", 0, "(P1) P2", "P2"},
      {"caps.missing-export", nt, "x 2250", 2250, "(P1) P2"},
      {"caps.missing-export", nt, "x", 1222, "(P1)"},
      {"caps.missing-export", no_network, "x 5", 1222, "(P1) P2"},
      {"caps.missing-export", no_network, "5 x", 5, "P1 (P2)"},
      {"caps.missing-export", no_network, "x 0", 0, "(P1) P2", "P2"},
      {"caps.missing-export", wine, "2250 x", 1222, "P1 (P2)"},
      {"caps.missing-export", wine, "x 2250", 2250, "(P1) P2"},
      {"caps.missing-export", reactos, "5 x", 1222, "P1 (P2)"},
  });
}

// rule: route.last-answer
TEST(Routing, TheMeasuredTableOfWine) {
  expect_rows({
      {"route.last-answer", wine, "2250 2250 2250", 2250, "P1 P2 P3"},
      {"route.last-answer", wine, "2401 0 0", 2401, "P1"},
      {"route.last-answer", wine, "2250 2404 0", 0, "P1 P2 P3", "P3"},
      {"route.last-answer", wine, "2404 2250 2250", 2250, "P1 P2 P3"},
      {"route.last-answer", wine, "5 86 2250", 2250, "P1 P2 P3"},
      {"route.last-answer", wine, "86 67 67", 67, "P1 P2 P3"},
      {"route.last-answer", wine, "67 86 67", 67, "P1 P2 P3"},
      {"route.last-answer", wine, "53 67 87", 87, "P1 P2 P3"},
      {"route.last-answer", wine, "1222 2250 2250", 2250, "P1 P2 P3"},
      {"route.last-answer", wine, "2250 2250 1222", 1222, "P1 P2 P3"},
      {"route.last-answer", wine, "170 2250 2250", 2250, "P1 P2 P3"},
      {"route.last-answer", wine, "1223 0 5", 0, "P1 P2", "P2"},
      {"route.last-answer", wine, "2404 2401 5", 2401, "P1 P2"},
      {"route.last-answer", wine, "- - -", 1222, "(P1) (P2) (P3)"},
      {"route.last-answer", wine, "", 1222, ""},
      {"route.last-answer", reactos, "86 67 67", 67, "P1 P2 P3"},
      {"route.first-significant", nt, "86 67 67", 86, "P1 P2 P3"},
  });
}

// What one answer is said to mean, and what the whole is said to come to.
struct ReasonRow {
  const Policy& policy;
  std::string_view providers;
  std::string_view answer;  // the rule of the last step, and the switch
  std::string_view whole;   // the rule of the result, and the switch
};

TEST(Routing, CitesItsRuleAndItsSwitch) {
  const Policy literal = with(Switch::not_connected, "significant");
  const Policy no_network = with(Switch::missing_export, "no_network");
  const ReasonRow rows[] = {
      {nt, "0", "route.stop-at-success", "route.stop-at-success"},
      {nt, "5", "route.continue-after-error", "route.first-significant"},
      {nt, "5 67", "route.insignificant", "route.first-significant"},
      {nt, "170", "route.busy", "route.first-significant"},
      {nt, "67", "route.insignificant", "route.all-insignificant by all_insignificant"},
      {nt, "2250", "route.not-connected-on-cancel by not_connected",
       "route.all-insignificant by all_insignificant"},
      {literal, "2250", "route.not-connected-on-cancel by not_connected", "route.first-significant"},
      {nt, "-", "caps.gate", "caps.gate"},
      {nt, "x", "caps.missing-export by missing_export", "caps.gate"},
      {no_network, "x", "caps.missing-export by missing_export", "route.first-significant"},
      {win9x, "0", "route.stop-at-success", "route.stop-at-success"},
      {win9x, "2250", "route.hard-error-stops by routing", "route.all-insignificant by all_insignificant"},
      {win9x, "2250 5", "route.hard-error-stops by routing", "route.hard-error-stops by routing"},
      {win9x, "1208", "route.extended-error-claims by routing", "route.extended-error-claims by routing"},
      {wine, "0", "route.stop-at-success", "route.stop-at-success"},
      {wine, "5", "route.last-answer by routing", "route.last-answer by routing"},
      {wine, "2401", "route.last-answer by routing", "route.last-answer by routing"},
      {wine, "5 -", "caps.gate", "route.last-answer by routing"},
      {wine, "5 x", "caps.missing-export by missing_export", "route.last-answer by routing"},
  };
  for (const ReasonRow& row : rows) {
    SCOPED_TRACE(std::string(row.whole) + ": " + std::string(row.providers));
    CancelScript script{row.providers, row.policy};
    const CancelResult result = script.play();
    EXPECT_EQ(text(script.steps.back().reason), row.answer);
    EXPECT_EQ(text(result.reason), row.whole);
  }
  CancelScript everybody{"0 0", with(Switch::remote_name, "all_providers")};
  everybody.request.name = Text{R"(\\s\r)"};
  EXPECT_EQ(text(everybody.play().reason), "route.remote-name-stops by remote_name");
}

// What an add and a look-up make of the same answers: the status, and how many were asked.
std::string add_over(std::string_view providers, const Policy& policy) {
  const CancelScript script{providers};
  const RememberedStore store;
  const AddRequest request{.resource = {.remote = R"(\\s\r)"}};
  AddOperation operation{request, script.registry, policy, store};
  std::size_t asked = 0;
  while (const Call call = operation.next()) {
    ++asked;
    operation.reply({script.answers[index(call.provider())].front()});
  }
  return std::to_string(operation.result().status.code()) + " of " + std::to_string(asked);
}

std::string look_up_over(std::string_view providers, const Policy& policy) {
  const CancelScript script{providers};
  const RememberedStore store;
  const LookupRequest request{"Z:"};
  LookupOperation operation{request, script.registry, policy, store};
  std::size_t asked = 0;
  while (const Call call = operation.next()) {
    ++asked;
    operation.reply(script.answers[index(call.provider())].front(), "");
  }
  return std::to_string(operation.result().status.code()) + " of " + std::to_string(asked);
}

// rule: route.not-connected-on-cancel
// rule: route.all-insignificant
TEST(Routing, NotConnectedIsSpecialForCancelAndGetAlone) {
  const Policy literal = with(Switch::not_connected, "significant");
  SCOPED_TRACE("route.not-connected-on-cancel, route.all-insignificant");
  EXPECT_EQ(add_over("2250 5", nt), "2250 of 2");
  EXPECT_EQ(add_over("67 5", nt), "5 of 2");
  EXPECT_EQ(add_over("53 87", nt), "67 of 2");
  EXPECT_EQ(add_over("53 87", with(Switch::all_insignificant, "first")), "53 of 2");
  EXPECT_EQ(add_over("53 87", with(Switch::all_insignificant, "last")), "87 of 2");
  EXPECT_EQ(add_over("", nt), "1222 of 0");
  EXPECT_EQ(add_over("53 0", win9x), "53 of 1");
  EXPECT_EQ(add_over("2250 67", win9x), "67 of 2");
  EXPECT_EQ(add_over("86 67", wine), "67 of 2");
  EXPECT_EQ(look_up_over("2250 5", nt), "5 of 2");
  EXPECT_EQ(look_up_over("2250 5", literal), "2250 of 2");
  EXPECT_EQ(look_up_over("67 87", nt), "2250 of 2");
}

}  // namespace
}  // namespace mprsim::routing_test
