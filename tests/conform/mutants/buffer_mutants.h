// Mutants that misjudge their caller's buffer. See mutants.def.
#pragma once

#include <string.h>

#include "tests/conform/mutants/good_provider.h"

namespace mprsim::mutants {

// Every remote name fits in here.
inline constexpr DWORD enough = 64;

struct BytesForCharacters : GoodProvider {
  static DWORD NPGetConnection(LPWSTR local, LPWSTR remote, LPDWORD size) {
    WCHAR text[enough];
    DWORD characters = enough;
    const DWORD status = GoodProvider::NPGetConnection(local, text, &characters);
    if (status != WN_SUCCESS || size == nullptr) return status;
    const DWORD bytes = static_cast<DWORD>((wcslen(text) + 1) * sizeof(WCHAR));
    if (*size < bytes) {
      *size = bytes;
      return WN_MORE_DATA;
    }
    memcpy(remote, text, bytes);
    return WN_SUCCESS;
  }
};

struct WritesOneTooFar : GoodProvider {
  static DWORD NPGetConnection(LPWSTR local, LPWSTR remote, LPDWORD size) {
    const DWORD status = GoodProvider::NPGetConnection(local, remote, size);
    if (status == WN_SUCCESS) remote[wcslen(remote) + 1] = 0;
    return status;
  }
};

struct UserOneTooFar : GoodProvider {
  static DWORD NPGetUser(LPWSTR name, LPWSTR user, LPDWORD size) {
    const DWORD status = GoodProvider::NPGetUser(name, user, size);
    if (status == WN_SUCCESS) user[wcslen(user) + 1] = 0;
    return status;
  }
};

struct StatesNoNeed : GoodProvider {
  static DWORD NPGetConnection(LPWSTR local, LPWSTR remote, LPDWORD size) {
    if (size == nullptr) return GoodProvider::NPGetConnection(local, remote, size);
    DWORD characters = *size;
    return GoodProvider::NPGetConnection(local, remote, &characters);
  }
};

struct CutsTextShort : GoodProvider {
  static DWORD NPGetConnection(LPWSTR local, LPWSTR remote, LPDWORD size) {
    const DWORD given = size == nullptr ? 0 : *size;
    const DWORD status = GoodProvider::NPGetConnection(local, remote, size);
    if (status != WN_MORE_DATA || given == 0 || remote == nullptr) return status;
    WCHAR text[enough];
    DWORD characters = enough;
    GoodProvider::NPGetConnection(local, text, &characters);
    memcpy(remote, text, (given - 1) * sizeof(WCHAR));
    remote[given - 1] = 0;
    return WN_SUCCESS;
  }
};

}  // namespace mprsim::mutants
