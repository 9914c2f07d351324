// Variations: values of a scenario that are one of several, written { any = [...] }.
//
// Page: docs/scenario-format.md, "One of several values". Each is decided at the beginning of a run, by the
// seed or by a decision log; what runs then is an ordinary scenario. An expectation with `any` is not a
// variation: there `any` means that each of the values is right (see Step::or_else). Thread-safety: pure
// functions. Throws std::bad_alloc only.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "scenarios/language/diagnostics.h"
#include "scenarios/language/toml_reader.h"
#include "scenarios/model.h"

namespace mprsim {

inline constexpr std::size_t most_variations = 64;
inline constexpr std::size_t most_alternatives = 64;  ///< of one value
inline constexpr std::size_t most_expectations = 64;  ///< of one step, with every `any` in it taken each way

/// Whether a value is written { any = ... }.
bool is_any(const TomlValue& value) noexcept;

/// What find_variations() returns.
struct FoundVariations {
  std::vector<Variation> good;   ///< in the order of the file
  Diagnostics diagnostics;       ///< what is wrong with the others
  std::vector<Location> others;  ///< where the others stand; they cannot be read as values
};
/// Finds every `any` of a file outside of expectations.
FoundVariations find_variations(const TomlValue& file);

/// The file with each variation decided. Precondition: there is a pick in range for each of them.
TomlValue decided(const TomlValue& file, std::span<const Variation> variations,
                  std::span<const std::uint32_t> picks);

/// Every combination of alternatives of a value with `any` inside; the value itself if there is no `any`.
/// Stops after most_expectations + 1 of them, so that the caller can tell that there are too many.
std::vector<TomlValue> every_way(const TomlValue& value);

}  // namespace mprsim
