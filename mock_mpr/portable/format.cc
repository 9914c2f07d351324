#include "format.h"

#include <string_view>

#include <stdint.h>
#include <stdio.h>

#include "mock_mpr/text/unicode.h"

namespace mprsim::portable {
namespace {

// va_list is an array on x86-64: a struct can be passed on by reference.
struct Arguments {
  va_list list;
};

enum class Size : unsigned char { normal, short_, char_, long_, wide64, pointer };

struct Spec {
  bool left = false;
  bool plus = false;
  bool space = false;
  bool alternate = false;
  bool zero = false;
  size_t width = 0;
  bool has_precision = false;
  size_t precision = 0;
  Size size = Size::normal;
  bool narrow = false;  // h with a string or character
  bool wide = false;    // l or w with one
};

template <class Char>
class Formatter {
 public:
  Formatter(Char* target, size_t size) noexcept : target_(target), size_(size) {}

  size_t run(const Char* text, Arguments& arguments) {
    while (*text != 0) {
      if (*text != '%') {
        put(*text++);
      } else if (*++text == '%') {
        put(*text++);
      } else {
        Spec spec;
        text = read(text, spec, arguments);
        if (*text == 0) break;
        convert(static_cast<char>(*text++), spec, arguments);
      }
    }
    return length_;
  }

 private:
  void put(Char c) noexcept {
    if (length_ < size_) target_[length_] = c;
    ++length_;
  }
  void fill(Char c, size_t count) noexcept {
    while (count-- > 0) put(c);
  }

  const Char* read(const Char* text, Spec& spec, Arguments& arguments) {
    text = read_flags(text, spec);
    text = read_number(text, spec.width, arguments, [&] { spec.left = true; });
    if (*text == '.') {
      spec.has_precision = true;
      text = read_number(text + 1, spec.precision, arguments, [&] { spec.has_precision = false; });
    }
    return read_size(text, spec);
  }

  static const Char* read_flags(const Char* text, Spec& spec) noexcept {
    for (;; ++text) {
      switch (*text) {
        case '-':
          spec.left = true;
          break;
        case '+':
          spec.plus = true;
          break;
        case ' ':
          spec.space = true;
          break;
        case '#':
          spec.alternate = true;
          break;
        case '0':
          spec.zero = true;
          break;
        default:
          return text;
      }
    }
  }

  template <class WhenNegative>
  static const Char* read_number(const Char* text, size_t& number, Arguments& arguments,
                                 WhenNegative negative) {
    if (*text == '*') {
      const int value = va_arg(arguments.list, int);
      number = static_cast<size_t>(value < 0 ? -static_cast<int64_t>(value) : value);
      if (value < 0) negative();
      return text + 1;
    }
    for (; *text >= '0' && *text <= '9'; ++text) number = number * 10 + static_cast<size_t>(*text - '0');
    return text;
  }

  static const Char* read_size(const Char* text, Spec& spec) noexcept {
    for (;; ++text) {
      switch (*text) {
        case 'h':
          spec.size = spec.size == Size::short_ ? Size::char_ : Size::short_;
          spec.narrow = true;
          break;
        case 'l':
          spec.size = spec.size == Size::long_ ? Size::wide64 : Size::long_;
          spec.wide = true;
          break;
        case 'w':
          spec.wide = true;
          break;
        case 'L':
        case 'j':
          spec.size = Size::wide64;
          break;
        case 'z':
        case 't':
          spec.size = Size::pointer;
          break;
        case 'I':
          if (text[1] == '6' && text[2] == '4') {
            spec.size = Size::wide64;
            text += 2;
          } else if (text[1] == '3' && text[2] == '2') {
            spec.size = Size::long_;
            text += 2;
          } else {
            spec.size = Size::pointer;
          }
          break;
        default:
          return text;
      }
    }
  }

