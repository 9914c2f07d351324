#include "scenarios/play/preparation.h"

#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>

#include "tests/scenarios/load_text.h"

namespace mprsim::preparation_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Prepared prepare_text(std::string_view text, const RememberedStore* store = nullptr) {
  return prepare(load_text(std::string(text) + "[[step]]\nwait = \"1s\"\n"), Policy{}, store);
}

std::vector<std::string> provider_names(const Registry& registry) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < registry.provider_count(); ++i) {
    names.emplace_back(registry.name(static_cast<ProviderId>(i)));
  }
  return names;
}

// rule: route.provider-order
TEST(Preparation, ProvidersStandInTheOrderOfTheListElseOfTheFile) {
  const std::string three =
      "[[provider]]\nname = \"A\"\n[[provider]]\nname = \"B\"\n[[provider]]\nname = \"C\"\n";
  EXPECT_THAT(provider_names(prepare_text(three).setup.registry), ElementsAre("A", "B", "C"));
  const Prepared listed = prepare_text("provider_order = [\"C\", \"A\", \"B\"]\n" + three);
  EXPECT_THAT(provider_names(listed.setup.registry), ElementsAre("C", "A", "B"));
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(index(listed.setup.providers[i].id), i);
    EXPECT_EQ(listed.trace.text(listed.setup.providers[i].name),
              listed.setup.registry.name(static_cast<ProviderId>(i)));
  }
  EXPECT_EQ(listed.initial.providers.size(), 3U);
}

struct AbilityRow {
  std::string_view keys;
  std::vector<NpFunction> advertised_not, exported_not;
};

// rule: caps.gate
// rule: caps.missing-export
// rule: caps.enumeration-trio
TEST(Preparation, WhatAProviderCanIsAdvertisedAndExportedUnlessItSaysOtherwise) {
  using enum NpFunction;
  const std::vector<NpFunction> all = {NPAddConnection, NPAddConnection3, NPCancelConnection, NPGetConnection,
                                       NPOpenEnum,      NPEnumResource,   NPCloseEnum,        NPGetCaps};
  const std::vector<AbilityRow> rows = {
      {"", {}, {}},
      {"can = [\"add3\", \"cancel\", \"get\", \"enumerate\"]", {NPAddConnection}, {}},
      {"can = [\"add\", \"cancel\", \"get\", \"enumerate\"]", {NPAddConnection3}, {}},
      {"can = [\"add\", \"add3\", \"get\", \"enumerate\"]", {NPCancelConnection}, {}},
      {"can = [\"add\", \"add3\", \"cancel\", \"enumerate\"]", {NPGetConnection}, {}},
      {"can = [\"add\", \"add3\", \"cancel\", \"get\"]", {NPOpenEnum, NPEnumResource, NPCloseEnum}, {}},
      {"can = []",
       {NPAddConnection, NPAddConnection3, NPCancelConnection, NPGetConnection, NPOpenEnum, NPEnumResource,
        NPCloseEnum},
       {}},
      {"missing_exports = [\"NPCancelConnection\", \"NPEnumResource\"]",
       {},
       {NPCancelConnection, NPEnumResource}},
  };
  for (const AbilityRow& row : rows) {
    SCOPED_TRACE(row.keys);
    const Prepared prepared = prepare_text("[[provider]]\nname = \"A\"\n" + std::string(row.keys) + "\n");
    const Abilities abilities = prepared.setup.registry.abilities(ProviderId{0});
    for (const NpFunction function : all) {
      EXPECT_EQ(abilities.advertised.contains(function),
                std::ranges::count(row.advertised_not, function) == 0);
      EXPECT_EQ(abilities.exported.contains(function), std::ranges::count(row.exported_not, function) == 0);
    }
  }
}

