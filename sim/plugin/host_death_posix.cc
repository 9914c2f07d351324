#include <cstring>

#include <sys/wait.h>

#include "sim/plugin/host_death.h"

namespace mprsim {

HostDeath HostDeath::of_system_status(std::uint32_t status) noexcept {
  const int number = static_cast<int>(status);
  if (WIFSIGNALED(number)) return {false, true, static_cast<std::uint32_t>(WTERMSIG(number))};
  return {false, false, static_cast<std::uint32_t>(WEXITSTATUS(number))};
}

std::string fault_name(std::uint32_t code) {
  const char* name = sigabbrev_np(static_cast<int>(code));
  return name != nullptr ? std::string("SIG") + name : "signal " + std::to_string(code);
}

}  // namespace mprsim
