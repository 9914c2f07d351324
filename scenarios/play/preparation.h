// Preparation: a scenario made ready to be played: names interned, the setup built, the world as it is before
// the first step.
//
// Made once per Runner; a run starts from a copy of `initial`. Thread-safety: a value.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "mock_mpr/state/remembered.h"
#include "scenarios/model.h"
#include "sim/simulation/simulation.h"

namespace mprsim {

struct Prepared {
  Setup setup{};
  SimulationState initial{};
  Trace trace;                       ///< holds the names; no events
  std::vector<AppId> app_of_step{};  ///< of the main sequence
  /// Registered notifyees with the paths of their libraries, to be told at the beginning of every run.
  std::vector<std::pair<NotifyeeId, NameId>> registrations{};
};

/// The application of the main sequence and its session.
inline constexpr AppId main_app{0};

/// The scenario must have come from the loader: cross references are not checked again.
/// Plug-ins are loaded once to ask what they can do, in processes of the program at `host` (mprsim-host); one
/// that cannot be loaded is told when the scenario begins.
Prepared prepare(const Scenario& scenario, const Policy& policy, const RememberedStore* store,
                 const std::string& host = {});

/// Where the library of a plug-in is: from the folder of the scenario, and with the extension of the platform
/// where it has none.
std::string plugin_path(const Scenario& scenario, std::string_view plugin);

/// The application that a [[app]] of the scenario became.
constexpr AppId app_of_model(std::size_t index) noexcept { return static_cast<AppId>(index + 1); }

}  // namespace mprsim
