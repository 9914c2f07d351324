// Numbers from and to wide strings: the text is narrowed, and the C library's narrow function does the work.
//
// Newer headers of glibc give wcstoul and kin other names (__isoc23_...) by language standard; both are here.
#include <stdlib.h>
#include <string.h>

#include "mswchar.h"

namespace {

// The characters that a number can be made of, narrowed; any other character ends it.
class Narrowed {
 public:
  explicit Narrowed(const wchar_t* string) noexcept : string_(string) {
    while (string[length_] > 0 && string[length_] < 0x80 && length_ + 1 < sizeof(text_)) {
      text_[length_] = static_cast<char>(string[length_]);
      ++length_;
    }
    text_[length_] = '\0';
  }

  template <class Function>
  auto convert(wchar_t** end, Function function) noexcept {
    char* stopped = text_;
    const auto value = function(text_, &stopped);
    if (end != nullptr) *end = const_cast<wchar_t*>(string_ + (stopped - text_));
    return value;
  }

 private:
  const wchar_t* string_;
  size_t length_ = 0;
  char text_[512];
};

template <class Number>
wchar_t* write(Number number, bool negative, wchar_t* buffer, unsigned radix) noexcept {
  wchar_t digits[33];
  int count = 0;
  do {
    const auto digit = static_cast<wchar_t>(number % radix);
    digits[count++] = static_cast<wchar_t>(digit < 10 ? L'0' + digit : L'a' + digit - 10);
    number /= radix;
  } while (number != 0);
  wchar_t* out = buffer;
  if (negative) *out++ = L'-';
  while (count > 0) *out++ = digits[--count];
  *out = 0;
  return buffer;
}

}  // namespace

extern "C" {

#define MPRSIM_WIDE_INTEGER(name, newer, Type, narrow)                                                    \
  Type name(const wchar_t* string, wchar_t** end, int base) __THROW {                                     \
    return Narrowed(string).convert(end, [base](const char* s, char** e) { return narrow(s, e, base); }); \
  }                                                                                                       \
  Type newer(const wchar_t* string, wchar_t** end, int base) { return name(string, end, base); }

MPRSIM_WIDE_INTEGER(wcstol, __isoc23_wcstol, long, strtol)
MPRSIM_WIDE_INTEGER(wcstoul, __isoc23_wcstoul, unsigned long, strtoul)
MPRSIM_WIDE_INTEGER(wcstoll, __isoc23_wcstoll, long long, strtoll)
MPRSIM_WIDE_INTEGER(wcstoull, __isoc23_wcstoull, unsigned long long, strtoull)

double wcstod(const wchar_t* string, wchar_t** end) __THROW {
  return Narrowed(string).convert(end, [](const char* s, char** e) { return strtod(s, e); });
}

int _wtoi(const wchar_t* string) { return static_cast<int>(wcstol(string, nullptr, 10)); }

wchar_t* _itow(int value, wchar_t* buffer, int radix) {
  const bool negative = value < 0 && radix == 10;
  const auto magnitude = static_cast<unsigned>(value);
  return write(negative ? 0U - magnitude : magnitude, negative, buffer, static_cast<unsigned>(radix));
}

wchar_t* _ultow(DWORD value, wchar_t* buffer, int radix) {
  return write(value, false, buffer, static_cast<unsigned>(radix));
}

}  // extern "C"
