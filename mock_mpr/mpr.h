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
// observer. Thread-safety: the functions may be called from any thread; they take turns at the Router, and a
// call from inside a call (a plug-in that re-enters) is let through. Errors are kept per thread
// (error.per-thread). Installing is for a time when nobody calls.
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

/// A call, before anything is done.
struct MprCall {
  MprFunction function{};
  /// Where the call returns to: whose code that is, dladdr() or VirtualQuery() knows. After a tail call it is
  /// the caller of whoever called.
  const void* caller = nullptr;
  std::uint32_t code = 0;  ///< what SetLastError or WNetSetLastError was given; else 0
  bool inside = false;     ///< this thread is in a call already: a plug-in re-enters (route.no-reentry)
};

/// Sees every call of a WNet function and of SetLastError, on the thread that calls.
class MprObserver {
 public:
  virtual ~MprObserver() = default;
  /// A value is returned to the caller at once, and nothing else happens: no output is written, no error set.
  virtual std::optional<std::uint32_t> called(const MprCall& call) = 0;
};

/// The Router behind the functions from now on; null: none, and they return ERROR_NO_NETWORK. Returns the one
/// before. It must outlive its installation. Enumerations under way end: their handles are invalid.
Router* install_router(Router* router);

/// Who is told; null: nobody. Returns the one before. It must outlive its installation.
MprObserver* install_observer(MprObserver* observer) noexcept;

/// What GetLastError and WNetGetLastError tell this thread. Inside a call it is the Router's errors().
CallerErrors& mpr_errors() noexcept;

struct MprExport {
  const char* name;
  void* function;
};

/// Every function of MprFunction, in its order: for import tables.
std::span<const MprExport> mpr_exports() noexcept;

}  // namespace mprsim
