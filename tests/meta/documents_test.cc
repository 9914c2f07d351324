#include "tests/meta/documents.h"

#include <cstdio>
#include <filesystem>
#include <regex>

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/meta/source_tree.h"

namespace mprsim::meta::documents_test {
namespace {

namespace fs = std::filesystem;

struct Ran {
  int exit_code;
  std::string output;
};

Ran run(const std::string& command) {
  std::FILE* pipe = popen(("{ " + command + "\n} 2>&1 </dev/null").c_str(), "r");
  std::string output;
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) output.push_back(static_cast<char>(c));
  const int status = pclose(pipe);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), output};
}

std::vector<SourceFile> documents() {
  auto files = read_tree({"docs"}, {".md"});
  for (const char* name : {"README.md", "CONTRIBUTING.md"}) files.push_back({name, read_source(name)});
  return files;
}

// A copy of what the documents talk about, so that a command that writes does not touch the sources.
class Documents : public testing::Test {
 protected:
  Documents() : folder_(fs::temp_directory_path() / ("mprsim-documents-" + std::to_string(getpid()))) {
    fs::create_directories(folder_);
    for (const char* name : {"scenarios", "docs", "README.md"}) {
      const fs::path from = fs::path(MPRSIM_SOURCE_DIR) / name;
      if (fs::exists(from)) fs::copy(from, folder_ / name, fs::copy_options::recursive);
    }
#ifdef MPRSIM_PROGRAM
    fs::create_directories(folder_ / "build");
    fs::create_directory_symlink(fs::path(MPRSIM_PROGRAM).parent_path(), folder_ / "build/release");
#endif
  }
  ~Documents() override { fs::remove_all(folder_); }

  fs::path folder_;
};

TEST_F(Documents, ReadmeExistsAndShowsTheTwoCommands) {
  const std::string readme = read_source("README.md");
  EXPECT_NE(readme.find("tools/dev run"), std::string::npos);
  EXPECT_NE(readme.find("tools/dev test"), std::string::npos);
}

#ifdef MPRSIM_PROGRAM
TEST_F(Documents, EveryMprsimCommandRuns) {
  static const std::regex ours(R"(^(mprsim|build/\w+/mprsim)( .*)?$)");
  const std::string program_folder = fs::path(MPRSIM_PROGRAM).parent_path().string();
  for (const SourceFile& document : documents()) {
    for (const Command& command : shell_commands(document.text)) {
      std::smatch match;
      if (!std::regex_match(command.text, match, ours)) continue;
      const auto [exit_code, output] = run("cd '" + folder_.string() + "' && PATH='" + program_folder +
                                           "':$PATH && mprsim" + match[2].str());
      EXPECT_EQ(exit_code, command.exit_code) << finding(document.path, command.line, command.text) << "\n"
                                              << output;
    }
  }
}
#endif

TEST_F(Documents, EveryToolsDevCommandExists) {
  static const std::regex ours(R"(^tools/dev ([a-z]+).*$)");
  const auto [exit_code, help] = run("'" MPRSIM_SOURCE_DIR "/tools/dev' help");
  ASSERT_EQ(exit_code, 0) << help;
  for (const SourceFile& document : documents()) {
    for (const Command& command : shell_commands(document.text)) {
      std::smatch match;
      if (!std::regex_match(command.text, match, ours)) continue;
      EXPECT_NE(help.find("\n  " + match[1].str() + " "), std::string::npos)
          << finding(document.path, command.line, command.text);
    }
  }
}

// The text of docs/README.md from a heading to the next.
std::string index_section(const std::string& heading) {
  const std::string index = read_source("docs/README.md");
  const std::size_t begin = index.find("\n## " + heading + "\n");
  if (begin == index.npos) return {};
  return index.substr(begin, index.find("\n## ", begin + 1) - begin);
}

