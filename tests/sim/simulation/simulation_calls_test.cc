// Notifyees, the dialog, errors, and one run after another.
#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "tests/sim/simulation/simulated_world.h"

namespace mprsim::simulation_calls_test {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::EndsWith;
using testing::IsEmpty;

// --- Notifyees.

// rule: force.open-files-block
TEST(Simulation, ANotifyeeLetsGoInTimeAndTooLate) {
  for (const auto when : {NotifyStatus::pre, NotifyStatus::post}) {
    SimulatedWorld small;
    small.provider("LanMan").latency = SimTime{20};
    FakeNotifyee& notifyee = small.notifyee("indexer");
    notifyee.latency = SimTime{5};
    notifyee.scripts[notification_slot(false, when)].close = {small.trace.intern(R"(Z:\catalog)")};
    const FileId file = small.open(small.connect("Z:", R"(\\files\team)"), R"(Z:\catalog)", "indexer", 1);
    small.begin();
    Ended<CancelResult> cancel;
    small.cancel(0, cancel_of("Z:"), cancel);
    small.run();
    EXPECT_EQ(cancel.result.status, when == NotifyStatus::pre ? wn::success : wn::open_files);
    EXPECT_EQ(cancel.at, SimTime{30});
    EXPECT_EQ(small.world().file(file).state, FileState::closed);
    EXPECT_THAT(small.world().lost(), IsEmpty());
  }
}

// rule: notify.both-cancel-calls
// rule: notify.after-failure-too
TEST(Simulation, NotifyeesHearOfBothCallsAndOfTheAdd) {
  SimulatedWorld small;
  small.provider("LanMan").answers[0] = {wn::access_denied};
  FakeNotifyee& indexer = small.notifyee("indexer");
  indexer.scripts[notification_slot(true, NotifyStatus::pre)].returns = {wn::retry};
  small.begin();
  CancelRequest old = cancel_of("Z:");
  old.api = CancelApi::cancel_connection;
  small.cancel_now(old);
  small.cancel_now(cancel_of("Z:"));
  AddRequest add = add_of("Z:", R"(\\files\team)");
  add.resource.provider = "lanman";
  small.add_now(add);
  EXPECT_THAT(
      trace_lines(small.trace, EventKind::notified),
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
  SimulatedWorld small;
  small.notifyee("broken", false);
  Abilities mute;
  mute.advertised.erase(NpFunction::NPCancelConnection);
  mute.advertised.erase(NpFunction::NPAddConnection);
  mute.advertised.erase(NpFunction::NPAddConnection3);
  mute.advertised.erase(NpFunction::NPGetConnection);
  mute.advertised.erase(NpFunction::NPOpenEnum);
  small.provider("Mute", mute);
  small.provider("LanMan");
  small.connect("Z:", R"(\\files\team)", ProviderId{1});
  small.begin();
  EXPECT_EQ(small.cancel_now(cancel_of("Z:")).status, wn::success);
  EXPECT_EQ(small.add_now(add_of("Z:", R"(\\files\team)")).provider, ProviderId{1});
  Ended<LookupResult> get;
  spawn(small.sim.context(), get_at(small.sim, SimTime{0}, app, "Z:", get));
  Ended<EnumerateResult> list;
  spawn(small.sim.context(), list_at(small.sim, SimTime{0}, EnumScope::connected, list));
  small.run();
  EXPECT_EQ(get.result.remote, R"(\\files\team)");
  EXPECT_EQ(list.result.resources.size(), 1U);
  EXPECT_THAT(trace_lines(small.trace, EventKind::skipped),
              ElementsAre("0 broken skipped", "0 Mute skipped", "0 broken skipped", "0 Mute skipped",
                          "0 Mute skipped", "0 Mute skipped"));
}

// rule: notify.order
TEST(Simulation, TheSeedDecidesAShuffledOrder) {
  const Policy shuffled = with(Switch::notify_order, "shuffle");
  const auto order_of = [&](std::uint64_t seed) {
    SimulatedWorld small{shuffled};
    small.provider("LanMan");
    for (const char* name : {"a", "b", "c"}) small.notifyee(name);
    small.begin(seed);
    std::string order;
    for (int i = 0; i < 8; ++i) small.cancel_now(cancel_of("Z:"));
    for (const std::string& line : trace_lines(small.trace, EventKind::notified)) {
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
    SimulatedWorld small;
    small.provider("LanMan").latency = SimTime{20};
    small.open(small.connect("Z:", R"(\\files\team)"), R"(Z:\plan)", "editor", 1);
    small.remember("Z:", R"(\\files\team)");
    small.begin();
    Ended<DialogResult> dialog;
    const DialogRequest request{.name = "Z:", .update_profile = true, .no_force = row.no_force};
    spawn(small.sim.context(), dialog_at(small.sim, SimTime{0}, request, row.yes, dialog));
    small.run();
    EXPECT_EQ(dialog.result.status, row.status);
    EXPECT_EQ(dialog.result.asked, row.asked);
    EXPECT_EQ(dialog.at, SimTime{row.ends});
    EXPECT_EQ(small.is_connected("Z:"), row.connected);
    EXPECT_EQ(small.store().find("Z:") != nullptr, row.connected);
    EXPECT_EQ(small.sim.app(app).errors.last_error(), row.status);
  }
}

// --- Errors.

// rule: error.per-thread
// rule: error.extended
// rule: error.last-error-by-router
TEST(Simulation, EachApplicationHasItsOwnErrors) {
  SimulatedWorld small;
  FakeProvider& provider = small.provider("LanMan");
  provider.latency = SimTime{10};
  provider.answers[0] = {wn::extended_error, wn::access_denied, wn::extended_error};
  provider.extended_error = {42, "Closed for stocktaking", "LanMan"};
  provider.sets_last_error = wn::bad_password;
  const AppId other = small.add_app("other");
  small.begin();
  Ended<CancelResult> first;
  Ended<CancelResult> second;
  small.cancel(0, cancel_of("Z:"), first);
  small.cancel(5, cancel_of("Z:"), second, other);
  small.at(12, [&] {
    std::uint32_t call = 0;
    EXPECT_EQ(small.sim.get_last_error(app, call), wn::extended_error);
    EXPECT_EQ(small.sim.get_last_error(other, call), wn::success);
  });
  small.run();
  EXPECT_EQ(first.result.status, wn::extended_error);
  EXPECT_EQ(second.result.status, wn::access_denied);
  EXPECT_EQ(small.sim.app(app).errors.extended()->text, "Closed for stocktaking");
  EXPECT_EQ(small.sim.app(other).errors.extended(), std::nullopt);
  // The last error that the provider set was overwritten with the result.
  EXPECT_EQ(small.sim.app(app).errors.last_error(), wn::extended_error);
  EXPECT_EQ(small.sim.app(other).errors.last_error(), wn::access_denied);
  EXPECT_EQ(trace_lines(small.trace, EventKind::call_ends).front(), "10 app = WN_EXTENDED_ERROR");
  EXPECT_EQ(trace_lines(small.trace, EventKind::call_ends)[1],
            R"(12 app = WN_EXTENDED_ERROR, extended 42 "Closed for stocktaking")");
}

// rule: error.last-error-by-router
TEST(Simulation, WhetherTheRouterSetsTheLastErrorIsASwitch) {
  SimulatedWorld small{with(Switch::last_error, "untouched")};
  small.provider("LanMan");
  const AppId other = small.add_app("other");
  small.begin();
  EXPECT_EQ(small.cancel_now(cancel_of("Z:")).status, wn::not_connected);
  EXPECT_EQ(small.sim.app(app).errors.last_error(), wn::success);
  small.setup.providers[0].sets_last_error = wn::bad_password;
  EXPECT_EQ(small.cancel_now(cancel_of("Z:"), other).status, wn::not_connected);
  EXPECT_EQ(small.sim.app(other).errors.last_error(), wn::bad_password);
}

// rule: provider.validation-order
// rule: route.network-down
TEST(Simulation, ANetworkGoesDownAndComesUp) {
  SimulatedWorld small;
  small.provider("LanMan").latency = SimTime{10};
  small.connect("Z:", R"(\\files\team)");
  small.begin();
  Ended<CancelResult> during;
  Ended<CancelResult> afterwards;
  Ended<LookupResult> get;
  small.at(5, [&] { small.sim.set_network(ProviderId{0}, false); });
  small.cancel(0, cancel_of("Z:", 0, true), during);
  spawn(small.sim.context(), get_at(small.sim, SimTime{0}, app, "Z:", get));
  small.at(20, [&] { small.sim.set_network(ProviderId{0}, true); });
  small.cancel(15, cancel_of("Z:"), afterwards);
  small.run();
  EXPECT_EQ(during.result.status, wn::no_network);
  EXPECT_EQ(get.result.status, wn::no_net_or_bad_path);
  EXPECT_EQ(afterwards.result.status, wn::success);
  EXPECT_THAT(
      trace_lines(small.trace, EventKind::world),
      ElementsAre("5 LanMan network goes down", "20 LanMan network comes up", "25 LanMan disconnects Z:"));
}

// --- Runs.

TEST(Simulation, ARunBeginsAnewAfterOneThatWasCutOff) {
  SimulatedWorld small;
  small.provider("LanMan").latency = SimTime{20};
  small.notifyee("indexer").latency = SimTime{5};
  const ConnectionId z = small.connect("Z:", R"(\\files\team)");
  small.state.closings.push_back({small.open(z, R"(Z:\plan)"), SimTime{10}});
  const SimulationState initial = small.state;
  std::vector<std::uint64_t> hashes;
  for (int i = 0; i < 2; ++i) {
    small.state = initial;
    small.trace.clear();
    small.begin();
    Ended<CancelResult> cut_off;
    small.cancel(0, cancel_of("Z:"), cut_off);
    EXPECT_EQ(small.sim.context().run({.max_time = SimTime{15}}), RunResult::time_limit);

    small.state = initial;
    small.trace.clear();
    small.begin();
    EXPECT_EQ(small.sim.context().now(), SimTime{0});
    Ended<CancelResult> whole;
    small.cancel(0, cancel_of("Z:"), whole);
    small.run();
    EXPECT_EQ(cut_off.at, SimTime{-1});
    EXPECT_EQ(whole.result.status, wn::success);
    EXPECT_EQ(whole.call, 1U);
    hashes.push_back(small.trace.hash());
  }
  EXPECT_EQ(hashes[0], hashes[1]);
}

TEST(Simulation, ACutOffRunLeavesNothingBehind) {
  SimulatedWorld small;
  small.provider("LanMan").latency = SimTime{20};
  small.connect("Z:", R"(\\files\team)");
  small.begin();
  Ended<CancelResult> cancel;
  small.cancel(0, cancel_of("Z:"), cancel);
  EXPECT_EQ(small.sim.context().run({.max_time = SimTime{10}}), RunResult::time_limit);
  EXPECT_TRUE(small.is_connected("Z:"));
  small.begin();
  small.run();
  EXPECT_TRUE(small.is_connected("Z:"));
}

// rule: force.failure-leaves-intact
TEST(Simulation, ARefusalLeavesTheRememberedEntryToo) {
  for (const bool use : {false, true}) {
    SimulatedWorld small;
    small.provider("LanMan");
    const ConnectionId z = small.connect("Z:", R"(\\files\team)");
    const FileId file = small.open(z, R"(Z:\plan)", "app", use ? 0 : 2);
    if (use) small.world().close_file(file, small.recorder());
    if (use) small.use(z, "backup");
    small.trace.clear();
    small.remember("Z:", R"(\\files\team)");
    const RememberedStore before = small.store();
    small.begin();
    EXPECT_EQ(small.cancel_now(cancel_of("Z:", update, use)).status,
              use ? wn::device_in_use : wn::open_files);
    EXPECT_TRUE(small.is_connected("Z:"));
    EXPECT_EQ(small.store(), before);
    EXPECT_THAT(trace_lines(small.trace, EventKind::world), IsEmpty());
    if (!use) {
      EXPECT_EQ(small.sim.write_file(app, R"(Z:\plan)"), wn::success);
    }
    EXPECT_THAT(reasons(small.trace, EventKind::provider_called),
                Each(EndsWith(use ? "force.device-in-use-forced [device_in_use_forced=refused]"
                                  : "force.open-files-block")));
  }
}

}  // namespace
}  // namespace mprsim::simulation_calls_test
