// The host: loads one plug-in, answers requests about it, and reports a fault of the plug-in before the
// process dies.
//
// Page: docs/architecture.md, "Plug-ins live in a process of their own". Thread-safety: run once in a
// process, from one thread, because signal handlers and the functions that a plug-in calls find the host
// through globals.
#pragma once

#include "sim/plugin/host/platform.h"

namespace mprsim::plugin_host {

/// Answers requests until the driving program closes the channel. Returns the exit code of the process: 0, or
/// channel_broken if an answer could not be sent. A request that is not valid ends the process at once.
int run_host(Channel channel);

}  // namespace mprsim::plugin_host