  void convert(char conversion, const Spec& spec, Arguments& arguments) {
    constexpr bool is_wide = sizeof(Char) == 2;
    const bool wide = (is_wide || spec.wide) && !spec.narrow;
    const bool other = spec.narrow || spec.wide ? wide : !is_wide;
    switch (conversion) {
      case 'd':
      case 'i':
        return signed_number(spec, arguments);
      case 'u':
        return number(unsigned_value(spec, arguments), 10, "", spec, false);
      case 'o':
        return number(unsigned_value(spec, arguments), 8, spec.alternate ? "0" : "", spec, false);
      case 'x':
        return hexadecimal(spec, arguments, false);
      case 'X':
        return hexadecimal(spec, arguments, true);
      case 'p':
        return pointer(spec, arguments);
      case 'c':
        return character(wide, spec, arguments);
      case 'C':
        return character(other, spec, arguments);
      case 's':
        return string(wide, spec, arguments);
      case 'S':
        return string(other, spec, arguments);
      case 'n':
        static_cast<void>(va_arg(arguments.list, void*));
        return;
      case 'f':
      case 'F':
      case 'e':
      case 'E':
      case 'g':
      case 'G':
      case 'a':
      case 'A':
        return real(conversion, spec, arguments);
      default:
        return put(static_cast<Char>(conversion));  // as Microsoft's: an unknown conversion stands for itself
    }
  }

  static uint64_t unsigned_value(const Spec& spec, Arguments& arguments) {
    if (spec.size == Size::wide64 || spec.size == Size::pointer) return va_arg(arguments.list, uint64_t);
    const unsigned value = va_arg(arguments.list, unsigned);
    if (spec.size == Size::short_) return static_cast<unsigned short>(value);
    if (spec.size == Size::char_) return static_cast<unsigned char>(value);
    return value;
  }

  static int64_t signed_value(const Spec& spec, Arguments& arguments) {
    if (spec.size == Size::wide64 || spec.size == Size::pointer) return va_arg(arguments.list, int64_t);
    const int value = va_arg(arguments.list, int);
    if (spec.size == Size::short_) return static_cast<short>(value);
    if (spec.size == Size::char_) return static_cast<signed char>(value);
    return value;
  }

  void signed_number(const Spec& spec, Arguments& arguments) {
    const int64_t value = signed_value(spec, arguments);
    const auto bits = static_cast<uint64_t>(value);
    const char* const sign = value < 0 ? "-" : spec.plus ? "+" : spec.space ? " " : "";
    number(value < 0 ? 0 - bits : bits, 10, sign, spec, false);
  }

  void hexadecimal(const Spec& spec, Arguments& arguments, bool upper) {
    const uint64_t value = unsigned_value(spec, arguments);
    const char* const prefix = !spec.alternate || value == 0 ? "" : upper ? "0X" : "0x";
    number(value, 16, prefix, spec, upper);
  }

  void pointer(const Spec& spec, Arguments& arguments) {
    Spec digits = spec;
    digits.has_precision = true;
    digits.precision = 2 * sizeof(void*);
    number(reinterpret_cast<uintptr_t>(va_arg(arguments.list, void*)), 16, "", digits, true);
  }

  void number(uint64_t value, unsigned base, std::string_view prefix, const Spec& spec, bool upper) {
    char digits[32];
    size_t count = 0;
    for (; value != 0; value /= base) {
      const auto digit = static_cast<unsigned>(value % base);
      digits[count++] = static_cast<char>(digit < 10 ? '0' + digit : (upper ? 'A' : 'a') + digit - 10);
    }
    size_t zeros = spec.has_precision ? (spec.precision > count ? spec.precision - count : 0)
                   : count == 0       ? 1
                                      : 0;
    const size_t used = prefix.size() + zeros + count;
    const size_t padding = spec.width > used ? spec.width - used : 0;
    const bool pads_with_zeros = spec.zero && !spec.left && !spec.has_precision;
    if (pads_with_zeros) zeros += padding;
    if (!spec.left && !pads_with_zeros) fill(' ', padding);
    for (const char c : prefix) put(static_cast<Char>(c));
    fill('0', zeros);
    while (count > 0) put(static_cast<Char>(digits[--count]));
    if (spec.left) fill(' ', padding);
  }

