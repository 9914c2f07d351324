// The global state behind the WNet functions, and how a call gets at it.
//
// Page: docs/portable-abi.md. Thread-safety: a call holds the lock of the state while it runs, also while it
// calls plug-ins. The lock is recursive: without that, a plug-in that calls back (route.no-reentry) would
// wait for itself for ever, and its defect could not be reported. The observer is read without the lock.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <new>
#include <vector>

#include "mock_mpr/mpr.h"
#include "mock_mpr/operations/enumerate.h"

namespace mprsim::wnet {

/// What WNetOpenEnum found, and how far WNetEnumResource has handed it out.
struct Enumeration {
  std::uint32_t scope = 0;
  std::vector<EnumeratedResource> resources{};
  std::size_t next = 0;
};

struct State {
  std::recursive_mutex mutex{};
  Router* router = nullptr;
  std::map<std::uintptr_t, Enumeration> enumerations{};
  std::uintptr_t last_handle = 0;  ///< handles are counted up and never used again: an old one stays invalid
  std::atomic<MprObserver*> observer{nullptr};
};

State& state() noexcept;

/// True while this thread is inside a call of the Router.
bool is_inside() noexcept;

/// Hands the status to the system's own GetLastError, where there is one.
void publish_last_error(Status status) noexcept;

/// While it lives, this thread is inside the Router, and the Router works with the errors of this thread:
/// they are swapped in and, at the end, out again. A Visit inside a Visit of the same thread does nothing.
class Visit {
 public:
  explicit Visit(Router& router) noexcept;
  ~Visit();
  Visit(const Visit&) = delete;
  Visit& operator=(const Visit&) = delete;

 private:
  Router* outermost_ = nullptr;
};

/// Runs `work(state, router)` under the lock and returns the code of the Status that it returns:
/// WN_NO_NETWORK without a Router, WN_OUT_OF_MEMORY if it threw std::bad_alloc. Where the policy of the
/// Router says so, that status becomes the last error of this thread, also for the GetLastError of the
/// system.
template <class Work>
std::uint32_t call_router(Work work) {
  State& shared = state();
  const std::scoped_lock lock(shared.mutex);
  Status status = wn::no_network;
  bool sets_last_error = true;
  if (Router* const router = shared.router; router != nullptr) {
    const Visit visit(*router);
    try {
      status = work(shared, *router);
    } catch (const std::bad_alloc&) {
      status = wn::out_of_memory;  // a C function cannot throw it
    }
    sets_last_error = router->policy().last_error == LastError::set;
  }
  if (sets_last_error) {
    mpr_errors().set_last_error(status);
    publish_last_error(status);
  }
  return status.code();
}

}  // namespace mprsim::wnet
