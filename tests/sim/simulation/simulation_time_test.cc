// Latencies, and what the world does by itself while the router waits.
#include <vector>

#include <gmock/gmock.h>

#include "tests/sim/simulation/simulated_world.h"

namespace mprsim::simulation_time_test {
namespace {

using testing::ElementsAre;

// rule: notify.before-first-provider
// rule: notify.after-last-provider
// rule: provider.fast-decline
TEST(Simulation, EverybodysLatencyPassesBeforeHeActs) {
  SimulatedWorld small;
  small.provider("WebDAV").latency = SimTime{100};  // declines, slowly
  small.provider("LanMan").latency = SimTime{20};
  small.notifyee("indexer").latency = SimTime{5};
  small.notifyee("backup").latency = SimTime{7};
  small.connect("Z:", R"(\\files\team)", ProviderId{1});
  small.begin();
  Ended<CancelResult> ended;
  small.cancel(1000, cancel_of("Z:"), ended);
  small.run();
  EXPECT_EQ(ended.result.status, wn::success);
  EXPECT_EQ(ended.result.provider, ProviderId{1});
  EXPECT_EQ(ended.at, SimTime{1144});
  EXPECT_EQ(ended.call, 1U);
  EXPECT_THAT(
      trace_lines(small.trace),
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
  SimulatedWorld small;
  small.provider("LanMan").latency = SimTime{20};
  small.provider("WebDAV").latency = SimTime{30};
  small.notifyee("indexer").latency = SimTime{1};
  small.connect("Z:", R"(\\files\team)", ProviderId{1});
  small.begin();
  Ended<LookupResult> get;
  Ended<EnumerateResult> list;
  Ended<EnumerateResult> remembered;
  Ended<AddResult> add;
  Ended<DialogResult> dialog;
  spawn(small.sim.context(), get_at(small.sim, SimTime{0}, app, "Z:", get));
  spawn(small.sim.context(), list_at(small.sim, SimTime{1000}, EnumScope::connected, list));
  spawn(small.sim.context(), list_at(small.sim, SimTime{2000}, EnumScope::remembered, remembered));
  small.add(3000, add_of("Y:", R"(\\files\team)"), add);
  spawn(small.sim.context(), dialog_at(small.sim, SimTime{4000}, {.name = "Y:"}, true, dialog));
  small.run();
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
  SimulatedWorld small;
  small.provider("LanMan");
  const ConnectionId z = small.connect("Z:", R"(\\files\team)");
  const ConnectionId printer = small.connect("LPT1", R"(\\prints\laser)");
  small.state.closings.push_back({small.open(z, R"(Z:\plan)"), SimTime{300}});
  small.state.printings.push_back({small.print(printer, "report", 2), SimTime{100}});
  small.state.endings.push_back({small.use(z, "backup"), SimTime{150}});
  small.begin();
  small.run();
  EXPECT_THAT(trace_lines(small.trace),
              ElementsAre("100 LPT1 prints a page of job report, 1 page left", "150 backup no longer uses Z:",
                          "200 LPT1 job report is printed", R"(300 editor closes Z:\plan)"));
}

// rule: force.jobs-block
TEST(Simulation, AJobMayFinishWhileTheRouterWaits) {
  struct Row {
    std::uint32_t latency;
    Status status;
  };
  // The last page is printed at 30. Of two events at one time, the one that was armed first comes first.
  for (const Row& row : {Row{20, wn::open_files}, Row{30, wn::open_files}, Row{31, wn::success}}) {
    SimulatedWorld small;
    small.provider("LanMan").latency = SimTime{row.latency};
    const ConnectionId printer = small.connect("LPT1", R"(\\prints\laser)");
    small.state.printings.push_back({small.print(printer, "report", 3), SimTime{10}});
    small.begin();
    EXPECT_EQ(small.cancel_now(cancel_of("LPT1")).status, row.status);
    EXPECT_EQ(small.is_connected("LPT1"), !row.status.ok());
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
    SimulatedWorld small;
    small.provider("LanMan").latency = SimTime{20};
    const ConnectionId z = small.connect("Z:", R"(\\files\team)");
    small.state.closings.push_back({small.open(z, R"(Z:\plan)"), SimTime{row.closes}});
    small.state.endings.push_back({small.use(z, "backup"), SimTime{row.ends}});
    small.begin();
    EXPECT_EQ(small.cancel_now(cancel_of("Z:")).status, row.status);
  }
}

// rule: force.overrides
TEST(Simulation, AJobThatWasAbortedDoesNotGoOnPrinting) {
  SimulatedWorld small;
  small.provider("LanMan").latency = SimTime{15};
  const ConnectionId printer = small.connect("LPT1", R"(\\prints\laser)");
  const JobId job = small.print(printer, "report", 3);
  small.state.printings.push_back({job, SimTime{10}});
  small.begin();
  EXPECT_EQ(small.cancel_now(cancel_of("LPT1", 0, true)).status, wn::success);
  EXPECT_EQ(small.world().job(job).state, JobState::aborted);
  EXPECT_THAT(trace_lines(small.trace, EventKind::world),
              ElementsAre("10 LPT1 prints a page of job report, 2 pages left",
                          "15 LPT1 job report aborted with 2 pages left", "15 LanMan disconnects LPT1"));
}

TEST(Simulation, FilesAndJobsOfAnApplicationEndInTheirTime) {
  SimulatedWorld small;
  small.provider("LanMan");
  small.connect("Z:", R"(\\files\team)");
  small.connect("LPT1", R"(\\prints\laser)");
  small.begin();
  small.at(100, [&] {
    EXPECT_EQ(small.sim.open_file(app, R"(Z:\plan)", 2, SimTime{50}), wn::success);
    EXPECT_EQ(small.sim.open_file(app, R"(Y:\plan)", 0, {}), wn::path_not_found);
    EXPECT_EQ(small.sim.print(app, "LPT1:", "report", 1, SimTime{20}), wn::success);
    EXPECT_EQ(small.sim.print(app, "LPT2", "report", 1, {}), wn::not_connected);
    EXPECT_EQ(small.sim.use_device(app, "z:"), wn::success);
    EXPECT_EQ(small.sim.use_device(app, "Y:"), wn::not_connected);
  });
  small.at(110, [&] {
    EXPECT_EQ(small.sim.write_file(app, R"(z:\PLAN)"), wn::success);
    EXPECT_EQ(small.sim.write_file(app, R"(Z:\other)"), wn::bad_handle);
    small.sim.end_process("app");
  });
  small.at(160, [&] {
    EXPECT_EQ(small.sim.write_file(app, R"(Z:\plan)"), wn::bad_handle);
    EXPECT_EQ(small.sim.close_file(app, R"(Z:\plan)"), wn::bad_handle);
    EXPECT_EQ(small.sim.open_file(app, R"(Z:\plan)", 0, {}), wn::success);
    EXPECT_EQ(small.sim.close_file(app, R"(Z:\plan)"), wn::success);
    EXPECT_EQ(small.sim.close_file(app, R"(Z:\other)"), wn::bad_handle);
  });
  small.run();
  EXPECT_THAT(trace_lines(small.trace),
              ElementsAre(R"(100 app opens Z:\plan with 2 unwritten changes)",
                          R"(100 app opens Y:\plan = ERROR_PATH_NOT_FOUND)",
                          "100 LPT1 starts job report of 1 page", "100 app uses Z:",
                          R"(110 app writes to Z:\plan, now with 3 unwritten changes = WN_SUCCESS)",
                          "110 app no longer uses Z:", "120 LPT1 job report is printed",
                          R"(150 app closes Z:\plan)", R"(160 app writes to Z:\plan = WN_BAD_HANDLE)",
                          R"(160 app opens Z:\plan)", R"(160 app closes Z:\plan)"));
}

}  // namespace
}  // namespace mprsim::simulation_time_test