  void real(char conversion, const Spec& spec, Arguments& arguments) {
    char layout[16];
    char* at = layout;
    *at++ = '%';
    if (spec.left) *at++ = '-';
    if (spec.plus) *at++ = '+';
    if (spec.space) *at++ = ' ';
    if (spec.alternate) *at++ = '#';
    if (spec.zero) *at++ = '0';
    for (const char c : {'*', '.', '*', conversion, '\0'}) *at++ = c;
    const auto width = static_cast<int>(spec.width < 400 ? spec.width : 400);
    const auto precision = static_cast<int>(spec.precision < 400 ? spec.precision : 400);
    char digits[1200];
    snprintf(digits, sizeof digits, layout, width, spec.has_precision ? precision : -1,
             va_arg(arguments.list, double));
    for (const char* c = digits; *c != '\0'; ++c) put(static_cast<Char>(*c));
  }

  void character(bool wide, const Spec& spec, Arguments& arguments) {
    const int value = va_arg(arguments.list, int);
    const auto wide_value = static_cast<wchar_t>(value);
    const auto narrow_value = static_cast<char>(value);
    Spec one = spec;
    one.has_precision = false;
    if (wide) {
      padded(std::wstring_view(&wide_value, 1), one);
    } else {
      padded(std::string_view(&narrow_value, 1), one);
    }
  }

  void string(bool wide, const Spec& spec, Arguments& arguments) {
    if (wide) {
      const auto* const text = va_arg(arguments.list, const wchar_t*);
      padded(bounded(text == nullptr ? L"(null)" : text, spec), spec);
    } else {
      const auto* const text = va_arg(arguments.list, const char*);
      padded(bounded(text == nullptr ? "(null)" : text, spec), spec);
    }
  }

  // With a precision the string need not have an end.
  template <class Other>
  static std::basic_string_view<Other> bounded(const Other* text, const Spec& spec) noexcept {
    size_t length = 0;
    while ((!spec.has_precision || length < spec.precision) && text[length] != 0) ++length;
    return {text, length};
  }

  template <class Other>
  void padded(std::basic_string_view<Other> text, const Spec& spec) {
    size_t length = 0;
    transcode(text, [&](Char) { ++length; });
    const size_t padding = spec.width > length ? spec.width - length : 0;
    if (!spec.left) fill(spec.zero ? '0' : ' ', padding);
    transcode(text, [&](Char c) { put(c); });
    if (spec.left) fill(' ', padding);
  }

  template <class Put>
  static void transcode(std::basic_string_view<Char> text, Put put) {
    for (const Char c : text) put(c);
  }

  template <class Other, class Put>
    requires(sizeof(Other) != sizeof(Char))
  static void transcode(std::basic_string_view<Other> text, Put put) {
    while (!text.empty()) {
      CodePoint point;
      if constexpr (sizeof(Other) == 1) {
        point = decode_wtf8(text);
        encode_utf16(point.value, [&](char16_t c) { put(static_cast<Char>(c)); });
      } else {
        point = decode_utf16(text);
        encode_utf8(point.value, [&](char c) { put(static_cast<Char>(c)); });
      }
      text.remove_prefix(point.units);
    }
  }

  Char* target_;
  size_t size_;
  size_t length_ = 0;
};

template <class Char>
size_t run(Char* target, size_t size, const Char* text, va_list list) {
  Arguments arguments;
  va_copy(arguments.list, list);
  const size_t length = Formatter<Char>(target, size).run(text, arguments);
  va_end(arguments.list);
  return length;
}

}  // namespace

size_t format(wchar_t* target, size_t size, const wchar_t* text, va_list arguments) {
  return run(target, size, text, arguments);
}

size_t format(char* target, size_t size, const char* text, va_list arguments) {
  return run(target, size, text, arguments);
}

}  // namespace mprsim::portable
