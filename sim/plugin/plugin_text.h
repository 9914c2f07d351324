// Calls of a plug-in and their ends, in words.
//
// Thread-safety: functions on values. Nothing throws but std::bad_alloc.
#pragma once

#include <string>
#include <string_view>

#include "sim/plugin/host_death.h"
#include "sim/plugin/plugin_call.h"
#include "sim/plugin/protocol.h"

namespace mprsim {

/// NPCancelConnection("Z:", 1), in UTF-8. Long text is cut, control characters are escaped, and half of a
/// surrogate pair becomes U+FFFD.
std::string to_string(const PluginCall& call);

std::string_view to_string(PluginEndKind kind) noexcept;  ///< "not_loaded"

/// What a host said with its last breath. `call` is the function under way where the host did not know it.
PluginEnd describe_fault(const protocol::Fault& fault, std::string_view call);

/// What a host died of that could not say so.
PluginEnd describe_death(const HostDeath& death, std::string_view call);

}  // namespace mprsim
