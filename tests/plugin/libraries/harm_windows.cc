#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <windows.h>

#include "tests/plugin/libraries/harm.h"

namespace harm {
namespace {

constexpr std::uintptr_t most_handles = 4'096;

// Starts a program that does nothing until it is ended.
void start_lingering(DWORD flags) {
  wchar_t program[32'768];
  const DWORD length = GetEnvironmentVariableW(L"MPRSIM_TEST_LINGER", program, 32'768);
  if (length == 0) std::abort();
  STARTUPINFOW startup{};
  startup.cb = sizeof startup;
  PROCESS_INFORMATION started{};
  if (CreateProcessW(nullptr, program, nullptr, nullptr, FALSE, flags, nullptr, nullptr, &startup,
                     &started) == 0) {
    std::abort();
  }
  CloseHandle(started.hProcess);
  CloseHandle(started.hThread);
}

template <class Action>
void for_each_pipe(Action action) {
  for (std::uintptr_t value = 4; value < most_handles; value += 4) {
    const auto handle = reinterpret_cast<HANDLE>(value);
    if (GetFileType(handle) != FILE_TYPE_PIPE) continue;
    if (handle == GetStdHandle(STD_OUTPUT_HANDLE) || handle == GetStdHandle(STD_ERROR_HANDLE)) continue;
    action(handle);
  }
}

}  // namespace

void sleep_milliseconds(unsigned milliseconds) { Sleep(milliseconds); }

void scribble_on_descriptors() {
  static constexpr char garbage[] =
      "This is no reply of anybody's, and long enough to be taken for a header.";
  for_each_pipe([](HANDLE pipe) {
    DWORD written = 0;
    WriteFile(pipe, garbage, sizeof garbage, &written, nullptr);
  });
}

void close_descriptors() {
  for_each_pipe([](HANDLE pipe) { CloseHandle(pipe); });
}

void leave_child() { start_lingering(0); }
void leave_child_in_own_session() { start_lingering(DETACHED_PROCESS | CREATE_NEW_PROCESS_GROUP); }
void leave_orphan() { start_lingering(CREATE_NEW_CONSOLE | CREATE_NEW_PROCESS_GROUP); }

void overflow_stack() {
  volatile char frame[4096];
  frame[0] = 1;
  if (frame[0] == 1) overflow_stack();
  frame[1] = frame[0];
}

// Writes far beyond a block, then frees everything.
void corrupt_heap() {
  constexpr std::size_t count = 64;
  void* blocks[count];
  for (void*& block : blocks) block = HeapAlloc(GetProcessHeap(), 0, 40);
  auto* bytes = static_cast<volatile char*>(blocks[0]);
  for (std::size_t i = 0; i < 4'096; ++i) bytes[i] = 0x41;
  for (void* block : blocks) HeapFree(GetProcessHeap(), 0, block);
  for (void*& block : blocks) block = HeapAlloc(GetProcessHeap(), 0, 400);
}

void eat_memory() {
  for (;;) {
    constexpr std::size_t bite = 1U << 20;
    char* volatile memory = static_cast<char*>(std::malloc(bite));
    std::memset(memory, 1, bite);
  }
}

}  // namespace harm
