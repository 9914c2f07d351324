// Strings inside a plug-in. The same checks run on Windows against its own libraries.
#include <windows.h>

// Annotations of the older dialect must leave the standard library alone.
#include <algorithm>
#include <clocale>
#include <cstdlib>
#include <cstring>
#include <cwchar>
#include <cwctype>
#include <map>
#include <sstream>
#include <string>
#include <thread>
#include <utility>

#include "tests/portable/plugin/checks.h"

namespace {

bool same(const wchar_t* a, const wchar_t* b) { return std::wstring(a) == b; }

}  // namespace

static_assert(sizeof(wchar_t) == 2 && sizeof(L"ab") == 6);
static_assert(std::is_same_v<WCHAR, wchar_t>);

CHECKS(NPTestWideStrings) {
  WCHAR buffer[64] = L"\\\\server\\share";
  CHECK(wcslen(buffer) == 14);
  CHECK(wcslen(L"") == 0);
  CHECK(wcsnlen(buffer, 3) == 3);
  CHECK(same(wcscpy(buffer, L"Z:"), L"Z:"));
  CHECK(same(wcscat(buffer, L"\\dir"), L"Z:\\dir"));
  CHECK(same(wcsncat(buffer, L"\\file", 3), L"Z:\\dir\\fi"));
  wmemset(buffer, L'x', 8);
  wcsncpy(buffer, L"ab", 4);
  CHECK(std::wstring(buffer, 8) == std::wstring(L"ab\0\0xxxx", 8));
  CHECK(wcscmp(L"a", L"b") < 0 && wcscmp(L"b", L"a") > 0 && wcscmp(L"ab", L"ab") == 0);
  CHECK(wcscmp(L"a", L"ab") < 0 && wcscmp(L"\uFFFE", L"a") > 0);
  CHECK(wcsncmp(L"abc", L"abd", 2) == 0 && wcsncmp(L"abc", L"abd", 3) < 0 && wcsncmp(L"", L"", 9) == 0);
  CHECK(_wcsicmp(L"LPT1", L"lpt1") == 0 && _wcsicmp(L"Z:", L"y:") > 0);
  CHECK(_wcsnicmp(L"Z:\\a", L"z:\\B", 3) == 0 && _wcsnicmp(L"Z:\\a", L"z:\\B", 4) < 0);
  CHECK(wmemcmp(L"abc", L"abd", 2) == 0 && wmemcmp(L"abc", L"abd", 3) < 0);
  WCHAR moved[] = L"abcdef";
  wmemmove(moved + 1, moved, 3);
  CHECK(same(moved, L"aabcef"));
  CHECK(wmemchr(moved, L'c', 3) == nullptr && wmemchr(moved, L'c', 4) == moved + 3);
}

CHECKS(NPTestWideSearch) {
  const WCHAR* const path = L"\\\\server\\share\\share";
  CHECK(wcschr(path, L's') == path + 2);
  CHECK(wcschr(path, L'\0') == path + 20);
  CHECK(wcschr(path, L'z') == nullptr);
  CHECK(wcsrchr(path, L'\\') == path + 14);
  CHECK(wcsrchr(path, L'z') == nullptr);
  CHECK(wcsstr(path, L"share") == path + 9);
  CHECK(wcsstr(path, L"") == path);
  CHECK(wcsstr(path, L"sharez") == nullptr);
  CHECK(wcsspn(path, L"\\") == 2 && wcscspn(path, L"v") == 5 && wcscspn(path, L"z") == 20);
  CHECK(wcspbrk(path, L"vx") == path + 5 && wcspbrk(path, L"z") == nullptr);
  WCHAR* const copy = _wcsdup(L"Share");
  CHECK(copy != nullptr && same(copy, L"Share"));
  CHECK(same(_wcsupr(copy), L"SHARE"));
  CHECK(same(_wcslwr(copy), L"share"));
  CHECK(same(_wcsrev(copy), L"erahs"));
  free(copy);
}

CHECKS(NPTestWideNumbers) {
  WCHAR* end = nullptr;
  const WCHAR* const text = L" 42:x";
  CHECK(wcstoul(text, &end, 10) == 42 && end == text + 3);
  CHECK(wcstol(L"-0x1f", nullptr, 16) == -31);
  CHECK(wcstol(L"077", nullptr, 0) == 63);
  CHECK(_wtoi(L"-17 apples") == -17);
  WCHAR digits[40];
  CHECK(same(_itow(-255, digits, 10), L"-255"));
  CHECK(same(_itow(-1, digits, 16), L"ffffffff"));
  CHECK(same(_ultow(0, digits, 10), L"0"));
  CHECK(same(_ultow(4000000000U, digits, 10), L"4000000000"));
}

CHECKS(NPTestCharacters) {
  CHECK(towupper(L'z') == L'Z' && towupper(L'Z') == L'Z' && towupper(L':') == L':');
  CHECK(towlower(L'Z') == L'z');
  CHECK(iswalpha(L'z') && !iswalpha(L':') && !iswalpha(L'1'));
  CHECK(iswdigit(L'7') && !iswdigit(L'z'));
  CHECK(iswspace(L' ') && iswspace(L'\t') && !iswspace(L'x'));
  CHECK(iswxdigit(L'f') && !iswxdigit(L'g'));
}

