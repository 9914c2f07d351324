// The layout of arguments, and the report about a plug-in that goes beyond them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/plugin/plugin_process.h"
#include "sim/plugin/plugin_text.h"
#include "tests/plugin/plugin_fixture.h"

namespace mprsim::arguments_test {
namespace {

using testing::AllOf;
using testing::Each;
using testing::HasSubstr;
using testing::SizeIs;

constexpr std::u16string_view answer = u"\\\\server\\share";
constexpr std::uint32_t needed = 15;

class Arguments : public PluginTest {
 protected:
  void SetUp() override {
    auto started = start();
    ASSERT_TRUE(started) << started.error().what;
    process_.emplace(std::move(*started));
  }
  PluginResult<PluginReply> call(const PluginCall& call) { return process_->call(call); }
  static PluginCall get(std::u16string local, std::uint32_t characters) {
    return {"NPGetConnection",
            {TextArgument{std::move(local)}, BufferArgument{characters * 2}, CellArgument{characters}}};
  }
  static PluginCall add(std::u16string remote, PluginArgument password = NullArgument{},
                        PluginArgument user = NullArgument{}, std::uint32_t type = 1) {
    ResourceArgument resource;
    resource.type = type;
    resource.remote = std::move(remote);
    return {"NPAddConnection", {resource, std::move(password), std::move(user)}};
  }
  static PluginCall notify(std::uint32_t flags, NotifyCancelArgument cancel = {u"Z:", u"P", false, 0, true}) {
    cancel.flags = flags;
    return {"CancelConnectNotify", {NotifyInfoArgument{1, 0, 0}, std::move(cancel)}};
  }
  void expect_overrun(const PluginResult<PluginReply>& reply, std::size_t argument, std::int64_t offset,
                      bool writing, const std::string& what) {
    ASSERT_FALSE(reply);
    EXPECT_EQ(to_string(reply.error().kind), "overrun") << reply.error().what;
    EXPECT_EQ(reply.error().argument, argument);
    EXPECT_EQ(reply.error().offset, offset);
    EXPECT_EQ(reply.error().writing, writing);
    EXPECT_EQ(reply.error().what, what);
  }

