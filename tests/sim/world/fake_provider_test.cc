// Which names a fake provider answers for, what a script changes, connecting and listing.
#include <string_view>
#include <utility>
#include <vector>

#include <gmock/gmock.h>

#include "tests/sim/world/fake_provider_fixture.h"

namespace mprsim::fake_provider_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// --- Which connections belong to the provider, and what a name means.

class FakeProviderName : public FakeProviderTest {};

// rule: name.case
TEST_F(FakeProviderName, ComparesWithoutRegardToCase) {
  const std::vector<std::pair<std::string_view, std::string_view>> rows = {
      {"Z:", "z:"}, {"z:", "Z:"}, {"LPT1", "lpt1"}, {"LPT1", "Lpt1:"}, {"lpt1:", "LPT1"}};
  for (const auto& [device, name] : rows) {
    small.connect(device, R"(\\files\team)");
    EXPECT_EQ(get(name), R"(\\files\team)") << device << " as " << name;
    EXPECT_EQ(cancel(name), wn::success) << device << " as " << name;
    EXPECT_FALSE(small.is_connected(device));
  }
  small.connect("", R"(\\files\team)");
  EXPECT_EQ(cancel(R"(\\FILES\Team)"), wn::success);
}

// rule: name.whole
TEST_F(FakeProviderName, MatchesAsAWhole) {
  small.connect("L:", R"(\\files\team)");
  small.connect("Y:", R"(\\files\archive)");
  small.connect("", R"(\\files\team)");
  const std::vector<std::string_view> names = {"LPT1",
                                               "L",
                                               R"(L:\)",
                                               R"(Y:\x)",
                                               "Y:x",
                                               "Y",
                                               " Y:",
                                               R"(\\files)",
                                               R"(\\files\)",
                                               R"(\\files\tea)",
                                               R"(\\files\team\)",
                                               R"(\\files\team\x)",
                                               R"(\\files\teams)",
                                               R"(\\\files\team)"};
  for (const auto name : names) {
    for (const bool force : {false, true}) EXPECT_EQ(cancel(name, force), wn::not_connected) << name;
    EXPECT_EQ(get(name), "WN_NOT_CONNECTED") << name;
  }
  EXPECT_EQ(call().connections().size(), 3U);
}

// rule: name.device-scope
TEST_F(FakeProviderName, OfADeviceCancelsThatRedirectionAlone) {
  small.connect("Y:", R"(\\files\team)");
  small.connect("Z:", R"(\\files\team)");
  const ConnectionId bare = small.connect("", R"(\\files\team)");
  EXPECT_EQ(cancel("Z:", true), wn::success);
  EXPECT_FALSE(small.is_connected("Z:"));
  EXPECT_TRUE(small.is_connected("Y:"));
  EXPECT_TRUE(small.world().connection(bare).connected);
}

// rule: name.remote-scope
TEST_F(FakeProviderName, OfAShareCancelsAllItsConnectionsWithoutADevice) {
  small.connect("Z:", R"(\\files\team)");
  const ConnectionId first = small.connect("", R"(\\files\team)");
  const ConnectionId theirs = small.connect("", R"(\\files\team)", webdav);
  const ConnectionId other = small.connect("", R"(\\files\archive)");
  const ConnectionId second = small.connect("", R"(\\Files\TEAM)");
  EXPECT_EQ(cancel(R"(\\files\team)"), wn::success);
  EXPECT_FALSE(small.world().connection(first).connected);
  EXPECT_FALSE(small.world().connection(second).connected);
  EXPECT_TRUE(small.world().connection(theirs).connected);
  EXPECT_TRUE(small.world().connection(other).connected);
  EXPECT_TRUE(small.is_connected("Z:"));
  EXPECT_EQ(cancel(R"(\\files\team)"), wn::not_connected);
  EXPECT_EQ(cancel(R"(\\files\team)", false, webdav), wn::success);
}

