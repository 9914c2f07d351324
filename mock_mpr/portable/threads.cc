// Threads, time and debug output.
#include <string>

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#include "mock_mpr/text/unicode.h"
#include "windows.h"

extern "C" {

void Sleep(DWORD milliseconds) {
  if (milliseconds == 0) {
    sched_yield();
    return;
  }
  if (milliseconds == INFINITE) {
    for (;;) pause();
  }
  timespec left{static_cast<time_t>(milliseconds / 1000), static_cast<long>(milliseconds % 1000) * 1'000'000};
  while (nanosleep(&left, &left) != 0 && errno == EINTR) {
  }
}

BOOL SwitchToThread(void) { return sched_yield() == 0; }

ULONGLONG GetTickCount64(void) {
  timespec now{};
  clock_gettime(CLOCK_BOOTTIME, &now);
  return static_cast<ULONGLONG>(now.tv_sec) * 1000 + static_cast<ULONGLONG>(now.tv_nsec) / 1'000'000;
}

DWORD GetTickCount(void) { return static_cast<DWORD>(GetTickCount64()); }
DWORD GetCurrentProcessId(void) { return static_cast<DWORD>(getpid()); }
DWORD GetCurrentThreadId(void) { return static_cast<DWORD>(gettid()); }

DWORD TlsAlloc(void) {
  pthread_key_t key;
  return pthread_key_create(&key, nullptr) == 0 ? key : TLS_OUT_OF_INDEXES;
}

// Clears the last error, so that a stored NULL is told from a failure.
LPVOID TlsGetValue(DWORD index) {
  SetLastError(ERROR_SUCCESS);
  return pthread_getspecific(index);
}

BOOL TlsSetValue(DWORD index, LPVOID value) { return pthread_setspecific(index, value) == 0; }
BOOL TlsFree(DWORD index) { return pthread_key_delete(index) == 0; }

void OutputDebugStringA(LPCSTR string) {
  if (string != nullptr && getenv("MPRSIM_DEBUG_OUTPUT") != nullptr) fputs(string, stderr);
}

void OutputDebugStringW(LPCWSTR string) {
  if (string != nullptr) OutputDebugStringA(mprsim::to_utf8(std::basic_string_view<WCHAR>(string)).c_str());
}

}  // extern "C"