TEST(Preparation, AProviderIsWhatTheFileSays) {
  const Prepared prepared = prepare_text(R"(
[[provider]]
name = "A"
start = "5s"
latency = "20ms"
network = "down"
owns = ['\\files']
answers = { cancel = ["WN_SUCCESS", "truth"], add = [5], get = [86], enumerate = [1222] }
extended_error = { code = 42, text = "closed" }
overrides_device_in_use = true
reenters = true
sets_last_error = 5
)");
  const FakeProvider& provider = prepared.setup.providers[0];
  EXPECT_EQ(provider.start, 5000U);
  EXPECT_EQ(provider.latency, SimTime{20});
  EXPECT_THAT(provider.owns, ElementsAre(R"(\\files)"));
  using Answers = std::vector<std::optional<Status>>;
  EXPECT_THAT(provider.answers, ElementsAre(Answers{wn::success, std::nullopt}, Answers{wn::access_denied},
                                            Answers{wn::bad_password}, Answers{wn::no_network}));
  EXPECT_EQ(provider.extended_error, (ExtendedError{42, "closed", "A"}));
  EXPECT_TRUE(provider.overrides_device_in_use);
  EXPECT_TRUE(provider.reenters);
  EXPECT_EQ(provider.sets_last_error, wn::access_denied);
  EXPECT_TRUE(prepared.initial.providers[0].network_down);
}

// rule: notify.both-exports
// rule: notify.broken-library-ignored
TEST(Preparation, ANotifyeeNeedsALibraryThatLoadsAndBothExports) {
  const std::vector<std::pair<std::string_view, bool>> rows = {
      {"", true},
      {"loads = true", true},
      {"loads = false", false},
      {"exports = [\"AddConnectNotify\", \"CancelConnectNotify\"]", true},
      {"exports = [\"AddConnectNotify\"]", false},
      {"exports = [\"CancelConnectNotify\"]", false},
      {"exports = []", false},
  };
  for (const auto& [keys, usable] : rows) {
    const Prepared prepared = prepare_text("[[notifyee]]\nname = \"indexer\"\n" + std::string(keys) + "\n");
    EXPECT_EQ(prepared.setup.registry.loads(NotifyeeId{0}), usable) << keys;
  }
}

// rule: notify.registration-values
TEST(Preparation, LibrariesAreExpandedAndToldInTheOrderOfTheFile) {
  const Prepared prepared = prepare_text(R"(
environment = { ProgramFiles = 'C:\Program Files' }
[[notifyee]]
name = "indexer"
value = "whatever"
library = '%programfiles%\indexer.dll'
[[notifyee]]
name = "plain"
[[notifyee]]
name = "backup"
library = '%Nowhere%\backup.dll'
)");
  std::vector<std::string> told;
  for (const auto& [notifyee, path] : prepared.registrations) {
    told.push_back(
        std::string(prepared.setup.registry.name(notifyee)).append(" ").append(prepared.trace.text(path)));
  }
  EXPECT_THAT(told, ElementsAre(R"(indexer C:\Program Files\indexer.dll)", R"(backup %Nowhere%\backup.dll)"));
}

TEST(Preparation, ANotifyeeHasAScriptForEachOfItsFourNotifications) {
  const Prepared prepared = prepare_text(R"(
[[notifyee]]
name = "indexer"
latency = "5ms"
before = { close = 'Z:\a', returns = "WN_CANCEL", declines = true }
after = { open = ['Z:\a', 'Z:\b'], reads_provider = true }
add_before = { end = "backup", edits = true }
add_after = { returns = [5, 86] }
[[provider]]
name = "LanMan"
[[connection]]
device = "Z:"
remote = '\\files\team'
provider = "LanMan"
open = [{ file = 'Z:\a', by = "indexer" }]
used_by = [{ process = "backup" }]
)");
  const FakeNotifyee& notifyee = prepared.setup.notifyees[0];
  const auto& [before, after, add_before, add_after] = notifyee.scripts;
  EXPECT_EQ(notifyee.latency, SimTime{5});
  EXPECT_EQ(prepared.trace.text(notifyee.name), "indexer");
  EXPECT_EQ(prepared.trace.text(before.close.at(0)), R"(Z:\a)");
  EXPECT_THAT(before.returns, ElementsAre(wn::cancel));
  EXPECT_TRUE(before.declines);
  EXPECT_FALSE(after.declines);
  EXPECT_EQ(after.open.size(), 2U);
  EXPECT_TRUE(after.reads_provider);
  EXPECT_FALSE(before.reads_provider);
  EXPECT_EQ(prepared.trace.text(add_before.end.at(0)), "backup");
  EXPECT_TRUE(add_before.edits);
  EXPECT_FALSE(add_after.edits);
  EXPECT_THAT(add_after.returns, ElementsAre(wn::access_denied, wn::bad_password));
}

