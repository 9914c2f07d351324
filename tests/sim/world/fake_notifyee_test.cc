#include "sim/world/fake_notifyee.h"

#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>

#include "tests/sim/small_world.h"

namespace mprsim::fake_notifyee_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class FakeNotifyeeTest : public testing::Test {
 protected:
  FakeNotifyeeTest() : z(small.connect("Z:", R"(\\files\team)")) {
    small.provider("LanMan");
    small.notifyee("indexer");
  }

  NotifyeeScript& script(bool add, NotifyStatus when) {
    return small.setup.notifyees[0].scripts[notification_slot(add, when)];
  }
  NotifyeeScript& before() { return script(false, NotifyStatus::pre); }
  NotifyeeScript& after() { return script(false, NotifyStatus::post); }

  Reply tell(NotifyStatus when, bool add = false, Text provider = {}) {
    return tell({when, {}, 0}, add, provider, SmallWorld::user_session);
  }
  Reply tell(const NotifyInfo& info, bool add, Text provider, SessionId session) {
    NotifyDetails details = add ? NotifyDetails{NotifyAdd{}} : NotifyDetails{NotifyCancel{}};
    details.set_provider(provider);
    const CallKind kind =
        info.notify_status == NotifyStatus::pre ? CallKind::notify_before : CallKind::notify_after;
    return notify(small.setup.notifyees[0], small.state.notifyees[0], small.world(), small.recorder(3),
                  {kind, NotifyeeId{0}, info, details}, session, small.state.last_context);
  }
  NameId name(std::string_view text) { return small.trace.intern(text); }

  SmallWorld small;
  ConnectionId z;
};

// rule: notify.before-first-provider
TEST_F(FakeNotifyeeTest, ClosesItsOwnFilesAlone) {
  const FileId own = small.open(z, R"(Z:\catalog)", "indexer", 1);
  const FileId others = small.open(z, R"(Z:\catalog)", "editor");
  const FileId kept = small.open(z, R"(Z:\kept)", "indexer");
  before().close = {name(R"(z:\CATALOG)"), name(R"(Z:\unknown)")};
  tell(NotifyStatus::post);
  EXPECT_EQ(small.world().file(own).state, FileState::open);
  tell(NotifyStatus::pre);
  EXPECT_EQ(small.world().file(own).state, FileState::closed);
  EXPECT_EQ(small.world().file(others).state, FileState::open);
  EXPECT_EQ(small.world().file(kept).state, FileState::open);
  EXPECT_THAT(small.world().lost(), IsEmpty());
  EXPECT_THAT(trace_lines(small.trace), ElementsAre(R"(3 indexer closes Z:\catalog)"));
}

TEST_F(FakeNotifyeeTest, OpensInItsOwnNameWhereThereIsAConnection) {
  after().open = {name(R"(Z:\log)"), name(R"(Y:\log)")};
  tell(NotifyStatus::post);
  EXPECT_TRUE(small.world().has_open_files(z));
  EXPECT_THAT(trace_lines(small.trace),
              ElementsAre(R"(3 indexer opens Z:\log)", R"(3 indexer opens Y:\log = ERROR_PATH_NOT_FOUND)"));
  small.world().disconnect(z, World::Ending::lots_of_force, small.recorder());
  small.trace.clear();
  tell(NotifyStatus::post);
  EXPECT_EQ(trace_lines(small.trace).front(), R"(3 indexer opens Z:\log = ERROR_PATH_NOT_FOUND)");
}

// rule: name.session
TEST_F(FakeNotifyeeTest, OpensInTheSessionOfTheCaller) {
  const SessionId service = small.session("service");
  after().open = {name(R"(Z:\log)")};
  tell({NotifyStatus::post, {}, 0}, false, {}, service);
  EXPECT_FALSE(small.world().has_open_files(z));
}

