// What the WNet functions do, without their exported names and the observer: one function for each row of
// wnet_functions.def, in a namespace, so that none clashes with a function of the system.
//
// Thread-safety and errors as mock_mpr/mpr.h says.
#pragma once

// Each of these needs the one before.
// clang-format off
#include <windows.h>
#include <winnetwk.h>
#include <npapi.h>
// clang-format on

namespace mprsim::wnet {

#define MPRSIM_WNET(name, return_type, parameters, arguments) return_type name parameters;
#include "mock_mpr/facts/wnet_functions.def"

}  // namespace mprsim::wnet
