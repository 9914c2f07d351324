#include "sim/world/fake_provider.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gmock/gmock.h>

#include "tests/sim/small_world.h"

namespace mprsim {
namespace {

using testing::AnyOf;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr ProviderId lanman{0};
constexpr ProviderId webdav{1};
constexpr SessionId user = SmallWorld::user_session;

// Two providers, and the calls that a router makes of them.
class FakeProviderTest : public testing::Test {
 protected:
  explicit FakeProviderTest(const Policy& policy = {}) : small(policy) {
    small.provider("LanMan");
    small.provider("WebDAV");
  }

  FakeProviderCall call(ProviderId id = lanman, SessionId session = user) {
    context_ = {small.recording(), session, &small.setup.policy, &small.state.apps[0].errors};
    return {small.setup.providers[index(id)], small.state.providers[index(id)], small.world(), context_};
  }
  Status cancel(std::string_view name, bool force = false, ProviderId id = lanman, SessionId session = user) {
    auto provider = call(id, session);
    const Status status = provider.cancel_connection(name, force);
    because = text(provider.because());
    return status;
  }
  Status add(std::string_view device, std::string_view remote, ProviderId id = lanman,
             std::string_view by = {}) {
    return call(id).add_connection({ResourceType::disk, device, remote, {}}, by);
  }
  std::string get(std::string_view device, ProviderId id = lanman, SessionId session = user) {
    std::string_view remote;
    const Status status = call(id, session).get_connection(device, remote);
    return status.ok() ? std::string(remote) : to_string(status);
  }
  FakeProvider& provider(ProviderId id = lanman) { return small.setup.providers[index(id)]; }

  SmallWorld small;
  std::string because;

