#include "sim/plugin/plugin_function.h"

#include <algorithm>
#include <array>

namespace mprsim {
namespace {

// Parameters are separated by commas; "()" has none.
constexpr std::size_t count_parameters(std::string_view parameters) {
  if (parameters == "()") return 0;
  return static_cast<std::size_t>(std::ranges::count(parameters, ',')) + 1;
}

constexpr PluginFunction make_function(std::string_view name, std::string_view parameters, bool is_bench) {
  return {name, parameters, count_parameters(parameters), is_bench};
}

constexpr auto functions = std::to_array<PluginFunction>({
#define MPRSIM_NP_FUNCTION(Name, return_type, parameters, ...) make_function(#Name, #parameters, false),
#include "mock_mpr/facts/np_functions.def"
#define MPRSIM_BENCH_FUNCTION(Name, return_type, parameters) make_function(#Name, #parameters, true),
#include "mock_mpr/plugin/mprbench.def"
});

}  // namespace

std::span<const PluginFunction> all_plugin_functions() noexcept { return functions; }

const PluginFunction* find_plugin_function(std::string_view name) noexcept {
  const auto* found = std::ranges::find(functions, name, &PluginFunction::name);
  return found == functions.end() ? nullptr : found;
}

std::string_view parameter_name(const PluginFunction& function, std::size_t index) noexcept {
  if (index >= function.arity) return {};
  std::string_view rest = function.parameters.substr(1, function.parameters.size() - 2);
  for (; index > 0; --index) rest.remove_prefix(rest.find(',') + 1);
  const std::string_view parameter = rest.substr(0, rest.find(','));
  return parameter.substr(parameter.find_last_of(' ') + 1);
}

}  // namespace mprsim
