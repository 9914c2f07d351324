// What keeps a connection from being cancelled, and what force changes.
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>

#include "tests/sim/world/fake_provider_fixture.h"

namespace mprsim::fake_provider_force_test {
namespace {

using testing::AnyOf;
using testing::IsEmpty;

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

// The state of Z: in the world, as text.
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
    const ProviderCallContext recorder{small.recorder(), user, &small.setup.policy,
                                       &small.state.apps[0].errors};
    FakeProviderCall provider{small.setup.providers[0], small.state.providers[0], small.world(), recorder};
    const Status status = provider.cancel_connection("Z:", row.force);
    SCOPED_TRACE(std::string(row.held) + (row.force ? " with force" : ""));
    EXPECT_EQ(status, row.status);
    EXPECT_EQ(text(provider.because()), row.because);
    EXPECT_EQ(state_of(small, held, row.held), row.afterwards);
    EXPECT_NE(small.store().find("Z:"), nullptr);  // a provider does not touch remembered entries
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
      const ProviderCallContext recorder{small.recorder(), user, &small.setup.policy, nullptr};
      FakeProviderCall provider{small.setup.providers[0], small.state.providers[0], small.world(), recorder};
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
        const ProviderCallContext recorder{small.recorder(), user, &small.setup.policy, nullptr};
        FakeProviderCall provider{small.setup.providers[0], small.state.providers[0], small.world(),
                                  recorder};
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
    idle.world().close_file(held.file, idle.recorder());
    idle.trace.clear();
    const ProviderCallContext recorder{idle.recorder(), user, &idle.setup.policy, nullptr};
    FakeProviderCall provider{idle.setup.providers[0], idle.state.providers[0], idle.world(), recorder};
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

}  // namespace
}  // namespace mprsim::fake_provider_force_test
