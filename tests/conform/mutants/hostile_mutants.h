// Mutants that harm the program that loads them. See mutants.def. None lives longer than ten minutes,
// even if something goes wrong.
#pragma once

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/conform/mutants/good_provider.h"
#include "tests/conform/mutants/hostile_platform.h"

namespace mprsim::mutants {

inline constexpr DWORD ten_minutes = 600'000;

inline bool crash() {
  int* volatile nowhere = nullptr;
  *nowhere = 1;
  return false;
}

struct Crashes : GoodProvider {
  static DWORD NPCancelConnection(LPWSTR, BOOL) { return crash() ? WN_SUCCESS : WN_NOT_CONNECTED; }
};

struct CrashesWhenLoaded : GoodProvider {
  static bool load() { return crash(); }
};

struct OverflowsItsStack : GoodProvider {
  static DWORD NPCancelConnection(LPWSTR name, BOOL force) {
    volatile char frame[4096];
    frame[0] = force ? 1 : 0;
    DWORD (*volatile again)(LPWSTR, BOOL) = NPCancelConnection;
    return again(name, force) + static_cast<DWORD>(frame[0]);
  }
};

struct CorruptsItsHeap : GoodProvider {
  static DWORD NPCancelConnection(LPWSTR, BOOL) {
    LPVOID volatile block = HeapAlloc(GetProcessHeap(), 0, 64);
    HeapFree(GetProcessHeap(), 0, block);
    HeapFree(GetProcessHeap(), 0, block);
    memset(static_cast<char*>(block) - 64, 0x5A, 4096);
    for (int i = 0; i < 1000; ++i) free(malloc(static_cast<size_t>(i) * 16));
    return WN_NOT_CONNECTED;
  }
};

struct EatsMemory : GoodProvider {
  static DWORD NPCancelConnection(LPWSTR, BOOL) {
    constexpr SIZE_T block = SIZE_T{16} << 20;
    for (int i = 0; i < 1024; ++i) {  // 16 GiB at most
      LPVOID memory = HeapAlloc(GetProcessHeap(), 0, block);
      if (memory == nullptr) crash();  // as a program that does not look at what it got
      memset(memory, 1, block);
    }
    return WN_NOT_CONNECTED;
  }
};

struct Hangs : GoodProvider {
  static DWORD NPCancelConnection(LPWSTR, BOOL) {
    Sleep(ten_minutes);
    return WN_NOT_CONNECTED;
  }
};

struct ExitsWithZero : GoodProvider {
  static DWORD NPCancelConnection(LPWSTR, BOOL) { exit(0); }
};

struct Aborts : GoodProvider {
  static DWORD NPCancelConnection(LPWSTR, BOOL) { abort(); }
};

struct FloodsItsOutput : GoodProvider {
  static DWORD NPCancelConnection(LPWSTR name, BOOL force) {
    static char block[1 << 16];
    memset(block, '#', sizeof block);
    for (int i = 0; i < (1 << 30) / (1 << 16); ++i)
      fwrite(block, 1, sizeof block, i % 2 == 0 ? stdout : stderr);
    return GoodProvider::NPCancelConnection(name, force);
  }
};

struct LeavesChild : GoodProvider {
  static DWORD NPCancelConnection(LPWSTR name, BOOL force) {
    start_child(false);
    return GoodProvider::NPCancelConnection(name, force);
  }
};

struct LeavesChildInSession : GoodProvider {
  static DWORD NPCancelConnection(LPWSTR name, BOOL force) {
    start_child(true);
    return GoodProvider::NPCancelConnection(name, force);
  }
};

struct ScribblesOverProtocol : GoodProvider {
  static DWORD NPCancelConnection(LPWSTR name, BOOL force) {
    write_everywhere("garbage, and more of it");
    return GoodProvider::NPCancelConnection(name, force);
  }
};

}  // namespace mprsim::mutants
