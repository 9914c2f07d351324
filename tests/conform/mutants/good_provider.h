// The example provider under other names: what a mutant overrides, and what it falls back on.
//
// The example's sources are compiled once more with every NP function renamed (CMakeLists.txt), so that the
// example itself knows nothing of its mutants. A mutant is a structure that derives from GoodProvider and
// hides one function; provider_mutant.cc exports what the structure named by the build has.
#pragma once

#include <mprbench.h>
#include <wchar.h>

#include "tools/examples/network.h"

extern "C" {
DWORD APIENTRY good_NPGetCaps(DWORD ndex);
DWORD APIENTRY good_NPAddConnection3(HWND hwndOwner, LPNETRESOURCEW lpNetResource, LPWSTR lpPassword,
                                     LPWSTR lpUserName, DWORD dwFlags);
DWORD APIENTRY good_NPCancelConnection(LPWSTR lpName, BOOL fForce);
DWORD APIENTRY good_NPGetConnection(LPWSTR lpLocalName, LPWSTR lpRemoteName, LPDWORD lpnBufferLen);
DWORD APIENTRY good_NPGetUser(LPWSTR lpName, LPWSTR lpUserName, LPDWORD lpnBufferLen);
DWORD APIENTRY good_NPOpenEnum(DWORD dwScope, DWORD dwType, DWORD dwUsage, LPNETRESOURCEW lpNetResource,
                               LPHANDLE lphEnum);
DWORD APIENTRY good_NPEnumResource(HANDLE hEnum, LPDWORD lpcCount, LPVOID lpBuffer, LPDWORD lpBufferSize);
DWORD APIENTRY good_NPCloseEnum(HANDLE hEnum);
DWORD APIENTRY good_NPGetResourceParent(LPNETRESOURCEW lpNetResource, LPVOID lpBuffer, LPDWORD lpBufferSize);
DWORD APIENTRY good_MprBenchTouchFile(HANDLE hFile);
}

namespace mprsim::mutants {

struct GoodProvider {
  /// Runs when the library is loaded.
  static bool load() { return true; }

  static DWORD NPGetCaps(DWORD index) { return good_NPGetCaps(index); }
  static DWORD NPAddConnection3(HWND owner, LPNETRESOURCEW resource, LPWSTR password, LPWSTR user,
                                DWORD flags) {
    return good_NPAddConnection3(owner, resource, password, user, flags);
  }
  static DWORD NPCancelConnection(LPWSTR name, BOOL force) { return good_NPCancelConnection(name, force); }
  static DWORD NPGetConnection(LPWSTR local, LPWSTR remote, LPDWORD size) {
    return good_NPGetConnection(local, remote, size);
  }
  static DWORD NPGetUser(LPWSTR name, LPWSTR user, LPDWORD size) { return good_NPGetUser(name, user, size); }
  static DWORD NPOpenEnum(DWORD scope, DWORD type, DWORD usage, LPNETRESOURCEW resource, LPHANDLE handle) {
    return good_NPOpenEnum(scope, type, usage, resource, handle);
  }
  static DWORD NPEnumResource(HANDLE handle, LPDWORD count, LPVOID buffer, LPDWORD size) {
    return good_NPEnumResource(handle, count, buffer, size);
  }
  static DWORD NPCloseEnum(HANDLE handle) { return good_NPCloseEnum(handle); }
  static DWORD NPGetResourceParent(LPNETRESOURCEW resource, LPVOID buffer, LPDWORD size) {
    return good_NPGetResourceParent(resource, buffer, size);
  }
  static DWORD MprBenchTouchFile(HANDLE file) { return good_MprBenchTouchFile(file); }
};

/// Whether something of that kind keeps a connection of that name busy.
inline bool has(const WCHAR* name, example::Kind kind) {
  const example::Lock lock;
  for (const example::Connection& connection : example::network.connections) {
    if (example::is_named(connection, name) && example::count_handles(connection, kind) != 0) return true;
  }
  return false;
}

/// A name that calls for a thorough look: there is one, and it is not empty.
inline bool is_there(const WCHAR* name) { return name != nullptr && name[0] != 0; }

inline bool is_letter(WCHAR c) { return (c >= L'a' && c <= L'z') || (c >= L'A' && c <= L'Z'); }

}  // namespace mprsim::mutants
