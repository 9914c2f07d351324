#include "tools/conformance/bench/fixture.h"

#include <gmock/gmock.h>

namespace mprsim::fixture_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::string_view resource = "[[resource]]\nremote = '\\\\server\\share'\n";

TEST(Fixture, LeastIsOneResource) {
  const auto fixture = load_fixture(resource);
  ASSERT_TRUE(fixture);
  EXPECT_THAT(fixture->resources, ElementsAre(BenchResource{u"\\\\server\\share", ResourceType::disk}));
  EXPECT_EQ(fixture->drives.size(), usual_drives().size());
  EXPECT_EQ(fixture->time_limit, std::chrono::seconds(10));
  EXPECT_TRUE(fixture->command(BenchAction::connect).empty());
}

TEST(Fixture, EverythingIsRead) {
  const auto fixture = load_fixture(
      "devices = [\"Z:\", \"Y:\", \"X:\"]\ntime_limit = 5\n[[resource]]\nremote = 'p'\ntype = \"print\"\n"
      "[commands]\nconnect = [\"tool\", \"{local}={remote}\"]\nclose_file = [\"tool\", \"{file}\"]\n");
  ASSERT_TRUE(fixture);
  EXPECT_THAT(fixture->drives, ElementsAre(u"Z:", u"Y:", u"X:"));
  EXPECT_EQ(fixture->time_limit, std::chrono::seconds(5));
  EXPECT_EQ(fixture->resources.front().type, ResourceType::print);
  EXPECT_THAT(fixture->command(BenchAction::connect), ElementsAre("tool", "{local}={remote}"));
  EXPECT_THAT(fixture->command(BenchAction::close_file), ElementsAre("tool", "{file}"));
}

struct Row {
  std::string text;
  std::string finding;
};

TEST(Fixture, MistakesSayWhereAndWhatWasMeant) {
  const std::string good(resource);
  const Row rows[] = {
      {"", "1:1: error: a fixture needs at least one [[resource]]"},
      {"time_limt = 5\n" + good, "1:1: error: \"time_limt\" is not a key of a fixture"},
      {"time_limt = 5\n" + good, "hint: did you mean \"time_limit\"?"},
      {"time_limit = 0\n" + good, "1:14: error: expected 1 to 300 seconds"},
      {"time_limit = \"5s\"\n" + good, "error: expected a whole number of seconds"},
      {"devices = [\"Z:\", \"Y:\"]\n" + good, "error: a fixture needs three drives or more"},
      {"devices = [\"Z:\", \"Y:\", \"LPT1\"]\n" + good,
       "1:24: error: \"LPT1\" is not a drive such as \"Z:\""},
      {"devices = [\"Z:\", \"Y:\", \"Z:\"]\n" + good, "error: \"Z:\" is named twice"},
      {"[[resource]]\ntype = \"disk\"\n", "error: a [[resource]] needs a `remote`"},
      {good + "type = \"prnt\"\n", "error: \"prnt\" is neither \"disk\" nor \"print\""},
      {good + "[commands]\nopen_files = [\"a\"]\n", "hint: did you mean \"open_file\"?"},
      {good + "[commands]\nreset = \"tool reset\"\n",
       "error: expected a list: the program and its arguments"},
      {good + "[commands]\nreset = []\n", "error: expected 1 to 64 texts"},
      {good + "[commands]\nconnect = [\"t\", \"{locl}\"]\n", "error: \"{locl}\" has no meaning in connect"},
      {good + "[commands]\nreset = [\"t\", \"{file}\"]\n", "error: \"{file}\" has no meaning in reset"},
      {good + "a = \n", "error:"},
  };
  for (const Row& row : rows) {
    const auto fixture = load_fixture(row.text);
    ASSERT_FALSE(fixture) << row.text;
    EXPECT_THAT(render(fixture.error(), "bench.toml", row.text), HasSubstr(row.finding)) << row.text;
  }
}

TEST(Fixture, AllMistakesComeAtOnce) {
  const auto fixture = load_fixture("time_limit = 0\ndevices = 1\n[[resource]]\n");
  ASSERT_FALSE(fixture);
  EXPECT_EQ(fixture.error().size(), 3U);
}

TEST(Fixture, AFileThatIsNotThereIsNamed) {
  const auto fixture = load_fixture_file("no-such-bench.toml");
  ASSERT_FALSE(fixture);
  EXPECT_THAT(fixture.error(), HasSubstr("no-such-bench.toml"));
}

}  // namespace
}  // namespace mprsim::fixture_test
