// Calls of several applications at the same time, and sessions that end meanwhile.
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gmock/gmock.h>

#include "tests/sim/simulation/simulated_world.h"

namespace mprsim::simulation_races_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// --- Races.

TEST(Simulation, OfTwoCancelsOfOneDeviceTheFirstToArriveWins) {
  SimulatedWorld small;
  small.provider("LanMan").latency = SimTime{20};
  const AppId other = small.add_app("other");
  small.connect("Z:", R"(\\files\team)");
  small.begin();
  Ended<CancelResult> first;
  Ended<CancelResult> second;
  small.cancel(0, cancel_of("Z:"), first);
  small.cancel(10, cancel_of("Z:"), second, other);
  small.run();
  EXPECT_EQ(first.result.status, wn::success);
  EXPECT_EQ(first.at, SimTime{20});
  EXPECT_EQ(second.result.status, wn::not_connected);
  EXPECT_EQ(second.at, SimTime{30});
  EXPECT_NE(first.call, second.call);
  EXPECT_EQ(small.sim.app(app).errors.last_error(), wn::success);
  EXPECT_EQ(small.sim.app(other).errors.last_error(), wn::not_connected);
}

// rule: notifyinfo.context-isolated
// rule: notifyinfo.context-round-trip
TEST(Simulation, OperationsAtTheSameTimeKeepTheirContexts) {
  SimulatedWorld small;
  small.provider("LanMan").latency = SimTime{20};
  small.notifyee("indexer").latency = SimTime{4};
  const AppId other = small.add_app("other");
  small.connect("Z:", R"(\\files\team)");
  small.connect("Y:", R"(\\files\archive)");
  small.begin();
  Ended<CancelResult> z;
  Ended<CancelResult> y;
  small.cancel(0, cancel_of("Z:"), z);
  small.cancel(2, cancel_of("Y:"), y, other);
  small.run();
  EXPECT_THAT(
      trace_lines(small.trace, EventKind::notified),
      ElementsAre(
          "4 indexer CancelConnectNotify PRE  status=WN_SUCCESS provider=? ctx=NULL = WN_SUCCESS ctx=#1",
          "6 indexer CancelConnectNotify PRE  status=WN_SUCCESS provider=? ctx=NULL = WN_SUCCESS ctx=#2",
          "28 indexer CancelConnectNotify POST status=WN_SUCCESS provider=LanMan ctx=#1 = WN_SUCCESS",
          "30 indexer CancelConnectNotify POST status=WN_SUCCESS provider=LanMan ctx=#2 = WN_SUCCESS"));
}

TEST(Simulation, AnAddMayArriveBeforeTheCancel) {
  SimulatedWorld small;
  small.provider("LanMan").latency = SimTime{20};
  const AppId other = small.add_app("other");
  small.connect("Z:", R"(\\files\team)");
  small.begin();
  Ended<CancelResult> cancel;
  Ended<AddResult> early;
  Ended<AddResult> late;
  small.add(0, add_of("Z:", R"(\\files\archive)"), early, other);
  small.cancel(10, cancel_of("Z:"), cancel);
  small.add(15, add_of("Z:", R"(\\files\archive)"), late, other);
  small.run();
  EXPECT_EQ(early.result.status, wn::already_connected);
  EXPECT_EQ(cancel.result.status, wn::success);
  EXPECT_EQ(late.result.status, wn::success);
  const auto id = small.world().find_device(user, "Z:", small.trace);
  ASSERT_TRUE(id);
  EXPECT_EQ(small.trace.text(small.world().connection(*id).remote), R"(\\files\archive)");
}

