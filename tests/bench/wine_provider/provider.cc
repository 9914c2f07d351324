// The network provider that Wine's mpr.dll loads for windows_bench.cc. Built twice: one declines every cancel
// with WN_NOT_CONNECTED, the other (MPRSIM_PROVIDER_ACCEPTS) accepts it. The constants are ours, because
// npapi.h of mingw-w64 declares the exports of a provider with the linkage of C++.
#include <windows.h>

#include "mock_mpr/facts/np_function.h"
#include "mock_mpr/facts/status.h"

namespace {

DWORD calls = 0;

}  // namespace

extern "C" {

__declspec(dllexport) DWORD WINAPI NPGetCaps(DWORD index) {
  return index == mprsim::wnnc::connection ? mprsim::wnnc::con_cancelconnection : 0;
}

__declspec(dllexport) DWORD WINAPI NPCancelConnection(LPWSTR name, BOOL /*force*/) {
  ++calls;
  if (name == nullptr) return mprsim::wn::bad_value.code();
#ifdef MPRSIM_PROVIDER_ACCEPTS
  return mprsim::wn::success.code();
#else
  return mprsim::wn::not_connected.code();
#endif
}

/// How often NPCancelConnection was called, by any name under which the router knows this library.
__declspec(dllexport) DWORD WINAPI CallsOfNPCancelConnection() { return calls; }

}  // extern "C"
