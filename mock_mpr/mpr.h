// The WNet functions as Windows exports them, in C, over a Router: what a plug-in or an old client calls.
//
// Pages: nf-winnetwk-*, nf-npapi-wnetsetlasterrorw, nf-errhandlingapi-setlasterror. The functions are those
// of mock_mpr/facts/wnet_functions.def; their prototypes are in <winnetwk.h> and <npapi.h>, ours or the
// SDK's. On Linux they are exported under their own names, from libmpr.so or from the program that mprsim_mpr
// is linked into; there also SetLastError and GetLastError. On Windows those names belong to the system's
// mpr.dll, so that a host puts what mpr_exports() lists into the import table of a plug-in.
// docs/portable-abi.md says how each behaves.
//
// A C ABI has no place for a Router, so this is the one global state of the library: one Router, and one
// observer. Thread-safety: the functions may be called from any thread. One thread at a time is inside the
// Router; a call from inside a call (a plug-in that re-enters) is let through. Errors are kept for each
// thread (error.per-thread). Install a Router or an observer while no thread calls the functions. Nothing
// throws: a C function that runs out of memory returns ERROR_NOT_ENOUGH_MEMORY 8.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "mock_mpr/router.h"
#include "mock_mpr/state/caller_errors.h"

namespace mprsim {

/// Every function that is exported and observed.
enum class MprFunction : std::uint8_t {
#define MPRSIM_WNET(name, ...) name,
#include "mock_mpr/facts/wnet_functions.def"
};

/// "WNetCancelConnection2W".
std::string_view name(MprFunction function) noexcept;

/// A call of a function, before anything is done.
struct MprCall {
  MprFunction function{};
  /// The address that the call returns to. dladdr() or VirtualQuery() knows which module it belongs to. If
  /// the function was reached by a tail call, it is the address that the calling function itself would have
  /// returned to.
  const void* caller = nullptr;
  std::uint32_t code = 0;  ///< what SetLastError or WNetSetLastError was given; else 0
  bool inside = false;     ///< this thread is in a call already: a plug-in re-enters (route.no-reentry)
};

/// Sees every call of a WNet function and of SetLastError.
class MprObserver {
 public:
  virtual ~MprObserver() = default;
  /// Called on the thread of the caller before the function does anything, and without the lock of the
  /// functions. If it returns a value, the caller gets that value at once and nothing else happens: no output
  /// is written and no error is set. It must not throw.
  virtual std::optional<std::uint32_t> called(const MprCall& call) = 0;
};

/// Sets the Router behind the functions, and returns the one that was set before. Null means none: the
/// functions then return ERROR_NO_NETWORK 1222. The Router must live until another one is set. Enumerations
/// that are open end: their handles become invalid. Waits for a call that is under way in another thread.
Router* install_router(Router* router);

/// Sets the observer, and returns the one that was set before. Null means none. The observer must live until
/// another one is set and no call that began before is under way.
MprObserver* install_observer(MprObserver* observer) noexcept;

/// What GetLastError and WNetGetLastError tell the calling thread. Inside a call of the Router these are
/// Router::errors(), so that an error that a provider sets belongs to the caller. The reference is for this
/// thread alone, and for as long as the thread does not enter or leave a call.
CallerErrors& mpr_errors() noexcept;

struct MprExport {
  const char* name;  ///< "WNetCancelConnection2W"
  void* function;
};

/// Every function of MprFunction, in its order: for the import table of a plug-in.
std::span<const MprExport> mpr_exports() noexcept;

}  // namespace mprsim
