// Names that checks use because no network has them.
//
// Thread-safety: constants.
#pragma once

#include <string_view>

namespace mprsim::names {

inline constexpr std::u16string_view no_such_drive = u"Q:";
inline constexpr std::u16string_view no_such_port = u"LPT9";
inline constexpr std::u16string_view no_such_share = u"\\\\mprsim-no-such-server\\no-such-share";
inline constexpr std::u16string_view no_such_server = u"\\\\mprsim-no-such-server";

}  // namespace mprsim::names
