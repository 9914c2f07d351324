// The Windows headers that a network provider needs, and this provider's name. Page: docs/conformance.md.
//
// On Linux mprsim's portable headers of the same names stand in, so nothing here or below asks for the
// platform.
#pragma once

#include <windows.h>
#include <winnetwk.h>

// Not every SDK's npapi.h says by itself that these are C functions.
extern "C" {
#include <npapi.h>
}

namespace example {

/// As it stands in the registry: HKLM\SYSTEM\CurrentControlSet\Services\...\NetworkProvider, value Name.
inline constexpr WCHAR provider_name[] = L"Example Network";

}  // namespace example
