// On Windows there is no supervisor: the driving program puts the host into a job object, and the system ends
// all processes of a job together.
#include <charconv>

#include <windows.h>

#include "sim/plugin/host/platform.h"

namespace mprsim::plugin_host {

int supervise(std::span<const std::string> arguments, int (*body)(Channel channel)) {
  if (arguments.size() != 2) return channel_broken;
  std::intptr_t handle = 0;
  const std::string& text = arguments[1];
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), handle);
  if (error != std::errc{} || end != text.data() + text.size()) return channel_broken;
  // Programs that the plug-in starts must not inherit it.
  SetHandleInformation(reinterpret_cast<HANDLE>(handle), HANDLE_FLAG_INHERIT, 0);
  die(body(Channel(handle)));
}

}  // namespace mprsim::plugin_host
