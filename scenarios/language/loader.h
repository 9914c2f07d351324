// The loader: makes a Scenario of the text of a scenario file, or says everything that is wrong with it.
//
// Page: docs/scenario-format.md. A file with a mistake gives no scenario at all, so that nothing of it is
// ever run. Thread-safety: pure functions, but for the one that reads a file; all may be called from several
// threads at the same time. Throws std::bad_alloc only.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "scenarios/language/diagnostics.h"
#include "scenarios/model.h"

namespace mprsim {

/// The scenario; or the mistakes of the file, in the order of the file, never an empty list.
using LoadResult = tl::expected<Scenario, Diagnostics>;

/// Reads the text of a file. `path` becomes Scenario::path, and its folder the one that the paths of plug-ins
/// start from; nothing is read from it. After a mistake of TOML syntax there is one diagnostic, after others
/// one for each (see sort_and_limit()). Values that vary are checked with each of their alternatives, the
/// other values at their first.
LoadResult load_scenario(std::string_view text, std::string path);

/// The scenario with its variations decided, as if the file said so; the result has no variations. `picks`
/// holds, for each variation of the scenario, the position of an alternative. Fails where alternatives that
/// are right one by one contradict each other. Precondition: one pick for each variation, in range.
LoadResult decide(const Scenario& scenario, std::span<const std::uint32_t> picks);

/// What load_scenario_file() returns.
struct LoadedFile {
  std::string path;
  std::string text;  ///< as on disk; "" if the file could not be read
  LoadResult result;
};

/// Reads a file from disk and loads it. A file that cannot be read, that is not a regular file, or that is
/// larger than 1 MiB gives one diagnostic without a position, and a file name of the same folder as its hint
/// if one is similar.
LoadedFile load_scenario_file(const std::string& path);

/// The diagnostics of a file as render() of diagnostics.h shows them; "" if it was loaded.
std::string render(const LoadedFile& file);

}  // namespace mprsim
