// WNetOpenEnum, WNetEnumResource, WNetCloseEnum.
//
// What there is to list is found out when the enumeration is opened; changes after that do not show in it.
#include <cstring>
#include <utility>

#include "mock_mpr/wnet/state.h"
#include "mock_mpr/wnet/text.h"
#include "mock_mpr/wnet/wnet.h"

namespace mprsim::wnet {
namespace {

// RESOURCETYPE_ANY is no bit, and asks for everything.
bool wants(DWORD types, ResourceType type) noexcept {
  return types == RESOURCETYPE_ANY || type == ResourceType::any || (types & static_cast<DWORD>(type)) != 0;
}

bool is_known_type(DWORD types) noexcept {
  return (types & ~DWORD{RESOURCETYPE_DISK | RESOURCETYPE_PRINT}) == 0;
}

bool is_known_scope(DWORD scope) noexcept { return scope >= RESOURCE_CONNECTED && scope <= RESOURCE_CONTEXT; }

Status open(State& shared, Router& router, DWORD scope, DWORD types, bool has_container, LPHANDLE handle) {
  if (handle == nullptr) return wn::bad_pointer;
  if (!is_known_scope(scope) || !is_known_type(types)) return wn::bad_value;
  if (has_container && scope != RESOURCE_GLOBALNET) return wn::bad_value;
  if (scope != RESOURCE_CONNECTED && scope != RESOURCE_REMEMBERED)
    return wn::no_network;  // there is no network to browse
  EnumerateResult found = router.enumerate(static_cast<EnumScope>(scope));
  if (!found.status.ok()) return found.status;
  std::erase_if(found.resources, [&](const EnumeratedResource& r) { return !wants(types, r.type); });
  shared.enumerations[++shared.last_handle] = {scope, std::move(found.resources), 0};
  *handle = reinterpret_cast<HANDLE>(shared.last_handle);
  return wn::success;
}

// Structures from the front, strings from the end, as network providers pack them too (enum.packing).
template <class Char>
class Packer {
 public:
  Packer(void* buffer, std::size_t size) noexcept
      : front_(static_cast<char*>(buffer)), back_(front_ + size / sizeof(Char) * sizeof(Char)) {}

  static std::size_t needed(const EnumeratedResource& resource) {
    return sizeof(NetResourceOf<Char>) + bytes(resource.local.value_or("")) * (resource.local ? 1 : 0) +
           bytes(resource.remote) + bytes(resource.provider);
  }

  bool fits(const EnumeratedResource& resource) const {
    return needed(resource) <= static_cast<std::size_t>(back_ - front_);
  }

  void add(const EnumeratedResource& resource, DWORD scope) {
    NetResourceOf<Char> entry{};
    entry.dwScope = scope;
    entry.dwType = static_cast<DWORD>(resource.type);
    entry.dwDisplayType = RESOURCEDISPLAYTYPE_SHARE;
    entry.dwUsage = RESOURCEUSAGE_CONNECTABLE;
    if (resource.local) entry.lpLocalName = text(*resource.local);  // enum.deviceless
    entry.lpRemoteName = text(resource.remote);
    entry.lpProvider = text(resource.provider);
    std::memcpy(front_, &entry, sizeof entry);
    front_ += sizeof entry;
  }

 private:
  static std::size_t bytes(std::string_view text) {
    return (to_caller<Char>(text).size() + 1) * sizeof(Char);
  }

  Char* text(std::string_view text) {
    const auto out = to_caller<Char>(text);
    const std::size_t size = (out.size() + 1) * sizeof(Char);
    back_ -= size;
    std::memcpy(back_, out.c_str(), size);
    return reinterpret_cast<Char*>(back_);
  }

  char* front_;
  char* back_;
};

template <class Char>
Status hand_out(Enumeration& enumeration, DWORD& count, void* buffer, DWORD& size) {
  const auto& resources = enumeration.resources;
  if (enumeration.next == resources.size()) return wn::no_more_entries;
  Packer<Char> packer(buffer, size);
  DWORD done = 0;
  for (; done < count && enumeration.next < resources.size(); ++done, ++enumeration.next) {
    const EnumeratedResource& resource = resources[enumeration.next];
    if (!packer.fits(resource)) break;
    packer.add(resource, enumeration.scope);
  }
  if (done == 0) {
    size = static_cast<DWORD>(Packer<Char>::needed(resources[enumeration.next]));
    return wn::more_data;
  }
  count = done;
  return wn::success;
}

template <class Char>
DWORD list(HANDLE handle, LPDWORD count, void* buffer, LPDWORD size) {
  return call_router([&](State& shared, Router&) -> Status {
    const auto found = shared.enumerations.find(reinterpret_cast<std::uintptr_t>(handle));
    if (found == shared.enumerations.end()) return wn::bad_handle;
    if (count == nullptr || buffer == nullptr || size == nullptr) return wn::bad_pointer;
    if (*count == 0) return wn::bad_value;
    return hand_out<Char>(found->second, *count, buffer, *size);
  });
}

}  // namespace

DWORD WNetOpenEnumA(DWORD scope, DWORD types, DWORD, LPNETRESOURCEA container, LPHANDLE handle) {
  return call_router([&](State& shared, Router& router) {
    return open(shared, router, scope, types, container != nullptr, handle);
  });
}

DWORD WNetOpenEnumW(DWORD scope, DWORD types, DWORD, LPNETRESOURCEW container, LPHANDLE handle) {
  return call_router([&](State& shared, Router& router) {
    return open(shared, router, scope, types, container != nullptr, handle);
  });
}

DWORD WNetEnumResourceA(HANDLE handle, LPDWORD count, LPVOID buffer, LPDWORD size) {
  return list<CHAR>(handle, count, buffer, size);
}

DWORD WNetEnumResourceW(HANDLE handle, LPDWORD count, LPVOID buffer, LPDWORD size) {
  return list<WCHAR>(handle, count, buffer, size);
}

DWORD WNetCloseEnum(HANDLE handle) {
  return call_router([&](State& shared, Router&) {
    return shared.enumerations.erase(reinterpret_cast<std::uintptr_t>(handle)) > 0 ? wn::success
                                                                                   : wn::bad_handle;
  });
}

}  // namespace mprsim::wnet
