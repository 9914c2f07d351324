// Does a call release what it takes? Told from what the process holds before and after many of them.
#pragma once

#include <functional>
#include <string_view>

#include "tools/conformance/probe.h"

namespace mprsim {

/// Expects that `work`, which makes the calls that many times, leaves the heap as it was but for a little:
/// warm-up first, and of two measurements the better one, since a heap also grows for reasons of its own.
/// Slow calls are made less often; where they are too slow to tell anything, the check is not applicable.
void expect_no_leak(Probe& probe, std::uint32_t times, std::string_view what,
                    const std::function<void(std::uint32_t times)>& work);

}  // namespace mprsim
