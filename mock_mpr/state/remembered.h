// RememberedStore: the remembered (persistent) connections of one user, as a plain value.
//
// Pages: nf-winnetwk-wnetaddconnection2w (CONNECT_UPDATE_PROFILE), nf-winnetwk-wnetcancelconnection2w; the
// layout is that of HKCU\Network, a key per device. The router does no I/O: the file form is
// sim/platform/profile_file.h. Thread-safety: a value without a lock of its own. Throws std::bad_alloc only.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mock_mpr/facts/resource_type.h"
#include "mock_mpr/facts/status.h"

namespace mprsim {

/// One key under HKCU\Network: RemotePath, UserName, ProviderName, ProviderType, ConnectionType.
struct RememberedEntry {
  std::string device;
  std::string remote_path;
  std::string user_name;
  std::string provider_name;
  std::uint32_t provider_type = 0;  ///< WNNC_NET_* of the provider
  ResourceType connection_type = ResourceType::disk;
  friend bool operator==(const RememberedEntry&, const RememberedEntry&) = default;
};

/// At most one entry for each device. Devices compare as equal_devices() does: without regard to case, and a
/// port with or without its colon. LPT1, LPT1: and lpt1 share one entry, which keeps the spelling of the last
/// remember().
class RememberedStore {
 public:
  /// WN_SUCCESS, or why the profile behind the store cannot be used: ERROR_CANNOT_OPEN_PROFILE 1205 or
  /// ERROR_BAD_PROFILE 1206. While it cannot be used, find() finds nothing, every change is refused with this
  /// status, and the entries stay.
  Status state() const noexcept { return state_; }
  void set_state(Status state) noexcept { state_ = state; }

  /// The entry of a device; null if there is none, or if the store cannot be used. The pointer is valid until
  /// the next change of the store.
  const RememberedEntry* find(std::string_view device) const noexcept;

  /// Whether remember() would succeed for a device and a remote name; changes nothing. WN_SUCCESS without an
  /// entry or over an entry for the same remote name; ERROR_DEVICE_ALREADY_REMEMBERED 1202 over an entry for
  /// another one; 1205 or 1206 as state() says.
  Status check(std::string_view device, std::string_view remote) const noexcept;

  /// Writes the entry of a device, or replaces it as a whole. Fails as check() does, and then nothing
  /// changes.
  Status remember(RememberedEntry entry);

  /// Removes the entry of a device. WN_NOT_CONNECTED if there is none; 1205 or 1206 as state() says. On
  /// failure nothing changes.
  Status forget(std::string_view device);

  /// All entries in the order of device_less(), also those of a store that cannot be used. Valid until the
  /// next change.
  std::span<const RememberedEntry> entries() const noexcept { return entries_; }

  friend bool operator==(const RememberedStore&, const RememberedStore&) = default;

 private:
  std::vector<RememberedEntry> entries_;
  Status state_;
};

}  // namespace mprsim
