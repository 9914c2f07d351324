// Calls of a plug-in and the ends of its host as text, in UTF-8.
//
// Page: docs/conformance.md. Thread-safety: functions on values. Nothing throws but std::bad_alloc.
#pragma once

#include <string>
#include <string_view>

#include "sim/plugin/host_death.h"
#include "sim/plugin/plugin_call.h"
#include "sim/plugin/protocol.h"

namespace mprsim {

/// A call as text: NPCancelConnection("Z:", 1). A text of more than 80 characters is cut, control characters
/// are escaped, and half of a surrogate pair becomes U+FFFD.
std::string to_string(const PluginCall& call);

std::string_view to_string(PluginEndKind kind) noexcept;  ///< "not_loaded"

/// The end of a host that reported a fault before it died. `call` is the function under way, for a host that
/// did not know it.
PluginEnd describe_fault(const protocol::Fault& fault, std::string_view call);

/// The end of a host that died without such a report, as the operating system saw it.
PluginEnd describe_death(const HostDeath& death, std::string_view call);

}  // namespace mprsim
