// The effect of each fault as the caller sees it. The faults strike in every call (one_in = 1).
#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "sim/checks/quiescence.h"
#include "sim/simulation/simulation.h"
#include "tests/sim/small_world.h"

namespace mprsim::fault_test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr AppId app = SmallWorld::app_id;

// Z: of LanMan, a notifyee, and one cancel of Z:.
struct FaultyWorld : SmallWorld {
  FaultyWorld() : sim(setup) {
    provider("LanMan");
    notifyee("indexer");
  }
  FakeProvider& lan_man() { return setup.providers.front(); }
  FakeNotifyee& indexer() { return setup.notifyees.front(); }

  static FaultPlan always(Fault fault) {
    FaultPlan plan{.one_in = 1};
    plan.kinds.insert(fault);
    return plan;
  }

  void run() {
    connect("Z:", R"(\\files\team)");
    (void)remember("Z:", R"(\\files\team)");
    trace.clear();
    sim.begin(state, trace, 0);
    spawn(sim.context(), cancel());
    EXPECT_EQ(sim.context().run(), RunResult::idle);
  }
  Task<> cancel() {
    const CancelRequest request{.name = Text{"Z:"}, .flags = connect_flag::update_profile};
    result = co_await sim.cancel(app, request, call);
    returned = true;
  }
  std::vector<std::string> rest() {
    std::vector<std::string> texts;
    for (const Leftover& leftover : find_leftovers(sim)) texts.push_back(leftover.what);
    return texts;
  }

  Simulation sim;
  CancelResult result;
  std::uint32_t call = 0;
  bool returned = false;
};

TEST(Fault, ADelayTakesItsTime) {
  FaultyWorld world;
  world.lan_man().latency = SimTime{5};
  world.lan_man().faults = FaultyWorld::always(Fault::delay);
  world.lan_man().faults.delay = SimTime{300};
  world.run();
  EXPECT_TRUE(world.result.status.ok());
  EXPECT_EQ(world.sim.context().now(), SimTime{305});
  EXPECT_THAT(trace_lines(world.trace), Contains(HasSubstr("LanMan has a fault: delay")));
}

TEST(Fault, AHangIsSeenByTheCallerUntilTheFaultsStop) {
  FaultyWorld world;
  world.lan_man().faults = FaultyWorld::always(Fault::hang);
  world.run();
  EXPECT_FALSE(world.returned);
  EXPECT_EQ(world.sim.hanging(), 1U);
  EXPECT_THAT(world.rest(), ElementsAre("call 1 of app never ended"));
  world.sim.recover();
  world.sim.context().run();
  EXPECT_TRUE(world.returned);
  EXPECT_TRUE(world.result.status.ok());
  EXPECT_EQ(world.sim.hanging(), 0U);
  EXPECT_THAT(world.rest(), IsEmpty());
}

TEST(Fault, AHangingNotifyeeHoldsUpTheWholeCancel) {
  FaultyWorld world;
  world.indexer().faults = FaultyWorld::always(Fault::hang);
  world.run();
  EXPECT_FALSE(world.returned);
  EXPECT_TRUE(world.is_connected("Z:"));
}

// The next run destroys a call that hangs, and the coroutine that waits for it.
TEST(Fault, TheNextRunBeginsWithoutWhatHung) {
  FaultyWorld world;
  world.lan_man().faults = FaultyWorld::always(Fault::hang);
  world.run();
  world.sim.begin(world.state, world.trace, 0);
  EXPECT_EQ(world.sim.hanging(), 0U);
  EXPECT_EQ(world.sim.context().run(), RunResult::idle);
  EXPECT_FALSE(world.returned);
}

TEST(Fault, WhoCrashedAnswersNobody) {
  FaultyWorld world;
  world.lan_man().faults = FaultyWorld::always(Fault::crash);
  world.run();
  EXPECT_EQ(world.result.status, wn::no_network);
  EXPECT_TRUE(world.is_connected("Z:"));
  EXPECT_TRUE(world.state.providers.front().crashed);
  world.sim.recover();
  world.returned = false;
  spawn(world.sim.context(), world.cancel());
  world.sim.context().run();
  EXPECT_TRUE(world.result.status.ok()) << "it works again, without further faults";
  EXPECT_THAT(trace_lines(world.trace), Contains(HasSubstr("LanMan works again")));
}

TEST(Fault, ACrashedNotifyeeIsNotWaitedFor) {
  FaultyWorld world;
  world.indexer().faults = FaultyWorld::always(Fault::crash);
  world.run();
  EXPECT_TRUE(world.result.status.ok());
  EXPECT_EQ(world.state.notifyees.front().calls[0], 0U);
  EXPECT_THAT(world.rest(), IsEmpty());
}

TEST(Fault, AWrongStatusComesWithoutTheWork) {
  FaultyWorld world;
  world.lan_man().faults = FaultyWorld::always(Fault::wrong_status);
  world.lan_man().faults.statuses = {wn::access_denied};
  world.run();
  EXPECT_EQ(world.result.status, wn::access_denied);
  EXPECT_TRUE(world.is_connected("Z:"));
  EXPECT_NE(world.store().find("Z:"), nullptr);
}

TEST(Fault, ALostReplyIsWorkThatNobodyHearsOf) {
  FaultyWorld world;
  world.lan_man().faults = FaultyWorld::always(Fault::lost_reply);
  world.run();
  EXPECT_EQ(world.result.status, wn::net_error);
  EXPECT_FALSE(world.is_connected("Z:"));
  EXPECT_NE(world.store().find("Z:"), nullptr);
}

