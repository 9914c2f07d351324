// What must not be in the simulator, planted into it: a read of the wall clock, and a loop over an unordered
// set. Every way to check determinism finds each of them, and finds nothing while they sleep.
#include "scenarios/play/determinism.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "scenarios/language/loader.h"
#include "scenarios/search/sweep.h"
#include "tests/mutants/planted.h"
#include "tests/sim/temporary_directory.h"
#include "tests/tools/tool_run.h"
#include "tools/terminal/exit_code.h"

namespace mprsim {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;

// So many handles that hardly two orders of them are the same.
std::string many_handles() {
  std::string text = R"(title = "Many handles"
why = "They are lost together, and in order."
shows = ["force.overrides"]
[[provider]]
name = "P"
latency = { from = "1ms", to = "3ms" }
[[connection]]
device = "Z:"
remote = '\\s\a'
provider = "P"
open = [
)";
  for (int i = 0; i < 12; ++i) text += "{ file = 'Z:\\" + std::to_string(i) + "', by = \"editor\" },\n";
  return text + "]\n[[step]]\ncancel = \"Z:\"\nforce = true\n";
}

class Patience final : public SweepMonitor {
  bool goes_on(const SweepResult&) override { return true; }
};

class Unsteady : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override { ASSERT_TRUE(loaded_) << render({"", text_, loaded_}); }

  bool differs_for_some_seed() {
    for (std::uint64_t seed = 0; seed < 16; ++seed) {
      const auto difference = check_determinism(*loaded_, {}, {.seed = seed});
      if (!difference) continue;
      EXPECT_NE(difference->first, difference->second);
      return true;
    }
    return false;
  }

  std::vector<SweepSubject> subjects() const { return {{&*loaded_, text_}}; }
  SweepResult fresh_sweep() const {
    SweepPlan plan;
    plan.last_seed = 3999;
    return new_sweep(plan, subjects());
  }

  ToolRun run(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin() + 1, folder_.write("handles.toml", text_));
    return run_mprsim(arguments);
  }

  std::string text_ = many_handles();
  LoadResult loaded_ = load_scenario(text_, "handles.toml");
  TemporaryDirectory folder_;
};

TEST_P(Unsteady, IsFoundByTheLibrary) {
  EXPECT_FALSE(differs_for_some_seed());
  const AwakeBug bug(GetParam());
  EXPECT_TRUE(differs_for_some_seed());
}

TEST_P(Unsteady, EndsASweepBeforeItsUnit) {
  Patience patience;
  SweepResult whole = fresh_sweep();
  EXPECT_FALSE(sweep(whole, subjects(), 1, patience));
  for (const unsigned jobs : {1U, 2U}) {
    SweepResult result = fresh_sweep();
    {
      const AwakeBug bug(GetParam());
      const auto difference = sweep(result, subjects(), jobs, patience, EachSeed::again);
      ASSERT_TRUE(difference);
      EXPECT_EQ(difference->subject, 0U);
      EXPECT_LE(difference->seed, result.plan.last_seed);
      EXPECT_NE(difference->events.first, difference->events.second);
    }
    EXPECT_EQ(result.units_done, 0U);
    // Asleep again, it goes on to what a sweep that was never disturbed comes to.
    EXPECT_FALSE(sweep(result, subjects(), jobs, patience, EachSeed::again));
    EXPECT_EQ(result, whole);
  }
}

TEST_P(Unsteady, IsShownByTheProgram) {
  const std::vector<std::string> once{"run", "--check-determinism", "-q"};
  const std::vector<std::string> often{"sweep", "--seeds", "0..99", "--check-determinism", "-q"};
  for (const auto& command : {once, often}) {
    const ToolRun asleep = run(command);
    EXPECT_EQ(asleep.code, exit_code::holds) << asleep.out;
    EXPECT_THAT(asleep.err, IsEmpty());
    const AwakeBug bug(GetParam());
    const ToolRun awake = run(command);
    EXPECT_EQ(awake.code, exit_code::not_deterministic) << awake.out;
    EXPECT_THAT(awake.err, AllOf(HasSubstr(" is not deterministic: event "), HasSubstr("\n  first   "),
                                 HasSubstr("\n  second  ")));
  }
  const AwakeBug bug(GetParam());
  EXPECT_THAT(run(often).err, HasSubstr("handles.toml, seed "));
}

INSTANTIATE_TEST_SUITE_P(Determinism, Unsteady, testing::ValuesIn(planted("unsteady")), [](const auto& row) {
  std::string name = row.param;
  std::ranges::replace(name, '-', '_');
  return name;
});

}  // namespace
}  // namespace mprsim
