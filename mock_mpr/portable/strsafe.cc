// strsafe.h.
#include "strsafe.h"

#include <stdarg.h>

#include "format.h"

namespace {

using mprsim::portable::format;

template <class Char>
size_t length_within(const Char* string, size_t most) noexcept {
  size_t length = 0;
  while (length < most && string[length] != 0) ++length;
  return length;
}

constexpr bool is_size(size_t size) noexcept { return size > 0 && size <= STRSAFE_MAX_CCH; }

// Copies at most `count` characters behind the first `at` ones.
template <class Char>
HRESULT copy(Char* target, size_t size, size_t at, const Char* source, size_t count) noexcept {
  const size_t room = size - at - 1;
  const size_t length = length_within(source, count < room ? count : room);
  for (size_t i = 0; i < length; ++i) target[at + i] = source[i];
  target[at + length] = 0;
  return length == count || source[length] == 0 ? S_OK : STRSAFE_E_INSUFFICIENT_BUFFER;
}

template <class Char>
HRESULT append(Char* target, size_t size, const Char* source) noexcept {
  if (!is_size(size)) return STRSAFE_E_INVALID_PARAMETER;
  const size_t length = length_within(target, size);
  if (length == size) return STRSAFE_E_INVALID_PARAMETER;
  return copy(target, size, length, source, STRSAFE_MAX_CCH);
}

template <class Char>
HRESULT measure(const Char* string, size_t most, size_t* length) noexcept {
  if (length != nullptr) *length = 0;
  if (string == nullptr || most > STRSAFE_MAX_CCH) return STRSAFE_E_INVALID_PARAMETER;
  const size_t found = length_within(string, most);
  if (found == most) return STRSAFE_E_INVALID_PARAMETER;
  if (length != nullptr) *length = found;
  return S_OK;
}

template <class Char>
HRESULT print(Char* target, size_t size, const Char* text, va_list arguments) {
  if (!is_size(size)) return STRSAFE_E_INVALID_PARAMETER;
  const size_t length = format(target, size - 1, text, arguments);
  target[length < size ? length : size - 1] = 0;
  return length < size ? S_OK : STRSAFE_E_INSUFFICIENT_BUFFER;
}

}  // namespace

extern "C" {

HRESULT StringCchCopyA(LPSTR target, size_t size, LPCSTR source) {
  return is_size(size) ? copy(target, size, 0, source, STRSAFE_MAX_CCH) : STRSAFE_E_INVALID_PARAMETER;
}

HRESULT StringCchCopyW(LPWSTR target, size_t size, LPCWSTR source) {
  return is_size(size) ? copy(target, size, 0, source, STRSAFE_MAX_CCH) : STRSAFE_E_INVALID_PARAMETER;
}

HRESULT StringCchCopyNW(LPWSTR target, size_t size, LPCWSTR source, size_t count) {
  if (!is_size(size) || count > STRSAFE_MAX_CCH) return STRSAFE_E_INVALID_PARAMETER;
  return copy(target, size, 0, source, count);
}

HRESULT StringCchCatA(LPSTR target, size_t size, LPCSTR source) { return append(target, size, source); }
HRESULT StringCchCatW(LPWSTR target, size_t size, LPCWSTR source) { return append(target, size, source); }

HRESULT StringCchLengthA(LPCSTR string, size_t most, size_t* length) { return measure(string, most, length); }
HRESULT StringCchLengthW(LPCWSTR string, size_t most, size_t* length) {
  return measure(string, most, length);
}

HRESULT StringCchPrintfA(LPSTR target, size_t size, LPCSTR text, ...) {
  va_list arguments;
  va_start(arguments, text);
  const HRESULT result = print(target, size, text, arguments);
  va_end(arguments);
  return result;
}

HRESULT StringCchPrintfW(LPWSTR target, size_t size, LPCWSTR text, ...) {
  va_list arguments;
  va_start(arguments, text);
  const HRESULT result = print(target, size, text, arguments);
  va_end(arguments);
  return result;
}

HRESULT StringCchVPrintfW(LPWSTR target, size_t size, LPCWSTR text, va_list arguments) {
  return print(target, size, text, arguments);
}

HRESULT StringCbCopyW(LPWSTR target, size_t size, LPCWSTR source) {
  return StringCchCopyW(target, size / sizeof(WCHAR), source);
}

HRESULT StringCbCatW(LPWSTR target, size_t size, LPCWSTR source) {
  return StringCchCatW(target, size / sizeof(WCHAR), source);
}

HRESULT StringCbLengthW(LPCWSTR string, size_t most, size_t* length) {
  const HRESULT result = measure(string, most / sizeof(WCHAR), length);
  if (length != nullptr) *length *= sizeof(WCHAR);
  return result;
}

HRESULT StringCbPrintfW(LPWSTR target, size_t size, LPCWSTR text, ...) {
  va_list arguments;
  va_start(arguments, text);
  const HRESULT result = print(target, size / sizeof(WCHAR), text, arguments);
  va_end(arguments);
  return result;
}

}  // extern "C"
