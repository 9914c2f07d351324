// Expectations: what a step came to, held against what the scenario expects of it.
//
// Page: docs/scenario-format.md, "expect". Pure apart from reading the simulation. Thread-safety: none
// needed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/model.h"
#include "scenarios/play/result.h"
#include "sim/simulation/simulation.h"

namespace mprsim {

/// What a step came to, as far as the world and the trace do not tell.
struct StepOutcome {
  Status status;
  std::optional<ProviderId> provider;
  std::string remote;                         ///< get
  std::vector<EnumeratedResource> resources;  ///< enumerate
  std::vector<std::string> restored;          ///< logon
  bool asked = false;                         ///< dialog
  std::uint32_t waited_ms = 0;                ///< start, logon
  std::size_t first_event = 0;                ///< position in the trace where the step began
  std::uint32_t call = 0;                     ///< its call in the trace; 0: it made none
};

/// As the language says it: "open", "closed", "stale"; "printing", "finished", "aborted".
std::string_view name(FileState state) noexcept;
std::string_view name(JobState state) noexcept;
/// Whether a device is remembered; also by a profile that cannot be read: what it held is still there.
bool holds(const RememberedStore& store, std::string_view device);

/// Appends a finding for everything that is not as expected.
void check_step(const Step& step, const StepOutcome& outcome, AppId app, const Setup& setup,
                Simulation& simulation, std::vector<Finding>& findings);

}  // namespace mprsim
