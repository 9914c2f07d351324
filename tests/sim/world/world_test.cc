#include "sim/world/world.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>

#include "tests/sim/small_world.h"

namespace mprsim::world_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr SessionId user = SmallWorld::user_session;

// --- Names and paths.

struct NameRow {
  std::string_view device;
  std::string_view name;
  bool found;
};

// rule: name.case
// rule: name.whole
TEST(World, ADeviceIsFoundByItsWholeNameWithoutRegardToCase) {
  const std::vector<NameRow> rows = {
      {"Z:", "Z:", true},        {"Z:", "z:", true},        {"z:", "Z:", true},      {"Z:", "Z", false},
      {"Z:", "Z:\\", false},     {"Z:", "Z:\\a", false},    {"Z:", "Y:", false},     {"Z:", " Z:", false},
      {"Z:", "Z: ", false},      {"Z:", "", false},         {"L:", "LPT1", false},   {"LPT1", "L:", false},
      {"LPT1", "LPT1", true},    {"LPT1", "lpt1", true},    {"LPT1", "LPT1:", true}, {"LPT1:", "LPT1", true},
      {"LPT1:", "Lpt1:", true},  {"LPT1", "LPT11", false},  {"LPT1", "LPT", false},  {"LPT1", "LPT2", false},
      {"LPT1", "LPT1::", false}, {"LPT1", "LPT1\\", false}, {"COM1", "COM1:", true},
  };
  for (const NameRow& row : rows) {
    SmallWorld small;
    small.connect(row.device, R"(\\files\team)");
    EXPECT_EQ(small.is_connected(row.name), row.found) << row.device << " as " << row.name;
  }
}

// rule: name.session
TEST(World, WhatIsInAnotherSessionIsNotFound) {
  SmallWorld small;
  const SessionId service = small.session("service");
  const ConnectionId theirs = small.connect("Z:", R"(\\files\archive)", {}, service);
  const ConnectionId bare = small.connect("", R"(\\files\team)", {}, service);
  EXPECT_EQ(small.world().find_device(user, "Z:", small.trace), std::nullopt);
  EXPECT_EQ(small.world().find_remote(user, R"(\\files\team)", small.trace), std::nullopt);
  EXPECT_EQ(small.world().find_path(user, R"(Z:\a)", small.trace), std::nullopt);
  EXPECT_EQ(small.world().find_device(service, "Z:", small.trace), theirs);
  EXPECT_EQ(small.world().find_remote(service, R"(\\FILES\team)", small.trace), bare);
  EXPECT_EQ(small.world().find_path(service, R"(Z:\a)", small.trace), theirs);

  const ConnectionId ours = small.connect("Z:", R"(\\files\team)");
  EXPECT_EQ(small.world().find_device(user, "Z:", small.trace), ours);
  EXPECT_EQ(small.world().find_device(service, "Z:", small.trace), theirs);
}

TEST(World, SessionsAreKnownByTheirNames) {
  SmallWorld small;
  EXPECT_EQ(small.session("user"), user);
  const SessionId service = small.session("service");
  EXPECT_NE(service, user);
  EXPECT_EQ(small.session("service"), service);
  EXPECT_EQ(small.trace.text(small.world().session(service).name), "service");
}

// rule: name.remote-scope
TEST(World, ARemoteNameFindsConnectionsWithoutADeviceOneAfterTheOther) {
  SmallWorld small;
  small.provider("LanMan");
  small.connect("Z:", R"(\\files\team)");
  const ConnectionId first = small.connect("", R"(\\files\team)");
  small.connect("", R"(\\files\teams)");
  const ConnectionId second = small.connect("", R"(\\Files\Team)");
  const auto find = [&](std::size_t from) {
    return small.world().find_remote(user, R"(\\files\team)", small.trace, from);
  };
  EXPECT_EQ(find(0), first);
  EXPECT_EQ(find(static_cast<std::size_t>(first)), first);
  EXPECT_EQ(find(static_cast<std::size_t>(first) + 1), second);
  EXPECT_EQ(find(static_cast<std::size_t>(second) + 1), std::nullopt);
  small.world().disconnect(first, World::Ending::idle, small.recorder());
  EXPECT_EQ(find(0), second);
}

