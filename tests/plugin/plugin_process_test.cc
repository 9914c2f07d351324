#include "sim/plugin/plugin_process.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mock_mpr/facts/status.h"
#include "sim/plugin/plugin_text.h"
#include "tests/plugin/plugin_fixture.h"

namespace mprsim::plugin_process_test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Process : public PluginTest {};

TEST_F(Process, LoadsAndCalls) {
  auto process = start();
  ASSERT_TRUE(process) << process.error().what;
  EXPECT_TRUE(process->has("NPCancelConnection"));
  EXPECT_FALSE(process->has("NPGetUser"));
  EXPECT_THAT(process->exports(), Contains("CancelConnectNotify"));
  auto reply = process->call(cancel(u"Z:"));
  ASSERT_TRUE(reply) << reply.error().what;
  EXPECT_EQ(reply->status, 2250U);
  EXPECT_GT(reply->took.count(), 0);
  EXPECT_THAT(process->last_events(), Contains("NPCancelConnection(\"Z:\", 0) = WN_NOT_CONNECTED"));
}

// Calls of the router by the plug-in are reported (rules: route.no-reentry, error.last-error-by-router,
// error.extended).
TEST_F(Process, TellsWhatThePluginDoes) {
  auto process = start("outgoing");
  ASSERT_TRUE(process) << process.error().what;
  auto reply = process->call(cancel(u"set"));
  ASSERT_TRUE(reply);
  EXPECT_THAT(reply->set_last_error, ElementsAre(5U));
  EXPECT_THAT(reply->reentries, IsEmpty());
  EXPECT_FALSE(reply->extended);

  reply = process->call(cancel(u"restore"));
  ASSERT_TRUE(reply);
  EXPECT_THAT(reply->set_last_error, ElementsAre(6U)) << "what was there at entry may be restored";

  reply = process->call(cancel(u"repeat"));
  ASSERT_TRUE(reply);
  EXPECT_THAT(reply->set_last_error, ElementsAre(7U)) << "what is there already may be set";

  reply = process->call(cancel(u"extended"));
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->status, wn::extended_error.code());
  EXPECT_EQ(reply->extended, (PluginReply::ExtendedError{17, u"the server said \u00e9", u"Outgoing"}));

  reply = process->call(cancel(u"enter"));
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->status, wn::no_network.code());
  EXPECT_THAT(reply->reentries, ElementsAre("WNetGetConnectionW", "WNetCancelConnection2W"));
  EXPECT_FALSE(reply->extended) << "of this call";
}

struct Deed {
  std::u16string name;
  PluginEndKind kind;
  std::string what;
};

class Ends : public PluginTest, public testing::WithParamInterface<Deed> {};

TEST_P(Ends, WithTheRightKind) {
  if (MPRSIM_SANITIZED && GetParam().name == u"corrupt heap") {
    GTEST_SKIP() << "a sanitizer brings a heap of its own, which keeps its books elsewhere";
  }
  PluginSpec with = spec();
  // On a busy machine a crash must not be reported as a hang.
  const bool hangs = GetParam().kind == PluginEndKind::hang;
  with.call_limit = std::chrono::milliseconds(hangs ? 1'000 : 20'000);
  with.memory_limit = std::uint64_t{64} << 20;
  auto process = PluginProcess::start(with);
  ASSERT_TRUE(process) << process.error().what;
  auto reply = process->call(cancel(GetParam().name));
  ASSERT_FALSE(reply);
  if (GetParam().name == u"corrupt heap") {  // the heap decides how that ends; here only the report matters
    EXPECT_THAT(to_string(reply.error().kind), testing::AnyOf("crash", "exit"));
  } else {
    EXPECT_EQ(to_string(reply.error().kind), to_string(GetParam().kind)) << reply.error().what;
  }
  EXPECT_THAT(reply.error().what, HasSubstr(GetParam().what)) << reply.error().output;
  EXPECT_EQ(reply.error().call, "NPCancelConnection");
  EXPECT_EQ(survivors(), 0U);
}

INSTANTIATE_TEST_SUITE_P(
    Deeds, Ends,
    testing::Values(Deed{u"crash", PluginEndKind::crash, "writing address 0x0"},
                    Deed{u"hang", PluginEndKind::hang, "no reply within 1000 ms"},
                    Deed{u"exit", PluginEndKind::exit, "exit code 0"},
                    Deed{u"abort", PluginEndKind::crash, PluginTest::abort_signal},
                    Deed{u"throw", PluginEndKind::crash, PluginTest::abort_signal},
                    Deed{u"exit fast", PluginEndKind::exit, "exit code 7"},
                    Deed{u"loop", PluginEndKind::hang, "no reply"},
                    Deed{u"flood", PluginEndKind::flood, "prints more"},
                    Deed{u"divide", PluginEndKind::crash, PluginTest::divide_signal},
                    Deed{u"overflow stack", PluginEndKind::crash, PluginTest::stack_overflow},
                    Deed{u"corrupt heap", PluginEndKind::crash, ""},
                    Deed{u"eat memory", PluginEndKind::memory, "memory"},
                    Deed{u"scribble on descriptors", PluginEndKind::protocol, "magic"},
                    Deed{u"change name", PluginEndKind::overrun, "writes into argument 1 (lpName)"},
                    Deed{u"read too far", PluginEndKind::overrun, "reads just past the end of argument 1"},
                    Deed{u"crash on another thread", PluginEndKind::crash, PluginTest::access},
                    Deed{u"leave child and crash", PluginEndKind::crash, PluginTest::abort_signal},
                    Deed{u"leave child and exit", PluginEndKind::exit, "exit code 3"}));

}  // namespace
}  // namespace mprsim::plugin_process_test
