// What a cancel leaves behind in the world and in the remembered entries.
#include <optional>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>

#include "tests/sim/simulation/simulated_world.h"

namespace mprsim::simulation_profile_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// rule: route.false-success
TEST(Simulation, AProviderThatLiesIsFoundOut) {
  SimulatedWorld small;
  small.provider("Dokany").answers[0] = {wn::success};
  small.provider("LanMan");
  small.connect("Z:", R"(\\files\team)", ProviderId{1});
  small.begin();
  EXPECT_EQ(small.cancel_now(cancel_of("Z:")).provider, ProviderId{0});
  EXPECT_THAT(
      reasons(small.trace, EventKind::world),
      ElementsAre("0 Dokany said that it cancelled Z:, which is still connected / route.false-success"));
  small.trace.clear();
  EXPECT_EQ(small.cancel_now(cancel_of("Z:")).provider,
            ProviderId{1});  // the second time Dokany gives the true answer
  EXPECT_THAT(trace_lines(small.trace, EventKind::world), ElementsAre("0 LanMan disconnects Z:"));
}

// rule: route.false-success
TEST(Simulation, NobodyLiesWhereNothingIsLeftOrNothingWasClaimed) {
  struct Row {
    Status answer;
    bool connected;
  };
  for (const Row& row :
       {Row{wn::success, false}, Row{wn::access_denied, true}, Row{wn::not_connected, true}}) {
    SimulatedWorld small;
    small.provider("LanMan").answers[0] = {row.answer};
    if (row.connected) small.connect("Z:", R"(\\files\team)");
    small.begin();
    EXPECT_EQ(small.cancel_now(cancel_of("Z:")).status, row.answer);
    EXPECT_THAT(trace_lines(small.trace, EventKind::world), IsEmpty());
  }
}

struct KeepRow {
  CancelApi api;
  std::uint32_t flags;
  bool connected;
  std::optional<Status> answer;
  std::string_view profile;  // the last line about the profile
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
    SimulatedWorld small{row.policy.empty() ? Policy{} : with(Switch::forget_unconnected, row.policy)};
    FakeProvider& provider = small.provider("LanMan");
    if (row.answer) provider.answers[0] = {*row.answer};
    if (row.connected) small.connect("Z:", R"(\\files\team)");
    small.remember("Z:", R"(\\files\team)");
    small.begin();
    CancelRequest request = cancel_of("Z:", row.flags);
    request.api = row.api;
    const CancelResult result = small.cancel_now(request);
    const auto lines = reasons(small.trace, EventKind::profile);
    ASSERT_EQ(lines.size(), 1U);
    EXPECT_EQ(lines[0], row.profile);
    EXPECT_EQ(result.forgotten, row.profile.find("forgets Z:") != row.profile.npos);
    EXPECT_EQ(small.store().find("Z:") == nullptr, result.forgotten);
  }
}

TEST(Simulation, NothingIsKeptWhereNothingWasRemembered) {
  SimulatedWorld small;
  small.provider("LanMan");
  small.connect("Z:", R"(\\files\team)");
  small.connect("Y:", R"(\\files\team)");
  small.remember("Y:", R"(\\files\team)");
  small.begin();
  small.cancel_now(cancel_of("Z:"));
  small.cancel_now({.name = Text{}});
  EXPECT_THAT(trace_lines(small.trace, EventKind::profile), IsEmpty());
}

// rule: profile.only-devices
// rule: profile.store-layout
// rule: profile.conflicting-entry
TEST(Simulation, AnAddIsRememberedInTheSessionOfItsCaller) {
  SimulatedWorld small;
  small.provider("LanMan").net_type = 42;
  small.begin();
  AddRequest request = add_of("Z:", R"(\\files\team)", update);
  request.user = "ann";
  EXPECT_TRUE(small.add_now(request).remembered);
  EXPECT_EQ(*small.store().find("Z:"),
            (RememberedEntry{"Z:", R"(\\files\team)", "ann", "LanMan", 42, ResourceType::disk}));
  EXPECT_FALSE(small.add_now(add_of("", R"(\\files\team)", update)).remembered);
  EXPECT_EQ(small.store().entries().size(), 1U);
  EXPECT_EQ(small.cancel_now(cancel_of("Z:")).status, wn::success);
  EXPECT_EQ(small.add_now(add_of("Z:", R"(\\files\archive)", update)).status, wn::device_already_remembered);
  EXPECT_FALSE(small.is_connected("Z:"));
  EXPECT_EQ(trace_lines(small.trace, EventKind::profile).front(),
            R"(0 profile remembers Z: as \\files\team)");
}

}  // namespace
}  // namespace mprsim::simulation_profile_test
