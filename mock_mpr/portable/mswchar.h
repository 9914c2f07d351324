// mswchar.h: the wide string functions of Microsoft's C library that the C standard does not have.
//
// Pages: those of each function in the "C runtime library reference". <windows.h> includes this. The standard
// ones (wcslen, wcscpy, swprintf ...) are declared by <wchar.h> and come, for 16-bit characters, from
// mprsim_portable. Case is folded for ASCII, as in the "C" locale. In a format %s is a wide string, %S a
// narrow one, and `l` means 32 bits, as on Windows. Only for plug-ins, whose wchar_t has 16 bits.
#pragma once

#include "windef.h"

#if __SIZEOF_WCHAR_T__ == 2
#include <errno.h>
#include <wchar.h>
#include <wctype.h>

#define _TRUNCATE ((size_t)-1)
#define _countof(array) (sizeof(array) / sizeof((array)[0]))
typedef int errno_t;

#ifdef __cplusplus
extern "C" {
#endif

int _wcsicmp(const wchar_t* string1, const wchar_t* string2);
int _wcsnicmp(const wchar_t* string1, const wchar_t* string2, size_t count);
wchar_t* _wcsdup(const wchar_t* string);
wchar_t* _wcsupr(wchar_t* string);
wchar_t* _wcslwr(wchar_t* string);
wchar_t* _wcsrev(wchar_t* string);
int _wtoi(const wchar_t* string);
wchar_t* _itow(int value, wchar_t* buffer, int radix);
wchar_t* _ultow(DWORD value, wchar_t* buffer, int radix);

// As _snprintf: negative if it does not fit, and no end is written then.
int _snwprintf(wchar_t* buffer, size_t count, const wchar_t* format, ...);
int _vsnwprintf(wchar_t* buffer, size_t count, const wchar_t* format, va_list arguments);
int _scwprintf(const wchar_t* format, ...);

// A target that is too small, or a null pointer, leaves an empty string and returns ERANGE or EINVAL; Windows
// calls the invalid parameter handler, which by default ends the process.
errno_t wcscpy_s(wchar_t* target, size_t size, const wchar_t* source);
errno_t wcscat_s(wchar_t* target, size_t size, const wchar_t* source);
errno_t wcsncpy_s(wchar_t* target, size_t size, const wchar_t* source, size_t count);
errno_t wcsncat_s(wchar_t* target, size_t size, const wchar_t* source, size_t count);
int swprintf_s(wchar_t* buffer, size_t size, const wchar_t* format, ...);
int _snwprintf_s(wchar_t* buffer, size_t size, size_t count, const wchar_t* format, ...);
int _stricmp(const char* string1, const char* string2);
int _strnicmp(const char* string1, const char* string2, size_t count);

#ifdef __cplusplus
}

// The size of an array is known.
template <size_t size>
errno_t wcscpy_s(wchar_t (&target)[size], const wchar_t* source) {
  return wcscpy_s(target, size, source);
}
template <size_t size>
errno_t wcscat_s(wchar_t (&target)[size], const wchar_t* source) {
  return wcscat_s(target, size, source);
}
template <size_t size>
errno_t wcsncpy_s(wchar_t (&target)[size], const wchar_t* source, size_t count) {
  return wcsncpy_s(target, size, source, count);
}
#endif
#endif
