// Expectations: compares the result of a step with what the scenario expects of it.
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

/// The result of a step, as far as it is not in the world or the trace.
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

/// The words of the language: "open", "closed", "stale"; "printing", "finished", "aborted".
std::string_view name(FileState state) noexcept;
std::string_view name(JobState state) noexcept;
/// Whether the store holds an entry for the device; a profile that cannot be read still holds its entries.
bool holds(const RememberedStore& store, std::string_view device);

/// Appends a finding for everything that is not as expected. With several expectations (Step::or_else) one of
/// them is enough; if none holds, the findings are those of the first.
void check_step(const Step& step, const StepOutcome& outcome, AppId app, const Setup& setup,
                Simulation& simulation, std::vector<Finding>& findings);

}  // namespace mprsim
