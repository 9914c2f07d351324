// Does a call release what it allocates? The answer comes from the heap of the process before and after many
// calls.
//
// Thread-safety: none; it uses the probe. Throws std::bad_alloc only.
#pragma once

#include <functional>
#include <string_view>

#include "tools/conformance/probe.h"

namespace mprsim {

/// Fails the check if the heap grows with the number of calls. `work(n)` makes the calls n times, at most
/// `times`; `what` names them in messages ("failed cancels"). It warms up first and takes the better of two
/// measurements, because a heap also grows for other reasons. Slow calls are made less often; if they are too
/// slow for a measurement, the check is not applicable.
void expect_no_leak(Probe& probe, std::uint32_t times, std::string_view what,
                    const std::function<void(std::uint32_t times)>& work);

}  // namespace mprsim