TEST_F(Documents, EveryPageIsInOneListOfTheIndexAndSaysForWhichReaderItIs) {
  for (const SourceFile& page : read_tree({"docs"}, {".md"})) {
    if (page.path == "docs/README.md") continue;
    const std::string link = "(" + page.path.substr(page.path.rfind('/') + 1) + ")";
    std::size_t lists = 0;
    for (const char* reader : {"users", "maintainers"}) {
      if (index_section("For " + std::string(reader))
              .find("\n- [" + link.substr(1, link.size() - 2) + "]" + link) == std::string::npos) {
        continue;
      }
      ++lists;
      const std::string first_lines = page.text.substr(0, 300);
      EXPECT_NE(first_lines.find("\n*For " + std::string(reader) + ": "), std::string::npos)
          << page.path << " does not say in its first lines that it is for " << reader;
    }
    EXPECT_EQ(lists, 1U) << page.path;
  }
}

#ifdef MPRSIM_PROGRAM
// The commands as `mprsim --help` lists them.
std::vector<std::string> commands_of_mprsim() {
  static const std::regex row(R"(  ([a-z]+) {2,}.*)");
  const std::string help = run("'" MPRSIM_PROGRAM "' --help").output;
  std::vector<std::string> commands;
  bool listed = false;
  for (const std::string_view line : split_lines(help)) {
    if (line.empty()) listed = false;
    if (line == "Commands:") listed = true;
    std::cmatch match;
    if (listed && std::regex_match(line.data(), line.data() + line.size(), match, row))
      commands.push_back(match[1]);
  }
  return commands;
}

// Whether the help is up to date, `tools/dev generate --check` finds out.
TEST_F(Documents, TheCommandLinePageHasASectionWithTheHelpOfEveryCommand) {
  const std::string page = read_source("docs/cli.md");
  const auto commands = commands_of_mprsim();
  ASSERT_FALSE(commands.empty());
  for (const std::string& command : commands) {
    const std::size_t section = page.find("\n## " + command + "\n");
    ASSERT_NE(section, std::string::npos) << command;
    EXPECT_LT(page.find("\n<!-- generated: mprsim " + command + " --help -->\n", section),
              page.find("\n## ", section + 1))
        << command;
  }
}
#endif

TEST_F(Documents, EveryLinkedFileExists) {
  for (const SourceFile& document : documents()) {
    const fs::path folder = (fs::path(MPRSIM_SOURCE_DIR) / document.path).parent_path();
    for (const Link& link : file_links(document.text)) {
      EXPECT_TRUE(fs::exists(folder / link.target)) << finding(document.path, link.line, link.target);
    }
  }
}

TEST(FileLinks, AreFoundAndWebPagesAreNot) {
  const auto links = file_links("a\n[x](docs/a.md) [`y`](b.md#c)\n[z](https://example.org/d) [here](#e)\n");
  ASSERT_EQ(links.size(), 2U);
  EXPECT_EQ(links[0].target, "docs/a.md");
  EXPECT_EQ(links[1].target, "b.md");
  EXPECT_EQ(links[1].line, 2U);
}

TEST(ShellCommands, AreReadFromShBlocksOnly) {
  const auto commands = shell_commands(
      "mprsim no\n```sh\n$ mprsim run  # all\nmprsim run \\\n  --quiet\n# only a comment\nmprsim run bad  # "
      "exits 2\n"
      "```\n```\nmprsim no\n```\n");
  ASSERT_EQ(commands.size(), 3U);
  EXPECT_EQ(commands[0].text, "mprsim run");
  EXPECT_EQ(commands[0].exit_code, 0);
  EXPECT_EQ(commands[1].text, "mprsim run   --quiet");
  EXPECT_EQ(commands[2].text, "mprsim run bad");
  EXPECT_EQ(commands[2].exit_code, 2);
  EXPECT_EQ(commands[2].line, 7U);
}

}  // namespace
}  // namespace mprsim::meta::documents_test