// rule: name.remote-scope
// rule: force.failure-leaves-intact
TEST_F(FakeProviderName, OfAShareCancelsAllOrNothing) {
  for (const std::size_t busy : {0U, 1U, 2U}) {
    SmallWorld shares;
    shares.provider("LanMan");
    std::vector<ConnectionId> ids;
    for (int i = 0; i < 3; ++i) ids.push_back(shares.connect("", R"(\\files\team)"));
    const FileId file = shares.open(ids[busy], R"(\\files\team\plan)", "editor", 1);
    const ProviderCallContext recorder{shares.recorder(), user, &shares.setup.policy, nullptr};
    FakeProviderCall provider{shares.setup.providers[0], shares.state.providers[0], shares.world(), recorder};
    EXPECT_EQ(provider.cancel_connection(R"(\\files\team)", false), wn::open_files);
    EXPECT_EQ(provider.because().rule, Rule::force_open_files_block);
    for (const ConnectionId id : ids) EXPECT_TRUE(shares.world().connection(id).connected);
    EXPECT_EQ(shares.world().file(file).state, FileState::open);
    EXPECT_THAT(shares.trace.events(), IsEmpty());

    EXPECT_EQ(provider.cancel_connection(R"(\\files\team)", true), wn::success);
    for (const ConnectionId id : ids) EXPECT_FALSE(shares.world().connection(id).connected);
    EXPECT_EQ(shares.world().file(file).state, FileState::stale);
  }
}

// rule: name.session
TEST_F(FakeProviderName, OfAnotherSessionMeansNothing) {
  const SessionId service = small.session("service");
  const ConnectionId theirs = small.connect("Z:", R"(\\files\archive)", lanman, service);
  const ConnectionId bare = small.connect("", R"(\\files\archive)", lanman, service);
  EXPECT_EQ(cancel("Z:", true), wn::not_connected);
  EXPECT_EQ(cancel(R"(\\files\archive)", true), wn::not_connected);
  EXPECT_EQ(get("Z:"), "WN_NOT_CONNECTED");
  EXPECT_THAT(call().connections(), IsEmpty());
  EXPECT_EQ(call(lanman, service).connections().size(), 2U);
  EXPECT_EQ(add("Z:", R"(\\files\team)"), wn::success);  // each session has its own Z:
  EXPECT_EQ(get("Z:"), R"(\\files\team)");
  EXPECT_EQ(cancel("Z:", true), wn::success);
  EXPECT_TRUE(small.world().connection(theirs).connected);
  EXPECT_TRUE(small.world().connection(bare).connected);
  EXPECT_EQ(cancel("Z:", false, lanman, service), wn::success);
  EXPECT_EQ(cancel(R"(\\files\archive)", false, lanman, service), wn::success);
  EXPECT_FALSE(small.world().connection(theirs).connected);
  EXPECT_FALSE(small.world().connection(bare).connected);
}

// rule: route.false-success
// rule: provider.fast-decline
TEST_F(FakeProviderName, OfSomebodyElseIsDeclinedAndLeftAlone) {
  const ConnectionId theirs = small.connect("Z:", R"(\\web\site)", webdav);
  const ConnectionId bare = small.connect("", R"(\\web\site)", webdav);
  small.open(theirs, R"(Z:\index.html)");
  for (const std::string_view name : {"Z:", R"(\\web\site)"}) {
    for (const bool force : {false, true}) {
      EXPECT_EQ(cancel(name, force), wn::not_connected);
      EXPECT_EQ(because, "");
    }
  }
  EXPECT_EQ(get("Z:"), "WN_NOT_CONNECTED");
  EXPECT_THAT(call().connections(), IsEmpty());
  EXPECT_TRUE(small.world().connection(theirs).connected);
  EXPECT_TRUE(small.world().connection(bare).connected);
  EXPECT_THAT(small.trace.events(), IsEmpty());
}

