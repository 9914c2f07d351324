#include "mock_mpr/state/remembered.h"

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace mprsim::remembered_test {
namespace {

RememberedEntry entry_of(std::string_view device, std::string_view remote) {
  RememberedEntry entry;
  entry.device = device;
  entry.remote_path = remote;
  return entry;
}

std::string devices(const RememberedStore& store) {
  std::string text;
  for (const RememberedEntry& entry : store.entries()) text += entry.device + ' ';
  return text;
}

// rule: profile.store-layout
TEST(Remembered, KeepsOneEntryForADevice) {
  SCOPED_TRACE("profile.store-layout");
  RememberedStore store;
  EXPECT_EQ(store.remember(entry_of("Z:", R"(\\s\z)")), wn::success);
  EXPECT_EQ(store.remember(entry_of("a:", R"(\\s\a)")), wn::success);
  EXPECT_EQ(store.remember(entry_of("LPT1", R"(\\s\p)")), wn::success);
  EXPECT_EQ(store.remember(entry_of("B:", R"(\\s\b)")), wn::success);
  EXPECT_EQ(devices(store), "a: B: LPT1 Z: ");
  RememberedEntry entry = entry_of("z:", R"(\\S\Z)");
  entry.user_name = "anna";
  entry.provider_name = "LanMan";
  entry.provider_type = 0x20000;
  entry.connection_type = ResourceType::print;
  EXPECT_EQ(store.remember(entry), wn::success);
  EXPECT_EQ(devices(store), "a: B: LPT1 z: ");
  ASSERT_NE(store.find("Z:"), nullptr);
  EXPECT_EQ(*store.find("Z:"), entry);
  EXPECT_EQ(store.find("Y:"), nullptr);
  EXPECT_EQ(store.find("Z"), nullptr);
  EXPECT_EQ(store.find("ZZ"), nullptr);
}

// rule: profile.conflicting-entry
TEST(Remembered, AnotherRemoteNameIsAConflict) {
  SCOPED_TRACE("profile.conflicting-entry");
  RememberedStore store;
  store.remember(entry_of("Z:", R"(\\s\z)"));
  const RememberedStore before = store;
  EXPECT_EQ(store.check("z:", R"(\\S\Z)"), wn::success);
  EXPECT_EQ(store.check("z:", R"(\\s\other)"), wn::device_already_remembered);
  EXPECT_EQ(store.check("Y:", R"(\\s\other)"), wn::success);
  EXPECT_EQ(store.remember(entry_of("Z:", R"(\\s\other)")), wn::device_already_remembered);
  EXPECT_EQ(store, before);
}

// rule: profile.update-forgets
TEST(Remembered, ForgetsOneEntry) {
  SCOPED_TRACE("profile.update-forgets");
  RememberedStore store;
  for (const char* device : {"X:", "Y:", "Z:"}) store.remember(entry_of(device, R"(\\s\r)"));
  EXPECT_EQ(store.forget("y:"), wn::success);
  EXPECT_EQ(devices(store), "X: Z: ");
  EXPECT_EQ(store.forget("Y:"), wn::not_connected);
  EXPECT_EQ(devices(store), "X: Z: ");
}

// rule: name.case
// rule: profile.update-forgets
// rule: profile.conflicting-entry
TEST(Remembered, APortHasOneEntryWithAndWithoutItsColon) {
  const std::vector<std::string> spellings = {"LPT1", "LPT1:", "lpt1"};
  for (const std::string& stored : spellings) {
    for (const std::string& asked : spellings) {
      SCOPED_TRACE(stored + " as " + asked);
      RememberedStore store;
      for (const std::string_view device : {"COM1:", "LPT2", "Z:"})
        store.remember(entry_of(device, R"(\\s\r)"));
      store.remember(entry_of(stored, R"(\\s\laser)"));
      ASSERT_NE(store.find(asked), nullptr);
      EXPECT_EQ(store.find(asked)->device, stored);
      EXPECT_EQ(store.check(asked, R"(\\s\other)"), wn::device_already_remembered)
          << "profile.conflicting-entry";
      EXPECT_EQ(store.remember(entry_of(asked, R"(\\s\laser)")), wn::success);
      EXPECT_EQ(devices(store), "COM1: " + asked + " LPT2 Z: ") << "profile.store-layout";
      EXPECT_EQ(store.forget(stored), wn::success) << "profile.update-forgets";
      EXPECT_EQ(devices(store), "COM1: LPT2 Z: ");
    }
  }
}

// rule: profile.unreadable
TEST(Remembered, ABrokenStoreRefusesEverything) {
  for (const Status broken : {wn::cannot_open_profile, wn::bad_profile}) {
    SCOPED_TRACE("profile.unreadable");
    RememberedStore store;
    store.remember(entry_of("Z:", "x"));
    const RememberedStore good = store;
    store.set_state(broken);
    EXPECT_EQ(store.state(), broken);
    EXPECT_EQ(store.check("Z:", "x"), broken);
    EXPECT_EQ(store.remember(entry_of("Z:", "x")), broken);
    EXPECT_EQ(store.forget("Z:"), broken);
    EXPECT_EQ(store.find("Z:"), nullptr);
    store.set_state(wn::success);
    EXPECT_EQ(store, good) << "what it holds is as it was";
  }
  EXPECT_EQ(RememberedStore{}.state(), wn::success);
}

}  // namespace
}  // namespace mprsim::remembered_test
