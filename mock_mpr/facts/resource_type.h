// ResourceType: what a connection leads to.
//
// Page: ns-winnetwk-netresourcew (dwType). Plain values.
#pragma once

#include <cstdint>

namespace mprsim {

/// dwType of NETRESOURCE, with the numbers of winnetwk.h.
enum class ResourceType : std::uint8_t { any = 0, disk = 1, print = 2 };

}  // namespace mprsim
