// The types of the Windows headers that a plug-in's functions take, as this side of the call sees them: their
// layout, with text as char16_t on every platform.
//
// Pages: npapi.h, winnetwk.h. The names are those of the signatures in np_functions.def and mprbench.def, so
// that the thunks are generated from them. On x86-64 WINAPI is the platform's own calling convention.
#pragma once

#include <cstdint>

namespace mprsim::plugin_host::abi {

using DWORD = std::uint32_t;
using BOOL = std::int32_t;
using INT = std::int32_t;
using HANDLE = void*;
using HWND = void*;
using LPVOID = void*;
using LPDWORD = DWORD*;
using LPINT = INT*;
using LPHANDLE = HANDLE*;
using LPWSTR = char16_t*;
using LPCWSTR = const char16_t*;
using PLUID = void*;
using LPNETCONNECTINFOSTRUCT = void*;

struct NETRESOURCEW {
  DWORD dwScope, dwType, dwDisplayType, dwUsage;
  LPWSTR lpLocalName, lpRemoteName, lpComment, lpProvider;
};
using LPNETRESOURCEW = NETRESOURCEW*;

struct NOTIFYINFO {
  DWORD dwNotifyStatus, dwOperationStatus;
  LPVOID lpContext;
};
using LPNOTIFYINFO = NOTIFYINFO*;

struct NOTIFYADD {
  HWND hwndOwner;
  NETRESOURCEW NetResource;
  DWORD dwAddFlags;
};
using LPNOTIFYADD = NOTIFYADD*;

struct NOTIFYCANCEL {
  LPWSTR lpName, lpProvider;
  DWORD dwFlags;
  BOOL fForce;
};
using LPNOTIFYCANCEL = NOTIFYCANCEL*;

static_assert(sizeof(void*) != 8 || (sizeof(NETRESOURCEW) == 48 && sizeof(NOTIFYINFO) == 16 &&
                                     sizeof(NOTIFYADD) == 64 && sizeof(NOTIFYCANCEL) == 24));

}  // namespace mprsim::plugin_host::abi
