#include "mock_mpr/operations/add.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "tests/mock_mpr/cancel_script.h"
#include "tests/mock_mpr/reason_text.h"

namespace mprsim::add_test {
namespace {

const Policy nt{};
const Policy win9x = Policy::of(Profile::win9x_ddk);
const std::string_view share = R"(\\files\team)";

NetResource resource_of(std::string_view device, std::string_view remote, std::string_view provider = {}) {
  NetResource resource;
  resource.local = device;
  resource.remote = remote;
  resource.provider = provider;
  return resource;
}

RememberedEntry entry_of(std::string_view device, std::string_view remote) {
  RememberedEntry entry;
  entry.device = device;
  entry.remote_path = remote;
  return entry;
}

// Plays an add against a row of providers as CancelScript reads it, with one interested notifyee per letter.
struct Played {
  AddResult result{};
  std::string log{};
  std::vector<NotifyInfo> infos{};
  std::vector<NotifyAdd> details{};
  RememberedEntry entry{};
  Reason last{};
};

struct AddScript {
  AddScript(std::string_view provider_row, const NetResource& resource, std::uint32_t flags = 0,
            const Policy& chosen = Policy{}, std::vector<ScriptedNotifyee> notifyees = {{}})
      : policy(chosen), actors(provider_row, chosen, std::move(notifyees)) {
    request.resource = resource;
    request.flags = flags;
  }

  Played play() {
    AddOperation operation{request, actors.registry, policy, store};
    Played played;
    std::size_t round = 0;
    bool after = false;
    while (const Call call = operation.next()) {
      const bool is_after = call.kind() == CallKind::notify_after;
      if (after && !is_after) ++round;
      after = is_after;
      if (call.notifies()) {
        played.infos.push_back(call.info());
        played.details.push_back(call.details().add());
      }
      played.last = operation.reply(perform(operation, call, round, played));
    }
    played.result = operation.result();
    return played;
  }

  Policy policy;
  CancelScript actors;
  AddRequest request{};
  RememberedStore store{};
  Status remember{};

