// A battery of harmless calls: every function that can be called without a dialog, with names that are the
// provider's own and names that are not.
//
// For rules that hold in every call. Thread-safety: none. Throws std::bad_alloc only.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "tools/conformance/probe.h"

namespace mprsim {

/// Looks at each reply. Stops when the probe is decided.
void run_battery(Probe& probe, const std::function<void(const PluginReply&)>& look);

/// Remote names that the provider lists on its network, at most so many; what a container holds counts.
std::vector<std::u16string> shares_on_offer(Probe& probe, std::size_t most);

}  // namespace mprsim
