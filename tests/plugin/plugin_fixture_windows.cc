#include <windows.h>
#include <tlhelp32.h>

#include "tests/plugin/plugin_fixture.h"

namespace mprsim {

const char* const PluginTest::abort_signal = "abort";
const char* const PluginTest::access = "EXCEPTION_ACCESS_VIOLATION";
const char* const PluginTest::divide_signal = "EXCEPTION_INT_DIVIDE_BY_ZERO";
const char* const PluginTest::stack_overflow = "EXCEPTION_STACK_OVERFLOW";

// The misbehaving library leaves this program running.
Survivors::Survivors() : marker_("plugin_lingering.exe") {
  const std::string program = std::string(MPRSIM_TEST_LIBRARIES) + "/" + marker_;
  SetEnvironmentVariableW(L"MPRSIM_TEST_LINGER", std::wstring(program.begin(), program.end()).c_str());
}

std::size_t Survivors::count() const {
  const HANDLE snapshot = CreateToolhelp32Snapshot(TH32CS_SNAPPROCESS, 0);
  PROCESSENTRY32W entry{};
  entry.dwSize = sizeof entry;
  std::size_t found = 0;
  for (BOOL more = Process32FirstW(snapshot, &entry); more != 0; more = Process32NextW(snapshot, &entry)) {
    const std::wstring name = entry.szExeFile;
    // Tests that run at the same time have hosts too.
    const bool is_our_host = name == L"mprsim-host.exe" && entry.th32ParentProcessID == GetCurrentProcessId();
    if (is_our_host || name == std::wstring(marker_.begin(), marker_.end())) ++found;
  }
  CloseHandle(snapshot);
  return found;
}

}  // namespace mprsim
