#include "mock_mpr/state/remembered.h"

#include <algorithm>
#include <utility>

#include "mock_mpr/text/name.h"

namespace mprsim {

const RememberedEntry* RememberedStore::find(std::string_view device) const noexcept {
  if (!state_.ok()) return nullptr;
  const auto found = std::ranges::lower_bound(entries_, device, device_less, &RememberedEntry::device);
  return found != entries_.end() && equal_devices(found->device, device) ? &*found : nullptr;
}

Status RememberedStore::check(std::string_view device, std::string_view remote) const noexcept {
  if (!state_.ok()) return state_;
  const RememberedEntry* entry = find(device);
  return entry != nullptr && !equal_names(entry->remote_path, remote) ? wn::device_already_remembered
                                                                      : wn::success;
}

Status RememberedStore::remember(RememberedEntry entry) {
  if (const Status status = check(entry.device, entry.remote_path); !status.ok()) return status;
  const auto place = std::ranges::lower_bound(entries_, entry.device, device_less, &RememberedEntry::device);
  if (place != entries_.end() && equal_devices(place->device, entry.device)) {
    *place = std::move(entry);
  } else {
    entries_.insert(place, std::move(entry));
  }
  return wn::success;
}

Status RememberedStore::forget(std::string_view device) {
  if (!state_.ok()) return state_;
  const RememberedEntry* entry = find(device);
  if (entry == nullptr) return wn::not_connected;
  entries_.erase(entries_.begin() + (entry - entries_.data()));
  return wn::success;
}

}  // namespace mprsim
