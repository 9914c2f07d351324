#include "mock_mpr/router.h"

#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gmock/gmock.h>

#include "mock_mpr/trace/trace_text.h"
#include "tests/mock_mpr/cancel_script.h"

namespace mprsim::router_test {
namespace {

using testing::_;
using testing::DoAll;
using testing::ElementsAre;
using testing::Eq;
using testing::InSequence;
using testing::IsEmpty;
using testing::Return;
using testing::SetArgReferee;
using testing::Throw;

// --- The ten lines of docs/algorithm.md. What stands between the marks is the same text.

class Backup {
 public:
  Status on_cancel(NotifyInfo& info, const NotifyCancel& /*cancel*/) {
    if (info.notify_status == NotifyStatus::pre) has_open_files_ = false;
    info.context = 1;
    return wn::success;
  }
  bool has_open_files() const { return has_open_files_; }

 private:
  bool has_open_files_ = true;
};

TEST(Backup, LetsGoWhenToldThatTheDriveGoes) {
  Backup backup;  // the code under test
  Router mpr;
  mpr.add_notifyee(
      "backup", [&](NotifyInfo& info, const NotifyCancel& cancel) { return backup.on_cancel(info, cancel); });
  mpr.add_provider("LanMan", [&](std::string_view, bool) {
    return backup.has_open_files() ? wn::open_files : wn::success;
  });
  EXPECT_EQ(mpr.cancel_connection("Z:").status, wn::success);
}

std::string read(const std::string& path) {
  std::ifstream file(std::string(MPRSIM_SOURCE_DIR "/") + path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// White space is the formatter's.
std::string squeezed(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c != ' ' && c != '\n' && c != '\r') result += c;
  }
  return result;
}

TEST(Router, TheLinesOfTheDocumentationAreThoseTestedHere) {
  const std::string page = read("docs/algorithm.md");
  const std::size_t begin = page.find("TEST(Backup, ");
  ASSERT_NE(begin, page.npos);
  const std::string block = page.substr(begin, page.find("```", begin) - begin);
  EXPECT_NE(squeezed(read("tests/mock_mpr/router_test.cc")).find(squeezed(block)), std::string::npos)
      << block;
}

// --- Who is called, and with what.

class MockProvider : public Provider {
 public:
  MOCK_METHOD(Status, cancel_connection, (std::string_view name, bool force), (override));
  MOCK_METHOD(Status, add_connection, (const NetResource& resource, std::string_view user), (override));
  MOCK_METHOD(Status, get_connection, (std::string_view device, std::string& remote), (override));
  MOCK_METHOD(Status, get_user, (std::string_view name, std::string& user), (override));
  MOCK_METHOD(Status, list_connections, (std::vector<EnumeratedResource> & resources), (override));
};

class MockNotifyee : public Notifyee {
 public:
  MOCK_METHOD(Status, cancel_connect_notify, (NotifyInfo & info, const NotifyCancel& cancel), (override));
  MOCK_METHOD(Status, add_connect_notify, (NotifyInfo & info, const NotifyAdd& add), (override));
};

constexpr auto update = connect_flag::update_profile;
const RememberedEntry z_entry{"Z:", R"(\\files\team)", "", "LanMan", 0, ResourceType::disk};

// What a notifyee does that wants to be told afterwards.
auto leaves(Context context) {
  return [context](NotifyInfo& info, const auto& /*details*/) {
    info.context = context;
    return wn::success;
  };
}

Router::CancelFunction answers(Status status) {
  return [status](std::string_view, bool) { return status; };
}

// rule: notify.before-first-provider
// rule: notify.after-last-provider
// rule: notifyinfo.context-round-trip
// rule: notifycancel.provider-after-success
TEST(Router, TellsEverybodyThenAsksTheProvidersInTheirOrder) {
  MockNotifyee indexer;
  MockProvider other;
  MockProvider lanman;
  Router mpr;
  EXPECT_EQ(mpr.add_notifyee("indexer", indexer), NotifyeeId{0});
  EXPECT_EQ(mpr.add_provider("Other", other), ProviderId{0});
  EXPECT_EQ(mpr.add_provider("LanMan", lanman), ProviderId{1});
  const InSequence in_this_order;
  EXPECT_CALL(indexer, cancel_connect_notify(Eq(NotifyInfo{NotifyStatus::pre, wn::success, 0}),
                                             NotifyCancel{Text{"Z:"}, Text{}, update, true}))
      .WillOnce(leaves(42));
  EXPECT_CALL(other, cancel_connection(std::string_view("Z:"), true)).WillOnce(Return(wn::not_connected));
  EXPECT_CALL(lanman, cancel_connection(std::string_view("Z:"), true)).WillOnce(Return(wn::success));
  EXPECT_CALL(indexer, cancel_connect_notify(Eq(NotifyInfo{NotifyStatus::post, wn::success, 42}),
                                             NotifyCancel{Text{"Z:"}, Text{"LanMan"}, update, true}));
  const CancelResult result = mpr.cancel_connection("Z:", {.update_profile = true, .force = true});
  EXPECT_EQ(result.status, wn::success);
  EXPECT_EQ(result.provider, ProviderId{1});
  EXPECT_FALSE(result.forgotten);
}

TEST(Router, PassesNothingThatWasNotAskedFor) {
  MockProvider lanman;
  Router mpr;
  mpr.add_provider("LanMan", lanman);
  EXPECT_CALL(lanman, cancel_connection(std::string_view("Z:"), false)).WillOnce(Return(wn::open_files));
  EXPECT_EQ(mpr.cancel_connection("Z:").status, wn::open_files);
  EXPECT_EQ(mpr.errors().last_error(), wn::open_files);
}

// rule: name.null
TEST(Router, TakesEverythingThatACallerCanPass) {
  MockProvider lanman;
  EXPECT_CALL(lanman, cancel_connection).Times(0);
  Router mpr;
  mpr.add_provider("LanMan", lanman);
  EXPECT_EQ(mpr.cancel({}).status, wn::bad_value);
  EXPECT_EQ(mpr.cancel_connection("").status, wn::bad_value);
  EXPECT_EQ(mpr.errors().last_error(), wn::bad_value);
}

TEST(Router, FollowsItsPolicy) {
  MockNotifyee indexer;
  EXPECT_CALL(indexer, cancel_connect_notify).Times(0);
  const Policy wine = Policy::of(Profile::wine);
  Router mpr{wine};
  EXPECT_EQ(mpr.policy(), wine);
  mpr.add_notifyee("indexer", indexer);
  mpr.add_provider("P1", answers(wn::bad_password));
  mpr.add_provider("P2", answers(wn::bad_netname));
  EXPECT_EQ(mpr.cancel_connection("Z:").status, wn::bad_netname);
  EXPECT_EQ(mpr.errors().last_error(), wn::success);  // Wine leaves it alone
}

// --- Registration.

TEST(Router, RefusesASecondProviderOfTheSameName) {
  MockProvider first;
  MockProvider second;
  EXPECT_CALL(first, cancel_connection).WillOnce(Return(wn::success));
  EXPECT_CALL(second, cancel_connection).Times(0);
  Router mpr;
  EXPECT_TRUE(mpr.add_provider("LanMan", first));
  EXPECT_FALSE(mpr.add_provider("lanman", second));
  EXPECT_FALSE(mpr.add_provider("LANMAN", answers(wn::access_denied)));
  EXPECT_EQ(mpr.registry().provider_count(), 1U);
  EXPECT_EQ(mpr.add_provider("Other", answers(wn::access_denied)), ProviderId{1});
  EXPECT_EQ(mpr.cancel_connection("Z:").status, wn::success);
}

TEST(Router, RefusesOneNotifyeeTooMany) {
  Router mpr;
  int told = 0;
  const auto count = [&](const NotifyInfo&, const NotifyCancel&) {
    ++told;
    return wn::success;
  };
  for (std::size_t i = 0; i < Registry::max_notifyees; ++i)
    EXPECT_TRUE(mpr.add_notifyee(std::to_string(i), count));
  EXPECT_FALSE(mpr.add_notifyee("more", count));
  mpr.cancel_connection("Z:");
  EXPECT_EQ(told, static_cast<int>(Registry::max_notifyees));
}

TEST(Router, KeepsFunctionsAndBorrowsObjects) {
  const auto alive = std::make_shared<int>(0);
  struct Counted final : Provider {
    explicit Counted(int& gone) : gone_(gone) {}
    ~Counted() override { ++gone_; }
    Status cancel_connection(std::string_view, bool) override { return wn::not_connected; }
    int& gone_;
  };
  int gone = 0;
  {
    Counted borrowed{gone};
    {
      Router mpr;
      mpr.add_provider("Borrowed", borrowed);
      mpr.add_provider("Owned", [alive](std::string_view, bool) { return wn::success; });
      mpr.add_notifyee("owned", [alive](const NotifyInfo&, const NotifyCancel&) { return wn::success; });
      EXPECT_EQ(alive.use_count(), 3);
      EXPECT_EQ(mpr.cancel_connection("Z:").provider, ProviderId{1});
    }
    EXPECT_EQ(alive.use_count(), 1);
    EXPECT_EQ(gone, 0);
  }
  EXPECT_EQ(gone, 1);
}

// rule: caps.gate
// rule: caps.missing-export
TEST(Router, CallsWhatIsAdvertisedAndExportedAlone) {
  MockProvider mute;
  MockProvider hollow;
  EXPECT_CALL(mute, cancel_connection).Times(0);
  EXPECT_CALL(hollow, cancel_connection).Times(0);
  EXPECT_CALL(hollow, get_connection).Times(0);
  Abilities cannot;
  cannot.advertised.erase(NpFunction::NPCancelConnection);
  Abilities lacks;
  lacks.exported.erase(NpFunction::NPCancelConnection);
  lacks.exported.erase(NpFunction::NPGetConnection);
  Router mpr;
  mpr.add_provider("Mute", mute, cannot);
  mpr.add_provider("Hollow", hollow, lacks);
  EXPECT_EQ(mpr.cancel_connection("Z:").status, wn::no_network);
}

// --- The profile.

// rule: profile.update-forgets
// rule: profile.zero-keeps
TEST(Router, ForgetsWhatItsStoreRemembers) {
  Router mpr;
  mpr.add_provider("LanMan", answers(wn::success));
  EXPECT_EQ(mpr.store().remember(z_entry), wn::success);
  EXPECT_FALSE(mpr.cancel_connection("Z:").forgotten);
  EXPECT_NE(mpr.store().find("Z:"), nullptr);
  EXPECT_TRUE(mpr.cancel_connection("z:", {.update_profile = true}).forgotten);
  EXPECT_EQ(mpr.store().find("Z:"), nullptr);
}

// rule: profile.forget-disconnected
TEST(Router, LooksUpADeviceAmongTheProvidersThatCanTell) {
  for (const bool connected : {false, true}) {
    MockProvider silent;
    MockProvider other;
    MockProvider lanman;
    Abilities cannot;
    cannot.advertised.erase(NpFunction::NPGetConnection);
    EXPECT_CALL(silent, cancel_connection).WillOnce(Return(wn::not_connected));
    EXPECT_CALL(silent, get_connection).Times(0);
    EXPECT_CALL(other, cancel_connection).WillOnce(Return(wn::not_connected));
    EXPECT_CALL(other, get_connection(std::string_view("Z:"), _)).WillOnce(Return(wn::not_connected));
    EXPECT_CALL(lanman, cancel_connection).WillOnce(Return(wn::bad_netname));
    EXPECT_CALL(lanman, get_connection(std::string_view("Z:"), _))
        .WillOnce(Return(connected ? wn::success : wn::not_connected));
    Router mpr;
    mpr.add_provider("Silent", silent, cannot);
    mpr.add_provider("Other", other);
    mpr.add_provider("LanMan", lanman);
    mpr.store().remember(z_entry);
    const CancelResult result = mpr.cancel_connection("Z:", {.update_profile = true});
    EXPECT_EQ(result.status, connected ? wn::not_connected : wn::success);
    EXPECT_EQ(result.forgotten, !connected);
    EXPECT_EQ(mpr.store().find("Z:") == nullptr, !connected);
  }
}

// rule: profile.unreadable
TEST(Router, AProfileThatCannotBeOpenedIsTheResult) {
  MockProvider lanman;
  EXPECT_CALL(lanman, cancel_connection).Times(0);
  Router mpr{with(Switch::profile_check, "before_cancel")};
  mpr.add_provider("LanMan", lanman);
  mpr.store().set_state(wn::cannot_open_profile);
  EXPECT_EQ(mpr.cancel_connection("Z:", {.update_profile = true}).status, wn::cannot_open_profile);
}

// --- Adding and looking up.

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

// --- Errors of providers, and providers in error.

// rule: error.extended
// rule: error.last-error-by-router
TEST(Router, AProviderMayLeaveATextBehind) {
  Router mpr;
  mpr.add_provider("LanMan", [&](std::string_view, bool) {
    mpr.errors().set_extended({42, "closed", "LanMan"});
    mpr.errors().set_last_error(wn::bad_password);
    return wn::extended_error;
  });
  EXPECT_EQ(mpr.cancel_connection("Z:").status, wn::extended_error);
  EXPECT_EQ(mpr.errors().extended(), (ExtendedError{42, "closed", "LanMan"}));
  EXPECT_EQ(mpr.errors().last_error(), wn::extended_error);
}

TEST(Router, StaysUsableAfterAnException) {
  MockNotifyee indexer;
  MockProvider lanman;
  Router mpr;
  mpr.add_notifyee("indexer", indexer);
  mpr.add_provider("LanMan", lanman);
  mpr.store().remember(z_entry);
  const std::runtime_error trouble{"trouble"};
  EXPECT_CALL(indexer, cancel_connect_notify).WillOnce(Throw(trouble)).WillRepeatedly(leaves(1));
  EXPECT_CALL(indexer, add_connect_notify).WillOnce(Throw(trouble)).WillRepeatedly(Return(wn::success));
  EXPECT_CALL(lanman, cancel_connection).WillOnce(Throw(trouble)).WillOnce(Return(wn::success));
  EXPECT_CALL(lanman, add_connection).WillOnce(Throw(trouble)).WillOnce(Return(wn::success));
  EXPECT_CALL(lanman, get_connection).WillOnce(Throw(trouble)).WillOnce(Return(wn::not_connected));
  const AddRequest add{.resource = {ResourceType::disk, "Y:", R"(\\files\team)", {}}, .flags = update};

  EXPECT_THROW(mpr.cancel_connection("Z:", {.update_profile = true}), std::runtime_error);  // the notifyee's
  EXPECT_THROW(mpr.cancel_connection("Z:", {.update_profile = true}), std::runtime_error);  // the provider's
  EXPECT_THROW(mpr.add(add), std::runtime_error);
  EXPECT_THROW(mpr.add(add), std::runtime_error);
  EXPECT_THROW(mpr.get_connection("Z:"), std::runtime_error);
  EXPECT_NE(mpr.store().find("Z:"), nullptr);
  EXPECT_EQ(mpr.store().find("Y:"), nullptr);

  EXPECT_TRUE(mpr.cancel_connection("Z:", {.update_profile = true}).forgotten);
  EXPECT_TRUE(mpr.add(add).remembered);
  EXPECT_EQ(mpr.get_connection("Z:").status, wn::not_connected);
}

// --- Recording.

TEST(Router, RecordsEveryCancelWhenAskedTo) {
  Router mpr;
  mpr.add_provider("Other", answers(wn::not_connected));
  Trace trace{mpr.policy()};
  mpr.cancel_connection("W:");
  mpr.record_to(&trace);
  mpr.add_provider("LanMan", answers(wn::success));  // also who comes later
  mpr.add_notifyee("indexer", leaves(5));
  mpr.store().remember(z_entry);
  mpr.cancel_connection("Z:", {.update_profile = true, .force = true});
  mpr.cancel({.name = Text{"Y:"}, .api = CancelApi::cancel_connection});
  mpr.record_to(nullptr);
  mpr.cancel_connection("X:");
  EXPECT_EQ(trace.events().front().call, 1U);
  EXPECT_EQ(trace.events().back().call, 2U);
  EXPECT_EQ(render_text(trace),
            R"(0.000  app        WNetCancelConnection2(Z:, UPDATE_PROFILE, fForce=TRUE)
0.000  → indexer  CancelConnectNotify PRE  status=WN_SUCCESS provider=? ctx=NULL    = WN_SUCCESS ctx=#5   notify.before-first-provider
0.000  → Other    NPCancelConnection(Z:, TRUE)                                      = WN_NOT_CONNECTED    route.not-connected-on-cancel [not_connected=insignificant]
0.000  → LanMan   NPCancelConnection(Z:, TRUE)                                      = WN_SUCCESS          route.stop-at-success
0.000    profile  forgets Z:                                                                              profile.update-forgets
0.000  → indexer  CancelConnectNotify POST status=WN_SUCCESS provider=LanMan ctx=#5 = WN_SUCCESS          notifyinfo.context-round-trip
0.000  app        = WN_SUCCESS                                                                            route.stop-at-success
0.000  app        WNetCancelConnection(Y:, fForce=FALSE)
0.000  → indexer  CancelConnectNotify PRE  status=WN_SUCCESS provider=? ctx=NULL    = WN_SUCCESS ctx=#5   notify.before-first-provider
0.000  → Other    NPCancelConnection(Y:, FALSE)                                     = WN_NOT_CONNECTED    route.not-connected-on-cancel [not_connected=insignificant]
0.000  → LanMan   NPCancelConnection(Y:, FALSE)                                     = WN_SUCCESS          route.stop-at-success
0.000  → indexer  CancelConnectNotify POST status=WN_SUCCESS provider=LanMan ctx=#5 = WN_SUCCESS          notifyinfo.context-round-trip
0.000  app        = WN_SUCCESS                                                                            route.stop-at-success
)");
}

TEST(Router, RecordsWhatIsLookedUpSkippedAndRead) {
  Abilities cannot;
  cannot.advertised.erase(NpFunction::NPCancelConnection);
  MockProvider mute;
  Router mpr{with(Switch::profile_check, "before_cancel", with(Switch::provider_after_failure, "poison"))};
  mpr.add_provider("Mute", mute, cannot);
  EXPECT_CALL(mute, get_connection).WillOnce(Return(wn::not_connected));
  mpr.add_notifyee("indexer", leaves(5));
  Trace trace{mpr.policy()};
  mpr.record_to(&trace);
  mpr.cancel_connection("Z:", {.update_profile = true});
  std::vector<EventKind> kinds;
  for (const Event& event : trace.events()) kinds.push_back(event.kind);
  EXPECT_THAT(kinds, ElementsAre(EventKind::call_begins, EventKind::profile, EventKind::notified,
                                 EventKind::skipped, EventKind::looked_up, EventKind::profile,
                                 EventKind::notified, EventKind::call_ends));
  const Notified after = std::get<Notified>(trace.view(trace.events()[6]));
  EXPECT_TRUE(after.provider.is_poison());
  EXPECT_EQ(after.operation_status, wn::no_network);
}

TEST(Router, WhetherItRecordsMakesNoDifference) {
  for (const Status answer : {wn::success, wn::open_files, wn::not_connected}) {
    for (const bool flag : {false, true}) {
      Router silent;
      Router recorded;
      Trace trace{recorded.policy()};
      recorded.record_to(&trace);
      for (Router* mpr : {&silent, &recorded}) {
        mpr->add_provider("LanMan", answers(answer));
        mpr->store().remember(z_entry);
      }
      const CancelOptions options{.update_profile = flag};
      EXPECT_EQ(silent.cancel_connection("Z:", options), recorded.cancel_connection("Z:", options));
      EXPECT_EQ(silent.store(), recorded.store());
      EXPECT_EQ(silent.errors(), recorded.errors());
    }
  }
}

TEST(Router, AFullTraceStopsNothing) {
  Router mpr;
  mpr.add_provider("LanMan", answers(wn::success));
  mpr.add_notifyee("indexer", leaves(5));
  Trace trace{mpr.policy(), 2};
  mpr.record_to(&trace);
  EXPECT_EQ(mpr.cancel_connection("Z:").status, wn::success);
  EXPECT_EQ(trace.events().size(), 2U);
  EXPECT_TRUE(trace.full());
}

}  // namespace
}  // namespace mprsim::router_test