// rule: route.false-success
TEST(Simulation, WhoConnectsAnewDuringACancelDoesNotMakeTheProviderALiar) {
  SimulatedWorld small;
  small.provider("LanMan");
  small.notifyee("indexer").latency = SimTime{10};  // Z: is free from 10 on, and the cancel ends at 20
  const AppId other = small.add_app("other");
  small.connect("Z:", R"(\\files\team)");
  small.begin();
  Ended<CancelResult> cancel;
  Ended<AddResult> add;
  small.cancel(0, cancel_of("Z:"), cancel);
  small.add(2, add_of("Z:", R"(\\files\archive)"), add, other);
  small.run();
  EXPECT_EQ(cancel.at, SimTime{20});
  EXPECT_EQ(add.result.status, wn::success);
  EXPECT_EQ(add.at, SimTime{22});
  for (const std::string& line : trace_lines(small.trace))
    EXPECT_EQ(line.find("still connected"), line.npos) << line;
}

// rule: enum.connected
TEST(Simulation, WhatIsConnectedDuringAnEnumerationIsNotListedTwice) {
  SimulatedWorld small;
  small.provider("LanMan").latency = SimTime{10};
  small.connect("Z:", R"(\\files\team)");
  small.begin();
  Ended<EnumerateResult> list;
  spawn(small.sim.context(), list_at(small.sim, SimTime{0}, EnumScope::connected, list));
  Ended<AddResult> add;
  small.add(12, add_of("Y:", R"(\\files\archive)"), add);  // at 22, after the first NPEnumResource at 20
  small.run();
  std::vector<std::string> names;
  for (const EnumeratedResource& resource : list.result.resources)
    names.push_back(resource.local.value_or(""));
  EXPECT_THAT(names, ElementsAre("Z:"));
}

// rule: name.session
TEST(Simulation, AnotherSessionsDeviceIsOutOfReach) {
  SimulatedWorld small;
  small.provider("LanMan");
  const SessionId service = small.session("service");
  const AppId other = small.add_app("other", service);
  const ConnectionId z = small.connect("Z:", R"(\\files\team)");
  const FileId file = small.open(z, R"(Z:\plan)", "app");
  small.remember("Z:", R"(\\files\team)");
  small.begin();
  EXPECT_EQ(small.cancel_now(cancel_of("Z:", update, true), other).status, wn::not_connected);
  EXPECT_TRUE(small.is_connected("Z:"));
  EXPECT_EQ(small.world().file(file).state, FileState::open);
  EXPECT_NE(small.store().find("Z:"), nullptr);

  EXPECT_EQ(small.sim.open_file(other, R"(Z:\plan)", 0, {}), wn::path_not_found);
  EXPECT_EQ(small.sim.use_device(other, "Z:"), wn::not_connected);
  EXPECT_EQ(small.add_now(add_of("Z:", R"(\\files\archive)", update), other).status, wn::success);
  EXPECT_EQ(small.store(service).find("Z:")->remote_path, R"(\\files\archive)");
  EXPECT_EQ(small.store().find("Z:")->remote_path, R"(\\files\team)");
  Ended<LookupResult> get;
  spawn(small.sim.context(), get_at(small.sim, SimTime{0}, other, "Z:", get));
  small.run();
  EXPECT_EQ(get.result.remote, R"(\\files\archive)");
  EXPECT_EQ(small.cancel_now(cancel_of("Z:", update, true), other).status, wn::success);
  EXPECT_EQ(small.store(service).find("Z:"), nullptr);
  EXPECT_TRUE(small.is_connected("Z:"));
}

// --- Logoff and logon.

struct LogoffRow {
  std::uint32_t at;
  std::string_view when;
  Status status;
};

