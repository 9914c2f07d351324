// Variations: values of a scenario that are one of several, written { any = [...] }.
//
// Page: docs/scenario-format.md, "One of several". A value is decided before the scenario is played, by the
// seed or by a decision log; what then is played is an ordinary scenario. An expectation with `any` is no
// variation: there it means that one of the values is right (see Step::or_else). Thread-safety: pure
// functions. Throws std::bad_alloc only.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "scenarios/diagnostics.h"
#include "scenarios/model.h"
#include "scenarios/toml_reader.h"

namespace mprsim {

inline constexpr std::size_t most_variations = 64;
inline constexpr std::size_t most_alternatives = 64;  ///< of one value
inline constexpr std::size_t most_expectations = 64;  ///< of one step, with every `any` in it taken each way

/// Whether a value is written { any = ... }.
bool is_any(const TomlValue& value) noexcept;

/// The values of a file that vary, in the order of the file. What is wrong with them goes to the diagnostics;
/// such a value does not vary.
std::vector<Variation> find_variations(const TomlValue& file, Diagnostics& diagnostics);

/// The file with each variation decided. Precondition: there is a pick in range for each of them.
TomlValue decided(const TomlValue& file, std::span<const Variation> variations,
                  std::span<const std::uint32_t> picks);

/// Every way in which a value with `any` inside can be taken; the value itself if there is none. Stops at
/// most_expectations + 1.
std::vector<TomlValue> every_way(const TomlValue& value);

}  // namespace mprsim
