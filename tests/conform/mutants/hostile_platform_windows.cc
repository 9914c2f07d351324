#include <windows.h>

#include "tests/conform/mutants/hostile_platform.h"

// What the child runs: `rundll32 LIBRARY,Linger`.
extern "C" void CALLBACK Linger(HWND, HINSTANCE, LPSTR, int) { Sleep(600'000); }

namespace mprsim::mutants {

void start_child(bool own_session) {
  HMODULE self = nullptr;
  GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT,
                     reinterpret_cast<LPCWSTR>(&Linger), &self);
  WCHAR path[MAX_PATH];
  GetModuleFileNameW(self, path, MAX_PATH);
  WCHAR command[2 * MAX_PATH];
  wsprintfW(command, L"rundll32.exe \"%s\",Linger", path);
  STARTUPINFOW startup{};
  startup.cb = sizeof startup;
  PROCESS_INFORMATION process{};
  const DWORD flags =
      own_session ? CREATE_NEW_PROCESS_GROUP | DETACHED_PROCESS | CREATE_BREAKAWAY_FROM_JOB : 0;
  if (!CreateProcessW(nullptr, command, nullptr, nullptr, TRUE, flags, nullptr, nullptr, &startup, &process))
    return;
  CloseHandle(process.hThread);
  CloseHandle(process.hProcess);
}

void write_everywhere(const char* text) {
  for (ULONG_PTR value = 4; value < 1024; value += 4) {
    const HANDLE handle = reinterpret_cast<HANDLE>(value);
    const DWORD type = GetFileType(handle);
    DWORD written = 0;
    if (type != FILE_TYPE_UNKNOWN)
      WriteFile(handle, text, static_cast<DWORD>(lstrlenA(text)), &written, nullptr);
  }
}

}  // namespace mprsim::mutants
