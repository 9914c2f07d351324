// The components that decide for a scenario itself, by the names that decision logs and `choices` give them.
//
// Page: docs/chance.md, "What is chosen". Those of providers and notifyees are named by the simulation.
// Thread-safety: pure functions. Throws std::bad_alloc only.
#pragma once

#include <string>
#include <string_view>

namespace mprsim {

/// Decides which of the ready actors runs next.
inline constexpr std::string_view order_component_name = "order";

inline constexpr std::string_view variation_component_prefix = "any of ";

/// Decides the value of a variation, at the beginning of a run: "any of step 2: cancel".
inline std::string variation_component(std::string_view variation) {
  return std::string{variation_component_prefix}.append(variation);
}

}  // namespace mprsim
