// Memory, locks and threads inside a plug-in, and its entry point. The same checks run on Windows.
#include <windows.h>

// clang-format off
#include <winnetwk.h>
#include <npapi.h>
// clang-format on

#include <cstdint>
#include <cstring>
#include <thread>
#include <vector>

#include "tests/portable/plugin/checks.h"

namespace {

DWORD last_reason = 99;
HINSTANCE instance = nullptr;
int constructed = 0;

// Before the entry point, as C++ has it.
struct Constructed {
  Constructed() { constructed = last_reason == 99 ? 1 : 2; }
} const at_load;

template <class Work>
void in_threads(int count, Work work) {
  std::vector<std::thread> threads;
  for (int i = 0; i < count; ++i) threads.emplace_back(work);
  for (std::thread& thread : threads) thread.join();
}

}  // namespace

BOOL APIENTRY DllMain(HINSTANCE hinstDLL, DWORD fdwReason, LPVOID) {
  if (fdwReason == DLL_PROCESS_ATTACH) {
    DisableThreadLibraryCalls(hinstDLL);
    last_reason = fdwReason;
    instance = hinstDLL;
  }
  return TRUE;
}

CHECKS(NPTestEntryPoint) {
  CHECK(last_reason == DLL_PROCESS_ATTACH);
  CHECK(constructed == 1);
  CHECK(instance != nullptr);
}

CHECKS(NPTestMemory) {
  const HANDLE heap = GetProcessHeap();
  auto* block = static_cast<std::uint8_t*>(HeapAlloc(heap, HEAP_ZERO_MEMORY, 40));
  CHECK(block != nullptr && HeapSize(heap, 0, block) == 40);
  CHECK(reinterpret_cast<std::uintptr_t>(block) % 16 == 0);
  bool zero = true;
  for (int i = 0; i < 40; ++i) zero = zero && block[i] == 0;
  CHECK(zero);
  std::memset(block, 7, 40);
  block = static_cast<std::uint8_t*>(HeapReAlloc(heap, HEAP_ZERO_MEMORY, block, 4000));
  CHECK(block != nullptr && block[39] == 7 && HeapSize(heap, 0, block) == 4000);
  for (int i = 40; i < 4000; ++i) zero = zero && block[i] == 0;
  CHECK(zero);
  CHECK(HeapFree(heap, 0, block));
  CHECK(HeapFree(heap, 0, nullptr));
  CHECK(HeapAlloc(heap, 0, ~SIZE_T{0} / 2) == nullptr);
  auto* local = static_cast<WCHAR*>(LocalAlloc(LPTR, 10 * sizeof(WCHAR)));
  CHECK(local != nullptr && local[9] == 0 && LocalSize(local) == 20);
  CHECK(LocalFree(local) == nullptr);
  char text[4] = "abc";
  ZeroMemory(text, 2);
  CHECK(text[0] == 0 && text[2] == 'c');
  FillMemory(text, 2, 'x');
  MoveMemory(text + 1, text, 2);
  CopyMemory(text, "q", 1);
  CHECK(std::memcmp(text, "qxx", 3) == 0);
  SecureZeroMemory(text, 4);
  CHECK(text[0] == 0 && text[2] == 0);
}

CHECKS(NPTestCriticalSection) {
  CRITICAL_SECTION section;
  InitializeCriticalSection(&section);
  EnterCriticalSection(&section);
  CHECK(TryEnterCriticalSection(&section));  // the owner again
  BOOL other = TRUE;
  in_threads(1, [&] { other = TryEnterCriticalSection(&section); });
  CHECK(!other);
  LeaveCriticalSection(&section);
  in_threads(1, [&] { other = TryEnterCriticalSection(&section); });
  CHECK(!other);
  LeaveCriticalSection(&section);
  int count = 0;
  in_threads(4, [&] {
    for (int i = 0; i < 5000; ++i) {
      EnterCriticalSection(&section);
      ++count;
      LeaveCriticalSection(&section);
    }
  });
  CHECK(count == 20000);
  DeleteCriticalSection(&section);
  CHECK(InitializeCriticalSectionAndSpinCount(&section, 4000));
  EnterCriticalSection(&section);
  LeaveCriticalSection(&section);
  DeleteCriticalSection(&section);
}