TEST_F(FakeNotifyeeTest, LetsGoBeforeItOpens) {
  small.open(z, R"(Z:\a)", "indexer");
  small.use(z, "backup");
  small.use(z, "defrag");
  before().open = {name(R"(Z:\b)")};
  before().end = {name("backup")};
  before().close = {name(R"(Z:\a)")};
  before().edits = true;
  tell(NotifyStatus::pre);
  EXPECT_TRUE(small.world().is_in_use(z));  // the other process still uses it
  EXPECT_THAT(trace_lines(small.trace),
              ElementsAre(R"(3 indexer closes Z:\a)", "3 backup no longer uses Z:", R"(3 indexer opens Z:\b)",
                          "3 indexer scribbles over the details it was given"));
}

// rule: notifycancel.provider-before
// rule: notifycancel.provider-after-success
TEST_F(FakeNotifyeeTest, WhatItReadsInLpProviderIsTold) {
  before().reads_provider = true;
  after().reads_provider = true;
  tell(NotifyStatus::pre, false, Text::poison());
  tell(NotifyStatus::pre);
  tell(NotifyStatus::post, false, Text{"LanMan"});
  tell(NotifyStatus::post, true, Text{"LanMan"});  // another notification, which reads nothing
  EXPECT_THAT(trace_lines(small.trace),
              ElementsAre("3 indexer reads lpProvider: <poison>", "3 indexer reads lpProvider: NULL",
                          "3 indexer reads lpProvider: LanMan"));
  std::vector<std::string> rules;
  for (const Event& event : small.trace.events()) rules.push_back(text({event.rule, event.by}));
  EXPECT_THAT(rules, ElementsAre("notifycancel.provider-before by provider_before",
                                 "notifycancel.provider-before by provider_before",
                                 "notifycancel.provider-after-success"));
}

// rule: notifycancel.read-only
TEST_F(FakeNotifyeeTest, ScribblesWhereItShouldNot) {
  after().edits = true;
  tell(NotifyStatus::post);
  EXPECT_THAT(reasons(small.trace, EventKind::world),
              ElementsAre("3 indexer scribbles over the details it was given / notifycancel.read-only"));
}

TEST_F(FakeNotifyeeTest, ReturnsByCallOfEachNotification) {
  before().returns = {wn::cancel, wn::retry};
  after().returns = {wn::access_denied};
  script(true, NotifyStatus::pre).returns = {wn::net_error};
  EXPECT_EQ(tell(NotifyStatus::pre).status, wn::cancel);
  EXPECT_EQ(tell(NotifyStatus::post).status, wn::access_denied);
  EXPECT_EQ(tell(NotifyStatus::post).status, wn::success);
  EXPECT_EQ(tell(NotifyStatus::pre).status, wn::retry);
  EXPECT_EQ(tell(NotifyStatus::pre).status, wn::success);
  EXPECT_EQ(tell(NotifyStatus::pre, true).status, wn::net_error);
  EXPECT_EQ(tell(NotifyStatus::pre, true).status, wn::success);
  EXPECT_EQ(tell(NotifyStatus::post, true).status, wn::success);
  EXPECT_THAT(small.state.notifyees[0].calls, ElementsAre(3U, 2U, 2U, 1U));
}

// rule: notifyinfo.context-opt-out
// rule: notifyinfo.context-isolated
TEST_F(FakeNotifyeeTest, LeavesAContextOfItsOwnUnlessItDeclines) {
  EXPECT_EQ(tell(NotifyStatus::pre).context, 1U);
  EXPECT_EQ(tell(NotifyStatus::pre).context, 2U);
  EXPECT_EQ(tell(NotifyStatus::post).context, 0U);
  EXPECT_EQ(tell(NotifyStatus::pre, true).context, 3U);
  before().declines = true;
  EXPECT_EQ(tell(NotifyStatus::pre).context, 0U);
  EXPECT_EQ(tell(NotifyStatus::pre, true).context, 4U);
  EXPECT_EQ(small.state.last_context, 4U);
}

TEST(NotificationSlot, TellsTheFourApart) {
  EXPECT_EQ(notification_slot(false, NotifyStatus::pre), 0U);
  EXPECT_EQ(notification_slot(false, NotifyStatus::post), 1U);
  EXPECT_EQ(notification_slot(true, NotifyStatus::pre), 2U);
  EXPECT_EQ(notification_slot(true, NotifyStatus::post), 3U);
}

}  // namespace
}  // namespace mprsim::fake_notifyee_test
