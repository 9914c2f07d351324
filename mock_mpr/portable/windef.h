// windef.h: the basic types of the Windows API, for platforms without a Windows SDK.
//
// Page: "Windows Data Types". Sizes are those of 64-bit Windows: LONG and DWORD are 32 bits, even if `long`
// is wider. WCHAR is 16 bits: `wchar_t` where that has 16 bits (plug-ins are compiled with -fshort-wchar, so
// that L"" literals fit), else `char16_t`. C and C++; types and macros only. tests/portable compares sizes
// with mingw-w64's.
#pragma once

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "sal.h"

#ifdef __cplusplus
#define EXTERN_C extern "C"
#else
#define EXTERN_C extern
#endif

// Calling conventions: x86-64 has one.
#define WINAPI
#define APIENTRY
#define CALLBACK
#define NTAPI
#define WINAPIV
#define PASCAL
#define STDAPICALLTYPE
#define STDMETHODCALLTYPE
#define CDECL
#define __cdecl
#define _cdecl
#define __stdcall
#define _stdcall
#define __fastcall
#define FAR
#define NEAR
#define far
#define near

// __declspec(x) by way of a macro for each x; clang may know it already.
#ifndef __has_declspec_attribute
#define __has_declspec_attribute(x) 0
#endif
#if !__has_declspec_attribute(dllexport)
#define __declspec(specifier) MPRSIM_DECLSPEC_##specifier
#endif
#define MPRSIM_DECLSPEC_dllexport __attribute__((visibility("default")))
#define MPRSIM_DECLSPEC_dllimport
#define MPRSIM_DECLSPEC_noinline __attribute__((noinline))
#define MPRSIM_DECLSPEC_noreturn __attribute__((noreturn))
#define MPRSIM_DECLSPEC_novtable
#define MPRSIM_DECLSPEC_nothrow __attribute__((nothrow))
#define MPRSIM_DECLSPEC_selectany __attribute__((weak))
#define MPRSIM_DECLSPEC_thread __thread
#define MPRSIM_DECLSPEC_align(bytes) __attribute__((aligned(bytes)))

#define DECLSPEC_IMPORT
#define DECLSPEC_NORETURN __attribute__((noreturn))
#define DECLSPEC_ALIGN(bytes) __attribute__((aligned(bytes)))
#define FORCEINLINE static __inline__ __attribute__((always_inline, unused))
#define __forceinline __inline__ __attribute__((always_inline))
#define __unaligned
#define UNALIGNED
#define UNREFERENCED_PARAMETER(parameter) ((void)(parameter))

#define __int8 char
#define __int16 short
#define __int32 int
#define __int64 long long

#define VOID void
#define CONST const
#ifndef IN
#define IN
#endif
#ifndef OUT
#define OUT
#endif
#ifndef OPTIONAL
#define OPTIONAL
#endif

typedef int BOOL, WINBOOL, *PBOOL, *LPBOOL;
typedef unsigned char BYTE, UCHAR, BOOLEAN, *PBYTE, *LPBYTE, *PUCHAR, *PBOOLEAN;
typedef char CHAR, *PCHAR;
typedef signed char INT8;
typedef unsigned char UINT8;
typedef short SHORT, INT16, *PSHORT;
typedef unsigned short WORD, USHORT, UINT16, ATOM, *PWORD, *LPWORD, *PUSHORT;
typedef int INT, INT32, LONG, LONG32, *PINT, *LPINT, *PLONG, *LPLONG;
typedef unsigned int UINT, UINT32, DWORD, DWORD32, ULONG, ULONG32, *PUINT, *PDWORD, *LPDWORD, *PULONG;
typedef long long INT64, LONG64, LONGLONG, *PLONG64, *PLONGLONG;
typedef unsigned long long UINT64, ULONG64, DWORD64, ULONGLONG, DWORDLONG, *PULONG64, *PDWORD64, *PULONGLONG;
typedef float FLOAT;
typedef intptr_t INT_PTR, LONG_PTR, SSIZE_T, LPARAM, LRESULT, *PINT_PTR, *PLONG_PTR;
typedef uintptr_t UINT_PTR, ULONG_PTR, DWORD_PTR, SIZE_T, WPARAM, *PUINT_PTR, *PULONG_PTR, *PDWORD_PTR,
    *PSIZE_T;
typedef LONG HRESULT, NTSTATUS;
typedef DWORD ACCESS_MASK, LCID, COLORREF;

typedef void *PVOID, *LPVOID, *HANDLE, **PHANDLE, **LPHANDLE, *PVOID64;
typedef const void* LPCVOID;

#if __SIZEOF_WCHAR_T__ == 2
typedef wchar_t WCHAR;
#elif defined(__cplusplus)
typedef char16_t WCHAR;
#else
typedef __CHAR16_TYPE__ WCHAR;
#endif

typedef CHAR *LPSTR, *PSTR, *NPSTR;
typedef const CHAR *LPCSTR, *PCSTR;
typedef WCHAR *LPWSTR, *PWSTR, *PWCHAR, *LPWCH, *PWCH, *NWPSTR;
typedef const WCHAR *LPCWSTR, *PCWSTR, *LPCWCH, *PCWCH;

#ifdef UNICODE
typedef WCHAR TCHAR, *PTCHAR;
typedef LPWSTR LPTSTR, PTSTR;
typedef LPCWSTR LPCTSTR, PCTSTR;
#define MPRSIM_AW(name) name##W
#define __TEXT(quote) L##quote
#else
typedef CHAR TCHAR, *PTCHAR;
typedef LPSTR LPTSTR, PTSTR;
typedef LPCSTR LPCTSTR, PCTSTR;
#define MPRSIM_AW(name) name##A
#define __TEXT(quote) quote
#endif
#define TEXT(quote) __TEXT(quote)

#define DECLARE_HANDLE(name) \
  struct name##__ {          \
    int unused;              \
  };                         \
  typedef struct name##__* name
DECLARE_HANDLE(HWND);
DECLARE_HANDLE(HINSTANCE);
DECLARE_HANDLE(HKEY);
DECLARE_HANDLE(HICON);
DECLARE_HANDLE(HMENU);
typedef HINSTANCE HMODULE;
typedef HANDLE HLOCAL, HGLOBAL;
typedef HKEY* PHKEY;
typedef INT_PTR(WINAPI* FARPROC)(void);

#ifndef FALSE
#define FALSE 0
#endif
#ifndef TRUE
#define TRUE 1
#endif
#define MAX_PATH 260

#define MAKEWORD(low, high) \
  ((WORD)((BYTE)((DWORD_PTR)(low)&0xff) | (WORD)((BYTE)((DWORD_PTR)(high)&0xff)) << 8))
#define MAKELONG(low, high) \
  ((LONG)((WORD)((DWORD_PTR)(low)&0xffff) | (DWORD)((WORD)((DWORD_PTR)(high)&0xffff)) << 16))
#define LOWORD(value) ((WORD)((DWORD_PTR)(value)&0xffff))
#define HIWORD(value) ((WORD)((DWORD_PTR)(value) >> 16 & 0xffff))
#define LOBYTE(value) ((BYTE)((DWORD_PTR)(value)&0xff))
#define HIBYTE(value) ((BYTE)((DWORD_PTR)(value) >> 8 & 0xff))

#if !defined(__cplusplus) && !defined(NOMINMAX)
#define max(a, b) ((a) > (b) ? (a) : (b))
#define min(a, b) ((a) < (b) ? (a) : (b))
#endif