// The standard library instantiated for 16 bits, and untouched by the annotations.
CHECKS(NPTestStandardLibrary) {
  std::map<std::wstring, std::wstring> drives;
  drives[L"Z:"] = L"\\\\server\\share";
  drives[L"Y:"] = drives[L"Z:"] + L"\\" + std::to_wstring(7);
  CHECK(drives[L"Y:"] == L"\\\\server\\share\\7");
  CHECK(drives.at(L"Y:").size() == 16 && drives.at(L"Y:").rfind(L'\\') == 14);
  CHECK(drives.at(L"Y:").find(L"share") == 9 && drives.at(L"Y:").substr(2, 6) == L"server");
  std::wstring name = drives.begin()->first;
  std::transform(name.begin(), name.end(), name.begin(),
                 [](wchar_t c) { return static_cast<wchar_t>(towlower(c)); });
  CHECK(name == L"y:" && name.compare(L"z:") < 0);
  name.append(300, L'x').insert(0, L"<").replace(1, 2, L"Q:");
  CHECK(name.size() == 303 && name.substr(0, 4) == L"<Q:x");
  std::ostringstream narrow;
  narrow << 42;
  CHECK(narrow.str() == "42");
  int ran = 0;
  std::thread([&] { ran = 1; }).join();
  CHECK(ran == 1 && std::get<0>(std::pair<int, int>(3, 4)) == 3);
}

CHECKS(NPTestListStrings) {
  WCHAR buffer[32];
  CHECK(lstrlenW(L"abc") == 3 && lstrlenW(nullptr) == 0 && lstrlenA("ab") == 2 && lstrlenA(nullptr) == 0);
  CHECK(lstrcpyW(buffer, L"abc") == buffer && same(buffer, L"abc"));
  CHECK(same(lstrcatW(buffer, L"def"), L"abcdef"));
  CHECK(lstrcpynW(buffer, L"uvwxyz", 4) == buffer && same(buffer, L"uvw"));
  CHECK(lstrcmpW(L"abc", L"abc") == 0 && lstrcmpW(L"abc", L"abd") < 0 && lstrcmpW(nullptr, L"a") < 0);
  CHECK(lstrcmpW(nullptr, nullptr) == 0 && lstrcmpW(L"a", nullptr) > 0);
  CHECK(lstrcmpiW(L"SHARE", L"share") == 0 && lstrcmpiW(L"SHARE", L"sharf") < 0);
  CHECK(lstrcmpiW(L"\u00C4RZTE", L"\u00E4rzte") == 0 && lstrcmpiA("Z:", "z:") == 0);
  char narrow[8];
  CHECK(std::strcmp(lstrcpynA(narrow, "abcdef", 4), "abc") == 0);
}

CHECKS(NPTestCase) {
  WCHAR text[] = L"z:\\stra\u00DFe\\\u00E4\u03C9\u0436";
  CHECK(same(CharUpperW(text), L"Z:\\STRA\u00DFE\\\u00C4\u03A9\u0416"));
  CHECK(same(CharLowerW(text), L"z:\\stra\u00DFe\\\u00E4\u03C9\u0436"));
  const auto one =
      reinterpret_cast<ULONG_PTR>(CharUpperW(reinterpret_cast<LPWSTR>(static_cast<ULONG_PTR>(L'q'))));
  CHECK(one == L'Q');
  CHECK(CharUpperBuffW(text, 1) == 1 && text[0] == L'Z');
  CHECK(CharLowerBuffW(text, 1) == 1 && text[0] == L'z');
  CHECK(CharNextW(text) == text + 1 && CharPrevW(text, text) == text &&
        CharPrevW(text, text + 2) == text + 1);
  CHECK(CompareStringOrdinal(L"Share", -1, L"sHARE", 5, TRUE) == CSTR_EQUAL);
  CHECK(CompareStringOrdinal(L"Share", -1, L"share", -1, FALSE) == CSTR_LESS_THAN);
  CHECK(CompareStringOrdinal(L"b", 1, L"a", 1, TRUE) == CSTR_GREATER_THAN);
  CHECK(CompareStringOrdinal(L"ab", 2, L"abc", 3, TRUE) == CSTR_LESS_THAN);
}

CHECKS(NPTestCodePages) {
  const char* const utf8 = "\xC3\xA4\xF0\x9F\x98\x80z";  // a umlaut, a face, z
  WCHAR wide[16] = {};
  CHECK(MultiByteToWideChar(CP_UTF8, 0, utf8, -1, nullptr, 0) == 5);
  CHECK(MultiByteToWideChar(CP_UTF8, 0, utf8, -1, wide, 16) == 5);
  CHECK(std::wstring(wide) == L"\u00E4\xD83D\xDE00z");
  CHECK(MultiByteToWideChar(CP_UTF8, 0, "abc", 2, wide, 16) == 2 && wide[0] == L'a');
  char narrow[16] = {};
  CHECK(WideCharToMultiByte(CP_UTF8, 0, L"\u00E4\xD83D\xDE00z", -1, narrow, 16, nullptr, nullptr) == 8);
  CHECK(std::string(narrow) == utf8);
  SetLastError(ERROR_SUCCESS);
  CHECK(MultiByteToWideChar(CP_UTF8, 0, utf8, -1, wide, 2) == 0 &&
        GetLastError() == ERROR_INSUFFICIENT_BUFFER);
  CHECK(MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, "\xC3", 1, wide, 16) == 0);
  CHECK(GetLastError() == ERROR_NO_UNICODE_TRANSLATION);
  CHECK(WideCharToMultiByte(CP_UTF8, 0, nullptr, -1, narrow, 16, nullptr, nullptr) == 0);
  CHECK(GetLastError() == ERROR_INVALID_PARAMETER);
}
