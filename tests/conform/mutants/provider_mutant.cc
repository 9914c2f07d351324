// The exports of a provider mutant. The build names it: MPRSIM_MUTANT_NAME is a structure of the headers
// below.
#include "tests/conform/mutants/buffer_mutants.h"
#include "tests/conform/mutants/force_mutants.h"
#include "tests/conform/mutants/hostile_mutants.h"
#include "tests/conform/mutants/name_mutants.h"
#include "tests/conform/mutants/ownership_mutants.h"
#include "tests/conform/mutants/table_mutants.h"

using Mutant = mprsim::mutants::MPRSIM_MUTANT_NAME;

namespace {

[[maybe_unused]] const bool loaded = Mutant::load();

}  // namespace

extern "C" {

DWORD APIENTRY NPGetCaps(DWORD ndex) { return Mutant::NPGetCaps(ndex); }

DWORD APIENTRY NPAddConnection(LPNETRESOURCEW lpNetResource, LPWSTR lpPassword, LPWSTR lpUserName) {
  return Mutant::NPAddConnection3(nullptr, lpNetResource, lpPassword, lpUserName, 0);
}

DWORD APIENTRY NPAddConnection3(HWND hwndOwner, LPNETRESOURCEW lpNetResource, LPWSTR lpPassword,
                                LPWSTR lpUserName, DWORD dwFlags) {
  return Mutant::NPAddConnection3(hwndOwner, lpNetResource, lpPassword, lpUserName, dwFlags);
}

DWORD APIENTRY NPCancelConnection(LPWSTR lpName, BOOL fForce) {
  return Mutant::NPCancelConnection(lpName, fForce);
}

DWORD APIENTRY NPGetConnection(LPWSTR lpLocalName, LPWSTR lpRemoteName, LPDWORD lpnBufferLen) {
  return Mutant::NPGetConnection(lpLocalName, lpRemoteName, lpnBufferLen);
}

DWORD APIENTRY NPGetUser(LPWSTR lpName, LPWSTR lpUserName, LPDWORD lpnBufferLen) {
  return Mutant::NPGetUser(lpName, lpUserName, lpnBufferLen);
}

DWORD APIENTRY NPOpenEnum(DWORD dwScope, DWORD dwType, DWORD dwUsage, LPNETRESOURCEW lpNetResource,
                          LPHANDLE lphEnum) {
  return Mutant::NPOpenEnum(dwScope, dwType, dwUsage, lpNetResource, lphEnum);
}

DWORD APIENTRY NPEnumResource(HANDLE hEnum, LPDWORD lpcCount, LPVOID lpBuffer, LPDWORD lpBufferSize) {
  return Mutant::NPEnumResource(hEnum, lpcCount, lpBuffer, lpBufferSize);
}

DWORD APIENTRY NPCloseEnum(HANDLE hEnum) { return Mutant::NPCloseEnum(hEnum); }

DWORD APIENTRY NPGetResourceParent(LPNETRESOURCEW lpNetResource, LPVOID lpBuffer, LPDWORD lpBufferSize) {
  return Mutant::NPGetResourceParent(lpNetResource, lpBuffer, lpBufferSize);
}

DWORD APIENTRY MprBenchTouchFile(HANDLE hFile) { return Mutant::MprBenchTouchFile(hFile); }

}  // extern "C"
