// Limits, and hostile input: a clear message, never a crash, a hang or a flood.
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>

#ifndef _WIN32
#include <sys/stat.h>
#endif

#include <gmock/gmock.h>

#include "scenarios/language/loader.h"
#include "tests/scenarios/load_text.h"
#include "tests/sim/temporary_directory.h"

namespace mprsim::hostile_input_test {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

const std::string one_step = "[[step]]\nwait = \"1s\"\n";

std::string repeat(std::size_t count, std::string_view text) {
  std::string result;
  for (std::size_t index = 0; index < count; ++index) result += text;
  return result;
}

TEST(Loader, Limits) {
  const auto named = [](std::string_view table, std::size_t count) {
    std::string text = beginning;
    for (std::size_t index = 0; index < count; ++index) {
      text += "[[" + std::string(table) + "]]\nname = \"x" + std::to_string(index) + "\"\n";
    }
    return text + one_step;
  };
  EXPECT_EQ(complaints(named("provider", 64)), "");
  EXPECT_THAT(complaints(named("provider", 65)), HasSubstr("`provider` has 65 entries; the limit is 64"));
  EXPECT_EQ(complaints(named("notifyee", 32)), "");
  EXPECT_THAT(complaints(named("notifyee", 33)), HasSubstr("`notifyee` has 33 entries; the limit is 32"));

  EXPECT_EQ(complaints(beginning + repeat(1000, one_step)), "");
  EXPECT_THAT(complaints(beginning + repeat(1001, one_step)),
              HasSubstr("`step` has 1001 entries; the limit is 1000"));
  const std::string app = "[[app]]\nname = \"x\"\n";
  const std::string app_step = "[[app.step]]\nwait = \"1s\"\n";
  EXPECT_THAT(complaints(beginning + repeat(600, one_step) + app + repeat(401, app_step)),
              HasSubstr("more than 1000 steps in all"));

  const std::string provider = "[[provider]]\nname = \"P\"\n";
  const std::string connection = "[[connection]]\nremote = '\\\\files\\team'\nprovider = \"P\"\n";
  EXPECT_EQ(complaints(beginning + provider + repeat(1000, connection) + one_step), "");
  EXPECT_THAT(complaints(beginning + provider + repeat(1001, connection) + one_step),
              HasSubstr("`connection` has 1001 entries; the limit is 1000"));

  const auto long_name = [](std::size_t size) {
    return beginning + "[[provider]]\nname = \"" + std::string(size, 'x') + "\"\n" + one_step;
  };
  EXPECT_EQ(complaints(long_name(260)), "");
  EXPECT_THAT(complaints(long_name(261)), HasSubstr("`name` is longer than 260 bytes"));
}

TEST(HostileInput, Bytes) {
  const std::pair<std::string, std::string_view> rows[] = {
      {std::string("a = 1\n\0b", 8), "bad.toml:2:1: error: the file contains a NUL byte\n"},
      {"a = 1\nb = \"\xff\"\n", "bad.toml:2:6: error: byte \\xff is not valid UTF-8\n"},
      {"# \xc3", "bad.toml:1:3: error: byte \\xc3 is not valid UTF-8\n"},
      {"\xed\xa0\x80", "bad.toml:1:1: error: byte \\xed is not valid UTF-8\n"},
      {"a = '\xc0\xaf'", "bad.toml:1:6: error: byte \\xc0 is not valid UTF-8\n"},
      {"é = 1", "bad.toml:1:1: error: \"é\" outside quotes\n"},
      {"a = 1 # é\n# \x01", "bad.toml:2:3: error: control character \\x01\n"},
      {"a = \"é\x1b[31m\"", "bad.toml:1:7: error: control character \\x1b\n"},
      {"a = 1\rb = 2", "bad.toml:1:6: error: carriage return without a line feed after it\n"},
      {"a = '''\n'''' # ''\né = 1", "bad.toml:3:1: error: \"é\" outside quotes\n"},
      {"a = \"\\\"é\" # \"\né", "bad.toml:2:1: error: \"é\" outside quotes\n"},
      {"a = '\\'\né", "bad.toml:2:1: error: \"é\" outside quotes\n"},
      {"a = \"\"\"é\\\"\"\"\"\né", "bad.toml:2:1: error: \"é\" outside quotes\n"},
  };
  for (const auto& [text, message] : rows) EXPECT_THAT(complaints(text), StartsWith(message));
}

TEST(HostileInput, Nesting) {
  const std::string deep = "bad.toml:1:37: error: nested deeper than 32 levels\n";
  EXPECT_THAT(complaints("a = " + repeat(100'000, "[")), StartsWith(deep));
  EXPECT_THAT(complaints("a = " + repeat(100'000, "[") + repeat(100'000, "]")), StartsWith(deep));
  EXPECT_THAT(complaints("a = " + repeat(100'000, "{a=")), HasSubstr("nested deeper than 32 levels"));
  EXPECT_THAT(complaints("a" + repeat(100'000, ".a") + " = 1"), HasSubstr("nested deeper than 32 levels"));
  EXPECT_THAT(complaints("[a" + repeat(100'000, ".a") + "]"), HasSubstr("nested deeper than 32 levels"));
  EXPECT_THAT(complaints("a = " + repeat(11, "{a.b.c=") + "1" + repeat(11, "}")), HasSubstr("nested deeper"));
  // Brackets that are closed, and those in strings and comments, do not count.
  const auto lists = "a = [" + repeat(100, "[], {b.c = 1.5}, ") + "] # " + repeat(100, "[") + "\n";
  EXPECT_THAT(complaints(lists + "b = '" + repeat(100, "[") + "'\n"),
              StartsWith("bad.toml:1:1: error: \"a\" is not a key of the scenario"));
}

TEST(HostileInput, TooLarge) {
  EXPECT_THAT(complaints(std::string((1U << 20) + 1, ' ')),
              StartsWith("bad.toml: error: the file is larger than 1 MiB"));
}

TEST(HostileInput, AFloodOfMistakesIsCutOff) {
  std::string text;
  for (int key = 0; key < 50'000; ++key) text += "key" + std::to_string(key) + " = 1\n";
  const auto loaded = load_scenario(text, "");
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().size(), 101U);
  EXPECT_THAT(loaded.error().back().message, HasSubstr("more mistakes from here on"));
}

TEST(HostileInput, ManyNamesAndUsesAreNoHang) {
  std::string text =
      beginning +
      "[[provider]]\nname = \"P\"\n[[connection]]\nremote = '\\\\f\\t'\nprovider = \"P\"\nopen = [";
  for (int file = 0; file < 1000; ++file) text += "{file = '\\\\f\\t\\" + std::to_string(file) + "'},\n";
  text += "]\n[[step]]\nwait = \"1s\"\nexpect = { lost = [";
  for (int file = 0; file < 1000; ++file) text += "'\\\\f\\t\\x" + std::to_string(file) + "',\n";
  EXPECT_THAT(complaints(text + "] }\n"), HasSubstr("more mistakes from here on"));
}

TEST(HostileInput, AnAssertionOfTheTomlLibraryIsADiagnostic) {
  EXPECT_EQ(
      complaints("title = \"t\"\n[[\na]=\n"),
      "bad.toml:2:3: error: this is not TOML: malformed key or table header\n    2 | [[\n      |   ^\n");
}

TEST(HostileInput, Files) {
  const TemporaryDirectory directory;
  const auto complaint = [](const std::string& path) { return render(load_scenario_file(path)); };
  const auto about = [](const std::string& path, std::string_view what) {
    return path + ": error: " + std::string(what);
  };

  const auto good = directory.write("good.toml", beginning + one_step);
  EXPECT_EQ(complaint(good), "");
  EXPECT_EQ(load_scenario_file(good).result->path, good);
  EXPECT_EQ(complaint(directory.path()), about(directory.path(), "is a directory\n"));
  EXPECT_THAT(complaint(directory / "none.toml"), StartsWith(about(directory / "none.toml", "")));

  const auto huge = directory.write("huge.toml", "");
  std::filesystem::resize_file(TemporaryDirectory::native(huge), 100U << 20);
  EXPECT_THAT(complaint(huge), StartsWith(about(huge, "is larger than the limit")));

  const auto bad = directory.write("bad.toml", "a = 1\n");
  EXPECT_THAT(complaint(bad), StartsWith(bad + ":1:1: error: "));
}

TEST(HostileInput, AMisspeltFileName) {
  const TemporaryDirectory directory;
  directory.write("force.toml", "");
  EXPECT_THAT(render(load_scenario_file(directory / "farce.toml")),
              HasSubstr("did you mean \"force.toml\"?"));
}

#ifndef _WIN32
TEST(HostileInput, FilesThatOnlyPosixHas) {
  const TemporaryDirectory directory;
  const auto fifo = directory / "fifo.toml";
  ASSERT_EQ(mkfifo(fifo.c_str(), 0600), 0);
  EXPECT_THAT(render(load_scenario_file(fifo)), HasSubstr("FIFO"));
  const auto loop = directory / "loop.toml";
  std::filesystem::create_symlink("loop.toml", loop);
  EXPECT_THAT(render(load_scenario_file(loop)), HasSubstr("symbolic links"));
}
#endif

}  // namespace
}  // namespace mprsim::hostile_input_test
