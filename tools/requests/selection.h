// Selection: which scenario files a command works on. Paths are files, folders that are searched for *.toml,
// or names inside the scenario library; without any path it is the whole library.
//
// Page: docs/cli.md, "Which scenarios". If one file has a mistake, there is no selection; the error then
// holds the diagnostics of all files. Thread-safety: no shared state. Throws std::bad_alloc only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "scenarios/model.h"
#include "tools/requests/options.h"
#include "tools/terminal/streams.h"

namespace mprsim {

struct SelectionRequest {
  std::vector<std::string> paths;
  std::vector<std::string> filters;    ///< a scenario that matches one of them is kept
  std::optional<std::string> library;  ///< instead of the one that find_library() finds
};

/// Declares --library.
void add_library(Options& options, SelectionRequest& selection);

/// Declares the paths, --filter and --library.
void add_selection(Options& options, SelectionRequest& selection);

struct SelectedScenario {
  std::string file;   ///< where it is on disk
  std::string text;   ///< of the file, as on disk
  Scenario scenario;  ///< its path is the name in reports: as given, or relative to the library
};

struct Selection {
  std::vector<SelectedScenario> scenarios;  ///< by argument, and by the bytes of the path inside a folder
  bool single_file = false;                 ///< the one path given is a file
};

/// Why there is no selection, as lines for Streams::err.
struct SelectionError {
  int exit_code;
  std::string message;
};

/// Fails with bad_input if a path is not there, a file is not a valid scenario or there is no library; with
/// nothing_selected if nothing is left.
tl::expected<Selection, SelectionError> select_scenarios(const SelectionRequest& request,
                                                         const Environment& environment);

/// The valid scenarios of a selection, for commands that only look for examples. Files with mistakes are left
/// out; it never fails.
std::vector<Scenario> valid_scenarios(const SelectionRequest& request, const Environment& environment);

/// The folder of the library: --library, else MPRSIM_LIBRARY, else the one in the source tree that mprsim was
/// built from, else the one installed beside the program. Nothing if there is none.
std::optional<std::string> find_library(const SelectionRequest& request, const Environment& environment);

/// Whether the path, the title or a rule of a scenario contains the filter, or fits it as a whole if the
/// filter has * or ?. Letters match without regard to case.
bool matches_filter(std::string_view filter, const Scenario& scenario);

}  // namespace mprsim