TEST(Simulation, ALogoffDuringACancelIsSurvived) {
  // NOTIFY_PRE at 5, the provider at 25, NOTIFY_POST at 30.
  for (const LogoffRow& row : {LogoffRow{2, "before the notification", wn::not_connected},
                               LogoffRow{10, "while the provider is under way", wn::not_connected},
                               LogoffRow{27, "after the provider", wn::success}}) {
    SCOPED_TRACE(row.when);
    SimulatedWorld small;
    small.provider("LanMan").latency = SimTime{20};
    FakeNotifyee& notifyee = small.notifyee("indexer");
    notifyee.latency = SimTime{5};
    notifyee.scripts[notification_slot(false, NotifyStatus::pre)].close = {small.trace.intern(R"(Z:\plan)")};
    notifyee.scripts[notification_slot(false, NotifyStatus::post)].open = {small.trace.intern(R"(Y:\log)")};
    const ConnectionId z = small.connect("Z:", R"(\\files\team)");
    small.connect("Y:", R"(\\files\archive)");
    small.open(z, R"(Z:\plan)", "indexer", 1);
    small.remember("Z:", R"(\\files\team)");
    small.begin();
    Ended<CancelResult> cancel;
    small.cancel(0, cancel_of("Z:"), cancel);
    std::uint32_t logoff = 0;
    small.at(row.at, [&] { small.sim.logoff(app, logoff); });
    small.run();
    EXPECT_EQ(cancel.at, SimTime{30});
    EXPECT_EQ(cancel.result.status, row.status);
    EXPECT_EQ(logoff, 2U);
    EXPECT_FALSE(small.is_connected("Z:"));
    EXPECT_FALSE(small.is_connected("Y:"));
    EXPECT_FALSE(small.world().session(user).logged_on);
    EXPECT_NE(small.store().find("Z:"), nullptr);
    EXPECT_EQ(small.world().lost().size(), row.at == 2 ? 1U : 0U);
  }
}

TEST(Simulation, ALogoffTakesTheConnectionsOfItsSessionAlone) {
  SimulatedWorld small;
  small.provider("LanMan");
  const SessionId service = small.session("service");
  const ConnectionId z = small.connect("Z:", R"(\\files\team)");
  const ConnectionId printer = small.connect("LPT1", R"(\\prints\laser)");
  small.connect("Z:", R"(\\files\archive)", {}, service);
  small.open(z, R"(Z:\plan)", "editor", 1);
  small.print(printer, "report", 2);
  small.begin();
  std::uint32_t call = 0;
  small.sim.logoff(app, call);
  EXPECT_FALSE(small.is_connected("Z:"));
  EXPECT_FALSE(small.is_connected("LPT1"));
  EXPECT_TRUE(small.is_connected("Z:", service));
  EXPECT_TRUE(small.world().session(service).logged_on);
  // A logoff uses no force, and no rule is about it.
  EXPECT_THAT(reasons(small.trace, EventKind::world),
              ElementsAre(R"(0 editor handle on Z:\plan is stale / )",
                          R"(0 editor 1 unwritten change in Z:\plan is lost / )",
                          "0 LanMan disconnects Z: / ", "0 LPT1 job report aborted with 2 pages left / ",
                          "0 LanMan disconnects LPT1 / ", "0 user session ends / "));
}

// rule: restore.kept
// rule: restore.forgotten
// rule: notify.silent-on-restore
TEST(Simulation, WhatWasKeptReturnsAtLogonInSilence) {
  SimulatedWorld small;
  small.provider("LanMan").latency = SimTime{10};
  small.notifyee("indexer");
  for (const std::string_view device : {"Z:", "Y:", "X:"}) {
    small.connect(device, R"(\\files\team)");
    if (device != "X:") small.remember(device, R"(\\files\team)");
  }
  small.begin();
  EXPECT_EQ(small.cancel_now(cancel_of("Z:")).status, wn::success);
  EXPECT_EQ(small.cancel_now(cancel_of("Y:", update)).status, wn::success);
  std::uint32_t call = 0;
  small.sim.logoff(app, call);
  small.trace.clear();
  const Simulation::Logon logon = small.logon_now();
  EXPECT_EQ(logon.status, wn::success);
  EXPECT_TRUE(small.world().session(user).logged_on);
  ASSERT_EQ(logon.restored.size(), 1U);
  EXPECT_EQ(logon.restored[0].entry.device, "Z:");
  EXPECT_TRUE(small.is_connected("Z:"));
  EXPECT_FALSE(small.is_connected("Y:"));
  EXPECT_FALSE(small.is_connected("X:"));
  EXPECT_THAT(trace_lines(small.trace, EventKind::notified), IsEmpty());
}

