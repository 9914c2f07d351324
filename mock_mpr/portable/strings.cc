// The string functions of kernel32 and user32.
//
// Case is Unicode's simple mapping, taken from the C library's table for C.UTF-8, so that the locale of the
// host does not matter. lstrcmp compares by number after folding where Windows sorts by language: the answer
// "equal" is the same.
#include <string_view>

#include <locale.h>
#include <string.h>
#include <wctype.h>

#include "format.h"
#include "windows.h"

namespace {

// Given back when the plug-in is unloaded.
class UnicodeLocale {
 public:
  UnicodeLocale() noexcept : locale_(newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)) {}
  ~UnicodeLocale() {
    if (locale_ != nullptr) freelocale(locale_);
  }
  UnicodeLocale(const UnicodeLocale&) = delete;
  UnicodeLocale& operator=(const UnicodeLocale&) = delete;
  locale_t get() const noexcept { return locale_; }

 private:
  locale_t locale_;
};

locale_t unicode_locale() noexcept {
  static const UnicodeLocale locale;
  return locale.get();
}

WCHAR upper(WCHAR c) noexcept {
  if (c < 0x80 || unicode_locale() == nullptr) return c >= L'a' && c <= L'z' ? static_cast<WCHAR>(c - 32) : c;
  const wint_t mapped = towupper_l(c, unicode_locale());
  return mapped < 0x10000 ? static_cast<WCHAR>(mapped) : c;
}

WCHAR lower(WCHAR c) noexcept {
  if (c < 0x80 || unicode_locale() == nullptr) return c >= L'A' && c <= L'Z' ? static_cast<WCHAR>(c + 32) : c;
  const wint_t mapped = towlower_l(c, unicode_locale());
  return mapped < 0x10000 ? static_cast<WCHAR>(mapped) : c;
}

char upper(char c) noexcept { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }
char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

constexpr auto to_upper = [](auto c) { return upper(c); };
constexpr auto to_lower = [](auto c) { return lower(c); };
constexpr auto as_it_is = [](auto c) { return c; };

template <class Char>
int length(const Char* string) noexcept {
  return string == nullptr ? 0 : static_cast<int>(std::basic_string_view<Char>(string).size());
}

template <class Char>
Char* copy(Char* target, const Char* source, int size) noexcept {
  if (target == nullptr || source == nullptr || size <= 0) return nullptr;
  int i = 0;
  for (; i + 1 < size && source[i] != 0; ++i) target[i] = source[i];
  target[i] = 0;
  return target;
}

// NULL equals NULL and is less than anything else.
template <class Char, class Key>
int compare(const Char* a, const Char* b, Key key) noexcept {
  if (a == nullptr || b == nullptr) return static_cast<int>(a != nullptr) - static_cast<int>(b != nullptr);
  for (;; ++a, ++b) {
    const auto left = key(*a);
    const auto right = key(*b);
    if (left != right) return left < right ? -1 : 1;
    if (left == 0) return 0;
  }
}

// A pointer that is no pointer is one character.
template <class Char, class Map>
Char* map_case(Char* string, Map map) noexcept {
  const auto value = reinterpret_cast<ULONG_PTR>(string);
  if (value < 0x10000) return reinterpret_cast<Char*>(static_cast<ULONG_PTR>(map(static_cast<Char>(value))));
  for (Char* c = string; *c != 0; ++c) *c = map(*c);
  return string;
}

template <class Map>
DWORD map_buffer(LPWSTR string, DWORD size, Map map) noexcept {
  for (DWORD i = 0; i < size; ++i) string[i] = map(string[i]);
  return size;
}

constexpr size_t most_of_wsprintf = 1024;

template <class Char>
int print(Char* target, const Char* text, va_list arguments) {
  const size_t length = mprsim::portable::format(target, most_of_wsprintf - 1, text, arguments);
  const size_t written = length < most_of_wsprintf ? length : most_of_wsprintf - 1;
  target[written] = 0;
  return static_cast<int>(written);
}