CHECKS(NPTestReaderWriterLock) {
  static SRWLOCK lock = SRWLOCK_INIT;
  AcquireSRWLockShared(&lock);
  BOOLEAN shared = FALSE;
  BOOLEAN exclusive = TRUE;
  in_threads(1, [&] {
    shared = TryAcquireSRWLockShared(&lock);
    exclusive = TryAcquireSRWLockExclusive(&lock);
    ReleaseSRWLockShared(&lock);
  });
  CHECK(shared && !exclusive);
  ReleaseSRWLockShared(&lock);
  int a = 0;
  int b = 0;
  LONG torn = 0;
  in_threads(4, [&] {
    for (int i = 0; i < 2000; ++i) {
      AcquireSRWLockExclusive(&lock);
      ++a;
      ++b;
      ReleaseSRWLockExclusive(&lock);
      AcquireSRWLockShared(&lock);
      if (a != b) InterlockedIncrement(&torn);
      ReleaseSRWLockShared(&lock);
    }
  });
  CHECK(a == 8000 && b == 8000 && torn == 0);
  AcquireSRWLockExclusive(&lock);
  in_threads(1, [&] { shared = TryAcquireSRWLockShared(&lock); });
  CHECK(!shared);
  ReleaseSRWLockExclusive(&lock);
}

static BOOL WINAPI make(PINIT_ONCE, PVOID parameter, PVOID* context) {
  InterlockedIncrement(static_cast<LONG*>(parameter));
  *context = reinterpret_cast<PVOID>(static_cast<ULONG_PTR>(64));
  return TRUE;
}

static BOOL WINAPI fail(PINIT_ONCE, PVOID, PVOID*) { return FALSE; }

CHECKS(NPTestInitOnce) {
  INIT_ONCE once = INIT_ONCE_STATIC_INIT;
  LONG made = 0;
  CHECK(!InitOnceExecuteOnce(&once, fail, nullptr, nullptr));
  in_threads(4, [&] {
    PVOID context = nullptr;
    InitOnceExecuteOnce(&once, make, &made, &context);
    if (context != reinterpret_cast<PVOID>(static_cast<ULONG_PTR>(64))) InterlockedExchangeAdd(&made, 100);
  });
  CHECK(made == 1);
}

CHECKS(NPTestInterlocked) {
  LONG value = 5;
  CHECK(InterlockedIncrement(&value) == 6 && InterlockedDecrement(&value) == 5);
  CHECK(InterlockedExchange(&value, 7) == 5 && InterlockedExchangeAdd(&value, 3) == 7 && value == 10);
  CHECK(InterlockedCompareExchange(&value, 1, 9) == 10 && value == 10);
  CHECK(InterlockedCompareExchange(&value, 1, 10) == 10 && value == 1);
  CHECK(InterlockedOr(&value, 6) == 1 && InterlockedAnd(&value, 3) == 7 && InterlockedXor(&value, 1) == 3);
  CHECK(value == 2);
  LONG64 wide = 1;
  CHECK(InterlockedIncrement64(&wide) == 2 && InterlockedCompareExchange64(&wide, 9, 2) == 2 && wide == 9);
  PVOID pointer = nullptr;
  CHECK(InterlockedExchangePointer(&pointer, &value) == nullptr && pointer == &value);
  CHECK(InterlockedCompareExchangePointer(&pointer, nullptr, &value) == &value && pointer == nullptr);
}

CHECKS(NPTestThreads) {
  const DWORD here = GetCurrentThreadId();
  DWORD there = 0;
  in_threads(1, [&] { there = GetCurrentThreadId(); });
  CHECK(here != there && here == GetCurrentThreadId() && here != 0 && GetCurrentProcessId() != 0);
  const ULONGLONG before = GetTickCount64();
  // On Windows it counts in steps of about 16, and a busy machine may be a step behind.
  Sleep(40);
  CHECK(GetTickCount64() - before >= 15);
  const DWORD slot = TlsAlloc();
  CHECK(slot != TLS_OUT_OF_INDEXES && TlsGetValue(slot) == nullptr);
  CHECK(TlsSetValue(slot, &there) && TlsGetValue(slot) == &there);
  in_threads(1, [&] { there = TlsGetValue(slot) == nullptr ? 1 : 0; });
  CHECK(there == 1);
  CHECK(TlsFree(slot));
}

// --- What the host sees.

extern "C" __declspec(dllexport) void WINAPI NPTestSetLastError(DWORD code);
extern "C" __declspec(dllexport) void WINAPI NPTestSetLastError(DWORD code) { SetLastError(code); }

extern "C" __declspec(dllexport) void WINAPI NPTestSetExtendedError(void);
extern "C" __declspec(dllexport) void WINAPI NPTestSetExtendedError(void) {
  WCHAR text[] = L"The tape is torn.";
  WCHAR provider[] = L"Tape";
  WNetSetLastErrorW(77, text, provider);
}

extern "C" __declspec(dllexport) DWORD WINAPI NPTestReenter(LPWSTR name);
extern "C" __declspec(dllexport) DWORD WINAPI NPTestReenter(LPWSTR name) {
  const volatile DWORD status = WNetCancelConnection2W(name, 0, FALSE);  // no tail call: it returns to here
  return status;
}