  std::optional<PluginProcess> process_;
};

TEST_F(Arguments, BuffersComeBack) {
  auto reply = call(get(u"Z:", 20));
  ASSERT_TRUE(reply) << reply.error().what;
  EXPECT_EQ(reply->status, 0U);
  ASSERT_THAT(reply->arguments, SizeIs(3));
  EXPECT_EQ(reply->arguments[2].value, needed);
  const ArgumentAfter& buffer = reply->arguments[1];
  ASSERT_THAT(buffer.bytes, SizeIs(40));
  EXPECT_FALSE(buffer.changed);
  EXPECT_NE(buffer.address, 0U);
  for (std::size_t i = 0; i < answer.size(); ++i) {
    EXPECT_EQ(buffer.bytes[2 * i] | buffer.bytes[2 * i + 1] << 8, answer[i]) << i;
  }
  EXPECT_THAT(std::vector(buffer.bytes.begin() + 30, buffer.bytes.end()), Each(buffer_fill));
}

TEST_F(Arguments, OneCharacterPastABuffer) {
  expect_overrun(call(get(u"one too far", needed - 1)), 1, 0, true,
                 "writes just past the end of argument 2 (lpRemoteName)");
}

TEST_F(Arguments, FarPastABuffer) {
  expect_overrun(call(get(u"far behind", needed)), 1, 6, true,
                 "writes 6 bytes past the end of argument 2 (lpRemoteName)");
}

TEST_F(Arguments, InFrontOfABuffer) {
  auto reply = call(get(u"in front", needed));
  ASSERT_TRUE(reply) << reply.error().what;
  EXPECT_TRUE(reply->arguments[1].changed);
  reply = call(get(u"front of cell", needed));
  ASSERT_TRUE(reply) << reply.error().what;
  EXPECT_FALSE(reply->arguments[1].changed);
  EXPECT_TRUE(reply->arguments[2].changed);
}

TEST_F(Arguments, PastACell) {
  expect_overrun(call(get(u"behind cell", needed)), 2, 0, true,
                 "writes just past the end of argument 3 (lpnBufferLen)");
}

TEST_F(Arguments, InputsCanBeRead) {
  auto reply = call(add(u"\\\\s\\x"));
  ASSERT_TRUE(reply) << reply.error().what;
  EXPECT_EQ(reply->status, 5U);
}

TEST_F(Arguments, StructuresAreInputs) {
  expect_overrun(call(add(u"x", NullArgument{}, NullArgument{}, 99)), 0, 0, true,
                 "writes into argument 1 (lpNetResource) at byte 0, which is input");
}

TEST_F(Arguments, StringsInStructuresAreInputs) {
  expect_overrun(call(add(u"x", NullArgument{}, NullArgument{}, 98)), 0, 0, true,
                 "writes into argument 1 (lpNetResource->lpRemoteName) at byte 0, which is input");
}

TEST_F(Arguments, WritableTextComesBack) {
  auto reply = call(add(u"x", TextArgument{u"secret", true}));
  ASSERT_TRUE(reply) << reply.error().what;
  const ArgumentAfter& after = reply->arguments[1];
  EXPECT_TRUE(after.changed);
  ASSERT_THAT(after.bytes, SizeIs(14));
  EXPECT_EQ(after.bytes[0], '*');
  EXPECT_EQ(after.bytes[2], 'e');
}

TEST_F(Arguments, PoisonIsNotFollowed) {
  auto reply = call(add(u"x", NullArgument{}, PoisonArgument{}));
  ASSERT_FALSE(reply);
  EXPECT_EQ(to_string(reply.error().kind), "poison") << reply.error().what;
  EXPECT_EQ(reply.error().argument, 2U);
  EXPECT_FALSE(reply.error().writing);
  EXPECT_EQ(reply.error().what, "reads through argument 3 (lpUserName), which is undefined");
}

// rule: notifycancel.provider-before
TEST_F(Arguments, PoisonInAStructure) {
  NotifyCancelArgument cancel{u"Z:", std::nullopt, true, 0, false};
  auto reply = call(notify(0, cancel));
  ASSERT_TRUE(reply) << "who does not look is not caught: " << reply.error().what;
  reply = call(notify(1, cancel));
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().what, "reads through argument 2 (lpCancelInfo->lpProvider), which is undefined");
}

TEST_F(Arguments, NotificationsComeBack) {
  auto reply = call(notify(0));
  ASSERT_TRUE(reply) << reply.error().what;
  EXPECT_EQ(reply->status, 1U);
  EXPECT_EQ(reply->arguments[0].value, 0x1234U);
  EXPECT_FALSE(reply->arguments[0].changed);
  EXPECT_FALSE(reply->arguments[1].changed);
  for (const std::uint32_t scribbles : {2U, 3U}) {
    reply = call(notify(scribbles));
    ASSERT_TRUE(reply) << reply.error().what;
    EXPECT_TRUE(reply->arguments[1].changed) << scribbles;
  }
}

TEST_F(Arguments, AdditionsComeBack) {
  NotifyAddArgument add;
  add.resource.remote = u"\\\\s\\x";
  for (const std::uint32_t flags : {0U, 2U, 3U}) {
    add.flags = flags;
    auto reply = call({"AddConnectNotify", {NotifyInfoArgument{1, 0, 77}, add}});
    ASSERT_TRUE(reply) << reply.error().what;
    EXPECT_EQ(reply->status, 77U);
    EXPECT_EQ(reply->arguments[0].changed, flags == 2);
    EXPECT_EQ(reply->arguments[1].changed, flags == 3);
  }
}

TEST_F(Arguments, AreGoneWhenTheCallIsOver) {
  ASSERT_TRUE(call(cancel(u"keep name")));
  auto reply = call(cancel(u"use kept name"));
  ASSERT_FALSE(reply);
  EXPECT_EQ(to_string(reply.error().kind), "overrun");
  EXPECT_EQ(reply.error().what, "reads argument 1 (lpName) of NPCancelConnection, which had returned");
}

TEST_F(Arguments, ManyCallsUseTheSameMemoryAgain) {
  for (int i = 0; i < 3'000; ++i) ASSERT_TRUE(call(get(u"Z:", 100)));
}

}  // namespace
}  // namespace mprsim::arguments_test
