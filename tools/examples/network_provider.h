// The Windows headers that a network provider needs, and this provider's name. Page: docs/conformance.md.
//
// On Linux these are mprsim's portable headers of the same names, so no code here depends on the platform.
#pragma once

#include <windows.h>
#include <winnetwk.h>

// The npapi.h of some SDKs lacks extern "C".
extern "C" {
#include <npapi.h>
}

namespace example {

/// The name in the registry: HKLM\SYSTEM\CurrentControlSet\Services\...\NetworkProvider, value Name.
inline constexpr WCHAR provider_name[] = L"Example Network";

}  // namespace example