TEST(World, APathLiesOnItsDeviceOrItsRemoteName) {
  SmallWorld small;
  small.provider("LanMan");
  const ConnectionId z = small.connect("Z:", R"(\\files\archive)");
  const ConnectionId team = small.connect("", R"(\\files\team)");
  const ConnectionId teams = small.connect("", R"(\\files\teams)");
  struct PathRow {
    std::string_view path;
    std::optional<ConnectionId> found;
  };
  const std::vector<PathRow> rows = {
      {R"(Z:\a)", z},
      {R"(z:\a\b)", z},
      {"Z:", z},
      {R"(Z:\)", z},
      {"Z:a", std::nullopt},
      {"Z", std::nullopt},
      {"", std::nullopt},
      {R"(Y:\a)", std::nullopt},
      {R"(\\files\archive\a)", std::nullopt},  // only a path on Z: reaches it
      {R"(\\files\team)", team},
      {R"(\\FILES\Team\a)", team},
      {R"(\\files\teams)", teams},
      {R"(\\files\teams\a)", teams},
      {R"(\\files\tea)", std::nullopt},
      {R"(\\files\team1)", std::nullopt},
      {R"(\\files)", std::nullopt},
  };
  for (const PathRow& row : rows) {
    EXPECT_EQ(small.world().find_path(user, row.path, small.trace), row.found) << row.path;
  }
  small.world().disconnect(z, World::Ending::idle, small.recorder());
  EXPECT_EQ(small.world().find_path(user, R"(Z:\a)", small.trace), std::nullopt);
}

// --- Files.

TEST(World, AFileOpensIsWrittenAndCloses) {
  SmallWorld small;
  World& world = small.world();
  const ConnectionId z = small.connect("Z:", R"(\\files\team)");
  const ConnectionId y = small.connect("Y:", R"(\\files\team)");
  const OpenFile plan{z, small.trace.intern(R"(Z:\plan)"), small.trace.intern("editor"), 1};
  const FileId file = world.open_file(plan, small.recorder(1));
  EXPECT_TRUE(world.has_open_files(z));
  EXPECT_FALSE(world.has_open_files(y));
  EXPECT_EQ(world.write_file(file, small.recorder(2)), wn::success);
  EXPECT_EQ(world.file(file).unwritten, 2U);
  world.close_file(file, small.recorder(3));
  EXPECT_EQ(world.file(file).state, FileState::closed);
  EXPECT_EQ(world.file(file).unwritten, 0U);
  EXPECT_FALSE(world.has_open_files(z));
  EXPECT_EQ(world.write_file(file, small.recorder(4)), wn::bad_handle);
  EXPECT_EQ(world.file(file).unwritten, 0U);
  world.close_file(file, small.recorder(5));  // it is closed already
  EXPECT_THAT(world.lost(), IsEmpty());
  EXPECT_THAT(trace_lines(small.trace),
              ElementsAre(R"(1 editor opens Z:\plan with 1 unwritten change)",
                          R"(2 editor writes to Z:\plan, now with 2 unwritten changes = WN_SUCCESS)",
                          R"(3 editor closes Z:\plan)", R"(4 editor writes to Z:\plan = WN_BAD_HANDLE)"));
}

TEST(World, TheLatestHandleOfSomebodyIsFound) {
  SmallWorld small;
  const ConnectionId z = small.connect("Z:", R"(\\files\team)");
  const FileId editors = small.open(z, R"(Z:\plan)", "editor");
  const FileId indexers = small.open(z, R"(Z:\plan)", "indexer");
  const FileId again = small.open(z, R"(Z:\PLAN)", "editor");
  const auto find = [&](std::string_view path, std::string_view by) {
    return small.world().find_file(path, by.empty() ? NameId::null : small.trace.intern(by), small.trace);
  };
  EXPECT_EQ(find(R"(z:\plan)", "editor"), again);
  EXPECT_EQ(find(R"(Z:\plan)", "indexer"), indexers);
  EXPECT_EQ(find(R"(Z:\plan)", ""), again);
  EXPECT_EQ(find(R"(Z:\plans)", ""), std::nullopt);
  EXPECT_EQ(find(R"(Z:\plan)", "stranger"), std::nullopt);
  EXPECT_NE(editors, again);
}

// --- Jobs and uses.

