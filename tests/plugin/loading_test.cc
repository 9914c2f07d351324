// Libraries that cannot be loaded or load slowly, and the reports of a process besides replies.
#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/plugin/loaded_provider.h"
#include "sim/plugin/plugin_process.h"
#include "sim/plugin/plugin_text.h"
#include "tests/plugin/plugin_fixture.h"

namespace mprsim::loading_test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

class Loading : public PluginTest {
 protected:
  void expect_end(const PluginSpec& spec, PluginEndKind kind, const std::string& what) {
    auto process = PluginProcess::start(spec);
    ASSERT_FALSE(process);
    EXPECT_EQ(to_string(process.error().kind), to_string(kind)) << process.error().what;
    EXPECT_THAT(process.error().what, HasSubstr(what));
    EXPECT_EQ(process.error().call, "load");
    EXPECT_THAT(process.error().last_events, SizeIs(1));
    EXPECT_EQ(survivors(), 0U);
  }
};

TEST_F(Loading, NoSuchFile) { expect_end(spec("nobody"), PluginEndKind::not_loaded, "nobody"); }

TEST_F(Loading, NotALibrary) {
  PluginSpec text = spec();
  text.plugin = std::string(MPRSIM_SOURCE_DIR) + "/README.md";
  expect_end(text, PluginEndKind::not_loaded, "README.md");
}

TEST_F(Loading, NoSuchCompanion) {
  PluginSpec alone = spec();
  alone.companion = library("nobody");
  expect_end(alone, PluginEndKind::not_loaded, "nobody");
}

TEST_F(Loading, NoSuchHost) {
  PluginSpec nowhere = spec();
  nowhere.host = "/nowhere/mprsim-host";
  expect_end(nowhere, PluginEndKind::not_loaded, "cannot start /nowhere/mprsim-host");
}

