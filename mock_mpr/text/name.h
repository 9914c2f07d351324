// Names of connections: is a name a local device or a remote resource, and do two names mean the same?
//
// Pages: nf-winnetwk-wnetcancelconnection2w (lpName), nf-npapi-npaddconnection. Pure functions; names are
// UTF-8, and case is folded for ASCII letters only, which is all that device names may hold.
#pragma once

#include <optional>
#include <string_view>

namespace mprsim {

/// Equal without regard to the case of ASCII letters.
bool equal_names(std::string_view a, std::string_view b) noexcept;

/// The order of names without regard to the case of ASCII letters.
bool name_less(std::string_view a, std::string_view b) noexcept;

/// True for a whole device name: a drive ("Z:"), or a port (is_port_name).
bool is_device_name(std::string_view name) noexcept;

/// True for LPT1..9 and COM1..9, with and without the colon of "LPT1:". False for a drive and for any other
/// text.
bool is_port_name(std::string_view name) noexcept;

/// True for the ports that print unless the caller says otherwise: LPT1..9.
bool is_printer_port(std::string_view name) noexcept;

/// Whether two names mean one device. "LPT1", "LPT1:" and "lpt1" do; "Y" and "Y:" do not. Names that are no
/// device names are compared with equal_names(). Every comparison of devices goes through this function or
/// device_less().
bool equal_devices(std::string_view a, std::string_view b) noexcept;

/// The order of devices: neither of two names comes before the other exactly if equal_devices().
bool device_less(std::string_view a, std::string_view b) noexcept;

/// What follows a device or remote name and its backslash in a path: "a\b" of "Z:\a\b" for "Z:". Empty for
/// the name alone. Nothing if the path does not lie there: "Z:a" is not on "Z:", nor "\\files\teams" on
/// "\\files\team".
std::optional<std::string_view> path_below(std::string_view path, std::string_view name) noexcept;

}  // namespace mprsim