// rule: restore.unconnected
TEST(Simulation, ARestoreTakesItsTimeAndWorksOnWhatItFound) {
  SimulatedWorld small;
  small.provider("LanMan").latency = SimTime{10};
  const AppId other = small.add_app("other");
  small.remember("X:", R"(\\files\a)");
  small.remember("Y:", R"(\\files\b)");
  small.remember("Z:", R"(\\files\c)", "Gone");
  small.begin();
  Ended<Simulation::Logon> logon;
  spawn(small.sim.context(), logon_at(small.sim, SimTime{0}, app, logon));
  Ended<LookupResult> early;
  spawn(small.sim.context(), get_at(small.sim, SimTime{0}, other, "Y:", early));
  // Entries that are forgotten meanwhile are still restored.
  Ended<CancelResult> forget;
  small.cancel(1, cancel_of("Y:", update), forget, other);
  small.run();
  EXPECT_EQ(early.result.status, wn::connection_closed);
  EXPECT_EQ(early.result.remote, R"(\\files\b)");
  EXPECT_EQ(forget.result.status, wn::success);
  EXPECT_TRUE(forget.result.forgotten);
  EXPECT_EQ(logon.at, SimTime{20});
  std::vector<std::pair<std::string, Status>> restored;
  for (const auto& one : logon.result.restored) restored.emplace_back(one.entry.device, one.status);
  EXPECT_THAT(restored, ElementsAre(std::pair{"X:", wn::success}, std::pair{"Y:", wn::success},
                                    std::pair{"Z:", wn::bad_provider}));
  EXPECT_EQ(trace_lines(small.trace, EventKind::call_ends).back(),
            "20 app = WN_SUCCESS, 2 connections restored");
}

// rule: profile.unreadable
TEST(Simulation, AProfileThatCannotBeUsedRestoresNothingAndSaysSo) {
  for (const Status state : {wn::cannot_open_profile, wn::bad_profile}) {
    SimulatedWorld small;
    small.provider("LanMan");
    small.remember("Z:", R"(\\files\team)");
    small.world().session(user).store.set_state(state);
    small.begin();
    const Simulation::Logon logon = small.logon_now();
    EXPECT_EQ(logon.status, state);
    EXPECT_THAT(logon.restored, IsEmpty());
    EXPECT_EQ(small.sim.app(app).errors.last_error(), state);
  }
}

// rule: start.longest-wait
// rule: start.unknown
// rule: start.registry-floor
// rule: start.default-counts
TEST(Simulation, ALogonWaitsForTheNetworksBeforeItRestores) {
  struct Row {
    std::uint32_t start;
    std::optional<std::uint32_t> restore_timeout;
    std::string_view start_default;
    std::uint32_t wait;
  };
  for (const Row& row : {Row{1, {}, "counts", 0}, Row{3000, {}, "counts", 3000},
                         Row{3000, 5000, "counts", 5000}, Row{0xFFFFFFFF, {}, "counts", 60000},
                         Row{0xFFFFFFFF, {}, "ignored", 0}, Row{0xFFFFFFFF, 5000, "counts", 5000}}) {
    SimulatedWorld small{with(Switch::start_default, row.start_default)};
    small.provider("LanMan").start = row.start;
    small.provider("WebDAV").latency = SimTime{7};
    small.setup.restore_timeout_ms = row.restore_timeout;
    small.remember("Z:", R"(\\web\site)", "WebDAV");
    small.begin();
    Ended<StartResult> start;
    spawn(small.sim.context(), start_at(small.sim, SimTime{0}, start));
    Ended<Simulation::Logon> logon;
    spawn(small.sim.context(), logon_at(small.sim, SimTime{100000}, app, logon));
    small.run();
    EXPECT_EQ(start.result.wait_ms, row.wait);
    EXPECT_EQ(start.at, SimTime{row.wait});
    EXPECT_EQ(logon.result.waited_ms, row.wait);
    EXPECT_EQ(logon.at, SimTime{100000 + row.wait + 7});
    EXPECT_TRUE(small.is_connected("Z:"));
  }
}

}  // namespace
}  // namespace mprsim::simulation_races_test
