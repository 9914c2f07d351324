// Formats and checked copies inside a plug-in. The same checks run on Windows against its own libraries.
#include <cstdio>
#include <cstring>
#include <cwchar>
#include <string>

#define STRSAFE_NO_DEPRECATE  // mingw-w64 would take _snwprintf away
#include <windows.h>
#include <strsafe.h>

#include "tests/portable/plugin/checks.h"

namespace {

template <class... Arguments>
std::wstring formatted(const wchar_t* text, Arguments... arguments) {
  WCHAR buffer[256];
  const int length = _snwprintf(buffer, 256, text, arguments...);
  return length < 0 ? L"(does not fit)" : std::wstring(buffer, static_cast<std::size_t>(length));
}

}  // namespace

CHECKS(NPTestFormats) {
  CHECK(formatted(L"%s|%10s|%-4s|%.2s", L"Z:", L"share", L"ab", L"xyz") == L"Z:|     share|ab  |xy");
  CHECK(formatted(L"%S|%hs|%ls|%ws", "narrow", "narrow", L"wide", L"wide") == L"narrow|narrow|wide|wide");
  CHECK(formatted(L"%c%lc|%3c", L'a', L'\u00E4', L'b') == L"a\u00E4|  b");
  CHECK(formatted(L"%d|%5d|%-5d|%05d|%+d|% d", -7, 42, 42, 42, 42, 42) == L"-7|   42|42   |00042|+42| 42");
  CHECK(formatted(L"%u|%x|%X|%#x|%08X|%o", 4000000000U, 255U, 255U, 255U, 0xBEEFU, 8U) ==
        L"4000000000|ff|FF|0xff|0000BEEF|10");
  CHECK(formatted(L"%lu|%ld|%lx", static_cast<DWORD>(7), static_cast<LONG>(-7), static_cast<DWORD>(255)) ==
        L"7|-7|ff");
  CHECK(formatted(L"%I64d|%I64u|%lld", -5000000000LL, 5000000000ULL, -1LL) == L"-5000000000|5000000000|-1");
  CHECK(formatted(L"%.3d|%*d|%-*d|%.*s", 5, 4, 7, 4, 7, 1, L"xyz") == L"005|   7|7   |x");
  CHECK(formatted(L"%p", reinterpret_cast<void*>(static_cast<ULONG_PTR>(0xABC))) == L"0000000000000ABC");
  CHECK(formatted(L"100%% %hu", 65535) == L"100% 65535");
  CHECK(formatted(L"%.2f|%7.1f|%g", 1.25, -2.5, 0.5) == L"1.25|   -2.5|0.5");
  CHECK(formatted(L"%s", static_cast<const wchar_t*>(nullptr)) == L"(null)");
}

CHECKS(NPTestFormatLimits) {
  WCHAR buffer[8] = L"#######";
  CHECK(_snwprintf(buffer, 4, L"%d", 123) == 3 && std::wstring(buffer) == L"123");
  CHECK(_snwprintf(buffer, 4, L"%d", 1234) == 4 && buffer[3] == L'4' && buffer[4] == L'#');
  CHECK(_snwprintf(buffer, 4, L"%d", 12345) < 0 && buffer[4] == L'#');
  CHECK(_scwprintf(L"%d-%d", 10, 200) == 6);
  CHECK(swprintf(buffer, 8, L"%d", 1234567) == 7 && std::wstring(buffer) == L"1234567");
#ifndef _WIN32  // mingw-w64's says how long it would be
  CHECK(swprintf(buffer, 8, L"%d", 12345678) < 0);
#endif
  WCHAR long_buffer[1100];
  CHECK(wsprintfW(long_buffer, L"%s %u", L"drives:", 26U) == 10 &&
        std::wstring(long_buffer) == L"drives: 26");
  char narrow[64];
  CHECK(wsprintfA(narrow, "%s-%lu", "a", static_cast<DWORD>(5)) == 3 && std::strcmp(narrow, "a-5") == 0);
}

CHECKS(NPTestStrsafe) {
  WCHAR buffer[8];
  size_t length = 9;
  CHECK(StringCchCopyW(buffer, 8, L"1234567") == S_OK && std::wstring(buffer) == L"1234567");
  CHECK(StringCchCopyW(buffer, 8, L"12345678") == STRSAFE_E_INSUFFICIENT_BUFFER && buffer[7] == 0);
  CHECK(StringCchCopyW(buffer, 0, L"1") == STRSAFE_E_INVALID_PARAMETER);
  CHECK(StringCchCopyNW(buffer, 8, L"12345678", 3) == S_OK && std::wstring(buffer) == L"123");
  CHECK(StringCchCatW(buffer, 8, L"45") == S_OK && std::wstring(buffer) == L"12345");
  CHECK(StringCchCatW(buffer, 8, L"678") == STRSAFE_E_INSUFFICIENT_BUFFER &&
        std::wstring(buffer) == L"1234567");
  CHECK(StringCchLengthW(buffer, 8, &length) == S_OK && length == 7);
  CHECK(StringCchLengthW(buffer, 7, &length) == STRSAFE_E_INVALID_PARAMETER);
  CHECK(StringCbLengthW(buffer, sizeof buffer, &length) == S_OK && length == 14);
  CHECK(StringCchPrintfW(buffer, 8, L"%s=%d", L"Z:", 7) == S_OK && std::wstring(buffer) == L"Z:=7");
  CHECK(StringCchPrintfW(buffer, 4, L"%s=%d", L"Z:", 7) == STRSAFE_E_INSUFFICIENT_BUFFER);
  CHECK(std::wstring(buffer) == L"Z:=");
  CHECK(StringCbCopyW(buffer, 6, L"abc") == STRSAFE_E_INSUFFICIENT_BUFFER && std::wstring(buffer) == L"ab");
  CHECK(StringCbPrintfW(buffer, sizeof buffer, L"%u", 3U) == S_OK && std::wstring(buffer) == L"3");
  char narrow[4];
  CHECK(StringCchCopyA(narrow, 4, "abcd") == STRSAFE_E_INSUFFICIENT_BUFFER &&
        std::strcmp(narrow, "abc") == 0);
  CHECK(StringCchPrintfA(narrow, 4, "%s", "xy") == S_OK && std::strcmp(narrow, "xy") == 0);
}

CHECKS(NPTestCheckedCopies) {
  WCHAR buffer[4];
  CHECK(wcscpy_s(buffer, 4, L"abc") == 0 && std::wstring(buffer) == L"abc");
  CHECK(wcscpy_s(buffer, L"xy") == 0 && wcscat_s(buffer, L"z") == 0 && std::wstring(buffer) == L"xyz");
  CHECK(wcsncpy_s(buffer, 4, L"abcdef", 2) == 0 && std::wstring(buffer) == L"ab");
  CHECK(wcsncpy_s(buffer, 4, L"abcdef", _TRUNCATE) == 80 && std::wstring(buffer) == L"abc");
  CHECK(_countof(buffer) == 4);
}
