// Preparation: everything of a run that is known before its first step: the names of the trace, the set-up of
// the simulation, and the world as it is at the beginning.
//
// Made once for a Play; each run starts from a copy of `initial`. Thread-safety: a value.
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
  Trace trace;                       ///< holds all names, and no events
  std::vector<AppId> app_of_step{};  ///< for each step of the main sequence
  /// The registered notifyees with the paths of their libraries; the trace of every run begins with them.
  std::vector<std::pair<NotifyeeId, NameId>> registrations{};
};

/// The application of the main sequence and its session.
inline constexpr AppId main_app{0};

/// Prepares a scenario of the loader; its references by name are not checked again. `store`, if not null, is
/// what the main session remembers in addition. Plug-ins are loaded once to ask what they can do, in
/// processes of the program at `host` (mprsim-host); one that cannot be loaded is reported when a run begins.
Prepared prepare(const Scenario& scenario, const Policy& policy, const RememberedStore* store,
                 const std::string& host = {});

/// The path of the library of a plug-in: from the folder of the scenario, with the extension of the platform
/// where it has none.
std::string plugin_path(const Scenario& scenario, std::string_view plugin);

/// The application of the [[app]] at that position.
constexpr AppId app_of_model(std::size_t index) noexcept { return static_cast<AppId>(index + 1); }

}  // namespace mprsim