 private:
  ProviderCallContext context_;
};

class FakeProviderForce : public FakeProviderTest {};

// A connection "Z:" or "LPT1" that is held by open files (f), print jobs (j) and uses (u).
struct Held {
  Held(SmallWorld& small, std::string_view by) : id(small.connect("Z:", R"(\\files\team)")) {
    if (by.find('f') != by.npos) file = small.open(id, R"(Z:\plan)", "editor", 2);
    if (by.find('j') != by.npos) job = small.print(id, "report", 3);
    if (by.find('u') != by.npos) small.use(id, "backup");
    small.remember("Z:", R"(\\files\team)");
  }
  ConnectionId id;
  FileId file{};
  JobId job{};
};

// What a world holds of Z:, in words.
std::string state_of(SmallWorld& small, const Held& held, std::string_view by) {
  World& world = small.world();
  std::string state = world.connection(held.id).connected ? "connected" : "gone";
  if (by.find('f') != by.npos) {
    constexpr const char* state_names[] = {"open", "closed", "stale"};
    state.append(", file ").append(state_names[static_cast<int>(world.file(held.file).state)]);
    state.append(" with ").append(std::to_string(world.file(held.file).unwritten));
  }
  if (by.find('j') != by.npos) {
    constexpr const char* state_names[] = {"printing", "finished", "aborted"};
    state.append(", job ").append(state_names[static_cast<int>(world.job(held.job).state)]);
  }
  if (by.find('u') != by.npos) state.append(world.is_in_use(held.id) ? ", in use" : ", not in use");
  if (!world.lost().empty()) state.append(", ").append(std::to_string(world.lost().size())).append(" lost");
  return state;
}

struct ForceRow {
  std::string_view held;
  bool force;
  Status status;
  std::string_view because;
  std::string_view afterwards;
};

void expect_forced(const Policy& policy, const std::vector<ForceRow>& rows) {
  for (const ForceRow& row : rows) {
    SmallWorld small{policy};
    small.provider("LanMan");
    const Held held{small, row.held};
    const ProviderCallContext recording{small.recording(), user, &small.setup.policy,
                                        &small.state.apps[0].errors};
    FakeProviderCall provider{small.setup.providers[0], small.state.providers[0], small.world(), recording};
    const Status status = provider.cancel_connection("Z:", row.force);
    SCOPED_TRACE(std::string(row.held) + (row.force ? " with force" : ""));
    EXPECT_EQ(status, row.status);
    EXPECT_EQ(text(provider.because()), row.because);
    EXPECT_EQ(state_of(small, held, row.held), row.afterwards);
    EXPECT_NE(small.store().find("Z:"), nullptr);  // no business of a provider
    if (!status.ok()) {
      EXPECT_THAT(small.trace.events(), IsEmpty());
    }
  }
}

constexpr std::string_view files_block = "force.open-files-block";
constexpr std::string_view jobs_block = "force.jobs-block by jobs_status";
constexpr std::string_view in_use = "force.device-in-use";
constexpr std::string_view in_use_forced = "force.device-in-use-forced by device_in_use_forced";
constexpr std::string_view files_forced = "force.overrides by force_levels";

// rule: force.open-files-block
// rule: force.jobs-block
// rule: force.device-in-use
// rule: force.failure-leaves-intact
TEST(FakeProvider, WithoutForceWhoeverHoldsTheConnectionKeepsIt) {
  expect_forced(
      {},
      {
          {"", false, wn::success, "", "gone"},
          {"f", false, wn::open_files, files_block, "connected, file open with 2"},
          {"j", false, wn::open_files, jobs_block, "connected, job printing"},
          {"u", false, wn::device_in_use, in_use, "connected, in use"},
          {"fj", false, wn::open_files, files_block, "connected, file open with 2, job printing"},
          {"fu", false, wn::open_files, files_block, "connected, file open with 2, in use"},
          {"ju", false, wn::open_files, jobs_block, "connected, job printing, in use"},
          {"fju", false, wn::open_files, files_block, "connected, file open with 2, job printing, in use"},
      });
}

// rule: force.jobs-block
TEST(FakeProvider, TheStatusOfJobsIsASwitch) {
  expect_forced(with(Switch::jobs_status, "device_in_use"),
                {
                    {"j", false, wn::device_in_use, jobs_block, "connected, job printing"},
                    {"fj", false, wn::open_files, files_block, "connected, file open with 2, job printing"},
                    {"ju", false, wn::device_in_use, jobs_block, "connected, job printing, in use"},
                    {"j", true, wn::success, "force.overrides", "gone, job aborted"},
                });
}

// rule: force.overrides
// rule: force.stale-handles
// rule: force.failure-leaves-intact
TEST(FakeProvider, WithForceItGoesRegardlessOfFilesAndJobs) {
  expect_forced({},
                {
                    {"", true, wn::success, "", "gone"},
                    {"f", true, wn::success, files_forced, "gone, file stale with 0, 1 lost"},
                    {"j", true, wn::success, "force.overrides", "gone, job aborted"},
                    {"fj", true, wn::success, files_forced, "gone, file stale with 0, job aborted, 1 lost"},
                    {"u", true, wn::device_in_use, in_use_forced, "connected, in use"},
                    {"fu", true, wn::device_in_use, in_use_forced, "connected, file open with 2, in use"},
                    {"ju", true, wn::device_in_use, in_use_forced, "connected, job printing, in use"},
                    {"fju", true, wn::device_in_use, in_use_forced,
                     "connected, file open with 2, job printing, in use"},
                });
}

// rule: force.levels
TEST(FakeProvider, HowMuchForceDecidesWhatBecomesOfHandles) {
  Policy policy = with(Switch::force_levels, "use_force");
  expect_forced(policy, {
                            {"f", false, wn::open_files, files_block, "connected, file open with 2"},
                            {"f", true, wn::success, files_forced, "gone, file open with 2"},
                            {"j", true, wn::success, "force.overrides", "gone, job aborted"},
                            {"u", true, wn::device_in_use, in_use_forced, "connected, in use"},
                        });
  expect_forced(
      with(Switch::device_in_use_forced, "overridden", policy),
      {
          {"u", true, wn::success, in_use_forced, "gone, not in use"},
          {"fju", true, wn::success, in_use_forced, "gone, file open with 2, job aborted, not in use"},
      });
  expect_forced(with(Switch::device_in_use_forced, "overridden"),
                {
                    {"fju", true, wn::success, in_use_forced,
                     "gone, file stale with 0, job aborted, not in use, 1 lost"},
                });
}

struct InUseRow {
  std::string_view policy;
  std::string_view level;
  bool provider_overrides;
  Status forced;
};

// rule: force.device-in-use-forced
// rule: force.device-in-use
// rule: force.levels
TEST(FakeProvider, WhetherForceOverridesADeviceInUseIsASwitch) {
  const std::vector<InUseRow> rows = {
      {"refused", "lots_of_force", false, wn::device_in_use},
      {"refused", "lots_of_force", true, wn::device_in_use},
      {"refused", "use_force", false, wn::device_in_use},
      {"refused", "use_force", true, wn::device_in_use},
      {"overridden", "lots_of_force", false, wn::success},
      {"overridden", "lots_of_force", true, wn::success},
      {"overridden", "use_force", false, wn::success},
      {"overridden", "use_force", true, wn::success},
      {"by_force_level", "lots_of_force", false, wn::success},
      {"by_force_level", "lots_of_force", true, wn::success},
      {"by_force_level", "use_force", false, wn::device_in_use},
      {"by_force_level", "use_force", true, wn::device_in_use},
      {"provider_decides", "lots_of_force", false, wn::device_in_use},
      {"provider_decides", "lots_of_force", true, wn::success},
      {"provider_decides", "use_force", false, wn::device_in_use},
      {"provider_decides", "use_force", true, wn::success},
  };
  for (const InUseRow& row : rows) {
    for (const bool force : {false, true}) {
      SCOPED_TRACE(std::string(row.policy) + ", " + std::string(row.level) + (force ? ", forced" : ""));
      Policy policy = with(Switch::device_in_use_forced, row.policy);
      SmallWorld small{with(Switch::force_levels, row.level, policy)};
      small.provider("LanMan").overrides_device_in_use = row.provider_overrides;
      const Held held{small, "u"};
      const ProviderCallContext recording{small.recording(), user, &small.setup.policy, nullptr};
      FakeProviderCall provider{small.setup.providers[0], small.state.providers[0], small.world(), recording};
      const Status wanted = force ? row.forced : wn::device_in_use;
      EXPECT_EQ(provider.cancel_connection("Z:", force), wanted);
      EXPECT_EQ(text(provider.because()), force ? in_use_forced : in_use);
      EXPECT_EQ(state_of(small, held, "u"), wanted.ok() ? "gone, not in use" : "connected, in use");
    }
  }
}

// rule: force.device-in-use
// rule: provider.faithful-codes
TEST(FakeProvider, AFailureIsNeverDressedAsSomethingElse) {
  for (const std::string_view held : {"f", "j", "u", "fj", "fu", "ju", "fju"}) {
    for (const bool force : {false, true}) {
      for (const std::string_view name : {"Z:", R"(\\files\team)"}) {
        SmallWorld small;
        small.provider("LanMan");
        const Held holds{small, held};
        const ProviderCallContext recording{small.recording(), user, &small.setup.policy, nullptr};
        FakeProviderCall provider{small.setup.providers[0], small.state.providers[0], small.world(),
                                  recording};
        const Status status = provider.cancel_connection(name, force);
        const bool is_device = name == "Z:";
        if (is_device) {
          EXPECT_THAT(status, AnyOf(wn::success, wn::open_files, wn::device_in_use));
        } else {
          EXPECT_EQ(status, wn::not_connected);
        }
      }
    }
  }
}

// rule: force.idle-no-difference
TEST_F(FakeProviderForce, MakesNoDifferenceWhereNothingIsOpen) {
  std::vector<std::uint64_t> hashes;
  for (const bool force : {false, true}) {
    SmallWorld idle;
    idle.provider("LanMan");
    const Held held{idle, "f"};
    idle.world().close_file(held.file, idle.recording());
    idle.trace.clear();
    const ProviderCallContext recording{idle.recording(), user, &idle.setup.policy, nullptr};
    FakeProviderCall provider{idle.setup.providers[0], idle.state.providers[0], idle.world(), recording};
    EXPECT_EQ(provider.cancel_connection("Z:", force), wn::success);
    EXPECT_EQ(provider.because(), Reason{});
    EXPECT_EQ(state_of(idle, held, "f"), "gone, file closed with 0");
    hashes.push_back(idle.trace.hash());
  }
  EXPECT_EQ(hashes[0], hashes[1]);
}

// rule: force.gone-after-success
TEST_F(FakeProviderForce, WhatWasCancelledIsGoneForEverybody) {
  for (const bool force : {false, true}) {
    small.connect("Z:", R"(\\files\team)");
    EXPECT_EQ(get("Z:"), R"(\\files\team)");
    EXPECT_EQ(cancel("Z:", force), wn::success);
    EXPECT_EQ(get("Z:"), "WN_NOT_CONNECTED");
    EXPECT_EQ(get("z:", webdav), "WN_NOT_CONNECTED");
    EXPECT_THAT(call().connections(), IsEmpty());
    EXPECT_EQ(cancel("Z:", force), wn::not_connected);
    EXPECT_EQ(because, "");
  }
}

// --- Whose it is, and what a name means.

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
    const ProviderCallContext recording{shares.recording(), user, &shares.setup.policy, nullptr};
    FakeProviderCall provider{shares.setup.providers[0], shares.state.providers[0], shares.world(),
                              recording};
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

