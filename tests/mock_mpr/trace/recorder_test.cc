#include "mock_mpr/trace/recorder.h"

#include <string_view>
#include <variant>

#include <gtest/gtest.h>

namespace mprsim::recorder_test {
namespace {

class RecorderTest : public testing::Test {
 protected:
  RecorderTest() {
    registry.add_provider("Other");
    registry.add_provider("LanMan");
    registry.add_notifyee("indexer");
    trace.bind(registry);
  }
  template <class View>
  View only() const {
    EXPECT_EQ(trace.events().size(), 1U);
    return std::get<View>(trace.view(trace.events()[0]));
  }
  const Event& event() const { return trace.events()[0]; }
  NameId name(std::string_view text) { return trace.intern(text); }

  Registry registry;
  Trace trace;
  Recorder recorder{trace, 7, 1500};
  const Reason reason{Rule::route_busy, Switch::routing};
};

TEST_F(RecorderTest, TheBeginningOfACall) {
  const std::uint32_t flags = event_flag::force | event_flag::temporary;
  recorder.begins({name("app"), Api::add_connection3, name(R"(\\files\team)"), name("Z:"), flags});
  const auto begins = only<CallBegins>();
  EXPECT_EQ(begins.app, "app");
  EXPECT_EQ(begins.api, Api::add_connection3);
  EXPECT_EQ(begins.name, Text{R"(\\files\team)"});
  EXPECT_EQ(begins.device, "Z:");
  EXPECT_TRUE(begins.force);
  EXPECT_TRUE(begins.temporary);
  EXPECT_FALSE(begins.update_profile);
  EXPECT_EQ(event().at_ms, 1500U);
  EXPECT_EQ(event().call, 7U);
  EXPECT_EQ(event().rule, Rule::none);
}

TEST_F(RecorderTest, TheEndOfACall) {
  recorder.ends({.app = name("app"), .api = Api::get_last_error}, wn::extended_error, reason, name("closed"),
                42);
  const auto ends = only<CallEnds>();
  EXPECT_EQ(ends.app, "app");
  EXPECT_EQ(ends.api, Api::get_last_error);
  EXPECT_EQ(ends.status, wn::extended_error);
  EXPECT_EQ(ends.text, "closed");
  EXPECT_EQ(ends.value, 42U);
  EXPECT_EQ(event().rule, reason.rule);
  EXPECT_EQ(event().by, reason.by);
}

// rule: caps.missing-export
TEST_F(RecorderTest, WhoIsSkipped) {
  Policy counts;
  counts.missing_export = MissingExport::no_network;
  const Reason missing{Rule::caps_missing_export, Switch::missing_export};
  recorder.skipped({CallKind::skip_provider, ProviderId{1}}, missing, counts);
  recorder.skipped({CallKind::skip_provider, ProviderId{0}}, missing, {});
  recorder.skipped({CallKind::skip_provider, ProviderId{0}}, {Rule::caps_gate}, counts);
  recorder.skipped({CallKind::skip_notifyee, NotifyeeId{0}}, reason, counts);
  const auto skipped = [&](std::size_t i) { return std::get<Skipped>(trace.view(trace.events()[i])); };
  EXPECT_EQ(skipped(0).who, "LanMan");
  EXPECT_EQ(skipped(0).counts_as, wn::no_network);
  EXPECT_EQ(skipped(1).who, "Other");
  EXPECT_EQ(skipped(1).counts_as, wn::success);
  EXPECT_EQ(skipped(2).counts_as, wn::success);
  EXPECT_EQ(skipped(3).who, "indexer");
  EXPECT_EQ(trace.events()[3].rule, reason.rule);
}

TEST_F(RecorderTest, WhatIsLookedUpAndDoneToTheProfile) {
  recorder.looked_up(name("Z:"), reason, wn::not_connected);
  recorder.profile(ProfileAction::remember, name("Z:"), name(R"(\\files\team)"), reason, wn::bad_profile);
  const auto lookup = std::get<LookedUp>(trace.view(trace.events()[0]));
  EXPECT_EQ(lookup.device, "Z:");
  EXPECT_EQ(lookup.status, wn::not_connected);
  const auto profile = std::get<ProfileTouched>(trace.view(trace.events()[1]));
  EXPECT_EQ(profile.action, ProfileAction::remember);
  EXPECT_EQ(profile.device, "Z:");
  EXPECT_EQ(profile.remote, R"(\\files\team)");
  EXPECT_EQ(profile.status, wn::bad_profile);
}

TEST_F(RecorderTest, WhatACallCausesComesAfterIt) {
  const std::size_t call = recorder.open();
  recorder.looked_up(name("Z:"), {}, wn::success);
  recorder.provider_called(call, {NpFunction::NPCancelConnection, ProviderId{1}}, name("Z:"), 0,
                           event_flag::force, reason, wn::open_files);
  ASSERT_EQ(trace.events().size(), 2U);
  const auto called = std::get<ProviderCalled>(trace.view(trace.events()[0]));
  EXPECT_EQ(called.provider, "LanMan");
  EXPECT_EQ(called.function, NpFunction::NPCancelConnection);
  EXPECT_EQ(called.name, Text{"Z:"});
  EXPECT_TRUE(called.force);
  EXPECT_EQ(called.reply, wn::open_files);
  EXPECT_EQ(event().at_ms, 1500U);
  EXPECT_EQ(event().call, 7U);
  EXPECT_EQ(trace.events()[1].kind, EventKind::looked_up);
}

TEST_F(RecorderTest, ANotification) {
  const NotifyDetails details{NotifyAdd{}};
  const Call call{CallKind::notify_after, NotifyeeId{0}, {NotifyStatus::post, wn::access_denied, 5}, details};
  recorder.notified(recorder.open(), call, NameId::poison, reason, {wn::retry, 9});
  const auto notified = only<Notified>();
  EXPECT_EQ(notified.notifyee, "indexer");
  EXPECT_EQ(notified.when, NotifyStatus::post);
  EXPECT_TRUE(notified.add);
  EXPECT_EQ(notified.operation_status, wn::access_denied);
  EXPECT_TRUE(notified.provider.is_poison());
  EXPECT_EQ(notified.context, 5U);
  EXPECT_EQ(notified.reply, wn::retry);
}

TEST_F(RecorderTest, IntoAFullTraceNothingIsWritten) {
  Trace full{{}, 1};
  full.bind(registry);
  Recorder into{full, 1, 0};
  into.looked_up(full.intern("Z:"), {}, wn::success);
  const std::size_t position = into.open();
  into.provider_called(position, {NpFunction::NPCancelConnection, ProviderId{0}}, NameId::null, 0, 0, {},
                       wn::access_denied);
  into.ends({}, wn::access_denied, {});
  ASSERT_EQ(full.events().size(), 1U);
  EXPECT_EQ(full.events()[0].kind, EventKind::looked_up);
  EXPECT_EQ(full.events()[0].status, wn::success);
  EXPECT_TRUE(full.full());
}

}  // namespace
}  // namespace mprsim::recorder_test
