// A network provider, meant to be copied: the functions that the MPR calls to connect, disconnect and look
// up.
//
// Contract: the pages of npapi.h, and docs/rules.md of mprsim, whose rules are named below. Three habits
// keep it:
//   - Every function validates in the same order (provider.validation-order): Is the network there? Is the
//     request supported? Is the name ours? Are the other parameters valid? A provider that reports a bad
//     parameter for a name of another provider stops the MPR from finding the owner.
//   - No function calls a WNet or Shell function, or opens a UNC path: that would enter the MPR again
//     (route.no-reentry). WNetSetLastErrorW is the only exception.
//   - No function calls SetLastError: the MPR sets it to what we return (error.last-error-by-router).
#include <wchar.h>

#include "network.h"

using namespace example;

namespace {

constexpr WCHAR guest_user[] = L"guest";  // the user of a connection without a user name

constexpr DWORD share_closed = 1;  // this network's own error codes begin and end here

// All text that the provider returns goes through this function. Sizes are in characters and include the NUL
// (provider.characters). Nothing is written past the given size, and the required size is returned
// (provider.no-overrun).
DWORD give_text(const WCHAR* text, LPWSTR buffer, LPDWORD characters) {
  if (characters == nullptr) return WN_BAD_POINTER;
  const DWORD needed = static_cast<DWORD>(wcslen(text)) + 1;
  if (*characters < needed) {
    *characters = needed;
    return WN_MORE_DATA;
  }
  if (buffer == nullptr) return WN_BAD_POINTER;
  wcscpy(buffer, text);
  return WN_SUCCESS;
}

// The function failed, and the text says why. Without the text, a caller that follows the documentation and
// calls WNetGetLastError would show an older text (error.extended).
DWORD fail_with_text(DWORD code, const WCHAR* text) {
  WNetSetLastErrorW(code, const_cast<LPWSTR>(text), const_cast<LPWSTR>(provider_name));
  return WN_EXTENDED_ERROR;
}

// Drive letters are for disks, ports for printers.
bool fits(const WCHAR* device, const Share& share) {
  return (device[1] == L':') == (share.type == RESOURCETYPE_DISK);
}

DWORD check_device(const WCHAR* local_name, const Share& share, WCHAR (&device)[device_size]) {
  device[0] = 0;
  if (local_name == nullptr || local_name[0] == 0) return WN_SUCCESS;  // a connection without a device
  if (!device_from(local_name, device)) return WN_BAD_LOCALNAME;
  if (!fits(device, share)) return WN_BAD_DEV_TYPE;
  if (find_connection(device) != nullptr) return WN_ALREADY_CONNECTED;
  return WN_SUCCESS;
}

// The error that blocks a cancel of this connection, or WN_SUCCESS. A process that uses the device (as its
// current directory, for example) is not an open file: it has a code of its own, and force does not override
// it (force.device-in-use).
DWORD check_idle(const Connection& connection, BOOL force) {
  if (count_handles(connection, Kind::use) != 0) return WN_DEVICE_IN_USE;
  if (force) return WN_SUCCESS;
  if (count_handles(connection, Kind::file) != 0) return WN_OPEN_FILES;
  if (count_handles(connection, Kind::job) != 0) return WN_OPEN_FILES;
  return WN_SUCCESS;
}

}  // namespace

// Called when the MPR loads the provider, and by any caller at any time: constants, and no side effects
// (caps.pure). Every bit stands for an export (caps.missing-export), and every export has its bit.
extern "C" DWORD APIENTRY NPGetCaps(DWORD ndex) {
  switch (ndex) {
    case WNNC_SPEC_VERSION:
      return WNNC_SPEC_VERSION51;
    case WNNC_NET_TYPE:
      return 0x00F00000;  // of your network; Microsoft assigns them, and winnetwk.h lists those that are
                          // taken
    case WNNC_DRIVER_VERSION:
      return 0x00010000;
    case WNNC_USER:
      return WNNC_USR_GETUSER;
    case WNNC_CONNECTION:
      return WNNC_CON_ADDCONNECTION | WNNC_CON_ADDCONNECTION3 | WNNC_CON_CANCELCONNECTION |
             WNNC_CON_GETCONNECTIONS;
    case WNNC_ENUMERATION:
      return WNNC_ENUM_GLOBAL | WNNC_ENUM_LOCAL;
    case WNNC_DIALOG:
      return WNNC_DLG_GETRESOURCEPARENT;
    case WNNC_START:
      return WNNC_WAIT_FOR_START;  // 1: we are there as soon as we are loaded
    default:
      return 0;  // for unknown indexes as well
  }
}

