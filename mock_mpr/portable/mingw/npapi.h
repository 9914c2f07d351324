// npapi.h of mingw-w64 with C linkage, which it forgets to declare in C++; exports by name need it.
#pragma once
#pragma GCC system_header

// clang-format off
#include <windows.h>
#include <winnetwk.h>
// clang-format on

#ifdef __cplusplus
extern "C" {
#endif
#include_next <npapi.h>
#ifdef __cplusplus
}
#endif
