// winuser.h: the string functions of user32: case by Unicode's simple mapping, and wsprintf.
//
// Pages: nf-winuser-charupperw and kin, nf-winuser-wsprintfw. wsprintf writes at most 1024 characters, the
// end included. Any thread may call them.
#pragma once

#include "windef.h"

#ifdef __cplusplus
extern "C" {
#endif

// A pointer whose upper 48 bits are zero is taken for one character, which is returned changed.
LPSTR WINAPI CharUpperA(LPSTR lpsz);
LPWSTR WINAPI CharUpperW(LPWSTR lpsz);
LPSTR WINAPI CharLowerA(LPSTR lpsz);
LPWSTR WINAPI CharLowerW(LPWSTR lpsz);
DWORD WINAPI CharUpperBuffW(LPWSTR lpsz, DWORD cchLength);
DWORD WINAPI CharLowerBuffW(LPWSTR lpsz, DWORD cchLength);
LPWSTR WINAPI CharNextW(LPCWSTR lpsz);
LPWSTR WINAPI CharPrevW(LPCWSTR lpszStart, LPCWSTR lpszCurrent);
int WINAPIV wsprintfA(LPSTR lpOut, LPCSTR lpFmt, ...);
int WINAPIV wsprintfW(LPWSTR lpOut, LPCWSTR lpFmt, ...);
int WINAPI wvsprintfW(LPWSTR lpOut, LPCWSTR lpFmt, va_list arglist);
#define CharUpper MPRSIM_AW(CharUpper)
#define CharLower MPRSIM_AW(CharLower)
#define wsprintf MPRSIM_AW(wsprintf)

#ifdef __cplusplus
}
#endif