extern "C" DWORD APIENTRY NPAddConnection3(HWND, LPNETRESOURCEW lpNetResource, LPWSTR lpPassword,
                                           LPWSTR lpUserName, DWORD) {
  const Lock lock;
  if (!network.running) return WN_NO_NETWORK;
  // WN_BAD_NETNAME means "not mine", and the MPR asks the next provider. A missing name is not ours either.
  const Share* share = lpNetResource == nullptr ? nullptr : find_share(lpNetResource->lpRemoteName);
  if (share == nullptr) return WN_BAD_NETNAME;

  // From here on the name is ours, and a failure has its real code (provider.faithful-codes). WN_BAD_VALUE
  // and WN_NO_NETWORK would be wrong: the MPR takes them for "not mine" and "not there".
  const DWORD type = lpNetResource->dwType;
  if (type != RESOURCETYPE_ANY && type != share->type) return WN_BAD_DEV_TYPE;
  WCHAR device[device_size];
  const DWORD status = check_device(lpNetResource->lpLocalName, *share, device);
  if (status != WN_SUCCESS) return status;
  if (share->closed != nullptr) return fail_with_text(share_closed, share->closed);
  if (share->password != nullptr && (lpPassword == nullptr || wcscmp(share->password, lpPassword) != 0)) {
    return WN_BAD_PASSWORD;
  }
  const WCHAR* user = lpUserName == nullptr ? guest_user : lpUserName;
  if (wcslen(user) >= user_size) return WN_BAD_USER;
  return add_connection(device, *share, user) == nullptr ? WN_OUT_OF_MEMORY : WN_SUCCESS;
}

extern "C" DWORD APIENTRY NPAddConnection(LPNETRESOURCEW lpNetResource, LPWSTR lpPassword,
                                          LPWSTR lpUserName) {
  return NPAddConnection3(nullptr, lpNetResource, lpPassword, lpUserName, 0);
}

// lpName is a device or a remote name. A remote name stands for all connections to it without a device. They
// are cancelled all together or not at all: check them first and then cancel, so that a cancel that fails
// changes nothing (force.failure-leaves-intact).
extern "C" DWORD APIENTRY NPCancelConnection(LPWSTR lpName, BOOL fForce) {
  const Lock lock;
  if (!network.running) return WN_NO_NETWORK;
  if (find_connection(lpName) == nullptr) return WN_NOT_CONNECTED;  // for a NULL name as well
  for (const Connection& connection : network.connections) {
    if (!is_named(connection, lpName)) continue;
    const DWORD status = check_idle(connection, fForce);
    if (status != WN_SUCCESS) return status;
  }
  for (Connection& connection : network.connections) {
    if (is_named(connection, lpName)) remove_connection(connection);
  }
  return WN_SUCCESS;
}

extern "C" DWORD APIENTRY NPGetConnection(LPWSTR lpLocalName, LPWSTR lpRemoteName, LPDWORD lpnBufferLen) {
  const Lock lock;
  if (!network.running) return WN_NO_NETWORK;
  const Connection* connection = find_connection(lpLocalName);
  if (connection == nullptr || connection->device[0] == 0) return WN_NOT_CONNECTED;
  return give_text(connection->share->remote_name, lpRemoteName, lpnBufferLen);
}

extern "C" DWORD APIENTRY NPGetUser(LPWSTR lpName, LPWSTR lpUserName, LPDWORD lpnBufferLen) {
  const Lock lock;
  if (!network.running) return WN_NO_NETWORK;
  if (lpName == nullptr || lpName[0] == 0) return give_text(guest_user, lpUserName, lpnBufferLen);
  const Connection* connection = find_connection(lpName);
  if (connection == nullptr) return WN_NOT_CONNECTED;
  return give_text(connection->user, lpUserName, lpnBufferLen);
}
