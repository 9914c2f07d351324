// The life of a host: loads one plug-in, answers requests about it, and says what went wrong with its last
// breath.
//
// Pages: docs/architecture.md. Runs once in a process, because signal handlers and the functions that a
// plug-in calls have to find it.
#pragma once

#include "sim/plugin/host/platform.h"

namespace mprsim::plugin_host {

// Until the other side hangs up. Returns the exit code of the process.
int run_host(Channel channel);

}  // namespace mprsim::plugin_host
