// Thunks: each calls one function of a plug-in through the function's own type, with its arguments as machine
// words. So the compiler, not we, knows the calling convention.
//
// Thread-safety: constants; a call is as safe as the plug-in's function.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace mprsim::plugin_host {

/// `arguments` holds as many words as the function has parameters. Returns the value that the function
/// returned.
using Thunk = std::uint32_t (*)(void* function, std::span<const std::uint64_t> arguments);

/// In the order of all_plugin_functions().
std::span<const Thunk> all_thunks() noexcept;

}  // namespace mprsim::plugin_host