constexpr std::string_view team = R"(
[[provider]]
name = "Other"
[[provider]]
name = "LanMan"
[[app]]
name = "editor"
[[app]]
name = "daemon"
session = "service"
[[connection]]
device = "Z:"
remote = '\\files\team'
provider = "LanMan"
user = "ann"
remembered = true
open = [{ file = 'Z:\a', by = "editor", unwritten = 2, closes = "5s" }, { file = 'Z:\b' }]
used_by = [{ process = "backup", ends = "7s" }, { process = "defrag" }]
[[connection]]
session = "service"
device = "LPT1"
remote = '\\prints\laser'
provider = "LanMan"
jobs = [{ document = "report", pages = 4, page_time = "1s" }, { document = "letter" }]
[[connection]]
device = "Y:"
remote = '\\files\archive'
provider = "LanMan"
connected = false
remembered = true
[[connection]]
remote = '\\files\team'
provider = "Other"
)";

TEST(Preparation, TheWorldIsAsTheFileSaysAndNothingHasHappenedYet) {
  const Prepared prepared = prepare_text(team);
  const World& world = prepared.initial.world;
  EXPECT_THAT(prepared.trace.events(), IsEmpty());
  ASSERT_EQ(world.connection_count(), 3U);
  const Connection& z = world.connection(ConnectionId{0});
  EXPECT_EQ(prepared.trace.text(z.device), "Z:");
  EXPECT_EQ(prepared.trace.text(z.remote), R"(\\files\team)");
  EXPECT_EQ(prepared.trace.text(z.user), "ann");
  EXPECT_EQ(z.owner, ProviderId{1});
  EXPECT_EQ(z.type, ResourceType::disk);
  EXPECT_EQ(world.connection(ConnectionId{1}).type, ResourceType::print);
  EXPECT_EQ(world.connection(ConnectionId{2}).device, NameId::null);
  EXPECT_EQ(world.connection(ConnectionId{2}).owner, ProviderId{0});

  EXPECT_EQ(world.file(FileId{0}).unwritten, 2U);
  EXPECT_EQ(prepared.trace.text(world.file(FileId{0}).by), "editor");
  EXPECT_EQ(world.file(FileId{1}).by, NameId::null);
  EXPECT_EQ(world.job(JobId{0}).pages, 4U);
  EXPECT_EQ(world.job(JobId{1}).pages, 1U);
  EXPECT_TRUE(world.is_in_use(ConnectionId{0}));
  ASSERT_EQ(prepared.initial.closings.size(), 1U);
  EXPECT_EQ(prepared.initial.closings[0].file, FileId{0});
  EXPECT_EQ(prepared.initial.closings[0].at, SimTime{5000});
  ASSERT_EQ(prepared.initial.printings.size(), 1U);
  EXPECT_EQ(prepared.initial.printings[0].page_time, SimTime{1000});
  ASSERT_EQ(prepared.initial.endings.size(), 1U);
  EXPECT_EQ(prepared.initial.endings[0].at, SimTime{7000});
}

// rule: name.session
TEST(Preparation, EverythingIsInTheSessionUserUnlessItSaysOtherwise) {
  const Prepared prepared = prepare_text(team);
  const auto& apps = prepared.initial.apps;
  const World& world = prepared.initial.world;
  ASSERT_EQ(apps.size(), 3U);
  const auto session_of = [&](const App& one) {
    return prepared.trace.text(world.session(one.session).name);
  };
  EXPECT_EQ(prepared.trace.text(apps[0].name), "app");
  EXPECT_EQ(session_of(apps[0]), "user");
  EXPECT_EQ(prepared.trace.text(apps[1].name), "editor");
  EXPECT_EQ(session_of(apps[1]), "user");
  EXPECT_EQ(session_of(apps[2]), "service");
  EXPECT_EQ(world.connection(ConnectionId{0}).session, apps[0].session);
  EXPECT_EQ(world.connection(ConnectionId{1}).session, apps[2].session);
  EXPECT_EQ(app_of_model(0), AppId{1});
}

