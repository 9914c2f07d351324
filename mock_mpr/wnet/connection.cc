// WNetAddConnection, WNetCancelConnection, WNetGetConnection, WNetGetUser, in all their forms.
#include "mock_mpr/wnet/state.h"
#include "mock_mpr/wnet/text.h"
#include "mock_mpr/wnet/wnet.h"

namespace mprsim::wnet {
namespace {

template <class Char>
DWORD cancel(const Char* name, DWORD flags, BOOL force, CancelApi api) {
  return call_router([&](State&, Router& router) {
    const std::string text = from_caller(name);
    return router
        .cancel({.name = name == nullptr ? Text{} : Text{text},
                 .flags = flags,
                 .force = force != FALSE,
                 .api = api})
        .status;
  });
}

template <class Char>
DWORD add(AddApi api, HWND owner, const NetResourceOf<Char>* resource, const Char* user, DWORD flags) {
  return call_router([&](State&, Router& router) -> Status {
    if (resource == nullptr) return wn::bad_pointer;
    if (resource->dwType > RESOURCETYPE_PRINT) return wn::bad_dev_type;
    const std::string local = from_caller(resource->lpLocalName);
    const std::string remote = from_caller(resource->lpRemoteName);
    const std::string provider = from_caller(resource->lpProvider);
    const std::string user_name = from_caller(user);
    const auto type = static_cast<ResourceType>(resource->dwType);
    return router
        .add({.resource = {type, local, remote, provider},
              .user = user_name,
              .flags = flags,
              .api = api,
              .owner_window = reinterpret_cast<std::uintptr_t>(owner)})
        .status;
  });
}

// WNetAddConnection has two names where the later functions have a structure. Nothing is written to them.
template <class Char>
DWORD add_by_names(const Char* remote, const Char* local) {
  NetResourceOf<Char> resource{};
  resource.dwType = RESOURCETYPE_ANY;
  resource.lpLocalName = const_cast<Char*>(local);
  resource.lpRemoteName = const_cast<Char*>(remote);
  return add<Char>(AddApi::add_connection, nullptr, &resource, nullptr, 0);
}

// A buffer of no size may be NULL: the caller asks how much it takes.
template <class Char>
bool is_buffer(const Char* buffer, const DWORD* size) noexcept {
  return size != nullptr && (buffer != nullptr || *size == 0);
}

template <class Char>
DWORD get_connection(const Char* device, Char* remote, LPDWORD size) {
  return call_router([&](State&, Router& router) -> Status {
    if (device == nullptr || !is_buffer(remote, size)) return wn::bad_pointer;
    const LookupResult found = router.get_connection(from_caller(device));
    if (!found.status.ok() && found.status != wn::connection_closed) return found.status;
    const Status written = write_text(found.remote, remote, *size);
    return written.ok() ? found.status : written;
  });
}

template <class Char>
DWORD get_user(const Char* name, Char* user, LPDWORD size) {
  return call_router([&](State&, Router& router) -> Status {
    if (!is_buffer(user, size)) return wn::bad_pointer;
    const LookupResult found = router.get_user(from_caller(name));
    return found.status.ok() ? write_text(found.user, user, *size) : found.status;
  });
}

}  // namespace

DWORD WNetAddConnectionA(LPCSTR remote, LPCSTR, LPCSTR local) { return add_by_names(remote, local); }
DWORD WNetAddConnectionW(LPCWSTR remote, LPCWSTR, LPCWSTR local) { return add_by_names(remote, local); }

DWORD WNetAddConnection2A(LPNETRESOURCEA resource, LPCSTR, LPCSTR user, DWORD flags) {
  return add<CHAR>(AddApi::add_connection2, nullptr, resource, user, flags);
}

DWORD WNetAddConnection2W(LPNETRESOURCEW resource, LPCWSTR, LPCWSTR user, DWORD flags) {
  return add<WCHAR>(AddApi::add_connection2, nullptr, resource, user, flags);
}

DWORD WNetAddConnection3A(HWND owner, LPNETRESOURCEA resource, LPCSTR, LPCSTR user, DWORD flags) {
  return add<CHAR>(AddApi::add_connection3, owner, resource, user, flags);
}

DWORD WNetAddConnection3W(HWND owner, LPNETRESOURCEW resource, LPCWSTR, LPCWSTR user, DWORD flags) {
  return add<WCHAR>(AddApi::add_connection3, owner, resource, user, flags);
}

DWORD WNetCancelConnectionA(LPCSTR name, BOOL force) {
  return cancel(name, 0, force, CancelApi::cancel_connection);
}
DWORD WNetCancelConnectionW(LPCWSTR name, BOOL force) {
  return cancel(name, 0, force, CancelApi::cancel_connection);
}

DWORD WNetCancelConnection2A(LPCSTR name, DWORD flags, BOOL force) {
  return cancel(name, flags, force, CancelApi::cancel_connection2);
}

DWORD WNetCancelConnection2W(LPCWSTR name, DWORD flags, BOOL force) {
  return cancel(name, flags, force, CancelApi::cancel_connection2);
}

DWORD WNetGetConnectionA(LPCSTR device, LPSTR remote, LPDWORD size) {
  return get_connection(device, remote, size);
}
DWORD WNetGetConnectionW(LPCWSTR device, LPWSTR remote, LPDWORD size) {
  return get_connection(device, remote, size);
}

DWORD WNetGetUserA(LPCSTR name, LPSTR user, LPDWORD size) { return get_user(name, user, size); }
DWORD WNetGetUserW(LPCWSTR name, LPWSTR user, LPDWORD size) { return get_user(name, user, size); }

}  // namespace mprsim::wnet
