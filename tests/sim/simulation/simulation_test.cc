#include "sim/simulation/simulation.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gmock/gmock.h>

#include "sim/time/timer.h"
#include "tests/sim/small_world.h"

namespace mprsim {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::EndsWith;
using testing::IsEmpty;

constexpr AppId app = SmallWorld::app_id;
constexpr SessionId user = SmallWorld::user_session;

// What a call came to, and when.
template <class Result>
struct Ended {
  Result result{};
  SimTime at{-1};
  std::uint32_t call = 0;
};

// Steps that begin at a time. They are free functions, so that their arguments live in their frames.
Task<> cancel_at(Simulation& sim, SimTime at, AppId by, CancelRequest request, Ended<CancelResult>& out) {
  co_await async_sleep_until(sim.context(), at);
  out.result = co_await sim.cancel(by, request, out.call);
  out.at = sim.context().now();
}
Task<> add_at(Simulation& sim, SimTime at, AppId by, AddRequest request, Ended<AddResult>& out) {
  co_await async_sleep_until(sim.context(), at);
  out.result = co_await sim.add(by, request, out.call);
  out.at = sim.context().now();
}
Task<> get_at(Simulation& sim, SimTime at, AppId by, std::string_view device, Ended<LookupResult>& out) {
  co_await async_sleep_until(sim.context(), at);
  out.result = co_await sim.get(by, {device}, out.call);
  out.at = sim.context().now();
}
Task<> list_at(Simulation& sim, SimTime at, EnumScope scope, Ended<EnumerateResult>& out) {
  co_await async_sleep_until(sim.context(), at);
  out.result = co_await sim.enumerate(app, scope, out.call);
  out.at = sim.context().now();
}
Task<> dialog_at(Simulation& sim, SimTime at, DialogRequest request, bool yes, Ended<DialogResult>& out) {
  co_await async_sleep_until(sim.context(), at);
  out.result = co_await sim.disconnect_dialog(app, request, yes, out.call);
  out.at = sim.context().now();
}
Task<> logon_at(Simulation& sim, SimTime at, AppId by, Ended<Simulation::Logon>& out) {
  co_await async_sleep_until(sim.context(), at);
  out.result = co_await sim.logon(by, out.call);
  out.at = sim.context().now();
}
Task<> start_at(Simulation& sim, SimTime at, Ended<StartResult>& out) {
  co_await async_sleep_until(sim.context(), at);
  out.result = co_await sim.start(app, out.call);
  out.at = sim.context().now();
}

// A setup and a world, and what is done in it. Make the world first, then begin().
struct Play : SmallWorld {
  explicit Play(const Policy& policy = {}) : SmallWorld(policy), sim(setup) {}

  void begin(std::uint64_t seed = 0) { sim.begin(state, trace, seed); }
  void run() { EXPECT_EQ(sim.context().run(), RunResult::idle); }

  void cancel(std::uint32_t at, CancelRequest request, Ended<CancelResult>& out, AppId by = app_id) {
    spawn(sim.context(), cancel_at(sim, SimTime{at}, by, request, out));
  }
  void add(std::uint32_t at, AddRequest request, Ended<AddResult>& out, AppId by = app_id) {
    spawn(sim.context(), add_at(sim, SimTime{at}, by, request, out));
  }
  template <class F>
  void at(std::uint32_t time, F&& action) {
    sim.context().arm_timer(SimTime{time},
                            [action = std::forward<F>(action)](boost::system::error_code) { action(); });
  }
  // The one thing that is done.
  CancelResult cancel_now(CancelRequest request, AppId by = app_id) {
    Ended<CancelResult> out;
    cancel(0, request, out, by);
    run();
    return out.result;
  }
  AddResult add_now(AddRequest request, AppId by = app_id) {
    Ended<AddResult> out;
    add(0, request, out, by);
    run();
    return out.result;
  }
  Simulation::Logon logon_now(AppId by = app_id) {
    Ended<Simulation::Logon> out;
    spawn(sim.context(), logon_at(sim, SimTime{0}, by, out));
    run();
    return out.result;
  }

