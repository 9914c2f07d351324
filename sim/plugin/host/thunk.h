// Calls a plug-in's function through its own type, with the arguments as machine words.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace mprsim::plugin_host {

// `arguments` holds as many words as the function has parameters. Returns what it returned.
using Thunk = std::uint32_t (*)(void* function, std::span<const std::uint64_t> arguments);

// In the order of all_plugin_functions().
std::span<const Thunk> all_thunks() noexcept;

}  // namespace mprsim::plugin_host
