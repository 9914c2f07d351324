// The network behind the provider: one server with some shares and a printer, all of it in memory.
//
// This is the part that you replace: a real provider asks its redirector, driver or daemon instead of a
// table. provider.cc relies on what the comments of the functions say. Thread-safety: hold a Lock while you
// use `network` or call anything that takes or returns a Connection. The MPR calls a provider from any
// thread, from several at once.
#pragma once

#include "network_provider.h"

namespace example {

inline constexpr DWORD device_size = 5;  // "LPT1" and its NUL
inline constexpr DWORD user_size = 21;   // characters, as all sizes here, with the NUL
inline constexpr DWORD max_connections = 64;
inline constexpr DWORD max_handles = 256;

struct Share {
  const WCHAR* remote_name;
  const WCHAR* comment;
  DWORD type;             // RESOURCETYPE_DISK or RESOURCETYPE_PRINT
  const WCHAR* password;  // nullptr: no password is needed
  const WCHAR* closed;    // why connecting is impossible at the moment; nullptr if it is possible
};

inline constexpr WCHAR server_name[] = L"\\\\example";
inline constexpr Share share_list[] = {
    {L"\\\\example\\docs", L"Documents", RESOURCETYPE_DISK, nullptr, nullptr},
    {L"\\\\example\\photos", L"Photographs", RESOURCETYPE_DISK, nullptr, nullptr},
    {L"\\\\example\\media", L"Music and films", RESOURCETYPE_DISK, nullptr, nullptr},
    {L"\\\\example\\laser", L"Printer on the second floor", RESOURCETYPE_PRINT, nullptr, nullptr},
    {L"\\\\example\\vault", L"Locked away", RESOURCETYPE_DISK, L"sesame", nullptr},
    {L"\\\\example\\archive", L"Old documents", RESOURCETYPE_DISK, nullptr,
     L"The archive is being moved to new disks."},
};

/// One connection of the logon session, with a device ("a redirection") or without. A provider that serves
/// several sessions keeps them apart: one user's Z: is not the other's.
struct Connection {
  DWORD id = 0;  // never used twice; 0: this entry is free
  const Share* share = nullptr;
  WCHAR device[device_size]{};  // "Z:" or "LPT1", or "" for a connection without a device
  WCHAR user[user_size]{};
};

/// The kinds of things that block a cancel.
enum class Kind { none, file, job, use };

/// An open file, a print job, or a process that uses the device. It names its connection by id: when the
/// connection is gone, the handle is stale.
struct Handle {
  Kind kind = Kind::none;
  DWORD connection = 0;
};

struct Network {
  bool running = true;
  DWORD last_id = 0;
  Connection connections[max_connections];
  Handle handles[max_handles];
};

extern Network network;

class Lock {
 public:
  Lock() noexcept;
  ~Lock();
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;
};

/// Compares whole names without regard to case.
bool same_name(const WCHAR* left, const WCHAR* right) noexcept;

/// Puts "z:", "lpt1" or "LPT1:" into the one form that the table holds. False if `name` is not a device name:
/// a device is named by its whole name, so "LPT1" is not L: and "Y:\x" is not Y:.
bool device_from(const WCHAR* name, WCHAR (&device)[device_size]) noexcept;

/// The share of that remote name, or nullptr: then it is not ours.
const Share* find_share(const WCHAR* remote_name) noexcept;

/// Whether `name` names this connection: by its device if it has one, by its remote name only if it has none.
/// Because of it a remote name cancels no drive, and a drive cancels no other connection to the same share.
bool is_named(const Connection& connection, const WCHAR* name) noexcept;
Connection* find_connection(const WCHAR* name) noexcept;

/// nullptr if the table is full. `device` is "" or in the form of device_from().
Connection* add_connection(const WCHAR* device, const Share& share, const WCHAR* user) noexcept;
void remove_connection(Connection& connection) noexcept;

/// How many files, jobs or uses keep the connection busy.
DWORD count_handles(const Connection& connection, Kind kind) noexcept;

}  // namespace example
