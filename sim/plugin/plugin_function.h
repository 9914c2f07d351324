// The functions that a driver can call in a plug-in: those of np_functions.def and of mprbench.def, with the
// names of their parameters.
//
// Pages: those of npapi.h; docs/conformance.md for the bench. Thread-safety: constants. Nothing fails,
// allocates or throws.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace mprsim {

struct PluginFunction {
  std::string_view name;        ///< the name of the export
  std::string_view parameters;  ///< "(LPWSTR lpName, BOOL fForce)"
  std::size_t arity;
  bool is_bench;  ///< of mprbench.h; the companion library has it, if there is one
};

/// All of them: np_functions.def first, then mprbench.def, each in its order. The protocol numbers functions
/// by their position here.
std::span<const PluginFunction> all_plugin_functions() noexcept;

/// The function with this name, in exact case as exports have it. Null for any other text.
const PluginFunction* find_plugin_function(std::string_view name) noexcept;

/// The name of a parameter, such as "lpName" for parameter 0 of NPCancelConnection; "" beyond the last.
std::string_view parameter_name(const PluginFunction& function, std::size_t index) noexcept;

}  // namespace mprsim
