#include "tools/conformance/checks/cycle.h"

#include <gtest/gtest.h>

#include "tests/conform/scripted_session.h"

namespace mprsim::cycle_test {
namespace {

const std::vector<CycleDrive> drives{
    {.owner = 0, .name = u"N:"}, {.owner = 2, .name = u"P:"}, {.owner = 2, .name = u"M:", .busy = true}};

// rule: route.stop-at-success rule: route.first-significant
TEST(Cycle, FakesAnswerFromTheirTables) {
  Cycle cycle(3, drives);
  EXPECT_EQ(cycle.cancel(u"P:", nullptr, 1), (CycleResult{wn::success, 2}));
  EXPECT_EQ(cycle.cancel(u"P:", nullptr, 1), (CycleResult{wn::not_connected, {}}));
  EXPECT_EQ(cycle.cancel(u"M:", nullptr, 1), (CycleResult{wn::open_files, {}}));
}

CycleResult with_plugin(Status answer, const std::u16string& name) {
  ScriptedSession session({{"NPCancelConnection"}, [=](const PluginCall& call) -> PluginResult<PluginReply> {
                             PluginReply reply;
                             reply.status = answer.code();
                             reply.arguments.resize(call.arguments.size());
                             return reply;
                           }});
  const PluginFacts facts;
  Probe probe(session, nullptr, facts);
  Cycle cycle(3, drives);
  return cycle.cancel(name, &probe, 1);
}

// rule: route.false-success rule: route.not-connected-on-cancel
TEST(Cycle, ThePluginIsAskedInItsPlace) {
  EXPECT_EQ(with_plugin(wn::not_connected, u"P:"), (CycleResult{wn::success, 2}));
  EXPECT_EQ(with_plugin(wn::success, u"P:"), (CycleResult{wn::success, 1}));
  EXPECT_EQ(with_plugin(wn::success, u"N:"), (CycleResult{wn::success, 0}));
  EXPECT_EQ(with_plugin(wn::not_connected, u"M:"), (CycleResult{wn::open_files, {}}));
  EXPECT_EQ(with_plugin(wn::access_denied, u"M:"), (CycleResult{wn::access_denied, {}}));
}

}  // namespace
}  // namespace mprsim::cycle_test
