// The options of `mprsim run`, shared by the command and its --update.
//
// Page: docs/cli.md. Thread-safety: a plain value.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "mock_mpr/facts/policy.h"
#include "sim/choice/chooser.h"
#include "tools/requests/options.h"
#include "tools/requests/selection.h"

namespace mprsim {

enum class ReportFormat : std::uint8_t { text, json, junit, trace, jsonl };

struct RunRequest {
  SelectionRequest selection;
  std::optional<Profile> profile;     ///< instead of each scenario's own
  std::optional<std::uint64_t> seed;  ///< instead of each scenario's own
  ReportFormat format = ReportFormat::text;
  std::optional<std::string> out;            ///< a file for the report, replaced in one step
  std::optional<std::string> profile_store;  ///< remembered connections, read before and written after
  Strategy strategy{};
  std::optional<std::string> log;  ///< a file for the choices of the run, replaced in one step
  bool check_determinism = false;
  bool update = false;
  bool quiet = false;
  bool verbose = false;
};

/// Declares every option of `mprsim run`. The request must outlive the reading of the command line.
void add_run_options(Options& options, RunRequest& request);

}  // namespace mprsim