// rule: provider.validation-order
TEST_F(FakeProviderTest, AsksWhetherItRunsThenWhetherItOwnsThenTheRest) {
  const ConnectionId theirs = small.connect("Z:", R"(\\web\site)", webdav);
  const ConnectionId busy = small.connect("Y:", R"(\\files\team)");
  small.open(theirs, R"(Z:\a)");
  small.open(busy, R"(Y:\a)");
  provider().owns = {R"(\\files)"};

  // "Not this provider's" is checked before open files and the like.
  EXPECT_EQ(cancel("Z:"), wn::not_connected);
  EXPECT_EQ(cancel("Y:"), wn::open_files);
  EXPECT_EQ(add("Y:", R"(\\web\site)"), wn::bad_netname);
  EXPECT_EQ(add("Y:", R"(\\files\team)"), wn::already_connected);
  // "The network is not started" is checked first.
  small.state.providers[index(lanman)].network_down = true;
  EXPECT_EQ(cancel("Z:"), wn::no_network);
  EXPECT_EQ(cancel("Y:"), wn::no_network);
  EXPECT_EQ(cancel(""), wn::no_network);
  EXPECT_EQ(add("Y:", R"(\\web\site)"), wn::no_network);
  EXPECT_EQ(get("Z:"), "WN_NO_NETWORK");
  EXPECT_EQ(get("Y:"), "WN_NO_NETWORK");
  EXPECT_EQ(call().open_enum(), wn::no_network);
  // The network of the other provider is started.
  EXPECT_EQ(call(webdav).open_enum(), wn::success);
  EXPECT_EQ(cancel("Z:", false, webdav), wn::open_files);
}

// rule: provider.no-collateral
TEST_F(FakeProviderTest, CancellingOneLeavesTheOthersUsable) {
  const ConnectionId y = small.connect("Y:", R"(\\files\team)");
  small.connect("Z:", R"(\\files\team)");
  small.connect("X:", R"(\\web\site)", webdav);
  small.connect("", R"(\\files\team)");
  const FileId file = small.open(y, R"(Y:\plan)", "editor", 1);
  EXPECT_EQ(cancel("Z:", true), wn::success);
  EXPECT_EQ(get("Y:"), R"(\\files\team)");
  EXPECT_EQ(get("X:", webdav), R"(\\web\site)");
  EXPECT_EQ(call().connections().size(), 2U);
  EXPECT_EQ(small.world().write_file(file, small.recorder()), wn::success);
  EXPECT_THAT(small.world().lost(), IsEmpty());
}

// rule: provider.survives-null
TEST_F(FakeProviderTest, AnEmptyNameGetsAnErrorAndTouchesNothing) {
  small.connect("Z:", R"(\\files\team)");
  small.connect("", R"(\\files\team)");
  for (const std::string_view name : {std::string_view{}, std::string_view{""}}) {
    for (const bool force : {false, true}) EXPECT_EQ(cancel(name, force), wn::not_connected);
    EXPECT_EQ(get(name), "WN_NOT_CONNECTED");
  }
  EXPECT_EQ(call().connections().size(), 2U);
  EXPECT_THAT(small.trace.events(), IsEmpty());
}

// --- Scripts.

class FakeProviderScript : public FakeProviderTest {};

TEST_F(FakeProviderScript, AnswersByCallAndThenTheTruth) {
  provider().answers = {
      {{wn::access_denied, std::nullopt, wn::success}, {wn::bad_password}, {wn::net_error}, {}}};
  small.connect("Z:", R"(\\files\team)");
  EXPECT_EQ(cancel("Y:"), wn::access_denied);
  EXPECT_EQ(cancel("Y:"), wn::not_connected);  // the script says: the true answer
  EXPECT_EQ(cancel("Y:"), wn::success);
  EXPECT_EQ(cancel("Y:"), wn::not_connected);  // after the end of the script: the true answer
  EXPECT_EQ(add("Y:", R"(\\files\team)"), wn::bad_password);
  EXPECT_FALSE(small.is_connected("Y:"));
  EXPECT_EQ(add("Y:", R"(\\files\team)"), wn::success);
  EXPECT_EQ(get("Z:"), "WN_NET_ERROR");
  EXPECT_EQ(get("Z:"), R"(\\files\team)");
  EXPECT_EQ(call().open_enum(), wn::success);
  EXPECT_THAT(small.state.providers[index(lanman)].calls, ElementsAre(4U, 2U, 2U, 1U));
  EXPECT_THAT(small.state.providers[index(webdav)].calls, ElementsAre(0U, 0U, 0U, 0U));
}

