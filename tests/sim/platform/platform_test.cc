#include "sim/platform/platform.h"

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#if defined(_WIN32)
#include <windows.h>
#include <fcntl.h>
#include <io.h>
#else
#include <pty.h>
#include <sys/ioctl.h>
#include <unistd.h>
#endif

namespace mprsim::platform_test {
namespace {

constexpr StandardStream all_streams[] = {StandardStream::input, StandardStream::output,
                                          StandardStream::error};

TEST(Platform, OnlyATerminalHasAWidth) {
  for (const StandardStream stream : all_streams) {
    if (is_terminal(stream)) continue;
    EXPECT_EQ(terminal_width(stream), std::nullopt);
  }
}

TEST(Platform, ProcessIdIsStable) {
  EXPECT_NE(process_id(), 0u);
  EXPECT_EQ(process_id(), process_id());
}

void set_variable(const char* name, const char* value) {
#if defined(_WIN32)
  std::wstring wide(1000, L'\0');
  wide.resize(static_cast<std::size_t>(MultiByteToWideChar(CP_UTF8, 0, value, -1, wide.data(), 1000)));
  SetEnvironmentVariableW(std::wstring(name, name + std::string(name).size()).c_str(), wide.c_str());
#else
  setenv(name, value, 1);
#endif
}

TEST(Platform, EnvironmentVariablesAreUtf8) {
  EXPECT_EQ(environment_variable("MPRSIM_TEST_NOT_SET"), std::nullopt);
  EXPECT_EQ(environment_variable(""), std::nullopt);
  const std::string long_value(700, 'v');
  for (const std::string& value :
       {std::string("plain"), std::string("\xC3\xBC\xE2\x82\xAC\xF0\x9F\x98\x80"), long_value,
        std::string(255, 'a'), std::string(256, 'a'), std::string(257, 'a')}) {
    set_variable("MPRSIM_TEST_VALUE", value.c_str());
    EXPECT_EQ(environment_variable("MPRSIM_TEST_VALUE"), value);
  }
  EXPECT_TRUE(environment_variable("PATH"));
}

#if defined(_WIN32)

TEST(Platform, AnEmptyVariableIsSet) {
  SetEnvironmentVariableW(L"MPRSIM_TEST_EMPTY", L"");
  EXPECT_EQ(environment_variable("MPRSIM_TEST_EMPTY"), "");
}

const std::string difficult_argument = "--name=\xC3\xBC \xE2\x82\xAC \xF0\x9F\x98\x80";

// The next test runs this one in a child process, with an argument that the ANSI code page cannot hold.
TEST(PlatformChild, SeesItsArguments) {
  if (!environment_variable("MPRSIM_TEST_CHILD")) GTEST_SKIP() << "only in a child process";
  const auto arguments = command_line_arguments(0, nullptr);
  ASSERT_FALSE(arguments.empty());
  EXPECT_EQ(arguments.back(), difficult_argument);
}

TEST(Platform, ArgumentsAreUtf8) {
  wchar_t self[MAX_PATH];
  GetModuleFileNameW(nullptr, self, MAX_PATH);
  std::wstring command =
      L"\"" + std::wstring(self) +
      L"\" --gtest_brief=1 --gtest_filter=PlatformChild.* \"--name=\u00FC \u20AC \U0001F600\"";
  SetEnvironmentVariableW(L"MPRSIM_TEST_CHILD", L"1");
  STARTUPINFOW startup{};
  startup.cb = sizeof startup;
  PROCESS_INFORMATION process{};
  const BOOL started =
      CreateProcessW(self, command.data(), nullptr, nullptr, FALSE, 0, nullptr, nullptr, &startup, &process);
  SetEnvironmentVariableW(L"MPRSIM_TEST_CHILD", nullptr);
  ASSERT_TRUE(started);
  WaitForSingleObject(process.hProcess, INFINITE);
  DWORD code = 1;
  GetExitCodeProcess(process.hProcess, &code);
  CloseHandle(process.hThread);
  CloseHandle(process.hProcess);
  EXPECT_EQ(code, 0u);
}

TEST(Platform, AConsoleCarriesBytesAsTheyAre) {
  const PortableConsole console;
  for (FILE* file : {stdin, stdout, stderr}) {
    EXPECT_EQ(_setmode(_fileno(file), _O_BINARY), _O_BINARY);
  }
}

#else

TEST(Platform, AnEmptyVariableIsSet) {
  set_variable("MPRSIM_TEST_EMPTY", "");
  EXPECT_EQ(environment_variable("MPRSIM_TEST_EMPTY"), "");
}

TEST(Platform, ArgumentsAreUtf8) {
  const char* const argv[] = {"mprsim", "\xC3\xBC", "", nullptr};
  EXPECT_EQ(command_line_arguments(3, argv), (std::vector<std::string>{"mprsim", "\xC3\xBC", ""}));
}

TEST(Platform, ATerminalIsKnownWithItsWidth) {
  int terminal = -1;
  int user = -1;
  winsize size{};
  size.ws_row = 40;
  size.ws_col = 123;
  ASSERT_EQ(openpty(&terminal, &user, nullptr, nullptr, &size), 0);
  const int saved = dup(STDIN_FILENO);
  dup2(user, STDIN_FILENO);
  const bool known = is_terminal(StandardStream::input);
  const auto width = terminal_width(StandardStream::input);
  size.ws_col = 0;
  ioctl(user, TIOCSWINSZ, &size);
  const auto unknown_width = terminal_width(StandardStream::input);
  dup2(saved, STDIN_FILENO);
  for (const int descriptor : {saved, user, terminal}) close(descriptor);
  EXPECT_TRUE(known);
  EXPECT_EQ(width, 123u);
  EXPECT_EQ(unknown_width, std::nullopt);
}

TEST(Platform, AConsoleChangesNothingHere) {
  const PortableConsole console;
  SUCCEED();
}

#endif

}  // namespace
}  // namespace mprsim::platform_test
