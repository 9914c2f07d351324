// A Router adds, looks up and lists.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>

#include "mock_mpr/router.h"
#include "tests/mock_mpr/cancel_script.h"
#include "tests/mock_mpr/mock_plugins.h"

namespace mprsim::router_add_test {
namespace {

using testing::_;
using testing::DoAll;
using testing::ElementsAre;
using testing::Eq;
using testing::IsEmpty;
using testing::Return;
using testing::SetArgReferee;

constexpr auto update = connect_flag::update_profile;

// rule: profile.only-devices
// rule: profile.store-layout
TEST(Router, ConnectsAndRemembers) {
  MockNotifyee indexer;
  MockProvider lanman;
  Router mpr;
  mpr.add_notifyee("indexer", indexer);
  mpr.add_provider("Other", answers(wn::access_denied));  // a function cancels, and adds nothing
  mpr.add_provider("LanMan", lanman);
  const AddRequest request{
      .resource = {ResourceType::disk, "Z:", R"(\\files\team)", {}}, .user = "ann", .flags = update};
  EXPECT_CALL(indexer, add_connect_notify(Eq(NotifyInfo{NotifyStatus::pre, wn::success, 0}), _))
      .WillOnce(leaves(7));
  EXPECT_CALL(lanman, add_connection(request.resource, std::string_view("ann")))
      .WillOnce(Return(wn::success));
  EXPECT_CALL(indexer, add_connect_notify(Eq(NotifyInfo{NotifyStatus::post, wn::success, 7}), _));
  const AddResult result = mpr.add(request);
  EXPECT_EQ(result.status, wn::success);
  EXPECT_EQ(result.provider, ProviderId{1});
  EXPECT_TRUE(result.remembered);
  const RememberedEntry* entry = mpr.store().find("Z:");
  ASSERT_NE(entry, nullptr);
  EXPECT_EQ(entry->remote_path, R"(\\files\team)");
  EXPECT_EQ(entry->user_name, "ann");
  EXPECT_EQ(entry->provider_name, "LanMan");
}

TEST(Router, AFailedAddRemembersNothingAndSetsTheLastError) {
  Router mpr;
  mpr.add_provider("LanMan", answers(wn::success));  // adds nothing: "not mine"
  const AddResult result =
      mpr.add({.resource = {ResourceType::disk, "Z:", R"(\\files\team)", {}}, .flags = update});
  EXPECT_EQ(result.status, wn::bad_netname);
  EXPECT_FALSE(result.remembered);
  EXPECT_THAT(mpr.store().entries(), IsEmpty());
  EXPECT_EQ(mpr.errors().last_error(), wn::bad_netname);
}

TEST(Router, NobodyHearsOfAnAddWhoOnlyListensToCancels) {
  MockProvider lanman;
  EXPECT_CALL(lanman, add_connection).WillOnce(Return(wn::success));
  int told = 0;
  Router mpr;
  mpr.add_notifyee("backup", [&](NotifyInfo& info, const NotifyCancel&) {
    ++told;
    info.context = 1;
    return wn::success;
  });
  mpr.add_provider("LanMan", lanman);
  EXPECT_EQ(mpr.add({.resource = {ResourceType::disk, "", R"(\\files\team)", {}}}).status, wn::success);
  EXPECT_EQ(told, 0);
}

// rule: restore.unconnected
TEST(Router, SaysWhatADeviceIsConnectedTo) {
  MockProvider other;
  MockProvider lanman;
  EXPECT_CALL(other, get_connection).WillRepeatedly(Return(wn::not_connected));
  EXPECT_CALL(lanman, get_connection(std::string_view("Z:"), _))
      .WillOnce(DoAll(SetArgReferee<1>(R"(\\files\team)"), Return(wn::success)));
  EXPECT_CALL(lanman, get_connection(std::string_view("Y:"), _)).WillRepeatedly(Return(wn::not_connected));
  Router mpr;
  mpr.add_provider("Functions", answers(wn::success));  // knows of no connections
  mpr.add_provider("Other", other);
  mpr.add_provider("LanMan", lanman);
  const LookupResult found = mpr.get_connection("Z:");
  EXPECT_EQ(found.status, wn::success);
  EXPECT_EQ(found.remote, R"(\\files\team)");
  EXPECT_EQ(mpr.get_connection("Y:").status, wn::not_connected);
  EXPECT_EQ(mpr.errors().last_error(), wn::not_connected);
  mpr.store().remember({"Y:", R"(\\files\archive)", "", "LanMan", 0, ResourceType::disk});
  EXPECT_EQ(mpr.get_connection("Y:").status, wn::connection_closed);
  EXPECT_EQ(mpr.get_connection("Y:").remote, R"(\\files\archive)");
}

// rule: route.network-down
TEST(Router, SaysWhoADeviceIsConnectedAs) {
  MockProvider other;
  MockProvider lanman;
  EXPECT_CALL(other, get_user).WillRepeatedly(Return(wn::no_network));
  EXPECT_CALL(lanman, get_user(std::string_view("Z:"), _))
      .WillOnce(DoAll(SetArgReferee<1>("ann"), Return(wn::success)));
  EXPECT_CALL(lanman, get_user(std::string_view(R"(\\files\team)"), _)).WillOnce(Return(wn::not_connected));
  Router mpr;
  mpr.add_provider("Functions", answers(wn::success));  // knows no user
  mpr.add_provider("Other", other);
  mpr.add_provider("LanMan", lanman);
  EXPECT_EQ(mpr.get_user("Z:").status, wn::success);
  EXPECT_EQ(mpr.get_user(R"(\\files\team)").status, wn::no_net_or_bad_path);
  EXPECT_EQ(mpr.errors().last_error(), wn::no_net_or_bad_path);
  mpr.set_user("bob");
  EXPECT_EQ(mpr.get_user("").user, "bob");  // the caller; no provider is asked
  EXPECT_EQ(mpr.errors().last_error(), wn::success);
}

TEST(Router, AUserIsOfAConnectionNotOfTheProfile) {
  MockProvider lanman;
  EXPECT_CALL(lanman, get_user).WillOnce(Return(wn::not_connected));
  Router mpr;
  mpr.add_provider("LanMan", lanman);
  mpr.store().remember(z_entry);
  EXPECT_EQ(mpr.get_user("Z:").status, wn::not_connected);
}

// rule: enum.connected
// rule: enum.remembered
// rule: caps.enumeration-trio
TEST(Router, ListsWhatItsProvidersConnectAndWhatIsRemembered) {
  MockProvider hollow;
  MockProvider down;
  MockProvider lanman;
  Abilities duo;
  duo.exported.erase(NpFunction::NPCloseEnum);
  EXPECT_CALL(hollow, list_connections).Times(0);
  EXPECT_CALL(down, list_connections).WillRepeatedly(Return(wn::no_network));
  EXPECT_CALL(lanman, list_connections).WillOnce([](std::vector<EnumeratedResource>& resources) {
    resources.push_back({"Z:", R"(\\files\team)", "", ResourceType::disk});
    resources.push_back({std::nullopt, R"(\\files\archive)", "Somebody", ResourceType::disk});
    return wn::success;
  });
  Router mpr;
  mpr.add_provider("Hollow", hollow, duo);
  mpr.add_provider("Down", down);
  EXPECT_EQ(mpr.enumerate(EnumScope::connected).status, wn::no_network);
  EXPECT_EQ(mpr.errors().last_error(), wn::no_network);
  mpr.add_provider("Functions", answers(wn::success));  // connects nothing
  mpr.add_provider("LanMan", lanman);
  const EnumerateResult connected = mpr.enumerate(EnumScope::connected);
  EXPECT_EQ(connected.status, wn::success);
  EXPECT_THAT(
      connected.resources,
      ElementsAre(EnumeratedResource{"Z:", R"(\\files\team)", "LanMan", ResourceType::disk},
                  EnumeratedResource{std::nullopt, R"(\\files\archive)", "Somebody", ResourceType::disk}));
  mpr.store().remember(z_entry);
  EXPECT_THAT(mpr.enumerate(EnumScope::remembered).resources,
              ElementsAre(EnumeratedResource{"Z:", R"(\\files\team)", "LanMan", ResourceType::disk}));
  EXPECT_EQ(mpr.errors().last_error(), wn::success);
}

}  // namespace
}  // namespace mprsim::router_add_test
