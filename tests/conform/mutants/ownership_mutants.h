// Mutants that are wrong about whose name it is, or about what they say of it. See mutants.def.
#pragma once

#include "tests/conform/mutants/good_provider.h"

namespace mprsim::mutants {

struct SuccessForStrangers : GoodProvider {
  static DWORD NPCancelConnection(LPWSTR name, BOOL force) {
    const DWORD status = GoodProvider::NPCancelConnection(name, force);
    return status == WN_NOT_CONNECTED && is_there(name) ? WN_SUCCESS : status;
  }
};

struct CallsWNetInside : GoodProvider {
  static DWORD NPCancelConnection(LPWSTR name, BOOL force) {
    WCHAR remote[64];
    DWORD size = 64;
    if (is_there(name)) WNetGetConnectionW(name, remote, &size);
    return GoodProvider::NPCancelConnection(name, force);
  }
};

struct SlowToDecline : GoodProvider {
  static DWORD NPCancelConnection(LPWSTR name, BOOL force) {
    const DWORD status = GoodProvider::NPCancelConnection(name, force);
    if (status == WN_NOT_CONNECTED) Sleep(60);
    return status;
  }
};

struct ChecksNameFirst : GoodProvider {
  static bool is_ours(const WCHAR* name) {
    const example::Lock lock;
    return example::find_connection(name) != nullptr;
  }
  static DWORD NPCancelConnection(LPWSTR name, BOOL force) {
    return is_ours(name) ? GoodProvider::NPCancelConnection(name, force) : WN_NOT_CONNECTED;
  }
  static DWORD NPGetConnection(LPWSTR local, LPWSTR remote, LPDWORD size) {
    return is_ours(local) ? GoodProvider::NPGetConnection(local, remote, size) : WN_NOT_CONNECTED;
  }
};

struct ChecksBufferFirst : GoodProvider {
  static DWORD NPGetConnection(LPWSTR local, LPWSTR remote, LPDWORD size) {
    if (remote == nullptr || size == nullptr) return WN_BAD_POINTER;
    return GoodProvider::NPGetConnection(local, remote, size);
  }
};

template <DWORD Code>
struct RealFailureAs : GoodProvider {
  static DWORD NPCancelConnection(LPWSTR name, BOOL force) {
    const DWORD status = GoodProvider::NPCancelConnection(name, force);
    return status == WN_OPEN_FILES || status == WN_DEVICE_IN_USE ? Code : status;
  }
};
using FailureAsInvalidParameter = RealFailureAs<WN_BAD_VALUE>;
using FailureAsNoNetwork = RealFailureAs<WN_NO_NETWORK>;

struct SetsLastError : GoodProvider {
  static DWORD NPCancelConnection(LPWSTR name, BOOL force) {
    const DWORD status = GoodProvider::NPCancelConnection(name, force);
    if (status == WN_NOT_CONNECTED) SetLastError(status);
    return status;
  }
};

struct SetsLastErrorInStub : GoodProvider {
  static DWORD NPGetResourceParent(LPNETRESOURCEW, LPVOID, LPDWORD) {
    SetLastError(WN_NOT_SUPPORTED);
    return WN_NOT_SUPPORTED;
  }
};

struct ExtendedErrorWithoutText : GoodProvider {
  static DWORD NPCancelConnection(LPWSTR name, BOOL force) {
    const bool printing = has(name, example::Kind::job);
    const DWORD status = GoodProvider::NPCancelConnection(name, force);
    return status == WN_OPEN_FILES && printing ? WN_EXTENDED_ERROR : status;
  }
};

}  // namespace mprsim::mutants
