// RememberedStore: the remembered (persistent) connections of one user, as a plain value.
//
// Pages: nf-winnetwk-wnetaddconnection2w (CONNECT_UPDATE_PROFILE), nf-winnetwk-wnetcancelconnection2w; the
// layout is that of HKCU\Network, a key per device. The router does no I/O: the file form is
// sim/platform/profile_file.h. Thread-safety: a value. On every failure the store is as it was.
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

class RememberedStore {
 public:
  /// WN_SUCCESS, or why the profile behind the store cannot be used: ERROR_CANNOT_OPEN_PROFILE 1205 or
  /// ERROR_BAD_PROFILE 1206. A store that cannot be used keeps what it holds, finds nothing, and refuses
  /// every change with that status.
  Status state() const noexcept { return state_; }
  void set_state(Status state) noexcept { state_ = state; }

  /// The entry of a device, without regard to case; null if there is none. Valid until the next change.
  const RememberedEntry* find(std::string_view device) const noexcept;

  /// WN_SUCCESS; ERROR_DEVICE_ALREADY_REMEMBERED 1202 over an entry for another remote name; 1205; 1206.
  Status check(std::string_view device, std::string_view remote) const noexcept;

  /// Writes or replaces the entry of a device; fails as check() does.
  Status remember(RememberedEntry entry);

  /// WN_SUCCESS; WN_NOT_CONNECTED if there is no such entry; 1205; 1206.
  Status forget(std::string_view device);

  /// In the order of the device names, without regard to case; also of a store that cannot be used.
  std::span<const RememberedEntry> entries() const noexcept { return entries_; }

  friend bool operator==(const RememberedStore&, const RememberedStore&) = default;

 private:
  std::vector<RememberedEntry> entries_;
  Status state_;
};

}  // namespace mprsim