  // Not its own comes before what would keep it from going.
  EXPECT_EQ(cancel("Z:"), wn::not_connected);
  EXPECT_EQ(cancel("Y:"), wn::open_files);
  EXPECT_EQ(add("Y:", R"(\\web\site)"), wn::bad_netname);
  EXPECT_EQ(add("Y:", R"(\\files\team)"), wn::already_connected);
  // A network that does not run comes before everything.
  small.state.providers[index(lanman)].network_down = true;
  EXPECT_EQ(cancel("Z:"), wn::no_network);
  EXPECT_EQ(cancel("Y:"), wn::no_network);
  EXPECT_EQ(cancel(""), wn::no_network);
  EXPECT_EQ(add("Y:", R"(\\web\site)"), wn::no_network);
  EXPECT_EQ(get("Z:"), "WN_NO_NETWORK");
  EXPECT_EQ(get("Y:"), "WN_NO_NETWORK");
  EXPECT_EQ(call().open_enum(), wn::no_network);
  // The other network runs.
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
  EXPECT_EQ(small.world().write_file(file, small.recording()), wn::success);
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
  EXPECT_EQ(cancel("Y:"), wn::not_connected);  // the truth, by script
  EXPECT_EQ(cancel("Y:"), wn::success);
  EXPECT_EQ(cancel("Y:"), wn::not_connected);  // the truth, after it
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
  const Held held{small, "f"};
  EXPECT_EQ(cancel("Z:", true), wn::success);
  EXPECT_EQ(state_of(small, held, "f"), "connected, file open with 2");
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
  EXPECT_THAT(scenario(small.trace),
              ElementsAre("0 LanMan connects Z:", "0 LanMan connects LPT1", "0 LanMan connects Y:"));
}

TEST_F(FakeProviderTest, ADeviceHasOneConnectionAndAShareAsManyAsOneLikes) {
  EXPECT_EQ(add("Z:", R"(\\files\team)"), wn::success);
  EXPECT_EQ(add("z:", R"(\\files\archive)"), wn::already_connected);
  EXPECT_EQ(add("Z:", R"(\\web\site)", webdav), wn::already_connected);  // whoever has it
  EXPECT_EQ(get("Z:"), R"(\\files\team)");
  EXPECT_EQ(add("", R"(\\files\team)"), wn::success);
  EXPECT_EQ(add("", R"(\\files\team)"), wn::success);
  EXPECT_EQ(small.world().connection_count(), 3U);
  EXPECT_EQ(scenario(small.trace).back(), R"(0 LanMan connects \\files\team)");
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
}  // namespace mprsim
