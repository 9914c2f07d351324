// Counts the allocations of a test program: promises of "no allocation" are checked with it.
#pragma once

#include <cstdint>

namespace mprsim {

// Calls of operator new so far, in all threads. Coroutine frames are not among them: Asio takes those from
// aligned_alloc.
std::uint64_t allocations() noexcept;

}  // namespace mprsim