TEST(World, AJobIsPrintedPageByPage) {
  SmallWorld small;
  World& world = small.world();
  const ConnectionId printer = small.connect("LPT1", R"(\\prints\laser)");
  const JobId job = world.start_job({printer, small.trace.intern("report"), 2}, small.recorder(1));
  EXPECT_TRUE(world.has_jobs(printer));
  EXPECT_EQ(world.find_job("report", small.trace), job);
  EXPECT_EQ(world.find_job("Report", small.trace), std::nullopt);
  EXPECT_TRUE(world.print_page(job, small.recorder(2)));
  EXPECT_EQ(world.job(job).state, JobState::printing);
  EXPECT_FALSE(world.print_page(job, small.recorder(3)));
  EXPECT_EQ(world.job(job).state, JobState::finished);
  EXPECT_FALSE(world.has_jobs(printer));
  EXPECT_FALSE(world.print_page(job, small.recorder(4)));  // the job is finished
  EXPECT_THAT(trace_lines(small.trace),
              ElementsAre("1 LPT1 starts job report of 2 pages",
                          "2 LPT1 prints a page of job report, 1 page left", "3 LPT1 job report is printed"));
}

TEST(World, AUseEndsOnceAndAProcessEndsAllItsUses) {
  SmallWorld small;
  World& world = small.world();
  const ConnectionId z = small.connect("Z:", R"(\\files\team)");
  const ConnectionId y = small.connect("Y:", R"(\\files\archive)");
  const UseId single = small.use(z, "defrag");
  small.use(z, "backup");
  small.use(y, "backup");
  EXPECT_TRUE(world.is_in_use(z));
  world.end_process("backup", small.recorder(1));
  EXPECT_TRUE(world.is_in_use(z));
  EXPECT_FALSE(world.is_in_use(y));
  world.end_use(single, small.recorder(2));
  EXPECT_FALSE(world.is_in_use(z));
  world.end_use(single, small.recorder(3));
  world.end_process("backup", small.recorder(3));
  EXPECT_THAT(
      trace_lines(small.trace),
      ElementsAre("1 backup no longer uses Z:", "1 backup no longer uses Y:", "2 defrag no longer uses Z:"));
}

// --- The end of a connection.

struct Full {
  explicit Full(SmallWorld& small)
      : printer(small.connect("LPT1", R"(\\prints\laser)")),
        other(small.connect("LPT2", R"(\\prints\ink)")),
        clean(small.open(printer, R"(LPT1\clean)")),
        changed(small.open(printer, R"(LPT1\changed)", "editor", 2)),
        closed(small.open(printer, R"(LPT1\closed)")),
        kept(small.open(other, R"(LPT2\kept)", "editor", 1)),
        job(small.print(printer, "report", 3)),
        done(small.print(printer, "done", 1)),
        others_job(small.print(other, "letter", 1)),
        use(small.use(printer, "backup")),
        others_use(small.use(other, "backup")) {
    small.world().close_file(closed, small.recorder());
    small.world().print_page(done, small.recorder());
    small.trace.clear();
  }
  ConnectionId printer, other;
  FileId clean, changed, closed, kept;
  JobId job, done, others_job;
  UseId use, others_use;
};

// rule: force.stale-handles
TEST(World, AllForceMakesHandlesStaleAndLosesWhatWasNotWritten) {
  SmallWorld small;
  small.provider("LanMan");
  World& world = small.world();
  const Full full{small};
  world.disconnect(full.printer, World::Ending::lots_of_force, small.recorder(7));
  EXPECT_FALSE(world.connection(full.printer).connected);
  EXPECT_EQ(world.file(full.clean).state, FileState::stale);
  EXPECT_EQ(world.file(full.changed).state, FileState::stale);
  EXPECT_EQ(world.file(full.changed).unwritten, 0U);
  EXPECT_EQ(world.file(full.closed).state, FileState::closed);
  EXPECT_EQ(world.job(full.job).state, JobState::aborted);
  EXPECT_EQ(world.job(full.done).state, JobState::finished);
  EXPECT_FALSE(world.has_open_files(full.printer));
  EXPECT_FALSE(world.has_jobs(full.printer));
  EXPECT_FALSE(world.is_in_use(full.printer));
  EXPECT_THAT(world.lost(), ElementsAre(small.trace.intern(R"(LPT1\changed)")));
  const std::string killed = " / force.stale-handles [force_levels=lots_of_force]";
  EXPECT_THAT(reasons(small.trace, EventKind::world),
              ElementsAre(R"(7 editor handle on LPT1\clean is stale)" + killed,
                          R"(7 editor handle on LPT1\changed is stale)" + killed,
                          R"(7 editor 2 unwritten changes in LPT1\changed are lost)" + killed,
                          "7 LPT1 job report aborted with 3 pages left / force.overrides",
                          "7 backup no longer uses LPT1 / ", "7 LanMan disconnects LPT1 / "));
  EXPECT_EQ(world.write_file(full.clean, small.recorder(8)), wn::netname_deleted);
  EXPECT_EQ(reasons(small.trace, EventKind::world).back(),
            R"(8 editor writes to LPT1\clean = ERROR_NETNAME_DELETED / force.stale-handles)");
  world.close_file(full.clean, small.recorder(9));
  EXPECT_EQ(world.file(full.clean).state, FileState::closed);
}

