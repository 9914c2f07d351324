// swprintf and kin for characters of 16 bits, the checked copies, and the conversions of the C library.
#include <string_view>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "format.h"
#include "mock_mpr/text/unicode.h"
#include "mswchar.h"

namespace {

using mprsim::portable::format;

// Runs the body between va_start and va_end.
#define MPRSIM_WITH_ARGUMENTS(last, call) \
  va_list arguments;                      \
  va_start(arguments, last);              \
  const int result = call;                \
  va_end(arguments);                      \
  return result

// Ends the string in any case; -1 if it did not fit.
int format_ended(wchar_t* buffer, size_t size, const wchar_t* text, va_list arguments) {
  if (size == 0) return -1;
  const size_t length = format(buffer, size - 1, text, arguments);
  const bool fits = length < size;
  buffer[fits ? length : size - 1] = 0;
  return fits ? static_cast<int>(length) : -1;
}

errno_t refuse(wchar_t* target, size_t size, errno_t why) noexcept {
  if (target != nullptr && size > 0) *target = 0;
  return why;
}

// Copies to `at` inside a target of `size` characters.
errno_t copy_checked(wchar_t* target, size_t size, size_t at, const wchar_t* source, size_t count) noexcept {
  if (target == nullptr || size == 0 || source == nullptr) return refuse(target, size, EINVAL);
  const size_t room = size - at;  // the end included
  const bool truncates = count == _TRUNCATE;
  const size_t length = wcsnlen(source, truncates ? room : count);
  if (length < room) {
    wmemcpy(target + at, source, length);
    target[at + length] = 0;
    return 0;
  }
  if (!truncates) return refuse(target, size, ERANGE);
  wmemcpy(target + at, source, room - 1);
  target[size - 1] = 0;
  return 80;  // STRUNCATE
}

errno_t append_checked(wchar_t* target, size_t size, const wchar_t* source, size_t count) noexcept {
  if (target == nullptr || size == 0) return EINVAL;
  const size_t length = wcsnlen(target, size);
  if (length == size) return refuse(target, size, EINVAL);
  return copy_checked(target, size, length, source, count);
}

constexpr size_t everything = static_cast<size_t>(-2);  // not _TRUNCATE

}  // namespace

extern "C" {

int vswprintf(wchar_t* buffer, size_t size, const wchar_t* text, va_list arguments) __THROW {
  return format_ended(buffer, size, text, arguments);
}

int swprintf(wchar_t* buffer, size_t size, const wchar_t* text, ...) __THROW {
  MPRSIM_WITH_ARGUMENTS(text, format_ended(buffer, size, text, arguments));
}

int _vsnwprintf(wchar_t* buffer, size_t count, const wchar_t* text, va_list arguments) {
  const size_t length = format(buffer, count, text, arguments);
  if (length < count) buffer[length] = 0;
  return length <= count ? static_cast<int>(length) : -1;
}

int _snwprintf(wchar_t* buffer, size_t count, const wchar_t* text, ...) {
  MPRSIM_WITH_ARGUMENTS(text, _vsnwprintf(buffer, count, text, arguments));
}

int _scwprintf(const wchar_t* text, ...) {
  MPRSIM_WITH_ARGUMENTS(text, static_cast<int>(format(static_cast<wchar_t*>(nullptr), 0, text, arguments)));
}

int swprintf_s(wchar_t* buffer, size_t size, const wchar_t* text, ...) {
  va_list arguments;
  va_start(arguments, text);
  const int result = format_ended(buffer, size, text, arguments);
  va_end(arguments);
  if (result < 0) refuse(buffer, size, ERANGE);
  return result;
}

int _snwprintf_s(wchar_t* buffer, size_t size, size_t count, const wchar_t* text, ...) {
  const size_t room = count < size ? count + 1 : size;
  MPRSIM_WITH_ARGUMENTS(text, format_ended(buffer, room, text, arguments));
}

errno_t wcscpy_s(wchar_t* target, size_t size, const wchar_t* source) {
  return copy_checked(target, size, 0, source, everything);
}

errno_t wcsncpy_s(wchar_t* target, size_t size, const wchar_t* source, size_t count) {
  return copy_checked(target, size, 0, source, count);
}

errno_t wcscat_s(wchar_t* target, size_t size, const wchar_t* source) {
  return append_checked(target, size, source, everything);
}

errno_t wcsncat_s(wchar_t* target, size_t size, const wchar_t* source, size_t count) {
  return append_checked(target, size, source, count);
}

int _stricmp(const char* a, const char* b) { return strcasecmp(a, b); }
int _strnicmp(const char* a, const char* b, size_t count) { return strncasecmp(a, b, count); }

// Narrow strings are UTF-8 in every locale.
size_t mbstowcs(wchar_t* target, const char* source, size_t size) __THROW {
  size_t length = 0;
  for (std::string_view rest = source; !rest.empty();) {
    const mprsim::CodePoint point = mprsim::decode_wtf8(rest);
    if (!point.valid) return static_cast<size_t>(-1);
    const size_t units = point.value < 0x10000 ? 1 : 2;
    if (target != nullptr && length + units > size) return length;
    mprsim::encode_utf16(point.value, [&](char16_t c) {
      if (target != nullptr) target[length] = static_cast<wchar_t>(c);
      ++length;
    });
    rest.remove_prefix(point.units);
  }
  if (target != nullptr && length < size) target[length] = 0;
  return length;
}

size_t wcstombs(char* target, const wchar_t* source, size_t size) __THROW {
  size_t length = 0;
  for (std::wstring_view rest = source; !rest.empty();) {
    const mprsim::CodePoint point = mprsim::decode_utf16(rest);
    if (!point.valid) return static_cast<size_t>(-1);
    size_t units = 0;
    mprsim::encode_utf8(point.value, [&](char) { ++units; });
    if (target != nullptr && length + units > size) return length;
    mprsim::encode_utf8(point.value, [&](char c) {
      if (target != nullptr) target[length] = c;
      ++length;
    });
    rest.remove_prefix(point.units);
  }
  if (target != nullptr && length < size) target[length] = '\0';
  return length;
}

}  // extern "C"