// rule: profile.store-layout
TEST(Preparation, WhatIsRememberedStandsInTheProfileOfItsSession) {
  const Prepared prepared = prepare_text(team);
  const RememberedStore& store = prepared.initial.world.session(prepared.initial.apps[0].session).store;
  EXPECT_THAT(
      store.entries(),
      ElementsAre(RememberedEntry{"Y:", R"(\\files\archive)", "", "LanMan", 0x20000, ResourceType::disk},
                  RememberedEntry{"Z:", R"(\\files\team)", "ann", "LanMan", 0x20000, ResourceType::disk}));
  EXPECT_THAT(prepared.initial.world.session(prepared.initial.apps[2].session).store.entries(), IsEmpty());
}

TEST(Preparation, AStoreFromOutsideComesFirst) {
  RememberedStore given;
  given.remember({"Z:", R"(\\other\share)", "", "LanMan", 0, ResourceType::disk});
  given.remember({"X:", R"(\\files\x)", "", "LanMan", 0, ResourceType::disk});
  const Prepared prepared = prepare_text(team, &given);
  const RememberedStore& store = prepared.initial.world.session(SessionId{0}).store;
  EXPECT_EQ(store.entries().size(), 3U);
  EXPECT_EQ(store.find("Z:")->remote_path,
            R"(\\other\share)");  // the scenario's own entry would overwrite it
  EXPECT_EQ(store.find("Y:")->remote_path, R"(\\files\archive)");
  EXPECT_EQ(given.entries().size(), 2U);
}

// rule: profile.unreadable
TEST(Preparation, AProfileThatBrokeKeepsWhatItHeld) {
  const std::vector<std::pair<std::string_view, Status>> rows = {
      {"ok", wn::success}, {"unreadable", wn::cannot_open_profile}, {"malformed", wn::bad_profile}};
  for (const auto& [state, status] : rows) {
    const Prepared prepared =
        prepare_text("[[session]]\nname = \"user\"\nstore = \"" + std::string(state) +
                     "\"\n[[session]]\nname = \"guest\"\nlogged_on = false\n" + std::string(team));
    const World& world = prepared.initial.world;
    EXPECT_EQ(world.session(SessionId{0}).store.state(), status);
    EXPECT_EQ(world.session(SessionId{0}).store.entries().size(), 2U);
    EXPECT_TRUE(world.session(SessionId{0}).logged_on);
    EXPECT_FALSE(world.session(SessionId{1}).logged_on);
    EXPECT_EQ(world.session(SessionId{1}).store.state(), wn::success);
  }
}

TEST(Preparation, EachStepOfTheMainSequenceKnowsItsApplication) {
  const Scenario scenario = load_text(R"(
restore_timeout = "5s"
limits = { events = 1 }
[[app]]
name = "editor"
[[app]]
name = "backup"
[[step]]
wait = "1s"
[[step]]
wait = "1s"
app = "backup"
[[step]]
wait = "1s"
app = "editor"
)");
  const Prepared prepared = prepare(scenario, Policy{}, nullptr);
  EXPECT_THAT(prepared.app_of_step, ElementsAre(main_app, app_of_model(1), app_of_model(0)));
  EXPECT_EQ(prepared.setup.restore_timeout_ms, 5000U);
  Trace trace = prepared.trace;
  trace.append();
  EXPECT_FALSE(trace.full());
  trace.append();
  EXPECT_TRUE(trace.full());
}

TEST(Preparation, ThePolicyIsThatOfTheCastAndOfTheTrace) {
  const Policy wine = Policy::of(Profile::wine);
  const Prepared prepared = prepare(load_text("[[step]]\nwait = \"1s\"\n"), wine, nullptr);
  EXPECT_EQ(prepared.setup.policy, wine);
  EXPECT_EQ(prepared.trace.policy(), wine);
  EXPECT_EQ(prepared.setup.restore_timeout_ms, std::nullopt);
}

}  // namespace
}  // namespace mprsim::preparation_test
