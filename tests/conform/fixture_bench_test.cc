#include "tools/conformance/bench/fixture_bench.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "tests/conform/scripted_session.h"
#include "tools/conformance/bench/command.h"

namespace mprsim::fixture_bench_test {
namespace {

using testing::ElementsAre;

std::vector<std::string> succeeding() { return {MPRSIM_TEST_COMMAND, "exit", "0"}; }
std::vector<std::string> failing() { return {MPRSIM_TEST_COMMAND, "exit", "1"}; }

TEST(RunCommand, TellsHowItEnded) {
  constexpr std::chrono::seconds limit{20};
  EXPECT_EQ(run_command(succeeding(), limit).exit_code, 0U);
  EXPECT_EQ(run_command(succeeding(), limit).end, CommandEnd::exited);
  EXPECT_EQ(run_command(failing(), limit).exit_code, 1U);
  EXPECT_EQ(run_command({"no-such-program-here"}, limit).end, CommandEnd::not_started);
}

TEST(RunCommand, EndsWhatTakesTooLong) {
  const std::vector<std::string> sleeping{MPRSIM_TEST_COMMAND, "sleep"};
  EXPECT_EQ(run_command(sleeping, std::chrono::milliseconds(100)).end, CommandEnd::timed_out);
}

struct Recorded {
  std::vector<PluginCall> calls;
  Script script;

  Recorded() {
    script.exports = {"NPAddConnection", "NPCancelConnection"};
    script.answer = [this](const PluginCall& call) -> PluginResult<PluginReply> {
      calls.push_back(call);
      PluginReply reply;
      reply.arguments.resize(call.arguments.size());
      return reply;
    };
  }
};

Fixture fixture_of(std::string_view more) {
  auto fixture = load_fixture("[[resource]]\nremote = '\\\\server\\share'\n" + std::string(more));
  return fixture.value();
}

TEST(FixtureBench, WithoutCommandsTheProviderConnectsAndCancelsItself) {
  Recorded recorded;
  ScriptedSession session(recorded.script);
  const auto bench = fixture_bench(fixture_of(""))(session);
  EXPECT_TRUE(bench->can(BenchAction::connect));
  EXPECT_TRUE(bench->can(BenchAction::reset));
  EXPECT_FALSE(bench->can(BenchAction::start_job));
  EXPECT_TRUE(bench->outlives_session());
  EXPECT_TRUE(bench->perform({.action = BenchAction::connect, .name = u"Z:", .remote = u"\\\\server\\share"})
                  ->status.ok());
  ASSERT_EQ(recorded.calls.size(), 1U);
  EXPECT_EQ(recorded.calls[0].function, "NPAddConnection");
  EXPECT_TRUE(bench->perform({.action = BenchAction::reset})->status.ok());
  EXPECT_EQ(recorded.calls.back().function, "NPCancelConnection");
  EXPECT_EQ(std::get<TextArgument>(recorded.calls.back().arguments[0]).text, u"\\\\server\\share");
}

TEST(FixtureBench, CommandsComeFirstAndTheirEndIsTheAnswer) {
  Recorded recorded;
  ScriptedSession session(recorded.script);
  Fixture fixture = fixture_of("");
  fixture.commands[static_cast<std::size_t>(BenchAction::connect)] = succeeding();
  fixture.commands[static_cast<std::size_t>(BenchAction::start_job)] = failing();
  fixture.commands[static_cast<std::size_t>(BenchAction::open_file)] = {MPRSIM_TEST_COMMAND, "same",
                                                                        "{local}", "{file}"};
  const auto bench = fixture_bench(fixture)(session);
  EXPECT_TRUE(bench->perform({.action = BenchAction::connect, .name = u"Z:", .remote = u"r"})->status.ok());
  EXPECT_TRUE(recorded.calls.empty());
  EXPECT_EQ(bench->perform({.action = BenchAction::start_job, .name = u"LPT1"})->status, Status{1});
  EXPECT_FALSE(bench->perform({.action = BenchAction::open_file, .name = u"Z:"})->status.ok());
  EXPECT_EQ(bench->perform({.action = BenchAction::start_use, .name = u"Z:"})->status, wn::not_supported);
}

}  // namespace
}  // namespace mprsim::fixture_bench_test
