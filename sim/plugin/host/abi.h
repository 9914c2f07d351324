// The types that a plug-in's functions take: the system's headers on Windows, ours elsewhere.
#pragma once

// Each of these needs the one before.
// clang-format off
#include <windows.h>
#include <winnetwk.h>
#include <npapi.h>
// clang-format on
