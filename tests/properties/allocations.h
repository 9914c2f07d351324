// Counts what this test program allocates with operator new, so that a test can say "nothing".
#pragma once

#include <cstdint>

namespace mprsim {

/// Calls of operator new so far, in all threads.
std::uint64_t allocations() noexcept;

}  // namespace mprsim
