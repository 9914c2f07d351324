// The functions that a plug-in may be asked for: those of np_functions.def and of mprbench.def, with the
// names of their parameters.
//
// Thread-safety: immutable data. Nothing fails, allocates or throws.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace mprsim {

struct PluginFunction {
  std::string_view name;        ///< of the export
  std::string_view parameters;  ///< "(LPWSTR lpName, BOOL fForce)"
  std::size_t arity;
  bool is_bench;  ///< of mprbench.h: the companion's, if there is one
};

/// np_functions.def first, in its order.
std::span<const PluginFunction> all_plugin_functions() noexcept;

/// Exact case, as exports are. Null for anything else.
const PluginFunction* find_plugin_function(std::string_view name) noexcept;

/// "lpName" for the first parameter of NPCancelConnection; "" beyond the last.
std::string_view parameter_name(const PluginFunction& function, std::size_t index) noexcept;

}  // namespace mprsim
