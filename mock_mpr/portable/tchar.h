// tchar.h: the generic-text names, for a build with UNICODE as plug-ins have it.
//
// Page: "Generic-text mappings". Macros only.
#pragma once

#include "windows.h"

// clang-format off
#ifdef UNICODE
#define _T(quote) __TEXT(quote)
#define _TEXT(quote) __TEXT(quote)
#define _tcslen wcslen
#define _tcscpy wcscpy
#define _tcsncpy wcsncpy
#define _tcscat wcscat
#define _tcscmp wcscmp
#define _tcsncmp wcsncmp
#define _tcschr wcschr
#define _tcsrchr wcsrchr
#define _tcsstr wcsstr
#define _tcsicmp _wcsicmp
#define _tcsnicmp _wcsnicmp
#define _tcsdup _wcsdup
#define _tcscpy_s wcscpy_s
#define _tcscat_s wcscat_s
#define _stprintf_s swprintf_s
#define _sntprintf _snwprintf
#define _totupper towupper
#define _totlower towlower
#define _istalpha iswalpha
#define _istdigit iswdigit
#define _istspace iswspace
#endif
// clang-format on