TEST(Fault, ALostReplyOfANotifyeeLosesItsContext) {
  FaultyWorld world;
  world.indexer().faults = FaultyWorld::always(Fault::lost_reply);
  world.run();
  EXPECT_EQ(world.state.notifyees.front().calls[0], 1U);
  EXPECT_EQ(world.state.notifyees.front().calls[1], 0U) << "NULL means: not called again";
}

// rule: route.false-success
TEST(Fault, ALieChangesNothing) {
  FaultyWorld world;
  world.lan_man().faults = FaultyWorld::always(Fault::lie);
  world.run();
  EXPECT_TRUE(world.result.status.ok());
  EXPECT_TRUE(world.is_connected("Z:"));
  EXPECT_THAT(trace_lines(world.trace), Contains(HasSubstr("said that it cancelled Z:")));
}

// rule: route.no-reentry
TEST(Fault, AReentryIsRecorded) {
  FaultyWorld world;
  world.lan_man().faults = FaultyWorld::always(Fault::reentry);
  world.run();
  EXPECT_TRUE(world.result.status.ok());
  EXPECT_THAT(reasons(world.trace, EventKind::world), Contains(HasSubstr("route.no-reentry")));
}

// rule: notifycancel.read-only
TEST(Fault, AScribbleChangesNothing) {
  FaultyWorld world;
  world.indexer().faults = FaultyWorld::always(Fault::scribble);
  world.run();
  EXPECT_TRUE(world.result.status.ok());
  EXPECT_FALSE(world.is_connected("Z:"));
  EXPECT_THAT(reasons(world.trace, EventKind::world), Contains(HasSubstr("notifycancel.read-only")));
}

TEST(Fault, ABannedKindDoesNotStrike) {
  FaultyWorld world;
  world.lan_man().faults = FaultyWorld::always(Fault::hang);
  world.connect("Z:", R"(\\files\team)");
  Chooser chooser;
  chooser.begin({.banned = world.lan_man().faults.kinds});
  world.sim.begin(world.state, world.trace, chooser);
  spawn(world.sim.context(), world.cancel());
  world.sim.context().run();
  EXPECT_TRUE(world.result.status.ok());
  ASSERT_EQ(chooser.named_log().size(), 1U);
  EXPECT_THAT(chooser.named_log()[0].alternatives, ElementsAre("none", "hang"));
}

TEST(Fault, ALatencyIsDrawnForEachCall) {
  FaultyWorld world;
  world.lan_man().latency = {SimTime{10}, SimTime{12}};
  world.connect("Z:", R"(\\files\team)");
  std::vector<std::int64_t> seen(3, 0);
  Chooser chooser;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    SimulationState state = world.state;
    chooser.begin({.seed = seed});
    world.sim.begin(state, world.trace, chooser);
    spawn(world.sim.context(), world.cancel());
    world.sim.context().run();
    const auto took = world.sim.context().now().count();
    ASSERT_TRUE(took >= 10 && took <= 12) << took;
    ++seen[static_cast<std::size_t>(took - 10)];
  }
  EXPECT_THAT(seen, Not(Contains(0)));
}

// --- Leftovers.

TEST(Quiescence, AWorldAtRestIsAtRest) {
  FaultyWorld world;
  world.run();
  EXPECT_THAT(world.rest(), IsEmpty());
}

TEST(Quiescence, EachLeftoverIsNamed) {
  FaultyWorld world;
  world.run();
  const SessionId gone = world.session("bob");
  world.connect("X:", R"(\\files\x)", {}, gone);
  world.world().session(gone).logged_on = false;
  const ConnectionId first = world.connect("Y:", R"(\\files\a)");
  world.connect("Y:", R"(\\files\b)");
  world.open(first, R"(Y:\plan)");
  world.print(first, "report");
  world.use(first, "backup");
  world.world().disconnect(first, World::Ending::idle, world.recorder());
  world.connect("Y:", R"(\\files\a)");
  world.connect("LPT1", R"(\\print\a)");
  world.connect("lpt1:", R"(\\print\b)");
  EXPECT_THAT(world.rest(),
              ElementsAre("X: is connected in the session bob, which has ended", "Y: is connected twice",
                          "lpt1: is connected twice", R"(Y:\plan is open on a connection that is gone)"));
}

// rule: notifyinfo.context-round-trip
// rule: profile.update-forgets
TEST(Quiescence, ACallOwesContextsAndTheForgetting) {
  FaultyWorld world;
  world.run();
  Recorder recorder{world.trace, 9, 0};
  const CallLine line{.app = world.trace.intern("app"),
                      .api = Api::cancel_connection2,
                      .name = world.trace.intern("Z:"),
                      .flags = event_flag::update_profile};
  recorder.begins(line);
  const NotifyDetails details{NotifyCancel{}};
  const Call call{CallKind::notify_before, NotifyeeId{0}, {}, details};
  recorder.notified(recorder.open(), call, NameId::null, {}, {wn::success, 77});
  recorder.ends(line, wn::success, {});
  EXPECT_THAT(world.rest(), ElementsAre("context #77 never came back to indexer in call 9",
                                        "call 9 succeeded and did not forget Z:"));
}

}  // namespace
}  // namespace mprsim::fault_test
