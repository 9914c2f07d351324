// Reads NETRESOURCEW structures from the buffer of NPEnumResource and checks their layout.
//
// Pages: handling-buffered-data, ns-winnetwk-netresourcew. Thread-safety: pure functions. Throws
// std::bad_alloc only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "sim/plugin/plugin_call.h"

namespace mprsim {

/// sizeof(NETRESOURCEW) on a 64-bit Windows, which is what plug-ins are built for here.
inline constexpr std::size_t netresource_bytes = 48;

/// The first `count` structures of a buffer, or what is wrong with them in one clause: "entry 2: lpRemoteName
/// points outside the buffer". Structures stand in an array at the front, and their strings behind all of
/// them.
tl::expected<std::vector<ResourceArgument>, std::string> read_netresources(const ArgumentAfter& buffer,
                                                                           std::uint64_t count);

}  // namespace mprsim
