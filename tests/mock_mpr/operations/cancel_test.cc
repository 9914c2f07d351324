#include "mock_mpr/operations/cancel.h"

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <gtest/gtest.h>

#include "tests/mock_mpr/cancel_script.h"
#include "tests/mock_mpr/reason_text.h"

namespace mprsim::cancel_test {
namespace {

static_assert(std::is_trivially_copyable_v<CancelOperation>);

const Policy nt{};
const Policy win9x = Policy::of(Profile::win9x_ddk);
const Policy wine = Policy::of(Profile::wine);
const Policy reactos = Policy::of(Profile::reactos);

constexpr ScriptedNotifyee content{};
constexpr auto update = connect_flag::update_profile;

// rule: name.null
// rule: notify.silent-on-bad-parameter
TEST(Cancel, ANameIsNeeded) {
  struct {
    const Policy& policy;
    std::uint32_t status;
    std::string_view log;
  } const rows[] = {
      {nt, 87, ""},
      {win9x, 87, ""},
      {with(Switch::null_name, "bad_pointer"), 487, ""},
      {with(Switch::null_name, "not_connected"), 2250, ""},
      {with(Switch::null_name, "to_providers"), 5, "<A P1 >A"},
      {wine, 5, "(A) P1"},
  };
  for (const Text name : {Text{}, Text{""}}) {
    for (const auto& row : rows) {
      SCOPED_TRACE("name.null, notify.silent-on-bad-parameter: " + std::string(row.log));
      CancelScript script{"5", row.policy, {content}};
      script.request.name = name;
      script.request.flags = update;
      const CancelResult result = script.play();
      EXPECT_EQ(result.status.code(), row.status);
      EXPECT_EQ(script.log, row.log);
      if (row.log.empty()) {
        EXPECT_EQ(text(result.reason), "name.null by null_name");
      } else if (script.steps.size() == 3) {
        EXPECT_EQ(script.steps.front().details.name, name);
      }
    }
  }
}

// rule: notifycancel.name
// rule: notifycancel.flags-only-update-profile
// rule: notifycancel.force-copied
TEST(Cancel, TheDetailsAreThoseOfTheRequest) {
  SCOPED_TRACE("notifycancel.name, notifycancel.flags-only-update-profile, notifycancel.force-copied");
  for (const std::string_view name : {"Z:", "z:", R"(\\files\team)", "LPT1:"}) {
    for (const std::uint32_t flags : {0U, update, ~update, ~0U}) {
      for (const bool force : {false, true}) {
        CancelScript script{"0", nt, {content, content}};
        script.request = {.name = Text{name}, .flags = flags, .force = force};
        script.play();
        for (const CallKind kind : {CallKind::notify_before, CallKind::notify_after}) {
          ASSERT_EQ(script.notified(kind).size(), 2U);
          for (const ScriptedStep& step : script.notified(kind)) {
            EXPECT_EQ(step.details.name, Text{name});
            EXPECT_EQ(step.details.flags, flags & update);
            EXPECT_EQ(step.details.force, force);
          }
        }
      }
    }
  }
}

// rule: notifycancel.provider-before
// rule: notifycancel.provider-after-success
// rule: notifycancel.provider-after-failure
TEST(Cancel, TheProviderIsNamedAfterASuccess) {
  const Policy poison_before = with(Switch::provider_before, "poison");
  const Policy poison_after = with(Switch::provider_after_failure, "poison");
  struct {
    std::string_view slug;
    const Policy& policy;
    std::string_view providers;
    Text before, after;
  } const rows[] = {
      {"notifycancel.provider-after-success", nt, "0", {}, Text{"P1"}},
      {"notifycancel.provider-after-success", nt, "2250 - 0", {}, Text{"P3"}},
      {"notifycancel.provider-after-success", poison_after, "2250 0", {}, Text{"P2"}},
      {"notifycancel.provider-after-failure", nt, "5", {}, {}},
      {"notifycancel.provider-after-failure", poison_after, "5", {}, Text::poison()},
      {"notifycancel.provider-before", poison_before, "0", Text::poison(), Text{"P1"}},
      {"notifycancel.provider-before", poison_before, "5", Text::poison(), {}},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.slug);
    CancelScript script{row.providers, row.policy, {content}};
    script.play();
    EXPECT_EQ(script.steps.front().details.provider, row.before);
    EXPECT_EQ(script.steps.back().details.provider, row.after);
  }
}

// rule: notifycancel.read-only
TEST(Cancel, ANotifyeeThatEditsItsDetailsChangesNothing) {
  SCOPED_TRACE("notifycancel.read-only");
  Registry registry;
  registry.add_provider("LanMan");
  registry.add_notifyee("first");
  registry.add_notifyee("second");
  const CancelRequest request{.name = Text{"Z:"}};
  CancelOperation operation{request, registry, nt};
  std::vector<NotifyCancel> seen;
  while (const Call call = operation.next()) {
    if (call.kind() != CallKind::call_provider) {
      NotifyCancel details = call.details().cancel();
      seen.push_back(details);
      details = {.name = Text{"C:"}, .provider = Text{"Nobody"}, .flags = update, .force = true};
    }
    operation.reply({wn::success, 1});
  }
  EXPECT_EQ(seen[0], (NotifyCancel{.name = Text{"Z:"}}));
  EXPECT_EQ(seen[1], seen[0]);
  EXPECT_EQ(seen[2], (NotifyCancel{.name = Text{"Z:"}, .provider = Text{"LanMan"}}));
  EXPECT_FALSE(operation.result().forgotten);
}

// rule: notify.retry-after-failure
// rule: profile.update-forgets
TEST(Cancel, ARetryRunsTheWholeAgain) {
  const Policy retry = with(Switch::notify_retry, "retry");
  CancelScript script{"2250,0", retry, {{.after = wn::retry}}};
  script.request.flags = update;
  const CancelResult result = script.play();
  EXPECT_EQ(script.log, "<A P1 look >A P1 forget >A") << "notify.retry-after-failure";
  EXPECT_EQ(result.status, wn::success);
  EXPECT_EQ(text(result.reason), "route.stop-at-success");
  EXPECT_TRUE(result.forgotten);
}

// What a step rests on besides its own reply: the name, the order among several, what a notifyee is shown.
TEST(Cancel, CitesTheSwitchesThatAStepRestsOn) {
  const Policy poison = with(Switch::provider_before, "poison");
  const ScriptedNotifyee declines{.leaves = 0};
  const ScriptedNotifyee misuses{.after = wn::retry};
  const std::string_view share = R"(\\files\team)";
  struct {
    std::string_view reason;  // of the first step of the kind
    CallKind step;
    const Policy& policy;
    std::string_view name;
    std::string_view providers;
    std::vector<ScriptedNotifyee> notifyees;
  } const rows[] = {
      {"route.stop-at-success", CallKind::call_provider, nt, "Z:", "0", {}},
      {"route.remote-name-stops by remote_name", CallKind::call_provider, nt, share, "0", {}},
      {"route.continue-after-error", CallKind::call_provider, nt, share, "5", {}},
      {"notify.before-first-provider", CallKind::notify_before, nt, "Z:", "0", {content}},
      {"notify.before-first-provider by notify_order",
       CallKind::notify_before,
       nt,
       "Z:",
       "0",
       {content, content}},
      {"notify.order-reverse by notify_order", CallKind::notify_before, win9x, "Z:", "0", {content, content}},
      {"notify.before-first-provider", CallKind::notify_before, win9x, "Z:", "0", {content}},
      {"notifycancel.provider-before by provider_before",
       CallKind::notify_before,
       poison,
       "Z:",
       "0",
       {content, content}},
      {"notifyinfo.context-opt-out", CallKind::notify_before, poison, "Z:", "0", {declines, content}},
      {"notifyinfo.context-opt-out", CallKind::notify_before, win9x, "Z:", "0", {declines, declines}},
      {"notify.forget-only by forget_only", CallKind::notify_after, nt, "Z:", "2250", {content}},
      {"notifyinfo.context-round-trip", CallKind::notify_after, nt, "Z:", "0", {content}},
      {"notify.retry-misused by notify_retry", CallKind::notify_after, win9x, "Z:", "2250", {misuses}},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(std::string(row.reason) + ": " + std::string(row.name) + " " + std::string(row.providers));
    CancelScript script{row.providers, row.policy, row.notifyees};
    script.request.name = Text{row.name};
    script.request.flags = update;
    script.connected = false;
    script.play();
    const auto steps = script.notified(row.step);
    ASSERT_FALSE(steps.empty());
    EXPECT_EQ(text(steps.front().reason), row.reason);
  }
}

TEST(Cancel, IsAValue) {
  Registry registry;
  registry.add_provider("P1");
  registry.add_provider("P2");
  registry.add_notifyee("A");
  const CancelRequest request{.name = Text{"Z:"}, .flags = update};
  CancelOperation operation{request, registry, nt};
  const auto differs = [](CancelOperation from, Reply one, Reply other) {
    CancelOperation copy = from;
    EXPECT_TRUE(from == copy && from.hash() == copy.hash());
    from.reply(one);
    copy.reply(other);
    EXPECT_FALSE(from == copy);
    EXPECT_NE(from.hash(), copy.hash());
  };
  std::vector<std::uint64_t> hashes{operation.hash()};
  std::vector<CancelOperation> states{operation};
  const std::vector<Reply> replies{{wn::success, 1}, {wn::not_connected}, {wn::success}, {}, {}};
  const std::vector<Reply> others{
      {wn::success, 2}, {wn::open_files}, {wn::open_files}, {wn::bad_profile}, {}};
  for (std::size_t i = 0; operation.next(); ++i) {
    ASSERT_LT(i, replies.size());
    if (i + 1 < replies.size()) differs(operation, replies[i], others[i]);
    hashes.push_back(operation.hash());
    states.push_back(operation);
    operation.reply(replies[i]);
    hashes.push_back(operation.hash());
    states.push_back(operation);
  }
  EXPECT_EQ(operation.result(),
            (CancelResult{wn::success, {Rule::route_stop_at_success}, ProviderId{1}, true}));
  for (std::size_t i = 0; i < states.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      EXPECT_TRUE(states[i] != states[j] || hashes[i] == hashes[j]) << i << " and " << j;
    }
  }
}

