// Who is called, and with what; registration, the profile, errors.
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

#include "tests/mock_mpr/cancel_script.h"
#include "tests/mock_mpr/mock_plugins.h"

namespace mprsim::router_test {
namespace {

using testing::_;
using testing::Eq;
using testing::InSequence;
using testing::Return;
using testing::Throw;

constexpr auto update = connect_flag::update_profile;

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

}  // namespace
}  // namespace mprsim::router_test