 private:
  Reply perform(const AddOperation& operation, const Call& call, std::size_t round, Played& played) {
    std::string& log = played.log;
    if (!log.empty()) log += ' ';
    switch (call.kind()) {
      case CallKind::notify_before:
        log.append("<").append(actors.registry.name(call.notifyee()));
        return {actors.notifyees[index(call.notifyee())].before,
                actors.notifyees[index(call.notifyee())].leaves};
      case CallKind::notify_after:
        log.append(">").append(actors.registry.name(call.notifyee()));
        return {round == 0 ? actors.notifyees[index(call.notifyee())].after : Status{}};
      case CallKind::call_provider: {
        log += actors.registry.name(call.provider());
        if (call.function() == NpFunction::NPAddConnection3) log += '3';
        const auto& answers = actors.answers[index(call.provider())];
        return {round < answers.size() ? answers[round] : answers.back()};
      }
      case CallKind::remember:
        log += "remember";
        played.entry = operation.entry();
        return {remember};
      default:
        log += "skip";
        return {Status{5}, 9};
    }
  }
};

struct Row {
  std::string_view slug;
  const Policy& policy;
  std::string_view providers;
  std::string_view device;
  std::uint32_t flags;
  std::uint32_t status;
  std::string_view log;
  bool remembered = false;
};

void expect_rows(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    SCOPED_TRACE(std::string(row.slug) + ": " + std::string(row.log));
    AddScript script{row.providers, resource_of(row.device, share), row.flags, row.policy};
    const Played played = script.play();
    EXPECT_EQ(played.result.status.code(), row.status);
    EXPECT_EQ(played.log, row.log);
    EXPECT_EQ(played.result.remembered, row.remembered);
  }
}

// rule: route.provider-order
// rule: route.first-significant
// rule: route.all-insignificant
TEST(Add, IsRoutedLikeACancel) {
  expect_rows({
      {"route.provider-order", nt, "67 0 5", "", 0, 0, "<A P1 P2 >A"},
      {"route.first-significant", nt, "67 86 5", "", 0, 86, "<A P1 P2 P3 >A"},
      {"route.all-insignificant", nt, "53 87", "", 0, 67, "<A P1 P2 >A"},
      {"route.hard-error-stops", win9x, "67 53 0", "", 0, 53, "<A P1 P2 >A"},
  });
}

// rule: profile.only-devices
TEST(Add, OnlySuccessfulRedirectionsOfADeviceAreRemembered) {
  const auto update = connect_flag::update_profile;
  expect_rows({
      {"profile.only-devices", nt, "0", "Z:", update, 0, "<A P1 remember >A", true},
      {"profile.only-devices", nt, "67 0", "LPT1", update, 0, "<A P1 P2 remember >A", true},
      {"profile.only-devices", nt, "0", "", update, 0, "<A P1 >A"},
      {"profile.only-devices", nt, "0", "Z:", 0, 0, "<A P1 >A"},
      {"profile.only-devices", nt, "0", "Z:", connect_flag::temporary, 0, "<A P1 >A"},
      {"profile.only-devices", nt, "0", "Z:", update | connect_flag::temporary, 0, "<A P1 >A"},
      {"profile.only-devices", nt, "5", "Z:", update, 5, "<A P1 >A"},
      {"profile.only-devices", nt, "", "Z:", update, 1222, "<A >A"},
  });
}

// rule: profile.only-devices
TEST(Add, TheOldCallAlwaysRemembersADevice) {
  AddScript script{"0", resource_of("Z:", share)};
  script.request.api = AddApi::add_connection;
  EXPECT_EQ(script.play().log, "<A P1 remember >A") << "profile.only-devices";
  script.request.resource.local = {};
  EXPECT_EQ(script.play().log, "<A P1 >A") << "profile.only-devices";
}

// rule: profile.conflicting-entry
TEST(Add, AnotherEntryForTheDeviceIsAConflict) {
  SCOPED_TRACE("profile.conflicting-entry");
  AddScript script{"0", resource_of("z:", share), connect_flag::update_profile};
  script.store.remember(entry_of("Z:", R"(\\other\one)"));
  Played played = script.play();
  EXPECT_EQ(played.result.status, wn::device_already_remembered);
  EXPECT_EQ(text(played.result.reason), "profile.conflicting-entry");
  EXPECT_EQ(played.log, "");
  script.request.flags = 0;
  EXPECT_EQ(script.play().log, "<A P1 >A");  // what is not to be remembered conflicts with nothing
  script.request.flags = connect_flag::update_profile;
  script.store = {};
  script.store.remember(entry_of("Z:", R"(\\FILES\Team)"));
  EXPECT_EQ(script.play().log, "<A P1 remember >A");  // the same connection once more
  script.remember = wn::device_already_remembered;    // another application was quicker
  played = script.play();
  EXPECT_EQ(played.result.status, wn::device_already_remembered);
  EXPECT_EQ(text(played.result.reason), "profile.conflicting-entry");
}

// rule: profile.unreadable
TEST(Add, AProfileThatCannotBeUsed) {
  SCOPED_TRACE("profile.unreadable");
  for (const Status broken : {wn::cannot_open_profile, wn::bad_profile}) {
    AddScript script{"0", resource_of("Z:", share), connect_flag::update_profile};
    script.store.set_state(broken);
    script.remember = broken;
    Played played = script.play();
    EXPECT_EQ(played.log, "<A P1 remember >A");
    EXPECT_EQ(played.result.status, broken);
    EXPECT_EQ(played.result.provider, ProviderId{0});  // connected all the same
    EXPECT_FALSE(played.result.remembered);
    EXPECT_EQ(played.infos.back().operation_status, wn::success);
    EXPECT_EQ(text(played.result.reason), "profile.unreadable by profile_check");
    script.policy.profile_check = ProfileCheck::before_cancel;
    played = script.play();
    EXPECT_EQ(played.log, "");
    EXPECT_EQ(played.result.status, broken);
    EXPECT_EQ(text(played.result.reason), "profile.unreadable by profile_check");
    script.request.flags = 0;
    EXPECT_EQ(script.play().log, "<A P1 >A");
  }
}

// rule: notify.silent-on-bad-parameter
TEST(Add, BadParametersAreRefusedInSilence) {
  SCOPED_TRACE("notify.silent-on-bad-parameter");
  struct {
    std::string_view device, remote, provider;
    std::uint32_t status;
    std::string_view reason;
  } const rows[] = {
      {"Z:", "", "", 67, "notify.silent-on-bad-parameter"},
      {"ZZ:", share, "", 1200, "notify.silent-on-bad-parameter"},
      {R"(\\s\r)", share, "", 1200, "notify.silent-on-bad-parameter"},
      {"Z:", share, "Nobody", 1204, "route.named-provider"},
  };
  for (const auto& row : rows) {
    AddScript script{"0", resource_of(row.device, row.remote, row.provider)};
    const Played played = script.play();
    EXPECT_EQ(played.result.status.code(), row.status);
    EXPECT_EQ(text(played.result.reason), row.reason);
    EXPECT_EQ(played.log, "");
  }
}

// rule: route.named-provider
TEST(Add, ANamedProviderIsTheOnlyOneAsked) {
  SCOPED_TRACE("route.named-provider");
  struct {
    std::string_view providers, provider;
    std::uint32_t status;
    std::string_view log;
  } const rows[] = {
      {"0 0 0", "P2", 0, "<A P2 >A"}, {"0 0 0", "p3", 0, "<A P3 >A"},   {"0 67 0", "P2", 67, "<A P2 >A"},
      {"0 5 0", "P2", 5, "<A P2 >A"}, {"67 0 0", "", 0, "<A P1 P2 >A"},
  };
  for (const auto& row : rows) {
    AddScript script{row.providers, resource_of("Z:", share, row.provider)};
    const Played played = script.play();
    EXPECT_EQ(played.result.status.code(), row.status);
    EXPECT_EQ(played.log, row.log);
  }
  AddScript again{"0 5,0", resource_of("Z:", share, "P2"), 0, win9x, {{.after = wn::retry}}};
  EXPECT_EQ(again.play().log, "<A P2 >A P2 >A") << "in the second round as well";
}

TEST(Add, TheThirdCallAsksForTheThirdFunction) {
  AddScript script{"67 0", resource_of("Z:", share)};
  script.request.api = AddApi::add_connection3;
  script.request.owner_window = 0x1234;
  const Played played = script.play();
  EXPECT_EQ(played.log, "<A P13 P23 >A");
  EXPECT_EQ(played.details.front().owner_window, 0x1234U);
}

// rule: notifyinfo.status-exact
// rule: notifyinfo.operation-status-after
// rule: notifyinfo.context-round-trip
TEST(Add, NotifiesAsACancelDoes) {
  SCOPED_TRACE("notifyinfo.operation-status-after");
  AddScript script{"67 5", resource_of("Z:", share), 0, nt, {{.leaves = 3}, {.leaves = 0}, {.leaves = 4}}};
  const Played played = script.play();
  EXPECT_EQ(played.log, "<A <B <C P1 P2 >A >C");
  EXPECT_EQ(played.infos[0], (NotifyInfo{NotifyStatus::pre, wn::success, 0}));
  EXPECT_EQ(played.infos[3], (NotifyInfo{NotifyStatus::post, wn::access_denied, 3}));
  EXPECT_EQ(played.infos[4], (NotifyInfo{NotifyStatus::post, wn::access_denied, 4}));
}

TEST(Add, TheDetailsNameTheProviderThatConnected) {
  AddScript script{"67 0", resource_of("Z:", share), connect_flag::update_profile};
  const Played played = script.play();
  EXPECT_EQ(played.details[0].resource, resource_of("Z:", share));
  EXPECT_EQ(played.details[1].resource, resource_of("Z:", share, "P2"));
  EXPECT_EQ(played.details[1].flags, connect_flag::update_profile);
}

// rule: notify.cancel-vetoes
// rule: notify.retry-after-failure
// rule: notify.broken-library-ignored
TEST(Add, NotifyeesMayVetoAndAskForARetry) {
  SCOPED_TRACE("notify.cancel-vetoes, notify.retry-after-failure, notify.broken-library-ignored");
  const NetResource resource = resource_of("Z:", share);
  AddScript veto{"0", resource, 0, win9x, {{.before = wn::cancel}, {}}};
  const Played vetoed = veto.play();
  EXPECT_EQ(vetoed.log, "<B <A >B");
  EXPECT_EQ(vetoed.result.status, wn::cancel);
  EXPECT_EQ(vetoed.infos.back().operation_status, wn::cancel);
  EXPECT_EQ(text(vetoed.result.reason), "notify.cancel-vetoes by notify_error");

  AddScript retry{"5,0", resource, connect_flag::update_profile, win9x, {{.after = wn::retry}}};
  const Played retried = retry.play();
  EXPECT_EQ(retried.log, "<A P1 >A P1 remember >A");
  EXPECT_TRUE(retried.result.remembered);

  AddScript fails{"0", resource, 0, with(Switch::broken_notifyee, "fails"), {{}, {.loads = false}}};
  const Played failed = fails.play();
  EXPECT_EQ(failed.log, "<A skip >A");
  EXPECT_EQ(failed.result.status, wn::module_not_found);
}

// rule: profile.store-layout
TEST(Add, WritesTheEntryOfTheProviderThatConnected) {
  SCOPED_TRACE("profile.store-layout");
  AddScript script{"67 0", resource_of("Z:", share), connect_flag::update_profile};
  script.request.user = "anna";
  RememberedEntry disk = entry_of("Z:", share);
  disk.user_name = "anna";
  disk.provider_name = "P2";
  EXPECT_EQ(script.play().entry, disk);
  for (const auto& [device, type] :
       {std::pair{"LPT1:", ResourceType::print}, std::pair{"lpt9", ResourceType::print},
        std::pair{"COM1", ResourceType::disk}}) {
    script.request.resource.local = device;
    EXPECT_EQ(script.play().entry.connection_type, type) << device;
  }
}

TEST(Add, CitesItsRuleAndItsSwitch) {
  AddScript script{"0", resource_of("Z:", share), connect_flag::update_profile, nt, {}};
  EXPECT_EQ(text(script.play().last), "profile.only-devices");
  EXPECT_EQ(text(script.play().result.reason), "route.stop-at-success");
  AddScript told{"0", resource_of("Z:", share)};
  EXPECT_EQ(text(told.play().last), "notifyinfo.context-round-trip");
  AddScript refused{"67", resource_of("Z:", share), 0, nt, {}};
  EXPECT_EQ(text(refused.play().last), "route.insignificant");
}

// rule: caps.gate
TEST(Add, OnlyThoseWhoCanAreAsked) {
  SCOPED_TRACE("caps.gate");
  Registry registry;
  Abilities cannot;
  cannot.advertised.erase(NpFunction::NPAddConnection);
  registry.add_provider("cannot", cannot);
  const RememberedStore store;
  AddRequest request;
  request.resource = resource_of("Z:", share);
  AddOperation operation{request, registry, nt, store};
  EXPECT_EQ(operation.next(), (Call{CallKind::skip_provider, ProviderId{0}}));
  EXPECT_EQ(text(operation.reply({wn::success})), "caps.gate");
  EXPECT_FALSE(operation.next());
  EXPECT_EQ(operation.result().status, wn::no_network);
}

}  // namespace
}  // namespace mprsim::add_test
