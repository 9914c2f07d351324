// A race for tests and benchmarks of sweeps.
#pragma once

#include <string_view>

namespace mprsim {

// Two cancels of one device; the second one fails, and the scenario says that explorer never does.
inline constexpr std::string_view two_cancels = R"(
title = "t"
why = "w"
shows = ["name.case"]
[[provider]]
name = "P"
latency = "1ms"
[[connection]]
device = "Z:"
remote = '\\s\a'
provider = "P"
[[app]]
name = "explorer"
[[app.step]]
cancel = "Z:"
expect = { status = "WN_SUCCESS" }
[[step]]
cancel = "Z:"
)";

}  // namespace mprsim