TEST(Cancel, EveryStepIsAStateOfItsOwn) {
  Registry registry;
  for (const char* name : {"A", "B", "C"}) registry.add_notifyee(name);
  const CancelRequest request{.name = Text{"Z:"}};
  CancelOperation operation{request, registry, nt};
  std::vector<std::uint64_t> hashes;
  while (operation.next()) {
    hashes.push_back(operation.hash());
    operation.reply({});  // each declines
  }
  EXPECT_EQ(hashes.size(), 3U);
  EXPECT_EQ(std::set<std::uint64_t>(hashes.begin(), hashes.end()).size(), 3U);
}

// Why a reply means what it means is for the record alone: it is no part of the value.
TEST(Cancel, IsTheSameWhateverTheReason) {
  Registry registry;
  registry.add_notifyee("A");
  const CancelRequest request{.name = Text{"Z:"}};
  CancelOperation operation{request, registry, nt};
  operation.next();
  operation.reply({wn::success, 1});
  EXPECT_EQ(operation.next().kind(), CallKind::notify_after);
  CancelOperation other = operation;
  EXPECT_NE(operation.reply({wn::success}), other.reply({wn::retry}));
  EXPECT_TRUE(operation == other);
}

TEST(Cancel, SaysNothingMoreWhenItIsOver) {
  CancelScript script{"0"};
  CancelOperation operation{script.request, script.registry, script.policy};
  EXPECT_EQ(operation.next(), (Call{NpFunction::NPCancelConnection, ProviderId{0}}));
  operation.reply({});
  for (int i = 0; i < 3; ++i) EXPECT_EQ(operation.next(), Call{});
  EXPECT_EQ(&operation.request(), &script.request);
}

}  // namespace
}  // namespace mprsim::cancel_test