int compare_ordinal(std::basic_string_view<WCHAR> a, std::basic_string_view<WCHAR> b, bool folds) noexcept {
  for (size_t i = 0; i < a.size() && i < b.size(); ++i) {
    const WCHAR left = folds ? upper(a[i]) : a[i];
    const WCHAR right = folds ? upper(b[i]) : b[i];
    if (left != right) return left < right ? CSTR_LESS_THAN : CSTR_GREATER_THAN;
  }
  if (a.size() == b.size()) return CSTR_EQUAL;
  return a.size() < b.size() ? CSTR_LESS_THAN : CSTR_GREATER_THAN;
}

std::basic_string_view<WCHAR> counted(LPCWSTR string, int count) noexcept {
  return count < 0 ? std::basic_string_view<WCHAR>(string)
                   : std::basic_string_view<WCHAR>(string, static_cast<size_t>(count));
}

}  // namespace

extern "C" {

int lstrlenA(LPCSTR string) { return length(string); }
int lstrlenW(LPCWSTR string) { return length(string); }
LPSTR lstrcpyA(LPSTR target, LPCSTR source) { return copy(target, source, length(source) + 1); }
LPWSTR lstrcpyW(LPWSTR target, LPCWSTR source) { return copy(target, source, length(source) + 1); }
LPSTR lstrcpynA(LPSTR target, LPCSTR source, int size) { return copy(target, source, size); }
LPWSTR lstrcpynW(LPWSTR target, LPCWSTR source, int size) { return copy(target, source, size); }

LPSTR lstrcatA(LPSTR target, LPCSTR source) {
  if (target == nullptr || source == nullptr) return nullptr;
  lstrcpyA(target + length(target), source);
  return target;
}

LPWSTR lstrcatW(LPWSTR target, LPCWSTR source) {
  if (target == nullptr || source == nullptr) return nullptr;
  lstrcpyW(target + length(target), source);
  return target;
}

int lstrcmpA(LPCSTR a, LPCSTR b) { return compare(a, b, as_it_is); }
int lstrcmpW(LPCWSTR a, LPCWSTR b) { return compare(a, b, as_it_is); }
int lstrcmpiA(LPCSTR a, LPCSTR b) { return compare(a, b, to_upper); }
int lstrcmpiW(LPCWSTR a, LPCWSTR b) { return compare(a, b, to_upper); }

LPSTR CharUpperA(LPSTR string) { return map_case(string, to_upper); }
LPWSTR CharUpperW(LPWSTR string) { return map_case(string, to_upper); }
LPSTR CharLowerA(LPSTR string) { return map_case(string, to_lower); }
LPWSTR CharLowerW(LPWSTR string) { return map_case(string, to_lower); }
DWORD CharUpperBuffW(LPWSTR string, DWORD size) { return map_buffer(string, size, to_upper); }
DWORD CharLowerBuffW(LPWSTR string, DWORD size) { return map_buffer(string, size, to_lower); }
LPWSTR CharNextW(LPCWSTR string) { return const_cast<LPWSTR>(*string == 0 ? string : string + 1); }
LPWSTR CharPrevW(LPCWSTR start, LPCWSTR current) {
  return const_cast<LPWSTR>(current > start ? current - 1 : start);
}

int wsprintfA(LPSTR target, LPCSTR text, ...) {
  va_list arguments;
  va_start(arguments, text);
  const int length = print(target, text, arguments);
  va_end(arguments);
  return length;
}

int wsprintfW(LPWSTR target, LPCWSTR text, ...) {
  va_list arguments;
  va_start(arguments, text);
  const int length = print(target, text, arguments);
  va_end(arguments);
  return length;
}

int wvsprintfW(LPWSTR target, LPCWSTR text, va_list arguments) { return print(target, text, arguments); }

int CompareStringOrdinal(LPCWSTR a, int a_count, LPCWSTR b, int b_count, BOOL folds) {
  if (a == nullptr || b == nullptr || a_count < -1 || b_count < -1) {
    SetLastError(ERROR_INVALID_PARAMETER);
    return 0;
  }
  return compare_ordinal(counted(a, a_count), counted(b, b_count), folds != FALSE);
}

}  // extern "C"
