// Calls, statuses and names as text, with control characters escaped.
//
// Thread-safety: pure functions. Throws std::bad_alloc only.
#pragma once

#include <string>
#include <string_view>

#include "mock_mpr/facts/status.h"
#include "sim/plugin/plugin_call.h"
#include "tools/conformance/bench/bench.h"

namespace mprsim {

/// "WN_OPEN_FILES (2401)"; "4711" for a code without a name.
std::string described(Status status);

/// The name in quotes, or NULL.
std::string described(const MaybeText& name);

/// NPCancelConnection("Z:", FALSE)
std::string described(const PluginCall& call);

/// MprBenchConnect("Z:", "\\server\share")
std::string described(const BenchRequest& request);

}  // namespace mprsim