TEST_F(FakeProviderScript, AScriptedAnswerChangesNothing) {
  provider().answers = {{{wn::success}, {wn::success}, {wn::success}, {wn::access_denied}}};
  const ConnectionId z = small.connect("Z:", R"(\\files\team)");
  const FileId plan = small.open(z, R"(Z:\plan)", "editor", 2);
  EXPECT_EQ(cancel("Z:", true), wn::success);
  EXPECT_TRUE(small.world().connection(z).connected);
  EXPECT_EQ(small.world().file(plan).state, FileState::open);
  EXPECT_EQ(small.world().file(plan).unwritten, 2U);
  EXPECT_EQ(add("Y:", R"(\\files\team)"), wn::success);
  EXPECT_FALSE(small.is_connected("Y:"));
  EXPECT_EQ(get("Z:"), "");  // success without a name
  EXPECT_EQ(call().open_enum(), wn::access_denied);
  EXPECT_THAT(small.trace.events(), IsEmpty());
}

TEST_F(FakeProviderScript, GoesOnWhileTheNetworkIsDown) {
  provider().answers = {{{wn::access_denied}, {}, {}, {}}};
  small.state.providers[index(lanman)].network_down = true;
  EXPECT_EQ(cancel("Z:"), wn::access_denied);
  EXPECT_EQ(cancel("Z:"), wn::no_network);
}

// rule: error.extended
TEST_F(FakeProviderScript, LeavesItsTextBeforeAnExtendedError) {
  provider().answers = {{{wn::extended_error, wn::access_denied}, {wn::extended_error}, {}, {}}};
  provider().extended_error = {42, "Closed for stocktaking", "LanMan"};
  CallerErrors& errors = small.state.apps[0].errors;
  EXPECT_EQ(cancel("Z:"), wn::extended_error);
  EXPECT_EQ(errors.extended(), (ExtendedError{42, "Closed for stocktaking", "LanMan"}));
  EXPECT_THAT(
      reasons(small.trace, EventKind::world),
      ElementsAre(R"(0 LanMan calls WNetSetLastError(42, "Closed for stocktaking") / error.extended)"));
  errors = {};
  EXPECT_EQ(cancel("Z:"), wn::access_denied);
  EXPECT_EQ(errors.extended(), std::nullopt);
  EXPECT_EQ(add("Z:", R"(\\files\team)"), wn::extended_error);
  EXPECT_TRUE(errors.extended());
  EXPECT_EQ(small.trace.events().size(), 2U);
}

// rule: error.last-error-by-router
TEST_F(FakeProviderScript, MaySetTheLastErrorWhichItMustNot) {
  provider().sets_last_error = wn::access_denied;
  EXPECT_EQ(cancel("Z:"), wn::not_connected);
  EXPECT_EQ(small.state.apps[0].errors.last_error(), wn::access_denied);
  EXPECT_THAT(
      reasons(small.trace, EventKind::world),
      ElementsAre("0 LanMan calls SetLastError(WN_ACCESS_DENIED) itself / error.last-error-by-router"));
}

// rule: route.no-reentry
TEST_F(FakeProviderScript, MayCallBackIntoTheRouterWhichItMustNot) {
  provider().reenters = true;
  provider().answers[0] = {wn::access_denied};
  EXPECT_EQ(cancel("Z:"), wn::access_denied);
  EXPECT_EQ(add("Z:", R"(\\files\team)"), wn::success);
  EXPECT_EQ(cancel("Z:"), wn::success);
  EXPECT_THAT(
      reasons(small.trace, EventKind::world),
      ElementsAre("0 LanMan calls back into the router / route.no-reentry", "0 LanMan connects Z: / ",
                  "0 LanMan calls back into the router / route.no-reentry", "0 LanMan disconnects Z: / "));
}