TEST_F(Loading, TooSlow) {
  PluginSpec slow = spec("slow_load");
  slow.load_limit = std::chrono::milliseconds(1'000);
  expect_end(slow, PluginEndKind::hang, "no reply within 1000 ms");
}

TEST_F(Loading, TheWholeLifeHasALimit) {
  PluginSpec brief = spec();
  brief.process_limit = std::chrono::milliseconds(4'000);
  brief.call_limit = std::chrono::milliseconds(60'000);
  auto process = PluginProcess::start(brief);
  ASSERT_TRUE(process) << process.error().what;
  auto reply = process->call(cancel(u"hang"));
  ASSERT_FALSE(reply);
  EXPECT_EQ(to_string(reply.error().kind), "hang");
  EXPECT_THAT(reply.error().what, HasSubstr("the process has used its limit"));
}

TEST_F(Loading, CompanionsBringTheBench) {
  PluginSpec both = spec();
  both.companion = library("bench");
  auto process = PluginProcess::start(both);
  ASSERT_TRUE(process) << process.error().what;
  EXPECT_TRUE(process->has("MprBenchReset"));
  auto reply = process->call({"MprBenchReset", {}});
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->status, 42U);
}

TEST_F(Loading, WhatIsNotExportedEndsIt) {
  auto process = start();
  ASSERT_TRUE(process);
  for (int again = 0; again < 2; ++again) {
    auto reply = process->call({"NPCloseEnum", {ValueArgument{1}}});
    ASSERT_FALSE(reply);
    EXPECT_EQ(to_string(reply.error().kind), "not_loaded");
    EXPECT_EQ(reply.error().call, "NPCloseEnum");
  }
  EXPECT_EQ(survivors(), 0U);
}

TEST_F(Loading, OutputIsKept) {
  auto process = start();
  ASSERT_TRUE(process);
  ASSERT_TRUE(process->call(cancel(u"print")));
  auto reply = process->call(cancel(u"abort"));
  ASSERT_FALSE(reply);
  EXPECT_THAT(reply.error().output, HasSubstr("said on stdout"));
  EXPECT_THAT(reply.error().output, HasSubstr("said on stderr"));
  EXPECT_THAT(reply.error().last_events, Contains("NPCancelConnection(\"print\", 0) = WN_SUCCESS"));
}

TEST_F(Loading, ChildrenDieWithTheProcess) {
  for (const char16_t* deed : {u"leave child", u"leave child in own session", u"leave orphan"}) {
    {
      auto process = start();
      ASSERT_TRUE(process) << process.error().what;
      ASSERT_TRUE(process->call(cancel(deed)));
      EXPECT_GT(survivors(), 1U) << "the check itself must see them";
    }
    EXPECT_EQ(survivors(), 0U);
  }
}

TEST_F(Loading, HeapsAreMeasured) {
  auto process = start();
  ASSERT_TRUE(process);
  ASSERT_TRUE(process->call(cancel(u"Z:")));
  const auto before = process->heap_use();
  ASSERT_TRUE(before);
  for (int i = 0; i < 10; ++i) ASSERT_TRUE(process->call(cancel(u"Z:")));
  const auto same = process->heap_use();
  for (int i = 0; i < 10; ++i) ASSERT_TRUE(process->call(cancel(u"leak")));
  const auto after = process->heap_use();
  ASSERT_TRUE(same && after);
  EXPECT_EQ(same->bytes, before->bytes);
  EXPECT_GE(after->bytes, same->bytes + 10 * 4'000);
}

TEST_F(Loading, ThreadsCallTogether) {
  auto process = start();
  ASSERT_TRUE(process);
  const std::vector<std::vector<PluginCall>> threads = {
      {cancel(u"Y:", true), cancel(u"Z:")}, {cancel(u"X:")}, {}};
  const auto replies = process->call_together(threads, 20);
  ASSERT_TRUE(replies) << replies.error().what;
  ASSERT_THAT(*replies, SizeIs(3));
  ASSERT_THAT((*replies)[0], SizeIs(2));
  EXPECT_EQ((*replies)[0][0].status, 0U);
  EXPECT_EQ((*replies)[0][1].status, 2250U);
  EXPECT_THAT((*replies)[1], SizeIs(1));
  const std::vector<std::vector<PluginCall>> one_crashes = {{cancel(u"Y:")}, {cancel(u"crash")}};
  const auto end = process->call_together(one_crashes, 1);
  ASSERT_FALSE(end);
  EXPECT_EQ(to_string(end.error().kind), "crash");
  EXPECT_EQ(end.error().call, "NPCancelConnection");
}

// No thread waits for ever, however often the threads wait for each other.
TEST_F(Loading, ThreadsStartTogetherThousandsOfTimes) {
  PluginSpec with = spec();
  with.call_limit = with.process_limit;
  auto process = PluginProcess::start(with);
  ASSERT_TRUE(process);
  const std::vector<std::vector<PluginCall>> threads(4, {cancel(u"Z:")});
  const auto replies = process->call_together(threads, 3'000);
  ASSERT_TRUE(replies) << replies.error().what;
  EXPECT_THAT(*replies, SizeIs(4));
}

TEST_F(Loading, SpokenToInTheRoutersWords) {
  auto process = start();
  ASSERT_TRUE(process);
  LoadedProvider provider(*process);
  const auto connection = provider.get_connection("Z:");
  ASSERT_TRUE(connection);
  EXPECT_EQ(connection->status, wn::success);
  EXPECT_EQ(connection->remote, "\\\\server\\share");
  EXPECT_EQ(provider.cancel_connection("Z:", false), wn::not_connected);
  EXPECT_EQ(provider.cancel_connection("Z:", true), wn::success);
  EXPECT_EQ(provider.enumerate(1)->status, wn::not_supported);
  EXPECT_EQ(provider.capabilities(6), 6U);
  LoadedNotifyee notifyee(*process);
  const auto answer = notifyee.notify({1, 0, 0}, NotifyCancelArgument{u"Z:", std::nullopt, true, 0, true});
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, Status(1));
  EXPECT_EQ(answer->context, 0x1234U);
  EXPECT_FALSE(answer->changed_input);
  EXPECT_FALSE(provider.cancel_connection("abort", false));
}

}  // namespace
}  // namespace mprsim::loading_test
