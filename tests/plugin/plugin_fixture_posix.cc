#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <unistd.h>

#include "tests/plugin/plugin_fixture.h"

namespace mprsim {

const char* const PluginTest::abort_signal = "SIGABRT";
const char* const PluginTest::access = "SIGSEGV";
const char* const PluginTest::divide_signal = "SIGFPE";
const char* const PluginTest::stack_overflow = "SIGSEGV";

// A process that only forks keeps the environment with which its program was started.
Survivors::Survivors() {
  static int number = 0;
  marker_ = std::to_string(getpid()) + "." + std::to_string(++number);
  setenv("MPRSIM_TEST_MARKER", marker_.c_str(), 1);
}

std::size_t Survivors::count() const {
  std::size_t found = 0;
  const std::string wanted = "MPRSIM_TEST_MARKER=" + marker_;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator("/proc", ignored)) {
    std::ifstream file(entry.path() / "environ", std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    if (text.find(wanted + '\0') != std::string::npos) ++found;
  }
  return found;
}

}  // namespace mprsim
