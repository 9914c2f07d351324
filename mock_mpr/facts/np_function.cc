#include "mock_mpr/facts/np_function.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>

namespace mprsim {
namespace {

constexpr auto indexes = std::to_array<WnncIndex>({
#define MPRSIM_WNNC_INDEX(identifier, number, name) {number, #name},
#include "mock_mpr/facts/np_functions.def"
});

constexpr auto values = std::to_array<WnncValue>({
#define MPRSIM_WNNC_VALUE(index, identifier, number, name) {wnnc::index, number, #name},
#include "mock_mpr/facts/np_functions.def"
});

// Indexed by NpFunction.
constexpr auto functions = std::to_array<NpFunctionInfo>({
#define MPRSIM_NP_FUNCTION(Name, return_type, parameters, ...) \
  {.function = NpFunction::Name, .name = #Name, .signature = #return_type " " #Name #parameters, __VA_ARGS__},
#include "mock_mpr/facts/np_functions.def"
});

}  // namespace

std::span<const WnncIndex> all_wnnc_indexes() noexcept { return indexes; }

std::span<const WnncValue> all_wnnc_values() noexcept { return values; }

std::span<const NpFunctionInfo> all_np_functions() noexcept { return functions; }

const NpFunctionInfo& info(NpFunction function) noexcept {
  const auto index = static_cast<std::size_t>(function);
  assert(index < functions.size());
  return functions[index];
}

std::optional<NpFunction> find_np_function(std::string_view name) noexcept {
  const auto* found = std::ranges::find(functions, name, &NpFunctionInfo::name);
  if (found == functions.end()) return std::nullopt;
  return found->function;
}

std::string_view to_string(NpGroup group) noexcept {
  switch (group) {
    case NpGroup::capabilities:
      return "capabilities";
    case NpGroup::connection:
      return "connection";
    case NpGroup::enumeration:
      return "enumeration";
    case NpGroup::user:
      return "user";
    case NpGroup::dialog:
      return "dialog";
    case NpGroup::admin:
      return "admin";
    case NpGroup::authentication:
      return "authentication";
    case NpGroup::notification:
      return "notification";
  }
  return {};
}

}  // namespace mprsim
