#include "mock_mpr/operations/restore.h"

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "tests/mock_mpr/cancel_script.h"

namespace mprsim::restore_test {
namespace {

void remember(RememberedStore& store, std::string_view device, std::string_view provider) {
  RememberedEntry entry;
  entry.device = device;
  entry.remote_path = "\\\\s\\" + std::string(1, device[0]);
  entry.provider_name = provider;
  ASSERT_EQ(store.remember(entry), wn::success);
}

// "Y: P1 P2 = 0, Z: P2 = 5": who was asked for each entry, and what it came to.
std::string play(const RememberedStore& store, const CancelScript& actors) {
  RestoreOperation operation{store, actors.registry, actors.policy};
  std::vector<std::string> asked(store.entries().size());
  std::size_t calls = 0;
  while (const Call call = operation.next()) {
    EXPECT_TRUE(call.kind() == CallKind::call_provider || call.kind() == CallKind::skip_provider)
        << "notify.silent-on-restore";
    asked[operation.result().size()] += " " + std::string(actors.registry.name(call.provider()));
    operation.reply(actors.answers[index(call.provider())].front());
    if (++calls > 100) break;
  }
  std::string log;
  for (std::size_t i = 0; i < operation.result().size(); ++i) {
    const RestoredConnection& restored = operation.result()[i];
    if (i > 0) log += ", ";
    log += restored.entry.device + asked[i] + " = " + std::to_string(restored.status.code());
    if (restored.provider) log += " by " + std::string(actors.registry.name(*restored.provider));
  }
  return log;
}

// rule: restore.kept
// rule: restore.forgotten
// rule: notify.silent-on-restore
TEST(Restore, MakesEveryEntryAgainInSilence) {
  SCOPED_TRACE("restore.kept, restore.forgotten, notify.silent-on-restore");
  RememberedStore store;
  remember(store, "Z:", "P2");
  remember(store, "Y:", "");
  const CancelScript actors{"67 0", {}, {{}, {}}};
  EXPECT_EQ(play(store, actors), "Y: P1 P2 = 0 by P2, Z: P2 = 0 by P2");
  store.forget("y:");
  EXPECT_EQ(play(store, actors), "Z: P2 = 0 by P2");
  EXPECT_EQ(play({}, actors), "");
}

// rule: restore.kept
TEST(Restore, OneFailureDoesNotStopTheOthers) {
  SCOPED_TRACE("restore.kept");
  RememberedStore store;
  remember(store, "X:", "p1");
  remember(store, "Y:", "Gone");
  remember(store, "Z:", "P2");
  EXPECT_EQ(play(store, CancelScript{"5 0"}), "X: P1 = 5, Y: = 1204, Z: P2 = 0 by P2");
  EXPECT_EQ(store.entries().size(), 3U);
}

// rule: profile.unreadable
TEST(Restore, AProfileThatCannotBeUsedRestoresNothing) {
  RememberedStore store;
  remember(store, "Z:", "P1");
  store.set_state(wn::bad_profile);
  EXPECT_EQ(play(store, CancelScript{"0"}), "") << "profile.unreadable";
}

TEST(Restore, OnlyGoneProviders) {
  RememberedStore store;
  remember(store, "Y:", "Gone");
  remember(store, "Z:", "Gone too");
  EXPECT_EQ(play(store, CancelScript{""}), "Y: = 1204, Z: = 1204");
}

// rule: route.first-significant
// rule: route.all-insignificant
TEST(Restore, IsRoutedLikeAnAdd) {
  SCOPED_TRACE("route.first-significant, route.all-insignificant");
  RememberedStore store;
  remember(store, "Z:", "");
  EXPECT_EQ(play(store, CancelScript{"67 2250 5"}), "Z: P1 P2 P3 = 2250");
  EXPECT_EQ(play(store, CancelScript{"53 87"}), "Z: P1 P2 = 67");
  EXPECT_EQ(play(store, CancelScript{""}), "Z: = 1222");
}

TEST(Restore, CitesItsRule) {
  RememberedStore store;
  remember(store, "Z:", "");
  const CancelScript actors{"67 0"};
  RestoreOperation operation{store, actors.registry, actors.policy};
  ASSERT_TRUE(operation.next());
  EXPECT_EQ(operation.entry().device, "Z:");
  EXPECT_EQ(operation.reply(wn::bad_netname).rule, Rule::route_insignificant);
  ASSERT_TRUE(operation.next());
  EXPECT_EQ(operation.reply(wn::success).rule, Rule::restore_kept);
  EXPECT_FALSE(operation.next());
  operation.reply(wn::access_denied);
  EXPECT_FALSE(operation.next());
  EXPECT_EQ(operation.result().size(), 1U);

  Registry registry;
  Abilities cannot;
  cannot.advertised.erase(NpFunction::NPAddConnection);
  registry.add_provider("cannot", cannot);
  RestoreOperation skipped{store, registry, actors.policy};
  EXPECT_EQ(skipped.next(), (Call{CallKind::skip_provider, ProviderId{0}}));
  EXPECT_EQ(skipped.reply(wn::success).rule, Rule::caps_gate);
  EXPECT_FALSE(skipped.next());
  EXPECT_EQ(skipped.result()[0].status, wn::no_network);
}

}  // namespace
}  // namespace mprsim::restore_test
