// The bench of the example provider: a conformance run uses it to put this network into a known state. Page:
// docs/conformance.md.
//
// For tests only. Build it into a test build of your provider or into a companion library, and do not ship
// it. The functions change the network directly, without the MPR and the NP functions, so that a check can
// compare the answers of the provider with the real state.
#include <mprbench.h>
#include <wchar.h>

#include "network.h"

using namespace example;

namespace {

// A handle is its place in the table, plus one.
HANDLE to_handle(DWORD place) { return reinterpret_cast<HANDLE>(static_cast<ULONG_PTR>(place) + 1); }

Handle* from_handle(HANDLE handle, Kind kind) {
  const ULONG_PTR place = reinterpret_cast<ULONG_PTR>(handle) - 1;
  if (place >= max_handles || network.handles[place].kind != kind) return nullptr;
  return &network.handles[place];
}

bool is_alive(const Handle& handle) {
  for (const Connection& connection : network.connections) {
    if (connection.id == handle.connection) return true;
  }
  return false;
}

DWORD open(LPCWSTR name, Kind kind, DWORD type, LPHANDLE result) {
  const Lock lock;
  if (!network.running) return WN_NO_NETWORK;
  const Connection* connection = find_connection(name);
  if (connection == nullptr) return WN_NOT_CONNECTED;
  if (type != RESOURCETYPE_ANY && type != connection->share->type) return WN_BAD_DEV_TYPE;
  for (DWORD place = 0; place < max_handles; ++place) {
    if (network.handles[place].kind != Kind::none) continue;
    network.handles[place] = {kind, connection->id};
    *result = to_handle(place);
    return WN_SUCCESS;
  }
  return WN_OUT_OF_MEMORY;
}

DWORD close(HANDLE handle, Kind kind) {
  const Lock lock;
  Handle* found = from_handle(handle, kind);
  if (found == nullptr) return WN_BAD_HANDLE;
  *found = Handle{};
  return WN_SUCCESS;
}

// Leaves out shares that need a password or are closed: a check has to be able to connect.
const Share* connectable(DWORD index) {
  for (const Share& share : share_list) {
    if (share.password != nullptr || share.closed != nullptr) continue;
    if (index-- == 0) return &share;
  }
  return nullptr;
}

}  // namespace

extern "C" DWORD APIENTRY MprBenchReset(void) {
  const Lock lock;
  for (Connection& connection : network.connections) remove_connection(connection);
  for (Handle& handle : network.handles) handle = Handle{};
  network.running = true;
  return WN_SUCCESS;
}

extern "C" DWORD APIENTRY MprBenchRemoteName(DWORD nIndex, LPDWORD lpdwType, LPWSTR lpRemoteName,
                                             LPDWORD lpnLength) {
  const Share* share = connectable(nIndex);
  if (share == nullptr) return WN_NO_MORE_ENTRIES;
  const DWORD needed = static_cast<DWORD>(wcslen(share->remote_name)) + 1;
  if (*lpnLength < needed) {
    *lpnLength = needed;
    return WN_MORE_DATA;
  }
  wcscpy(lpRemoteName, share->remote_name);
  *lpdwType = share->type;
  return WN_SUCCESS;
}

extern "C" DWORD APIENTRY MprBenchConnect(LPCWSTR lpLocalName, LPCWSTR lpRemoteName) {
  const Lock lock;
  const Share* share = find_share(lpRemoteName);
  if (share == nullptr) return WN_BAD_NETNAME;
  WCHAR device[device_size] = {};
  if (lpLocalName != nullptr) {
    if (!device_from(lpLocalName, device)) return WN_BAD_LOCALNAME;
    if (find_connection(device) != nullptr) return WN_ALREADY_CONNECTED;
  }
  return add_connection(device, *share, L"bench") == nullptr ? WN_OUT_OF_MEMORY : WN_SUCCESS;
}

extern "C" DWORD APIENTRY MprBenchOpenFile(LPCWSTR lpName, LPHANDLE lphFile) {
  return open(lpName, Kind::file, RESOURCETYPE_DISK, lphFile);
}

extern "C" DWORD APIENTRY MprBenchTouchFile(HANDLE hFile) {
  const Lock lock;
  const Handle* file = from_handle(hFile, Kind::file);
  return file != nullptr && is_alive(*file) ? WN_SUCCESS : WN_BAD_HANDLE;
}

extern "C" DWORD APIENTRY MprBenchCloseFile(HANDLE hFile) { return close(hFile, Kind::file); }

extern "C" DWORD APIENTRY MprBenchStartJob(LPCWSTR lpName, LPHANDLE lphJob) {
  return open(lpName, Kind::job, RESOURCETYPE_PRINT, lphJob);
}

extern "C" DWORD APIENTRY MprBenchEndJob(HANDLE hJob) { return close(hJob, Kind::job); }

extern "C" DWORD APIENTRY MprBenchStartUse(LPCWSTR lpName, LPHANDLE lphUse) {
  return open(lpName, Kind::use, RESOURCETYPE_ANY, lphUse);
}

extern "C" DWORD APIENTRY MprBenchEndUse(HANDLE hUse) { return close(hUse, Kind::use); }

extern "C" DWORD APIENTRY MprBenchStopNetwork(BOOL fStop) {
  const Lock lock;
  network.running = !fStop;
  return WN_SUCCESS;
}