  Simulation sim;
};

CancelRequest cancel_of(std::string_view name, std::uint32_t flags = 0, bool force = false) {
  return {.name = Text{name}, .flags = flags, .force = force};
}
AddRequest add_of(std::string_view device, std::string_view remote, std::uint32_t flags = 0) {
  return {.resource = {ResourceType::disk, device, remote, {}}, .flags = flags};
}
constexpr std::uint32_t update = connect_flag::update_profile;

// --- Time.

// rule: notify.before-first-provider
// rule: notify.after-last-provider
// rule: provider.fast-decline
TEST(Simulation, EverybodysLatencyPassesBeforeHeActs) {
  Play play;
  play.provider("WebDAV").latency = SimTime{100};  // declines, slowly
  play.provider("LanMan").latency = SimTime{20};
  play.notifyee("indexer").latency = SimTime{5};
  play.notifyee("backup").latency = SimTime{7};
  play.connect("Z:", R"(\\files\team)", ProviderId{1});
  play.begin();
  Ended<CancelResult> ended;
  play.cancel(1000, cancel_of("Z:"), ended);
  play.run();
  EXPECT_EQ(ended.result.status, wn::success);
  EXPECT_EQ(ended.result.provider, ProviderId{1});
  EXPECT_EQ(ended.at, SimTime{1144});
  EXPECT_EQ(ended.call, 1U);
  EXPECT_THAT(
      scenario(play.trace),
      ElementsAre(
          "1000 app WNetCancelConnection2(Z:, 0, fForce=FALSE)",
          "1005 indexer CancelConnectNotify PRE  status=WN_SUCCESS provider=? ctx=NULL = WN_SUCCESS ctx=#1",
          "1012 backup CancelConnectNotify PRE  status=WN_SUCCESS provider=? ctx=NULL = WN_SUCCESS ctx=#2",
          "1112 WebDAV NPCancelConnection(Z:, FALSE) = WN_NOT_CONNECTED",
          "1132 LanMan NPCancelConnection(Z:, FALSE) = WN_SUCCESS", "1132 LanMan disconnects Z:",
          "1137 indexer CancelConnectNotify POST status=WN_SUCCESS provider=LanMan ctx=#1 = WN_SUCCESS",
          "1144 backup CancelConnectNotify POST status=WN_SUCCESS provider=LanMan ctx=#2 = WN_SUCCESS",
          "1144 app = WN_SUCCESS"));
}

TEST(Simulation, EveryCallOfAnApplicationTakesTheTimeOfItsProviders) {
  Play play;
  play.provider("LanMan").latency = SimTime{20};
  play.provider("WebDAV").latency = SimTime{30};
  play.notifyee("indexer").latency = SimTime{1};
  play.connect("Z:", R"(\\files\team)", ProviderId{1});
  play.begin();
  Ended<LookupResult> get;
  Ended<EnumerateResult> list;
  Ended<EnumerateResult> remembered;
  Ended<AddResult> add;
  Ended<DialogResult> dialog;
  spawn(play.sim.context(), get_at(play.sim, SimTime{0}, app, "Z:", get));
  spawn(play.sim.context(), list_at(play.sim, SimTime{1000}, EnumScope::connected, list));
  spawn(play.sim.context(), list_at(play.sim, SimTime{2000}, EnumScope::remembered, remembered));
  play.add(3000, add_of("Y:", R"(\\files\team)"), add);
  spawn(play.sim.context(), dialog_at(play.sim, SimTime{4000}, {.name = "Y:"}, true, dialog));
  play.run();
  EXPECT_EQ(get.at, SimTime{50});
  EXPECT_EQ(get.result.remote, R"(\\files\team)");
  EXPECT_EQ(list.at, SimTime{1000 + 3 * 20 + 4 * 30});  // open, list, (list again,) close
  EXPECT_EQ(list.result.resources.size(), 1U);
  EXPECT_EQ(remembered.at, SimTime{2000});
  EXPECT_EQ(add.at, SimTime{3022});
  EXPECT_EQ(dialog.at, SimTime{4022});
  EXPECT_EQ((std::vector{get.call, list.call, remembered.call, add.call, dialog.call}),
            (std::vector<std::uint32_t>{1, 2, 3, 4, 5}));
}

TEST(Simulation, WhatTheWorldDoesByItselfHappensInItsTime) {
  Play play;
  play.provider("LanMan");
  const ConnectionId z = play.connect("Z:", R"(\\files\team)");
  const ConnectionId printer = play.connect("LPT1", R"(\\prints\laser)");
  play.state.closings.push_back({play.open(z, R"(Z:\plan)"), SimTime{300}});
  play.state.printings.push_back({play.print(printer, "report", 2), SimTime{100}});
  play.state.endings.push_back({play.use(z, "backup"), SimTime{150}});
  play.begin();
  play.run();
  EXPECT_THAT(scenario(play.trace),
              ElementsAre("100 LPT1 prints a page of job report, 1 page left", "150 backup no longer uses Z:",
                          "200 LPT1 job report is printed", R"(300 editor closes Z:\plan)"));
}

// rule: force.jobs-block
TEST(Simulation, AJobMayFinishWhileTheRouterWaits) {
  struct Row {
    std::uint32_t latency;
    Status status;
  };
  // The last page comes out at 30. Of two things at one time the one that was arranged first comes first.
  for (const Row& row : {Row{20, wn::open_files}, Row{30, wn::open_files}, Row{31, wn::success}}) {
    Play play;
    play.provider("LanMan").latency = SimTime{row.latency};
    const ConnectionId printer = play.connect("LPT1", R"(\\prints\laser)");
    play.state.printings.push_back({play.print(printer, "report", 3), SimTime{10}});
    play.begin();
    EXPECT_EQ(play.cancel_now(cancel_of("LPT1")).status, row.status);
    EXPECT_EQ(play.is_connected("LPT1"), !row.status.ok());
  }
}

// rule: force.device-in-use
// rule: force.open-files-block
TEST(Simulation, AFileAndAUseMayEndWhileTheRouterWaits) {
  struct Row {
    std::uint32_t closes, ends;
    Status status;
  };
  for (const Row& row :
       {Row{10, 10, wn::success}, Row{30, 10, wn::open_files}, Row{10, 30, wn::device_in_use}}) {
    Play play;
    play.provider("LanMan").latency = SimTime{20};
    const ConnectionId z = play.connect("Z:", R"(\\files\team)");
    play.state.closings.push_back({play.open(z, R"(Z:\plan)"), SimTime{row.closes}});
    play.state.endings.push_back({play.use(z, "backup"), SimTime{row.ends}});
    play.begin();
    EXPECT_EQ(play.cancel_now(cancel_of("Z:")).status, row.status);
  }
}

// rule: force.overrides
TEST(Simulation, AJobThatWasAbortedDoesNotGoOnPrinting) {
  Play play;
  play.provider("LanMan").latency = SimTime{15};
  const ConnectionId printer = play.connect("LPT1", R"(\\prints\laser)");
  const JobId job = play.print(printer, "report", 3);
  play.state.printings.push_back({job, SimTime{10}});
  play.begin();
  EXPECT_EQ(play.cancel_now(cancel_of("LPT1", 0, true)).status, wn::success);
  EXPECT_EQ(play.world().job(job).state, JobState::aborted);
  EXPECT_THAT(scenario(play.trace, EventKind::world),
              ElementsAre("10 LPT1 prints a page of job report, 2 pages left",
                          "15 LPT1 job report aborted with 2 pages left", "15 LanMan disconnects LPT1"));
}

TEST(Simulation, FilesAndJobsOfAnApplicationEndInTheirTime) {
  Play play;
  play.provider("LanMan");
  play.connect("Z:", R"(\\files\team)");
  play.connect("LPT1", R"(\\prints\laser)");
  play.begin();
  play.at(100, [&] {
    EXPECT_EQ(play.sim.open_file(app, R"(Z:\plan)", 2, SimTime{50}), wn::success);
    EXPECT_EQ(play.sim.open_file(app, R"(Y:\plan)", 0, {}), wn::path_not_found);
    EXPECT_EQ(play.sim.print(app, "LPT1:", "report", 1, SimTime{20}), wn::success);
    EXPECT_EQ(play.sim.print(app, "LPT2", "report", 1, {}), wn::not_connected);
    EXPECT_EQ(play.sim.use_device(app, "z:"), wn::success);
    EXPECT_EQ(play.sim.use_device(app, "Y:"), wn::not_connected);
  });
  play.at(110, [&] {
    EXPECT_EQ(play.sim.write_file(app, R"(z:\PLAN)"), wn::success);
    EXPECT_EQ(play.sim.write_file(app, R"(Z:\other)"), wn::bad_handle);
    play.sim.end_process("app");
  });
  play.at(160, [&] {
    EXPECT_EQ(play.sim.write_file(app, R"(Z:\plan)"), wn::bad_handle);
    EXPECT_EQ(play.sim.close_file(app, R"(Z:\plan)"), wn::bad_handle);
    EXPECT_EQ(play.sim.open_file(app, R"(Z:\plan)", 0, {}), wn::success);
    EXPECT_EQ(play.sim.close_file(app, R"(Z:\plan)"), wn::success);
    EXPECT_EQ(play.sim.close_file(app, R"(Z:\other)"), wn::bad_handle);
  });
  play.run();
  EXPECT_THAT(scenario(play.trace),
              ElementsAre(R"(100 app opens Z:\plan with 2 unwritten changes)",
                          R"(100 app opens Y:\plan = ERROR_PATH_NOT_FOUND)",
                          "100 LPT1 starts job report of 1 page", "100 app uses Z:",
                          R"(110 app writes to Z:\plan, now with 3 unwritten changes = WN_SUCCESS)",
                          "110 app no longer uses Z:", "120 LPT1 job report is printed",
                          R"(150 app closes Z:\plan)", R"(160 app writes to Z:\plan = WN_BAD_HANDLE)",
                          R"(160 app opens Z:\plan)", R"(160 app closes Z:\plan)"));
}

// --- Races.

TEST(Simulation, OfTwoCancelsOfOneDeviceTheFirstToArriveWins) {
  Play play;
  play.provider("LanMan").latency = SimTime{20};
  const AppId other = play.add_app("other");
  play.connect("Z:", R"(\\files\team)");
  play.begin();
  Ended<CancelResult> first;
  Ended<CancelResult> second;
  play.cancel(0, cancel_of("Z:"), first);
  play.cancel(10, cancel_of("Z:"), second, other);
  play.run();
  EXPECT_EQ(first.result.status, wn::success);
  EXPECT_EQ(first.at, SimTime{20});
  EXPECT_EQ(second.result.status, wn::not_connected);
  EXPECT_EQ(second.at, SimTime{30});
  EXPECT_NE(first.call, second.call);
  EXPECT_EQ(play.sim.app(app).errors.last_error(), wn::success);
  EXPECT_EQ(play.sim.app(other).errors.last_error(), wn::not_connected);
}

// rule: notifyinfo.context-isolated
// rule: notifyinfo.context-round-trip
TEST(Simulation, OperationsAtTheSameTimeKeepTheirContexts) {
  Play play;
  play.provider("LanMan").latency = SimTime{20};
  play.notifyee("indexer").latency = SimTime{4};
  const AppId other = play.add_app("other");
  play.connect("Z:", R"(\\files\team)");
  play.connect("Y:", R"(\\files\archive)");
  play.begin();
  Ended<CancelResult> z;
  Ended<CancelResult> y;
  play.cancel(0, cancel_of("Z:"), z);
  play.cancel(2, cancel_of("Y:"), y, other);
  play.run();
  EXPECT_THAT(
      scenario(play.trace, EventKind::notified),
      ElementsAre(
          "4 indexer CancelConnectNotify PRE  status=WN_SUCCESS provider=? ctx=NULL = WN_SUCCESS ctx=#1",
          "6 indexer CancelConnectNotify PRE  status=WN_SUCCESS provider=? ctx=NULL = WN_SUCCESS ctx=#2",
          "28 indexer CancelConnectNotify POST status=WN_SUCCESS provider=LanMan ctx=#1 = WN_SUCCESS",
          "30 indexer CancelConnectNotify POST status=WN_SUCCESS provider=LanMan ctx=#2 = WN_SUCCESS"));
}

TEST(Simulation, AnAddMayArriveBeforeTheCancel) {
  Play play;
  play.provider("LanMan").latency = SimTime{20};
  const AppId other = play.add_app("other");
  play.connect("Z:", R"(\\files\team)");
  play.begin();
  Ended<CancelResult> cancel;
  Ended<AddResult> early;
  Ended<AddResult> late;
  play.add(0, add_of("Z:", R"(\\files\archive)"), early, other);
  play.cancel(10, cancel_of("Z:"), cancel);
  play.add(15, add_of("Z:", R"(\\files\archive)"), late, other);
  play.run();
  EXPECT_EQ(early.result.status, wn::already_connected);
  EXPECT_EQ(cancel.result.status, wn::success);
  EXPECT_EQ(late.result.status, wn::success);
  const auto id = play.world().find_device(user, "Z:", play.trace);
  ASSERT_TRUE(id);
  EXPECT_EQ(play.trace.text(play.world().connection(*id).remote), R"(\\files\archive)");
}

// rule: route.false-success
TEST(Simulation, WhoConnectsAnewDuringACancelDoesNotMakeTheProviderALiar) {
  Play play;
  play.provider("LanMan");
  play.notifyee("indexer").latency = SimTime{10};  // Z: is free from 10 on, and the cancel ends at 20
  const AppId other = play.add_app("other");
  play.connect("Z:", R"(\\files\team)");
  play.begin();
  Ended<CancelResult> cancel;
  Ended<AddResult> add;
  play.cancel(0, cancel_of("Z:"), cancel);
  play.add(2, add_of("Z:", R"(\\files\archive)"), add, other);
  play.run();
  EXPECT_EQ(cancel.at, SimTime{20});
  EXPECT_EQ(add.result.status, wn::success);
  EXPECT_EQ(add.at, SimTime{22});
  for (const std::string& line : scenario(play.trace))
    EXPECT_EQ(line.find("still connected"), line.npos) << line;
}

// rule: enum.connected
TEST(Simulation, WhatIsConnectedDuringAnEnumerationIsNotListedTwice) {
  Play play;
  play.provider("LanMan").latency = SimTime{10};
  play.connect("Z:", R"(\\files\team)");
  play.begin();
  Ended<EnumerateResult> list;
  spawn(play.sim.context(), list_at(play.sim, SimTime{0}, EnumScope::connected, list));
  Ended<AddResult> add;
  play.add(12, add_of("Y:", R"(\\files\archive)"), add);  // at 22, after the first NPEnumResource at 20
  play.run();
  std::vector<std::string> names;
  for (const EnumeratedResource& resource : list.result.resources)
    names.push_back(resource.local.value_or(""));
  EXPECT_THAT(names, ElementsAre("Z:"));
}

// rule: name.session
TEST(Simulation, AnotherSessionsDeviceIsOutOfReach) {
  Play play;
  play.provider("LanMan");
  const SessionId service = play.session("service");
  const AppId other = play.add_app("other", service);
  const ConnectionId z = play.connect("Z:", R"(\\files\team)");
  const FileId file = play.open(z, R"(Z:\plan)", "app");
  play.remember("Z:", R"(\\files\team)");
  play.begin();
  EXPECT_EQ(play.cancel_now(cancel_of("Z:", update, true), other).status, wn::not_connected);
  EXPECT_TRUE(play.is_connected("Z:"));
  EXPECT_EQ(play.world().file(file).state, FileState::open);
  EXPECT_NE(play.store().find("Z:"), nullptr);

  EXPECT_EQ(play.sim.open_file(other, R"(Z:\plan)", 0, {}), wn::path_not_found);
  EXPECT_EQ(play.sim.use_device(other, "Z:"), wn::not_connected);
  EXPECT_EQ(play.add_now(add_of("Z:", R"(\\files\archive)", update), other).status, wn::success);
  EXPECT_EQ(play.store(service).find("Z:")->remote_path, R"(\\files\archive)");
  EXPECT_EQ(play.store().find("Z:")->remote_path, R"(\\files\team)");
  Ended<LookupResult> get;
  spawn(play.sim.context(), get_at(play.sim, SimTime{0}, other, "Z:", get));
  play.run();
  EXPECT_EQ(get.result.remote, R"(\\files\archive)");
  EXPECT_EQ(play.cancel_now(cancel_of("Z:", update, true), other).status, wn::success);
  EXPECT_EQ(play.store(service).find("Z:"), nullptr);
  EXPECT_TRUE(play.is_connected("Z:"));
}

// --- Logoff and logon.

struct LogoffRow {
  std::uint32_t at;
  std::string_view when;
  Status status;
};

TEST(Simulation, ALogoffDuringACancelIsSurvived) {
  // Before at 5, the provider at 25, afterwards at 30.
  for (const LogoffRow& row : {LogoffRow{2, "before the notification", wn::not_connected},
                               LogoffRow{10, "while the provider is under way", wn::not_connected},
                               LogoffRow{27, "after the provider", wn::success}}) {
    SCOPED_TRACE(row.when);
    Play play;
    play.provider("LanMan").latency = SimTime{20};
    FakeNotifyee& notifyee = play.notifyee("indexer");
    notifyee.latency = SimTime{5};
    notifyee.scripts[notification_slot(false, NotifyStatus::pre)].close = {play.trace.intern(R"(Z:\plan)")};
    notifyee.scripts[notification_slot(false, NotifyStatus::post)].open = {play.trace.intern(R"(Y:\log)")};
    const ConnectionId z = play.connect("Z:", R"(\\files\team)");
    play.connect("Y:", R"(\\files\archive)");
    play.open(z, R"(Z:\plan)", "indexer", 1);
    play.remember("Z:", R"(\\files\team)");
    play.begin();
    Ended<CancelResult> cancel;
    play.cancel(0, cancel_of("Z:"), cancel);
    std::uint32_t logoff = 0;
    play.at(row.at, [&] { play.sim.logoff(app, logoff); });
    play.run();
    EXPECT_EQ(cancel.at, SimTime{30});
    EXPECT_EQ(cancel.result.status, row.status);
    EXPECT_EQ(logoff, 2U);
    EXPECT_FALSE(play.is_connected("Z:"));
    EXPECT_FALSE(play.is_connected("Y:"));
    EXPECT_FALSE(play.world().session(user).logged_on);
    EXPECT_NE(play.store().find("Z:"), nullptr);
    EXPECT_EQ(play.world().lost().size(), row.at == 2 ? 1U : 0U);
  }
}

TEST(Simulation, ALogoffTakesTheConnectionsOfItsSessionAlone) {
  Play play;
  play.provider("LanMan");
  const SessionId service = play.session("service");
  const ConnectionId z = play.connect("Z:", R"(\\files\team)");
  const ConnectionId printer = play.connect("LPT1", R"(\\prints\laser)");
  play.connect("Z:", R"(\\files\archive)", {}, service);
  play.open(z, R"(Z:\plan)", "editor", 1);
  play.print(printer, "report", 2);
  play.begin();
  std::uint32_t call = 0;
  play.sim.logoff(app, call);
  EXPECT_FALSE(play.is_connected("Z:"));
  EXPECT_FALSE(play.is_connected("LPT1"));
  EXPECT_TRUE(play.is_connected("Z:", service));
  EXPECT_TRUE(play.world().session(service).logged_on);
  // Nobody forced anything, and no rule is about it.
  EXPECT_THAT(reasons(play.trace, EventKind::world),
              ElementsAre(R"(0 editor handle on Z:\plan is stale / )",
                          R"(0 editor 1 unwritten change in Z:\plan is lost / )",
                          "0 LanMan disconnects Z: / ", "0 LPT1 job report aborted with 2 pages left / ",
                          "0 LanMan disconnects LPT1 / ", "0 user session ends / "));
}

// rule: restore.kept
// rule: restore.forgotten
// rule: notify.silent-on-restore
TEST(Simulation, WhatWasKeptReturnsAtLogonInSilence) {
  Play play;
  play.provider("LanMan").latency = SimTime{10};
  play.notifyee("indexer");
  for (const std::string_view device : {"Z:", "Y:", "X:"}) {
    play.connect(device, R"(\\files\team)");
    if (device != "X:") play.remember(device, R"(\\files\team)");
  }
  play.begin();
  EXPECT_EQ(play.cancel_now(cancel_of("Z:")).status, wn::success);
  EXPECT_EQ(play.cancel_now(cancel_of("Y:", update)).status, wn::success);
  std::uint32_t call = 0;
  play.sim.logoff(app, call);
  play.trace.clear();
  const Simulation::Logon logon = play.logon_now();
  EXPECT_EQ(logon.status, wn::success);
  EXPECT_TRUE(play.world().session(user).logged_on);
  ASSERT_EQ(logon.restored.size(), 1U);
  EXPECT_EQ(logon.restored[0].entry.device, "Z:");
  EXPECT_TRUE(play.is_connected("Z:"));
  EXPECT_FALSE(play.is_connected("Y:"));
  EXPECT_FALSE(play.is_connected("X:"));
  EXPECT_THAT(scenario(play.trace, EventKind::notified), IsEmpty());
}

// rule: restore.unconnected
TEST(Simulation, ARestoreTakesItsTimeAndWorksOnWhatItFound) {
  Play play;
  play.provider("LanMan").latency = SimTime{10};
  const AppId other = play.add_app("other");
  play.remember("X:", R"(\\files\a)");
  play.remember("Y:", R"(\\files\b)");
  play.remember("Z:", R"(\\files\c)", "Gone");
  play.begin();
  Ended<Simulation::Logon> logon;
  spawn(play.sim.context(), logon_at(play.sim, SimTime{0}, app, logon));
  Ended<LookupResult> early;
  spawn(play.sim.context(), get_at(play.sim, SimTime{0}, other, "Y:", early));
  // Meanwhile somebody forgets entries, which are still restored.
  Ended<CancelResult> forget;
  play.cancel(1, cancel_of("Y:", update), forget, other);
  play.run();
  EXPECT_EQ(early.result.status, wn::connection_closed);
  EXPECT_EQ(early.result.remote, R"(\\files\b)");
  EXPECT_EQ(forget.result.status, wn::success);
  EXPECT_TRUE(forget.result.forgotten);
  EXPECT_EQ(logon.at, SimTime{20});
  std::vector<std::pair<std::string, Status>> restored;
  for (const auto& one : logon.result.restored) restored.emplace_back(one.entry.device, one.status);
  EXPECT_THAT(restored, ElementsAre(std::pair{"X:", wn::success}, std::pair{"Y:", wn::success},
                                    std::pair{"Z:", wn::bad_provider}));
  EXPECT_EQ(scenario(play.trace, EventKind::call_ends).back(), "20 app = WN_SUCCESS, 2 connections restored");
}

// rule: profile.unreadable
TEST(Simulation, AProfileThatCannotBeUsedRestoresNothingAndSaysSo) {
  for (const Status state : {wn::cannot_open_profile, wn::bad_profile}) {
    Play play;
    play.provider("LanMan");
    play.remember("Z:", R"(\\files\team)");
    play.world().session(user).store.set_state(state);
    play.begin();
    const Simulation::Logon logon = play.logon_now();
    EXPECT_EQ(logon.status, state);
    EXPECT_THAT(logon.restored, IsEmpty());
    EXPECT_EQ(play.sim.app(app).errors.last_error(), state);
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
    Play play{with(Switch::start_default, row.start_default)};
    play.provider("LanMan").start = row.start;
    play.provider("WebDAV").latency = SimTime{7};
    play.setup.restore_timeout_ms = row.restore_timeout;
    play.remember("Z:", R"(\\web\site)", "WebDAV");
    play.begin();
    Ended<StartResult> start;
    spawn(play.sim.context(), start_at(play.sim, SimTime{0}, start));
    Ended<Simulation::Logon> logon;
    spawn(play.sim.context(), logon_at(play.sim, SimTime{100000}, app, logon));
    play.run();
    EXPECT_EQ(start.result.wait_ms, row.wait);
    EXPECT_EQ(start.at, SimTime{row.wait});
    EXPECT_EQ(logon.result.waited_ms, row.wait);
    EXPECT_EQ(logon.at, SimTime{100000 + row.wait + 7});
    EXPECT_TRUE(play.is_connected("Z:"));
  }
}

// --- What a cancel leaves.

// rule: route.false-success
TEST(Simulation, AProviderThatLiesIsFoundOut) {
  Play play;
  play.provider("Dokany").answers[0] = {wn::success};
  play.provider("LanMan");
  play.connect("Z:", R"(\\files\team)", ProviderId{1});
  play.begin();
  EXPECT_EQ(play.cancel_now(cancel_of("Z:")).provider, ProviderId{0});
  EXPECT_THAT(
      reasons(play.trace, EventKind::world),
      ElementsAre("0 Dokany said that it cancelled Z:, which is still connected / route.false-success"));
  play.trace.clear();
  EXPECT_EQ(play.cancel_now(cancel_of("Z:")).provider, ProviderId{1});  // now Dokany tells the truth
  EXPECT_THAT(scenario(play.trace, EventKind::world), ElementsAre("0 LanMan disconnects Z:"));
}

// rule: route.false-success
TEST(Simulation, NobodyLiesWhereNothingIsLeftOrNothingWasClaimed) {
  struct Row {
    Status answer;
    bool connected;
  };
  for (const Row& row :
       {Row{wn::success, false}, Row{wn::access_denied, true}, Row{wn::not_connected, true}}) {
    Play play;
    play.provider("LanMan").answers[0] = {row.answer};
    if (row.connected) play.connect("Z:", R"(\\files\team)");
    play.begin();
    EXPECT_EQ(play.cancel_now(cancel_of("Z:")).status, row.answer);
    EXPECT_THAT(scenario(play.trace, EventKind::world), IsEmpty());
  }
}

struct KeepRow {
  CancelApi api;
  std::uint32_t flags;
  bool connected;
  std::optional<Status> answer;
  std::string_view profile;  // the last line about it
  std::string_view policy = "";
};

// rule: profile.zero-keeps
// rule: profile.update-forgets
// rule: profile.failure-keeps
// rule: profile.old-cancel-call
// rule: profile.forget-disconnected
TEST(Simulation, WhatACancelKeepsIsToldAndWhy) {
  constexpr auto v2 = CancelApi::cancel_connection2;
  constexpr auto old = CancelApi::cancel_connection;
  const std::vector<KeepRow> rows = {
      {v2, 0, true, {}, "0 profile keeps Z: / profile.zero-keeps"},
      {v2, 0, true, wn::access_denied, "0 profile keeps Z: / profile.zero-keeps"},
      {v2, 0, false, {}, "0 profile keeps Z: / profile.zero-keeps"},
      {v2, update, true, {}, "0 profile forgets Z: / profile.update-forgets"},
      {v2, update, true, wn::access_denied,
       "0 profile keeps Z: / profile.failure-keeps [failed_cancel=keeps]"},
      {v2,
       update,
       false,
       {},
       "0 profile forgets Z: / profile.forget-disconnected [forget_unconnected=forgets]"},
      {v2,
       update,
       false,
       {},
       "0 profile keeps Z: / profile.forget-disconnected [forget_unconnected=refused]",
       "refused"},
      {old, 0, true, {}, "0 profile keeps Z: / profile.old-cancel-call [old_cancel=keeps]"},
      {old, 0, true, wn::access_denied, "0 profile keeps Z: / profile.old-cancel-call [old_cancel=keeps]"},
  };
  for (const KeepRow& row : rows) {
    SCOPED_TRACE(row.profile);
    Play play{row.policy.empty() ? Policy{} : with(Switch::forget_unconnected, row.policy)};
    FakeProvider& provider = play.provider("LanMan");
    if (row.answer) provider.answers[0] = {*row.answer};
    if (row.connected) play.connect("Z:", R"(\\files\team)");
    play.remember("Z:", R"(\\files\team)");
    play.begin();
    CancelRequest request = cancel_of("Z:", row.flags);
    request.api = row.api;
    const CancelResult result = play.cancel_now(request);
    const auto lines = reasons(play.trace, EventKind::profile);
    ASSERT_EQ(lines.size(), 1U);
    EXPECT_EQ(lines[0], row.profile);
    EXPECT_EQ(result.forgotten, row.profile.find("forgets Z:") != row.profile.npos);
    EXPECT_EQ(play.store().find("Z:") == nullptr, result.forgotten);
  }
}

TEST(Simulation, NothingIsKeptWhereNothingWasRemembered) {
  Play play;
  play.provider("LanMan");
  play.connect("Z:", R"(\\files\team)");
  play.connect("Y:", R"(\\files\team)");
  play.remember("Y:", R"(\\files\team)");
  play.begin();
  play.cancel_now(cancel_of("Z:"));
  play.cancel_now({.name = Text{}});
  EXPECT_THAT(scenario(play.trace, EventKind::profile), IsEmpty());
}

// rule: profile.only-devices
// rule: profile.store-layout
// rule: profile.conflicting-entry
TEST(Simulation, AnAddIsRememberedInTheSessionOfItsCaller) {
  Play play;
  play.provider("LanMan").net_type = 42;
  play.begin();
  AddRequest request = add_of("Z:", R"(\\files\team)", update);
  request.user = "ann";
  EXPECT_TRUE(play.add_now(request).remembered);
  EXPECT_EQ(*play.store().find("Z:"),
            (RememberedEntry{"Z:", R"(\\files\team)", "ann", "LanMan", 42, ResourceType::disk}));
  EXPECT_FALSE(play.add_now(add_of("", R"(\\files\team)", update)).remembered);
  EXPECT_EQ(play.store().entries().size(), 1U);
  EXPECT_EQ(play.cancel_now(cancel_of("Z:")).status, wn::success);
  EXPECT_EQ(play.add_now(add_of("Z:", R"(\\files\archive)", update)).status, wn::device_already_remembered);
  EXPECT_FALSE(play.is_connected("Z:"));
  EXPECT_EQ(scenario(play.trace, EventKind::profile).front(), R"(0 profile remembers Z: as \\files\team)");
}

// --- Notifyees.

// rule: force.open-files-block
TEST(Simulation, ANotifyeeLetsGoInTimeAndTooLate) {
  for (const auto when : {NotifyStatus::pre, NotifyStatus::post}) {
    Play play;
    play.provider("LanMan").latency = SimTime{20};
    FakeNotifyee& notifyee = play.notifyee("indexer");
    notifyee.latency = SimTime{5};
    notifyee.scripts[notification_slot(false, when)].close = {play.trace.intern(R"(Z:\catalog)")};
    const FileId file = play.open(play.connect("Z:", R"(\\files\team)"), R"(Z:\catalog)", "indexer", 1);
    play.begin();
    Ended<CancelResult> cancel;
    play.cancel(0, cancel_of("Z:"), cancel);
    play.run();
    EXPECT_EQ(cancel.result.status, when == NotifyStatus::pre ? wn::success : wn::open_files);
    EXPECT_EQ(cancel.at, SimTime{30});
    EXPECT_EQ(play.world().file(file).state, FileState::closed);
    EXPECT_THAT(play.world().lost(), IsEmpty());
  }
}

// rule: notify.both-cancel-calls
// rule: notify.after-failure-too
TEST(Simulation, NotifyeesHearOfBothCallsAndOfTheAdd) {
  Play play;
  play.provider("LanMan").answers[0] = {wn::access_denied};
  FakeNotifyee& indexer = play.notifyee("indexer");
  indexer.scripts[notification_slot(true, NotifyStatus::pre)].returns = {wn::retry};
  play.begin();
  CancelRequest old = cancel_of("Z:");
  old.api = CancelApi::cancel_connection;
  play.cancel_now(old);
  play.cancel_now(cancel_of("Z:"));
  AddRequest add = add_of("Z:", R"(\\files\team)");
  add.resource.provider = "lanman";
  play.add_now(add);
  EXPECT_THAT(
      scenario(play.trace, EventKind::notified),
      ElementsAre(
          "0 indexer CancelConnectNotify PRE  status=WN_SUCCESS provider=? ctx=NULL = WN_SUCCESS ctx=#1",
          "0 indexer CancelConnectNotify POST status=WN_ACCESS_DENIED provider=NULL ctx=#1 = WN_SUCCESS",
          "0 indexer CancelConnectNotify PRE  status=WN_SUCCESS provider=? ctx=NULL = WN_SUCCESS ctx=#2",
          "0 indexer CancelConnectNotify POST status=WN_NOT_CONNECTED provider=NULL ctx=#2 = WN_SUCCESS",
          "0 indexer AddConnectNotify PRE  status=WN_SUCCESS provider=lanman ctx=NULL = WN_RETRY ctx=#3",
          "0 indexer AddConnectNotify POST status=WN_SUCCESS provider=LanMan ctx=#3 = WN_SUCCESS"));
}

// rule: notify.broken-library-ignored
TEST(Simulation, WhatCannotBeLoadedOrCalledIsSkippedAndTold) {
  Play play;
  play.notifyee("broken", false);
  Abilities mute;
  mute.advertised.erase(NpFunction::NPCancelConnection);
  mute.advertised.erase(NpFunction::NPAddConnection);
  mute.advertised.erase(NpFunction::NPAddConnection3);
  mute.advertised.erase(NpFunction::NPGetConnection);
  mute.advertised.erase(NpFunction::NPOpenEnum);
  play.provider("Mute", mute);
  play.provider("LanMan");
  play.connect("Z:", R"(\\files\team)", ProviderId{1});
  play.begin();
  EXPECT_EQ(play.cancel_now(cancel_of("Z:")).status, wn::success);
  EXPECT_EQ(play.add_now(add_of("Z:", R"(\\files\team)")).provider, ProviderId{1});
  Ended<LookupResult> get;
  spawn(play.sim.context(), get_at(play.sim, SimTime{0}, app, "Z:", get));
  Ended<EnumerateResult> list;
  spawn(play.sim.context(), list_at(play.sim, SimTime{0}, EnumScope::connected, list));
  play.run();
  EXPECT_EQ(get.result.remote, R"(\\files\team)");
  EXPECT_EQ(list.result.resources.size(), 1U);
  EXPECT_THAT(scenario(play.trace, EventKind::skipped),
              ElementsAre("0 broken skipped", "0 Mute skipped", "0 broken skipped", "0 Mute skipped",
                          "0 Mute skipped", "0 Mute skipped"));
}

// rule: notify.order
TEST(Simulation, TheSeedDecidesAShuffledOrder) {
  const Policy shuffled = with(Switch::notify_order, "shuffle");
  const auto order_of = [&](std::uint64_t seed) {
    Play play{shuffled};
    play.provider("LanMan");
    for (const char* name : {"a", "b", "c"}) play.notifyee(name);
    play.begin(seed);
    std::string order;
    for (int i = 0; i < 8; ++i) play.cancel_now(cancel_of("Z:"));
    for (const std::string& line : scenario(play.trace, EventKind::notified)) {
      if (line.find(" PRE ") != line.npos) order += line[2];
    }
    EXPECT_EQ(order.size(), 24U);
    return order;
  };
  EXPECT_EQ(order_of(1), order_of(1));
  EXPECT_NE(order_of(1), order_of(2));
  EXPECT_NE(order_of(1).substr(0, 12), order_of(1).substr(12));  // each operation is shuffled anew
}

// --- The dialog.

// rule: force.ask-then-force
TEST(Simulation, TheDialogAsksAndThenForces) {
  struct Row {
    bool no_force, yes;
    Status status;
    bool asked, connected;
    std::uint32_t ends;
  };
  for (const Row& row :
       {Row{true, true, wn::success, true, false, 40}, Row{true, false, wn::cancel, true, true, 20},
        Row{false, true, wn::success, false, false, 20}, Row{false, false, wn::success, false, false, 20}}) {
    Play play;
    play.provider("LanMan").latency = SimTime{20};
    play.open(play.connect("Z:", R"(\\files\team)"), R"(Z:\plan)", "editor", 1);
    play.remember("Z:", R"(\\files\team)");
    play.begin();
    Ended<DialogResult> dialog;
    const DialogRequest request{.name = "Z:", .update_profile = true, .no_force = row.no_force};
    spawn(play.sim.context(), dialog_at(play.sim, SimTime{0}, request, row.yes, dialog));
    play.run();
    EXPECT_EQ(dialog.result.status, row.status);
    EXPECT_EQ(dialog.result.asked, row.asked);
    EXPECT_EQ(dialog.at, SimTime{row.ends});
    EXPECT_EQ(play.is_connected("Z:"), row.connected);
    EXPECT_EQ(play.store().find("Z:") != nullptr, row.connected);
    EXPECT_EQ(play.sim.app(app).errors.last_error(), row.status);
  }
}

// --- Errors.

// rule: error.per-thread
// rule: error.extended
// rule: error.last-error-by-router
TEST(Simulation, EachApplicationHasItsOwnErrors) {
  Play play;
  FakeProvider& provider = play.provider("LanMan");
  provider.latency = SimTime{10};
  provider.answers[0] = {wn::extended_error, wn::access_denied, wn::extended_error};
  provider.extended_error = {42, "Closed for stocktaking", "LanMan"};
  provider.sets_last_error = wn::bad_password;
  const AppId other = play.add_app("other");
  play.begin();
  Ended<CancelResult> first;
  Ended<CancelResult> second;
  play.cancel(0, cancel_of("Z:"), first);
  play.cancel(5, cancel_of("Z:"), second, other);
  play.at(12, [&] {
    std::uint32_t call = 0;
    EXPECT_EQ(play.sim.get_last_error(app, call), wn::extended_error);
    EXPECT_EQ(play.sim.get_last_error(other, call), wn::success);
  });
  play.run();
  EXPECT_EQ(first.result.status, wn::extended_error);
  EXPECT_EQ(second.result.status, wn::access_denied);
  EXPECT_EQ(play.sim.app(app).errors.extended()->text, "Closed for stocktaking");
  EXPECT_EQ(play.sim.app(other).errors.extended(), std::nullopt);
  // What the provider set itself was overwritten with the result.
  EXPECT_EQ(play.sim.app(app).errors.last_error(), wn::extended_error);
  EXPECT_EQ(play.sim.app(other).errors.last_error(), wn::access_denied);
  EXPECT_EQ(scenario(play.trace, EventKind::call_ends).front(), "10 app = WN_EXTENDED_ERROR");
  EXPECT_EQ(scenario(play.trace, EventKind::call_ends)[1],
            R"(12 app = WN_EXTENDED_ERROR, extended 42 "Closed for stocktaking")");
}

// rule: error.last-error-by-router
TEST(Simulation, WhetherTheRouterSetsTheLastErrorIsASwitch) {
  Play play{with(Switch::last_error, "untouched")};
  play.provider("LanMan");
  const AppId other = play.add_app("other");
  play.begin();
  EXPECT_EQ(play.cancel_now(cancel_of("Z:")).status, wn::not_connected);
  EXPECT_EQ(play.sim.app(app).errors.last_error(), wn::success);
  play.setup.providers[0].sets_last_error = wn::bad_password;
  EXPECT_EQ(play.cancel_now(cancel_of("Z:"), other).status, wn::not_connected);
  EXPECT_EQ(play.sim.app(other).errors.last_error(), wn::bad_password);
}

// rule: provider.validation-order
// rule: route.network-down
TEST(Simulation, ANetworkGoesDownAndComesUp) {
  Play play;
  play.provider("LanMan").latency = SimTime{10};
  play.connect("Z:", R"(\\files\team)");
  play.begin();
  Ended<CancelResult> during;
  Ended<CancelResult> afterwards;
  Ended<LookupResult> get;
  play.at(5, [&] { play.sim.set_network(ProviderId{0}, false); });
  play.cancel(0, cancel_of("Z:", 0, true), during);
  spawn(play.sim.context(), get_at(play.sim, SimTime{0}, app, "Z:", get));
  play.at(20, [&] { play.sim.set_network(ProviderId{0}, true); });
  play.cancel(15, cancel_of("Z:"), afterwards);
  play.run();
  EXPECT_EQ(during.result.status, wn::no_network);
  EXPECT_EQ(get.result.status, wn::no_net_or_bad_path);
  EXPECT_EQ(afterwards.result.status, wn::success);
  EXPECT_THAT(
      scenario(play.trace, EventKind::world),
      ElementsAre("5 LanMan network goes down", "20 LanMan network comes up", "25 LanMan disconnects Z:"));
}

// --- Runs.

TEST(Simulation, ARunBeginsAnewAfterOneThatWasCutOff) {
  Play play;
  play.provider("LanMan").latency = SimTime{20};
  play.notifyee("indexer").latency = SimTime{5};
  const ConnectionId z = play.connect("Z:", R"(\\files\team)");
  play.state.closings.push_back({play.open(z, R"(Z:\plan)"), SimTime{10}});
  const SimulationState initial = play.state;
  std::vector<std::uint64_t> hashes;
  for (int i = 0; i < 2; ++i) {
    play.state = initial;
    play.trace.clear();
    play.begin();
    Ended<CancelResult> cut_off;
    play.cancel(0, cancel_of("Z:"), cut_off);
    EXPECT_EQ(play.sim.context().run({.max_time = SimTime{15}}), RunResult::time_limit);

    play.state = initial;
    play.trace.clear();
    play.begin();
    EXPECT_EQ(play.sim.context().now(), SimTime{0});
    Ended<CancelResult> whole;
    play.cancel(0, cancel_of("Z:"), whole);
    play.run();
    EXPECT_EQ(cut_off.at, SimTime{-1});
    EXPECT_EQ(whole.result.status, wn::success);
    EXPECT_EQ(whole.call, 1U);
    hashes.push_back(play.trace.hash());
  }
  EXPECT_EQ(hashes[0], hashes[1]);
}

TEST(Simulation, ACutOffRunLeavesNothingBehind) {
  Play play;
  play.provider("LanMan").latency = SimTime{20};
  play.connect("Z:", R"(\\files\team)");
  play.begin();
  Ended<CancelResult> cancel;
  play.cancel(0, cancel_of("Z:"), cancel);
  EXPECT_EQ(play.sim.context().run({.max_time = SimTime{10}}), RunResult::time_limit);
  EXPECT_TRUE(play.is_connected("Z:"));
  play.begin();
  play.run();
  EXPECT_TRUE(play.is_connected("Z:"));
}

// rule: force.failure-leaves-intact
TEST(Simulation, ARefusalLeavesTheRememberedEntryToo) {
  for (const bool use : {false, true}) {
    Play play;
    play.provider("LanMan");
    const ConnectionId z = play.connect("Z:", R"(\\files\team)");
    const FileId file = play.open(z, R"(Z:\plan)", "app", use ? 0 : 2);
    if (use) play.world().close_file(file, play.recording());
    if (use) play.use(z, "backup");
    play.trace.clear();
    play.remember("Z:", R"(\\files\team)");
    const RememberedStore before = play.store();
    play.begin();
    EXPECT_EQ(play.cancel_now(cancel_of("Z:", update, use)).status, use ? wn::device_in_use : wn::open_files);
    EXPECT_TRUE(play.is_connected("Z:"));
    EXPECT_EQ(play.store(), before);
    EXPECT_THAT(scenario(play.trace, EventKind::world), IsEmpty());
    if (!use) {
      EXPECT_EQ(play.sim.write_file(app, R"(Z:\plan)"), wn::success);
    }
    EXPECT_THAT(reasons(play.trace, EventKind::provider_called),
                Each(EndsWith(use ? "force.device-in-use-forced [device_in_use_forced=refused]"
                                  : "force.open-files-block")));
  }
}

}  // namespace
}  // namespace mprsim
