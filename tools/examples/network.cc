#include "network.h"

#include <wchar.h>

namespace example {

Network network;

namespace {

SRWLOCK network_lock = SRWLOCK_INIT;

WCHAR upper(WCHAR c) noexcept { return c >= L'a' && c <= L'z' ? static_cast<WCHAR>(c - L'a' + L'A') : c; }

}  // namespace

Lock::Lock() noexcept { AcquireSRWLockExclusive(&network_lock); }
Lock::~Lock() { ReleaseSRWLockExclusive(&network_lock); }

// The names of this network are ASCII. A network with others compares them as its server does, which is
// neither the C library's idea of case nor the user's language.
bool same_name(const WCHAR* left, const WCHAR* right) noexcept {
  while (*left != 0 && upper(*left) == upper(*right)) {
    ++left;
    ++right;
  }
  return upper(*left) == upper(*right);
}

bool device_from(const WCHAR* name, WCHAR (&device)[device_size]) noexcept {
  if (name == nullptr) return false;
  const size_t length = wcslen(name);
  const WCHAR first = upper(name[0]);
  if (length == 2 && first >= L'A' && first <= L'Z' && name[1] == L':') {
    device[0] = first;
    device[1] = L':';
    device[2] = 0;
    return true;
  }
  const bool with_colon = length == 5 && name[4] == L':';
  if (!with_colon && length != 4) return false;
  if (first != L'L' || upper(name[1]) != L'P' || upper(name[2]) != L'T') return false;
  if (name[3] < L'1' || name[3] > L'9') return false;
  for (DWORD i = 0; i < 4; ++i) device[i] = upper(name[i]);
  device[4] = 0;
  return true;
}

const Share* find_share(const WCHAR* remote_name) noexcept {
  if (remote_name == nullptr) return nullptr;
  for (const Share& share : share_list) {
    if (same_name(share.remote_name, remote_name)) return &share;
  }
  return nullptr;
}

bool is_named(const Connection& connection, const WCHAR* name) noexcept {
  if (connection.id == 0 || name == nullptr) return false;
  if (connection.device[0] == 0) return same_name(connection.share->remote_name, name);
  WCHAR device[device_size];
  return device_from(name, device) && same_name(connection.device, device);
}

Connection* find_connection(const WCHAR* name) noexcept {
  for (Connection& connection : network.connections) {
    if (is_named(connection, name)) return &connection;
  }
  return nullptr;
}

Connection* add_connection(const WCHAR* device, const Share& share, const WCHAR* user) noexcept {
  for (Connection& connection : network.connections) {
    if (connection.id != 0) continue;
    connection.id = ++network.last_id;
    connection.share = &share;
    wcscpy(connection.device, device);
    wcscpy(connection.user, user);
    return &connection;
  }
  return nullptr;
}

void remove_connection(Connection& connection) noexcept { connection = Connection{}; }

DWORD count_handles(const Connection& connection, Kind kind) noexcept {
  DWORD count = 0;
  for (const Handle& handle : network.handles) {
    if (handle.kind == kind && handle.connection == connection.id) ++count;
  }
  return count;
}

}  // namespace example
