// What a Router records.
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>

#include "mock_mpr/router.h"
#include "mock_mpr/trace/trace_text.h"
#include "tests/mock_mpr/cancel_script.h"
#include "tests/mock_mpr/mock_plugins.h"

namespace mprsim::router_recording_test {
namespace {

using testing::ElementsAre;
using testing::Return;

constexpr auto update = connect_flag::update_profile;

TEST(Router, RecordsEveryCancelWhenAskedTo) {
  Router mpr;
  mpr.add_provider("Other", answers(wn::not_connected));
  Trace trace{mpr.policy()};
  mpr.cancel_connection("W:");
  mpr.record_to(&trace);
  mpr.add_provider("LanMan", answers(wn::success));  // also who comes later
  mpr.add_notifyee("indexer", leaves(5));
  mpr.store().remember(z_entry);
  mpr.cancel_connection("Z:", {.update_profile = true, .force = true});
  mpr.cancel({.name = Text{"Y:"}, .api = CancelApi::cancel_connection});
  mpr.record_to(nullptr);
  mpr.cancel_connection("X:");
  EXPECT_EQ(trace.events().front().call, 1U);
  EXPECT_EQ(trace.events().back().call, 2U);
  EXPECT_EQ(render_text(trace),
            R"(0.000  app        WNetCancelConnection2(Z:, UPDATE_PROFILE, fForce=TRUE)
0.000  → indexer  CancelConnectNotify PRE  status=WN_SUCCESS provider=? ctx=NULL    = WN_SUCCESS ctx=#5   notify.before-first-provider
0.000  → Other    NPCancelConnection(Z:, TRUE)                                      = WN_NOT_CONNECTED    route.not-connected-on-cancel [not_connected=insignificant]
0.000  → LanMan   NPCancelConnection(Z:, TRUE)                                      = WN_SUCCESS          route.stop-at-success
0.000    profile  forgets Z:                                                                              profile.update-forgets
0.000  → indexer  CancelConnectNotify POST status=WN_SUCCESS provider=LanMan ctx=#5 = WN_SUCCESS          notifyinfo.context-round-trip
0.000  app        = WN_SUCCESS                                                                            route.stop-at-success
0.000  app        WNetCancelConnection(Y:, fForce=FALSE)
0.000  → indexer  CancelConnectNotify PRE  status=WN_SUCCESS provider=? ctx=NULL    = WN_SUCCESS ctx=#5   notify.before-first-provider
0.000  → Other    NPCancelConnection(Y:, FALSE)                                     = WN_NOT_CONNECTED    route.not-connected-on-cancel [not_connected=insignificant]
0.000  → LanMan   NPCancelConnection(Y:, FALSE)                                     = WN_SUCCESS          route.stop-at-success
0.000  → indexer  CancelConnectNotify POST status=WN_SUCCESS provider=LanMan ctx=#5 = WN_SUCCESS          notifyinfo.context-round-trip
0.000  app        = WN_SUCCESS                                                                            route.stop-at-success
)");
}

TEST(Router, RecordsWhatIsLookedUpSkippedAndRead) {
  Abilities cannot;
  cannot.advertised.erase(NpFunction::NPCancelConnection);
  MockProvider mute;
  Router mpr{with(Switch::profile_check, "before_cancel", with(Switch::provider_after_failure, "poison"))};
  mpr.add_provider("Mute", mute, cannot);
  EXPECT_CALL(mute, get_connection).WillOnce(Return(wn::not_connected));
  mpr.add_notifyee("indexer", leaves(5));
  Trace trace{mpr.policy()};
  mpr.record_to(&trace);
  mpr.cancel_connection("Z:", {.update_profile = true});
  std::vector<EventKind> kinds;
  for (const Event& event : trace.events()) kinds.push_back(event.kind);
  EXPECT_THAT(kinds, ElementsAre(EventKind::call_begins, EventKind::profile, EventKind::notified,
                                 EventKind::skipped, EventKind::looked_up, EventKind::profile,
                                 EventKind::notified, EventKind::call_ends));
  const Notified after = std::get<Notified>(trace.view(trace.events()[6]));
  EXPECT_TRUE(after.provider.is_poison());
  EXPECT_EQ(after.operation_status, wn::no_network);
}

TEST(Router, WhetherItRecordsMakesNoDifference) {
  for (const Status answer : {wn::success, wn::open_files, wn::not_connected}) {
    for (const bool flag : {false, true}) {
      Router silent;
      Router recorded;
      Trace trace{recorded.policy()};
      recorded.record_to(&trace);
      for (Router* mpr : {&silent, &recorded}) {
        mpr->add_provider("LanMan", answers(answer));
        mpr->store().remember(z_entry);
      }
      const CancelOptions options{.update_profile = flag};
      EXPECT_EQ(silent.cancel_connection("Z:", options), recorded.cancel_connection("Z:", options));
      EXPECT_EQ(silent.store(), recorded.store());
      EXPECT_EQ(silent.errors(), recorded.errors());
    }
  }
}

TEST(Router, AFullTraceStopsNothing) {
  Router mpr;
  mpr.add_provider("LanMan", answers(wn::success));
  mpr.add_notifyee("indexer", leaves(5));
  Trace trace{mpr.policy(), 2};
  mpr.record_to(&trace);
  EXPECT_EQ(mpr.cancel_connection("Z:").status, wn::success);
  EXPECT_EQ(trace.events().size(), 2U);
  EXPECT_TRUE(trace.full());
}

}  // namespace
}  // namespace mprsim::router_recording_test
