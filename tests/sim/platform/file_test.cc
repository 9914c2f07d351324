#include "sim/platform/file.h"

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/sim/temporary_directory.h"

#if !defined(_WIN32)
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>
#endif

namespace mprsim::file_test {
namespace {

constexpr std::size_t mebi = 1024 * 1024;
using Strings = std::vector<std::string>;

void expect_error(const FileResult<std::string>& result, FileErrorKind kind, const std::string& text) {
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, kind) << to_string(result.error());
  EXPECT_EQ(to_string(result.error()), text);
}

TEST(ReadFile, GivesTheBytesAsTheyAre) {
  const TemporaryDirectory folder;
  const std::string bytes("a\r\nb\n\0\x1A\xFF z", 10);
  for (const std::string& contents : {std::string(), std::string("x"), bytes, std::string(300'000, 'y')}) {
    const auto read = read_file(folder.write("file", contents), mebi);
    ASSERT_TRUE(read) << to_string(read.error());
    EXPECT_EQ(*read, contents);
  }
}

TEST(ReadFile, TheLimitIsTheLargestSizeAllowed) {
  const TemporaryDirectory folder;
  const auto path = folder.write("file", std::string(2048, 'x'));
  EXPECT_TRUE(read_file(path, 2048));
  expect_error(read_file(path, 2047), FileErrorKind::too_large,
               path + " is larger than the limit of 2047 bytes");
  expect_error(read_file(path, 1024), FileErrorKind::too_large, path + " is larger than the limit of 1 KiB");
  expect_error(read_file(path, 1), FileErrorKind::too_large, path + " is larger than the limit of 1 byte");
  expect_error(read_file(path, 0), FileErrorKind::too_large, path + " is larger than the limit of 0 bytes");
  const auto large = folder.write("large", std::string(mebi + 1, 'x'));
  expect_error(read_file(large, mebi), FileErrorKind::too_large,
               large + " is larger than the limit of 1 MiB");
}

TEST(ReadFile, SaysWhatIsNotAFile) {
  const TemporaryDirectory folder;
  const auto file = folder.write("file", "x");
  expect_error(read_file(folder.path(), mebi), FileErrorKind::directory, folder.path() + " is a directory");
  expect_error(read_file(folder / "no", mebi), FileErrorKind::missing, folder / "no does not exist");
  expect_error(read_file(folder / "no/no", mebi), FileErrorKind::missing, folder / "no/no does not exist");
  expect_error(read_file(file + "/x", mebi), FileErrorKind::missing, file + "/x does not exist");
}

TEST(ReadFile, RefusesNamesThatCannotBe) {
  const TemporaryDirectory folder;
  folder.write("file", "x");
  expect_error(read_file("", mebi), FileErrorKind::bad_name, " cannot be read: its name is empty");
  const std::string with_nul = (folder / "file") + std::string("\0.toml", 6);
  expect_error(read_file(with_nul, mebi), FileErrorKind::bad_name,
               with_nul + " cannot be read: its name has a NUL byte");
}

TEST(ReadFile, NamesAreUtf8) {
  const TemporaryDirectory folder;
  const std::string name = "\xC3\x9Cn\xC3\xAF \xE6\x97\xA5\xE6\x9C\xAC \xF0\x9F\x98\x80.toml";
  const auto read = read_file(folder.write(name, "text"), mebi);
  ASSERT_TRUE(read) << to_string(read.error());
  EXPECT_EQ(list_files(folder.path()).value(), (Strings{folder / name}));
}

TEST(ReadFile, LongPathsWork) {
  const TemporaryDirectory folder;
  std::string name;
  for (int i = 0; i < 6; ++i) name += std::string(60, static_cast<char>('a' + i)) + "/";
  const auto made = folder.make_directory(name.substr(0, name.size() - 1));
  const auto path = made + "/file.toml";
  const auto replaced = replace_file(path, "deep");
  ASSERT_TRUE(replaced) << to_string(replaced.error());
  EXPECT_EQ(read_file(path, mebi).value(), "deep");
  EXPECT_EQ(list_files(folder.path()).value(), Strings{path});
}

TEST(IsDirectory, TellsDirectoriesFromAllElse) {
  const TemporaryDirectory folder;
  EXPECT_TRUE(is_directory(folder.path()));
  EXPECT_TRUE(is_directory(folder.path() + "/"));
  EXPECT_TRUE(is_directory("."));
  EXPECT_FALSE(is_directory(folder.write("file", "")));
  EXPECT_FALSE(is_directory(folder / "missing"));
  EXPECT_FALSE(is_directory(""));
  EXPECT_FALSE(is_directory(folder.path() + std::string("\0", 1)));
}

TEST(ListFiles, IsRecursiveAndInTheOrderOfBytes) {
  const TemporaryDirectory folder;
  for (const char* name :
       {"b/2.toml", "b/10.toml", "B.toml", "a.toml", "b.txt", "b/c/d.txt", "\xC3\xA4.toml", "b-.toml"}) {
    folder.write(name, "");
  }
  folder.make_directory("empty");
  Strings expected;
  for (const char* name :
       {"B.toml", "a.toml", "b-.toml", "b.txt", "b/10.toml", "b/2.toml", "b/c/d.txt", "\xC3\xA4.toml"}) {
    expected.push_back(folder / name);
  }
  const auto listed = list_files(folder.path());
  ASSERT_TRUE(listed) << to_string(listed.error());
  EXPECT_EQ(*listed, expected);
  EXPECT_EQ(list_files(folder.path() + "///").value(), expected);
}

TEST(ListFiles, SaysWhatIsNoDirectory) {
  const TemporaryDirectory folder;
  const auto file = folder.write("file", "");
  EXPECT_EQ(list_files(file).error(), (FileError{FileErrorKind::not_directory, file, "is not a directory"}));
  EXPECT_EQ(list_files(folder / "no").error(),
            (FileError{FileErrorKind::missing, folder / "no", "does not exist"}));
  EXPECT_EQ(list_files("").error().kind, FileErrorKind::bad_name);
}

TEST(ListFiles, HasLimits) {
  const TemporaryDirectory folder;
  folder.write("a", "");
  folder.write("b/c/d", "");
  EXPECT_EQ(list_files(folder.path(), {.max_files = 2, .max_depth = 3}).value().size(), 2u);
  EXPECT_EQ(to_string(list_files(folder.path(), {.max_files = 1}).error()),
            folder.path() + " holds more than 1 files");
  EXPECT_EQ(to_string(list_files(folder.path(), {.max_depth = 2}).error()),
            folder.path() + " has directories nested more than 2 deep");
}

TEST(ReplaceFile, MakesAndReplacesAndLeavesNothingElse) {
  const TemporaryDirectory folder;
  const auto path = folder / "file.toml";
  for (const std::string& contents :
       {std::string("new\r\n\n"), std::string(), std::string(3 * mebi + 1, 'x')}) {
    const auto replaced = replace_file(path, contents);
    ASSERT_TRUE(replaced) << to_string(replaced.error());
    EXPECT_EQ(TemporaryDirectory::read(path), contents);
    EXPECT_EQ(folder.entries(), 1u);
  }
}

TEST(ReplaceFile, AFileInTheWorkingDirectoryNeedsNoDirectoryPart) {
  const TemporaryDirectory folder;
  const auto before = std::filesystem::current_path();
  std::filesystem::current_path(TemporaryDirectory::native(folder.path()));
  const auto replaced = replace_file("file", "here");
  std::filesystem::current_path(before);
  EXPECT_TRUE(replaced);
  EXPECT_EQ(TemporaryDirectory::read(folder / "file"), "here");
  EXPECT_EQ(folder.entries(), 1u);
}

TEST(ReplaceFile, StepsAsideForTheRemainsOfADeadRun) {
  const TemporaryDirectory folder;
  const auto left_over = folder.write(".mprsim-" + std::to_string(process_id()) + "-0.tmp", "not ours");
  ASSERT_TRUE(replace_file(folder / "file", "new"));
  EXPECT_EQ(TemporaryDirectory::read(folder / "file"), "new");
  EXPECT_EQ(TemporaryDirectory::read(left_over), "not ours");
  EXPECT_EQ(folder.entries(), 2u);
}

TEST(ReplaceFile, SaysWhyItCannot) {
  const TemporaryDirectory folder;
  const auto file = folder.write("file", "old");
  const auto text = [](const FileResult<void>& result) { return result ? "" : to_string(result.error()); };
  EXPECT_EQ(text(replace_file(folder.path(), "x")), folder.path() + " is a directory");
  EXPECT_EQ(text(replace_file(folder / "no/file", "x")),
            folder / "no/file cannot be written: its directory does not exist");
  EXPECT_EQ(text(replace_file("", "x")), " cannot be written: its name is empty");
  EXPECT_EQ(text(replace_file(file + std::string("\0", 1), "x")),
            file + std::string("\0", 1) + " cannot be written: its name has a NUL byte");
  EXPECT_EQ(folder.entries(), 1u);
  EXPECT_EQ(TemporaryDirectory::read(file), "old");
}

#if defined(_WIN32)

TEST(ReadFile, DevicesAreNoFiles) {
  expect_error(read_file("NUL", mebi), FileErrorKind::special, "NUL is not a regular file (a device)");
}

TEST(ReadFile, NamesThatAreNotUtf8AreRefused) {
  EXPECT_EQ(read_file("\xFF.toml", mebi).error().message, "cannot be read: its name is not valid UTF-8");
}

TEST(ListFiles, BackslashesBecomeSlashes) {
  const TemporaryDirectory folder;
  folder.write("a/b", "");
  std::string root = folder.path() + "/a";
  std::replace(root.begin(), root.end(), '/', '\\');
  EXPECT_EQ(list_files(root).value(), Strings{folder / "a/b"});
}

#else

bool is_root() { return geteuid() == 0; }

mode_t mode_of(const std::string& path) {
  struct stat status {};
  EXPECT_EQ(stat(path.c_str(), &status), 0);
  return status.st_mode & 07777;
}

TEST(ReadFile, NeverWaitsForAFifoASocketOrADevice) {
  const TemporaryDirectory folder;
  const auto fifo = folder / "fifo";
  ASSERT_EQ(mkfifo(fifo.c_str(), 0600), 0);
  expect_error(read_file(fifo, mebi), FileErrorKind::special, fifo + " is not a regular file (a FIFO)");
  expect_error(read_file("/dev/zero", mebi), FileErrorKind::special,
               "/dev/zero is not a regular file (a device)");
  expect_error(read_file("/dev/null", mebi), FileErrorKind::special,
               "/dev/null is not a regular file (a device)");

  const auto socket_path = folder / "socket";
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  ASSERT_LT(socket_path.size(), sizeof(address.sun_path));
  socket_path.copy(address.sun_path, socket_path.size());
  const int server = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  ASSERT_EQ(bind(server, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  expect_error(read_file(socket_path, mebi), FileErrorKind::special,
               socket_path + " is not a regular file (a socket)");
  close(server);

  EXPECT_EQ(list_files(folder.path()).value(), (Strings{fifo, socket_path})) << "not left out unseen";
  EXPECT_EQ(replace_file(fifo, "x").error().message, "is not a regular file (a FIFO)");
}

TEST(ReadFile, FilesThatDoNotKnowTheirSizeAreReadWhole) {
  const auto read = read_file("/proc/self/status", mebi);
  ASSERT_TRUE(read) << to_string(read.error());
  EXPECT_EQ(read->rfind("Name:", 0), 0u);
  EXPECT_GT(read->size(), 100u);
  EXPECT_EQ(read_file("/proc/self/status", 10).error().kind, FileErrorKind::too_large);
}

TEST(ReadFile, SymbolicLinksAreFollowedAndLoopsAreNamed) {
  const TemporaryDirectory folder;
  folder.write("file", "text");
  ASSERT_EQ(symlink("file", (folder / "link").c_str()), 0);
  ASSERT_EQ(symlink("loop", (folder / "loop").c_str()), 0);
  ASSERT_EQ(symlink("gone", (folder / "dangling").c_str()), 0);
  EXPECT_EQ(read_file(folder / "link", mebi).value(), "text");
  expect_error(read_file(folder / "loop", mebi), FileErrorKind::symlink_loop,
               folder / "loop cannot be read: its symbolic links form a loop");
  expect_error(read_file(folder / "dangling", mebi), FileErrorKind::missing,
               folder / "dangling does not exist");
  EXPECT_EQ(list_files(folder.path()).value(),
            (Strings{folder / "dangling", folder / "file", folder / "link", folder / "loop"}));
}

TEST(ReadFile, WhatMayNotBeReadIsDenied) {
  if (is_root()) GTEST_SKIP() << "root may read everything";
  const TemporaryDirectory folder;
  const auto path = folder.write("file", "text");
  ASSERT_EQ(chmod(path.c_str(), 0), 0);
  expect_error(read_file(path, mebi), FileErrorKind::denied, path + " cannot be read: Permission denied");
}

TEST(ListFiles, LinksToDirectoriesAreNotFollowed) {
  const TemporaryDirectory folder;
  folder.write("real/file", "");
  ASSERT_EQ(symlink("..", (folder / "real/up").c_str()), 0);
  ASSERT_EQ(symlink("real", (folder / "other").c_str()), 0);
  EXPECT_EQ(list_files(folder.path()).value(), Strings{folder / "real/file"});
  EXPECT_EQ(list_files(folder / "other").value(), Strings{folder / "other/file"}) << "the root may be a link";
}

TEST(ListFiles, WhatMayNotBeListedIsDenied) {
  if (is_root()) GTEST_SKIP() << "root may list everything";
  const TemporaryDirectory folder;
  const auto locked = folder.make_directory("locked");
  ASSERT_EQ(chmod(locked.c_str(), 0), 0);
  EXPECT_EQ(to_string(list_files(folder.path()).error()), locked + " cannot be listed: Permission denied");
  ASSERT_EQ(chmod(locked.c_str(), 0700), 0);
}

TEST(ReplaceFile, KeepsPermissionBits) {
  const TemporaryDirectory folder;
  const auto path = folder.write("file", "old");
  for (const mode_t mode : {0600U, 0644U, 0755U, 0666U}) {
    ASSERT_EQ(chmod(path.c_str(), mode), 0);
    ASSERT_TRUE(replace_file(path, "new"));
    EXPECT_EQ(mode_of(path), mode);
  }
}

TEST(ReplaceFile, ANewFileObeysTheUmask) {
  const TemporaryDirectory folder;
  const mode_t old = umask(027);
  const auto replaced = replace_file(folder / "file", "new");
  umask(old);
  ASSERT_TRUE(replaced);
  EXPECT_EQ(mode_of(folder / "file"), 0640u);
}

TEST(ReplaceFile, ALinkStaysAndItsTargetChanges) {
  const TemporaryDirectory folder;
  folder.write("deep/file", "old");
  ASSERT_EQ(symlink("deep/middle", (folder / "link").c_str()), 0);
  ASSERT_EQ(symlink("file", (folder / "deep/middle").c_str()), 0);
  ASSERT_TRUE(replace_file(folder / "link", "new"));
  EXPECT_TRUE(std::filesystem::is_symlink(folder / "link"));
  EXPECT_TRUE(std::filesystem::is_symlink(folder / "deep/middle"));
  EXPECT_EQ(TemporaryDirectory::read(folder / "deep/file"), "new");

  ASSERT_EQ(symlink((folder / "born").c_str(), (folder / "dangling").c_str()), 0);
  ASSERT_TRUE(replace_file(folder / "dangling", "new"));
  EXPECT_EQ(TemporaryDirectory::read(folder / "born"), "new");

  ASSERT_EQ(symlink("loop", (folder / "loop").c_str()), 0);
  EXPECT_EQ(to_string(replace_file(folder / "loop", "x").error()),
            folder / "loop cannot be written: its symbolic links form a loop");
}

TEST(ReplaceFile, AWriteProtectedFileStaysAsItWas) {
  if (is_root()) GTEST_SKIP() << "root may write everything";
  const TemporaryDirectory folder;
  const auto path = folder.write("file", "old");
  ASSERT_EQ(chmod(path.c_str(), 0444), 0);
  EXPECT_EQ(replace_file(path, "new").error().message, "cannot be written: Permission denied");
  ASSERT_EQ(chmod(folder.path().c_str(), 0555), 0);
  EXPECT_EQ(replace_file(folder / "other", "new").error().message, "cannot be written: Permission denied");
  ASSERT_EQ(chmod(folder.path().c_str(), 0755), 0);
  EXPECT_EQ(TemporaryDirectory::read(path), "old");
  EXPECT_EQ(folder.entries(), 1u);
}

TEST(ReplaceFile, AFullDiskLeavesTheOldFileAndNothingElse) {
  // /dev/full cannot hold a temporary file, so a limit on the file size is used instead of a full disk.
  const TemporaryDirectory folder;
  const auto path = folder.write("file", "old");
  const pid_t child = fork();
  if (child == 0) {
    signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{1000, 1000};
    setrlimit(RLIMIT_FSIZE, &limit);
    const auto replaced = replace_file(path, std::string(5000, 'x'));
    _exit(!replaced && replaced.error().message == "cannot be written: File too large" ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
  EXPECT_EQ(TemporaryDirectory::read(path), "old");
  EXPECT_EQ(folder.entries(), 1u);
}

#endif

}  // namespace
}  // namespace mprsim::file_test