// rule: provider.no-collateral
TEST(World, TheEndOfOneConnectionTouchesNoOther) {
  for (const auto ending : {World::Ending::idle, World::Ending::use_force, World::Ending::lots_of_force}) {
    SmallWorld small;
    small.provider("LanMan");
    World& world = small.world();
    const Full full{small};
    world.disconnect(full.printer, ending, small.recorder());
    EXPECT_FALSE(world.connection(full.printer).connected);
    EXPECT_TRUE(world.connection(full.other).connected);
    EXPECT_EQ(world.file(full.kept).state, FileState::open);
    EXPECT_EQ(world.file(full.kept).unwritten, 1U);
    EXPECT_EQ(world.job(full.others_job).state, JobState::printing);
    EXPECT_TRUE(world.is_in_use(full.other));
  }
}

// rule: force.levels
TEST(World, SomeForceLeavesHandlesAsTheyWere) {
  SmallWorld small;
  small.provider("LanMan");
  World& world = small.world();
  const Full full{small};
  world.disconnect(full.printer, World::Ending::use_force, small.recorder());
  EXPECT_FALSE(world.connection(full.printer).connected);
  EXPECT_EQ(world.file(full.changed).state, FileState::open);
  EXPECT_EQ(world.file(full.changed).unwritten, 2U);
  EXPECT_EQ(world.write_file(full.changed, small.recorder()), wn::success);
  EXPECT_EQ(world.job(full.job).state, JobState::aborted);
  EXPECT_FALSE(world.is_in_use(full.printer));
  EXPECT_THAT(world.lost(), IsEmpty());
}

TEST(World, WhatNobodyForcedNeedsNoRule) {
  SmallWorld small;
  small.provider("LanMan");
  const Full full{small};
  small.world().disconnect(full.printer, World::Ending::lots_of_force, small.recorder(), {});
  for (const Event& event : small.trace.events()) {
    EXPECT_EQ(event.rule, Rule::none);
    EXPECT_EQ(event.by, Switch::none);
  }
}

TEST(World, AConnectionWithoutADeviceIsCalledByItsRemoteName) {
  SmallWorld small;
  small.provider("LanMan");
  const ConnectionId bare = small.connect("", R"(\\files\team)");
  small.world().disconnect(bare, World::Ending::idle, small.recorder());
  EXPECT_THAT(trace_lines(small.trace), ElementsAre(R"(0 LanMan disconnects \\files\team)"));
}

TEST(World, CopiesAreIndependent) {
  SmallWorld small;
  small.provider("LanMan");
  const Full full{small};
  small.remember("Z:", R"(\\files\team)");
  const World before = small.world();
  World copy = before;
  copy.disconnect(full.printer, World::Ending::lots_of_force, small.recorder());
  copy.connect({.device = small.trace.intern("X:"), .remote = small.trace.intern(R"(\\a\b)")});
  EXPECT_EQ(copy.session(user).store.forget("Z:"), wn::success);
  EXPECT_TRUE(before.connection(full.printer).connected);
  EXPECT_EQ(before.file(full.changed).state, FileState::open);
  EXPECT_EQ(before.file(full.changed).unwritten, 2U);
  EXPECT_EQ(before.job(full.job).state, JobState::printing);
  EXPECT_TRUE(before.is_in_use(full.printer));
  EXPECT_EQ(before.connection_count(), 2U);
  EXPECT_EQ(copy.connection_count(), 3U);
  EXPECT_THAT(before.lost(), IsEmpty());
  EXPECT_NE(before.session(user).store.find("Z:"), nullptr);
  EXPECT_FALSE(copy.connection(full.printer).connected);
}

}  // namespace
}  // namespace mprsim::world_test