// --- Connecting and listing.

TEST_F(FakeProviderTest, ConnectsWhatItOwns) {
  provider().owns = {R"(\\files)", R"(\\prints)"};
  EXPECT_EQ(add("Z:", R"(\\files\team)"), wn::success);
  EXPECT_EQ(add("LPT1", R"(\\PRINTS\laser)"), wn::success);
  EXPECT_EQ(add("Y:", R"(\\files)"), wn::success);
  EXPECT_EQ(add("X:", R"(\\file)"), wn::bad_netname);
  EXPECT_EQ(add("X:", R"(\\web\site)"), wn::bad_netname);
  EXPECT_EQ(add("X:", ""), wn::bad_netname);
  EXPECT_THAT(trace_lines(small.trace),
              ElementsAre("0 LanMan connects Z:", "0 LanMan connects LPT1", "0 LanMan connects Y:"));
}

TEST_F(FakeProviderTest, ADeviceHasOneConnectionAndAShareAsManyAsOneLikes) {
  EXPECT_EQ(add("Z:", R"(\\files\team)"), wn::success);
  EXPECT_EQ(add("z:", R"(\\files\archive)"), wn::already_connected);
  EXPECT_EQ(add("Z:", R"(\\web\site)", webdav), wn::already_connected);  // also if another provider owns it
  EXPECT_EQ(get("Z:"), R"(\\files\team)");
  EXPECT_EQ(add("", R"(\\files\team)"), wn::success);
  EXPECT_EQ(add("", R"(\\files\team)"), wn::success);
  EXPECT_EQ(small.world().connection_count(), 3U);
  EXPECT_EQ(trace_lines(small.trace).back(), R"(0 LanMan connects \\files\team)");
}

TEST_F(FakeProviderTest, KeepsWhatItWasAskedFor) {
  EXPECT_EQ(call(webdav).add_connection({ResourceType::print, "LPT1", R"(\\prints\laser)", {}}, "ann"),
            wn::success);
  const auto id = small.world().find_device(user, "LPT1", small.trace);
  ASSERT_TRUE(id);
  const Connection& connection = small.world().connection(*id);
  EXPECT_EQ(connection.owner, webdav);
  EXPECT_EQ(connection.type, ResourceType::print);
  EXPECT_EQ(connection.session, user);
  EXPECT_EQ(small.trace.text(connection.user), "ann");
  EXPECT_EQ(add("Z:", R"(\\files\team)"), wn::success);
  EXPECT_EQ(small.world().connection(*small.world().find_device(user, "Z:", small.trace)).user, NameId::null);
}

// rule: enum.deviceless
// rule: enum.connected
TEST_F(FakeProviderTest, ListsItsOwnWithoutALocalNameWhereThereIsNone) {
  add("Z:", R"(\\files\team)");
  add("Y:", R"(\\web\site)", webdav);
  add("", R"(\\files\team)");
  call().add_connection({ResourceType::print, "LPT1", R"(\\prints\laser)", {}}, "");
  EXPECT_THAT(call().connections(),
              ElementsAre(EnumeratedResource{"Z:", R"(\\files\team)", "LanMan", ResourceType::disk},
                          EnumeratedResource{std::nullopt, R"(\\files\team)", "LanMan", ResourceType::disk},
                          EnumeratedResource{"LPT1", R"(\\prints\laser)", "LanMan", ResourceType::print}));
  cancel("Z:");
  EXPECT_EQ(call().connections().size(), 2U);
  EXPECT_THAT(call(webdav).connections(),
              ElementsAre(EnumeratedResource{"Y:", R"(\\web\site)", "WebDAV", ResourceType::disk}));
}

}  // namespace
}  // namespace mprsim::fake_provider_test
