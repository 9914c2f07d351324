// The C library's wide string functions for characters of 16 bits. The plug-in's calls are bound to these
// when it is linked, because they are hidden; the C library's own, with the same names, are for 32 bits.
//
// No header of the C library that declares them is included: its types are the same, its ideas of inlining
// are not.
#include <stddef.h>
#include <stdlib.h>

namespace {

constexpr wchar_t fold_ascii(wchar_t c) noexcept {
  return c >= L'A' && c <= L'Z' ? static_cast<wchar_t>(c + (L'a' - L'A')) : c;
}

constexpr bool contains(const wchar_t* set, wchar_t c) noexcept {
  for (; *set != 0; ++set) {
    if (*set == c) return true;
  }
  return false;
}

template <class Key>
int compare(const wchar_t* a, const wchar_t* b, size_t count, Key key) noexcept {
  for (; count > 0; ++a, ++b, --count) {
    const int difference = key(*a) - key(*b);
    if (difference != 0 || *a == 0) return difference;
  }
  return 0;
}

constexpr auto as_it_is = [](wchar_t c) { return c; };
constexpr auto unlimited = static_cast<size_t>(-1);

}  // namespace

extern "C" {

// --- Blocks.

wchar_t* wmemchr(const wchar_t* block, wchar_t c, size_t count) {
  for (; count > 0; ++block, --count) {
    if (*block == c) return const_cast<wchar_t*>(block);
  }
  return nullptr;
}

int wmemcmp(const wchar_t* a, const wchar_t* b, size_t count) {
  for (; count > 0; ++a, ++b, --count) {
    if (*a != *b) return *a - *b;
  }
  return 0;
}

wchar_t* wmemcpy(wchar_t* target, const wchar_t* source, size_t count) {
  return static_cast<wchar_t*>(__builtin_memcpy(target, source, count * sizeof(wchar_t)));
}

wchar_t* wmemmove(wchar_t* target, const wchar_t* source, size_t count) {
  return static_cast<wchar_t*>(__builtin_memmove(target, source, count * sizeof(wchar_t)));
}

wchar_t* wmemset(wchar_t* target, wchar_t c, size_t count) {
  for (size_t i = 0; i < count; ++i) target[i] = c;
  return target;
}

// --- Lengths and copies.

size_t wcsnlen(const wchar_t* string, size_t most) {
  size_t length = 0;
  while (length < most && string[length] != 0) ++length;
  return length;
}

size_t wcslen(const wchar_t* string) { return wcsnlen(string, unlimited); }

wchar_t* wcscpy(wchar_t* target, const wchar_t* source) {
  return wmemcpy(target, source, wcslen(source) + 1);
}

wchar_t* wcsncpy(wchar_t* target, const wchar_t* source, size_t count) {
  const size_t length = wcsnlen(source, count);
  wmemcpy(target, source, length);
  wmemset(target + length, 0, count - length);
  return target;
}

wchar_t* wcscat(wchar_t* target, const wchar_t* source) {
  wcscpy(target + wcslen(target), source);
  return target;
}

wchar_t* wcsncat(wchar_t* target, const wchar_t* source, size_t count) {
  wchar_t* const end = target + wcslen(target);
  const size_t length = wcsnlen(source, count);
  wmemcpy(end, source, length);
  end[length] = 0;
  return target;
}

wchar_t* wcsdup(const wchar_t* string) {
  const size_t size = wcslen(string) + 1;
  auto* const copy = static_cast<wchar_t*>(malloc(size * sizeof(wchar_t)));
  return copy == nullptr ? nullptr : wmemcpy(copy, string, size);
}

// --- Comparison.

int wcscmp(const wchar_t* a, const wchar_t* b) { return compare(a, b, unlimited, as_it_is); }
int wcsncmp(const wchar_t* a, const wchar_t* b, size_t count) { return compare(a, b, count, as_it_is); }
int wcscoll(const wchar_t* a, const wchar_t* b) { return wcscmp(a, b); }
int wcscasecmp(const wchar_t* a, const wchar_t* b) { return compare(a, b, unlimited, fold_ascii); }
int wcsncasecmp(const wchar_t* a, const wchar_t* b, size_t count) { return compare(a, b, count, fold_ascii); }
int _wcsicmp(const wchar_t* a, const wchar_t* b) { return compare(a, b, unlimited, fold_ascii); }
int _wcsnicmp(const wchar_t* a, const wchar_t* b, size_t count) { return compare(a, b, count, fold_ascii); }

// --- Search.

wchar_t* wcschr(const wchar_t* string, wchar_t c) {
  for (; *string != c; ++string) {
    if (*string == 0) return nullptr;
  }
  return const_cast<wchar_t*>(string);
}

wchar_t* wcsrchr(const wchar_t* string, wchar_t c) {
  const wchar_t* found = nullptr;
  for (;; ++string) {
    if (*string == c) found = string;
    if (*string == 0) return const_cast<wchar_t*>(found);
  }
}

wchar_t* wcsstr(const wchar_t* string, const wchar_t* part) {
  const size_t length = wcslen(part);
  for (;; ++string) {
    if (wcsncmp(string, part, length) == 0) return const_cast<wchar_t*>(string);
    if (*string == 0) return nullptr;
  }
}

size_t wcsspn(const wchar_t* string, const wchar_t* set) {
  size_t length = 0;
  while (string[length] != 0 && contains(set, string[length])) ++length;
  return length;
}

size_t wcscspn(const wchar_t* string, const wchar_t* set) {
  size_t length = 0;
  while (string[length] != 0 && !contains(set, string[length])) ++length;
  return length;
}

wchar_t* wcspbrk(const wchar_t* string, const wchar_t* set) {
  string += wcscspn(string, set);
  return *string == 0 ? nullptr : const_cast<wchar_t*>(string);
}

wchar_t* wcstok(wchar_t* string, const wchar_t* set, wchar_t** next) {
  if (string == nullptr) string = *next;
  string += wcsspn(string, set);
  if (*string == 0) {
    *next = string;
    return nullptr;
  }
  wchar_t* const end = string + wcscspn(string, set);
  *next = *end == 0 ? end : end + 1;
  *end = 0;
  return string;
}

// --- Microsoft's.

wchar_t* _wcsdup(const wchar_t* string) { return string == nullptr ? nullptr : wcsdup(string); }

wchar_t* _wcslwr(wchar_t* string) {
  for (wchar_t* c = string; *c != 0; ++c) *c = fold_ascii(*c);
  return string;
}

wchar_t* _wcsupr(wchar_t* string) {
  for (wchar_t* c = string; *c != 0; ++c) {
    if (*c >= L'a' && *c <= L'z') *c = static_cast<wchar_t>(*c - (L'a' - L'A'));
  }
  return string;
}

wchar_t* _wcsrev(wchar_t* string) {
  for (size_t first = 0, end = wcslen(string); first + 1 < end; ++first) {
    const wchar_t c = string[first];
    string[first] = string[--end];
    string[end] = c;
  }
  return string;
}

}  // extern "C"
