// A battery of harmless calls, for rules that hold in every call: every function that opens no dialog, with
// names that are the provider's own and names that are not.
//
// Thread-safety: none; it uses the probe. Throws std::bad_alloc only.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "tools/conformance/probe.h"

namespace mprsim {

/// Makes the calls and hands each reply to `look`. Stops as soon as the check is decided.
void run_battery(Probe& probe, const std::function<void(const PluginReply&)>& look);

/// The remote names that the provider lists on its network, at most so many. Shares inside of listed
/// containers count.
std::vector<std::u16string> shares_on_offer(Probe& probe, std::size_t most);

}  // namespace mprsim
