// Counts the allocations of a test program. Tests check with it that a function allocates nothing.
#pragma once

#include <cstdint>

namespace mprsim {

// The number of calls of operator new so far, in all threads. Coroutine frames do not count: Asio allocates
// those with aligned_alloc.
std::uint64_t allocations() noexcept;

}  // namespace mprsim
