// The types of the parameters of a plug-in's functions: the system's headers on Windows, ours
// (mock_mpr/portable) on other systems. Page: docs/portable-abi.md.
#pragma once

// Each header needs the one before it.
// clang-format off
#include <windows.h>
#include <winnetwk.h>
#include <npapi.h>
// clang-format on
