// strsafe.h: copies and formats that always end the string and say whether it fitted.
//
// Page: "About Strsafe.h". Sizes in characters (Cch) or bytes (Cb), the end included. S_OK;
// STRSAFE_E_INSUFFICIENT_BUFFER with a truncated string; STRSAFE_E_INVALID_PARAMETER, and nothing written,
// for a size of 0 or above STRSAFE_MAX_CCH.
#pragma once

#include "windows.h"

#define STRSAFE_MAX_CCH 2147483647
#define STRSAFE_E_INSUFFICIENT_BUFFER ((HRESULT)0x8007007A)
#define STRSAFE_E_INVALID_PARAMETER ((HRESULT)0x80070057)
#define STRSAFE_E_END_OF_FILE ((HRESULT)0x80070026)

#ifdef __cplusplus
extern "C" {
#endif

HRESULT StringCchCopyA(LPSTR pszDest, size_t cchDest, LPCSTR pszSrc);
HRESULT StringCchCopyW(LPWSTR pszDest, size_t cchDest, LPCWSTR pszSrc);
HRESULT StringCchCopyNW(LPWSTR pszDest, size_t cchDest, LPCWSTR pszSrc, size_t cchToCopy);
HRESULT StringCchCatA(LPSTR pszDest, size_t cchDest, LPCSTR pszSrc);
HRESULT StringCchCatW(LPWSTR pszDest, size_t cchDest, LPCWSTR pszSrc);
HRESULT StringCchLengthA(LPCSTR psz, size_t cchMax, size_t* pcchLength);
HRESULT StringCchLengthW(LPCWSTR psz, size_t cchMax, size_t* pcchLength);
HRESULT StringCchPrintfA(LPSTR pszDest, size_t cchDest, LPCSTR pszFormat, ...);
HRESULT StringCchPrintfW(LPWSTR pszDest, size_t cchDest, LPCWSTR pszFormat, ...);
HRESULT StringCchVPrintfW(LPWSTR pszDest, size_t cchDest, LPCWSTR pszFormat, va_list argList);
HRESULT StringCbCopyW(LPWSTR pszDest, size_t cbDest, LPCWSTR pszSrc);
HRESULT StringCbCatW(LPWSTR pszDest, size_t cbDest, LPCWSTR pszSrc);
HRESULT StringCbLengthW(LPCWSTR psz, size_t cbMax, size_t* pcbLength);
HRESULT StringCbPrintfW(LPWSTR pszDest, size_t cbDest, LPCWSTR pszFormat, ...);
#define StringCchCopy MPRSIM_AW(StringCchCopy)
#define StringCchCat MPRSIM_AW(StringCchCat)
#define StringCchLength MPRSIM_AW(StringCchLength)
#define StringCchPrintf MPRSIM_AW(StringCchPrintf)

#ifdef __cplusplus
}
#endif
