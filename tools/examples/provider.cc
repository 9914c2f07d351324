// A network provider, written to be copied: what the MPR calls to connect, disconnect and look up.
//
// Contract: the pages of npapi.h, and docs/rules.md of mprsim, whose rules are named below. Three habits keep
// it:
//   - Every function asks in the same order (provider.validation-order): is the network there, do we support
//   what is
//     asked, is the name ours, and only then whether the other parameters are any good. Whoever complains
//     about a parameter first stops the MPR from finding the provider that owns the name.
//   - Nothing here calls WNet or Shell functions, or touches a UNC path: that would lead back into the MPR
//     (route.no-reentry). WNetSetLastErrorW is the one exception.
//   - Nothing here calls SetLastError: the MPR sets it to what we return (error.last-error-by-router).
#include <wchar.h>

#include "network.h"

using namespace example;

namespace {

constexpr WCHAR guest_user[] = L"guest";  // who one is here without a user name of one's own

constexpr DWORD share_closed = 1;  // this network's own error codes begin and end here

// The one way in which text leaves the provider. Sizes are in characters and count the NUL
// (provider.characters); nothing is written past the size given, and the size that is needed is told
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

// "The function failed; the text says why." Without the text a caller that follows the documentation and asks
// WNetGetLastError shows whatever was there before (error.extended).
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

// What stands in the way of cancelling this connection. A process that uses the device as its own (its
// current directory, say) is not an open file: it has its own code, and force does not help
// (force.device-in-use).
DWORD check_idle(const Connection& connection, BOOL force) {
  if (count_handles(connection, Kind::use) != 0) return WN_DEVICE_IN_USE;
  if (force) return WN_SUCCESS;
  if (count_handles(connection, Kind::file) != 0) return WN_OPEN_FILES;
  if (count_handles(connection, Kind::job) != 0) return WN_OPEN_FILES;
  return WN_SUCCESS;
}

}  // namespace

// Asked when the MPR loads the provider, and by anybody at any time: constants, and no side effects
// (caps.pure). Every bit promises an export (caps.missing-export), and no export goes unannounced.
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
      return 0;  // also for what is not invented yet
  }
}

extern "C" DWORD APIENTRY NPAddConnection3(HWND, LPNETRESOURCEW lpNetResource, LPWSTR lpPassword,
                                           LPWSTR lpUserName, DWORD) {
  const Lock lock;
  if (!network.running) return WN_NO_NETWORK;
  // WN_BAD_NETNAME says "not mine" and lets the MPR ask the next provider; so does a missing name.
  const Share* share = lpNetResource == nullptr ? nullptr : find_share(lpNetResource->lpRemoteName);
  if (share == nullptr) return WN_BAD_NETNAME;

  // From here on the name is ours, and a failure is a failure (provider.faithful-codes): neither
  // WN_BAD_VALUE nor WN_NO_NETWORK, which the MPR would take for "not mine" or "not there".
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

// lpName is a device or a remote name. A remote name stands for all connections to it that have no device,
// and they go together or not at all: look first, then act, so that a refusal has touched nothing
// (force.failure-leaves-intact).
extern "C" DWORD APIENTRY NPCancelConnection(LPWSTR lpName, BOOL fForce) {
  const Lock lock;
  if (!network.running) return WN_NO_NETWORK;
  if (find_connection(lpName) == nullptr) return WN_NOT_CONNECTED;  // nor does anybody own a NULL name
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
