// mprsim-host holds one plug-in for mprsim. Programs start it, not people.
#include <iostream>

#include "sim/platform/platform.h"
#include "sim/plugin/host/host.h"
#include "sim/plugin/host/platform.h"

int main(int argc, char** argv) {
  const auto arguments = mprsim::command_line_arguments(argc, argv);
  if (arguments.size() < 2) {
    std::cerr
        << "mprsim-host holds one plug-in in a process of its own. mprsim starts it when it needs one.\n";
    return 2;
  }
  return mprsim::plugin_host::supervise(arguments, mprsim::plugin_host::run_host);
}
