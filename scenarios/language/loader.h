// Reads a scenario file. Nothing of a file that has a mistake is ever run: a load gives the whole scenario,
// or every mistake of the file at once.
//
// Page: docs/scenario-format.md. Thread-safety: pure functions but for reading the file. Throws
// std::bad_alloc only.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "scenarios/language/diagnostics.h"
#include "scenarios/model.h"

namespace mprsim {

/// The diagnostics are in the order of the file and never empty.
using LoadResult = tl::expected<Scenario, Diagnostics>;

/// The path is for the scenario alone; nothing is read from it.
LoadResult load_scenario(std::string_view text, std::string path);

/// The scenario with its variations decided, as if the file said so; the result has none. Fails where values
/// that are fine one by one contradict each other. Precondition: there is a pick in range for each variation.
LoadResult decide(const Scenario& scenario, std::span<const std::uint32_t> picks);

struct LoadedFile {
  std::string path;
  std::string text;  ///< as on disk; "" if the file could not be read
  LoadResult result;
};

/// Refuses whatever is not a regular file of at most 1 MiB, with a diagnostic that has no position.
LoadedFile load_scenario_file(const std::string& path);

/// What is wrong with a file, as text for people; "" if nothing is.
std::string render(const LoadedFile& file);

}  // namespace mprsim
