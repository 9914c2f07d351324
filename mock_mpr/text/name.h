// Names of connections: is a name a local device or a remote resource, and are two of them the same?
//
// Pages: nf-winnetwk-wnetcancelconnection2w (lpName), nf-npapi-npaddconnection. Pure functions; names are
// UTF-8, and case is folded for ASCII letters only, which is all that device names may hold.
#pragma once

#include <string_view>

namespace mprsim {

/// Equal without regard to the case of ASCII letters.
bool equal_names(std::string_view a, std::string_view b) noexcept;

/// The order of names without regard to the case of ASCII letters.
bool name_less(std::string_view a, std::string_view b) noexcept;

/// True for a whole device name: a drive ("Z:"), or LPT1..9 / COM1..9, optionally with the colon of "LPT1:".
bool is_device_name(std::string_view name) noexcept;

/// True for a device that prints or talks (LPTn, COMn), false for a drive. Call it for device names only.
bool is_port_name(std::string_view name) noexcept;

}  // namespace mprsim
