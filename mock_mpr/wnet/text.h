// Strings at the C edge: UTF-16 in the W functions, UTF-8 in the A functions, UTF-8 inside.
//
// Sizes are in characters of the kind of the function (WCHAR or char) and include the NUL at the end, as on
// the pages of the functions. Pure functions; they throw std::bad_alloc only.
#pragma once

// clang-format off
#include <windows.h>
#include <winnetwk.h>
// clang-format on

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>

#include "mock_mpr/facts/status.h"
#include "mock_mpr/text/unicode.h"

namespace mprsim::wnet {

template <class Char>
using NetResourceOf = std::conditional_t<sizeof(Char) == 1, NETRESOURCEA, NETRESOURCEW>;

/// The text that a caller passed, as UTF-8; "" for NULL.
inline std::string from_caller(const char* text) {
  return text == nullptr ? std::string{} : std::string(text);
}
inline std::string from_caller(const WCHAR* text) {
  return text == nullptr ? std::string{} : to_utf8(std::basic_string_view<WCHAR>(text));
}

template <class Char>
std::basic_string<Char> to_caller(std::string_view text) {
  if constexpr (sizeof(Char) == 1) {
    return std::string(text);
  } else {
    const std::u16string wide = to_utf16(text);
    return {wide.begin(), wide.end()};
  }
}

/// Writes the whole text with its NUL into a buffer of `size` characters: WN_SUCCESS, and `size` stays. If
/// the text does not fit: WN_MORE_DATA, `size` is what the text needs, and the buffer stays as it was.
template <class Char>
Status write_text(std::string_view text, Char* buffer, DWORD& size) {
  const auto out = to_caller<Char>(text);
  const DWORD room = size;
  if (out.size() + 1 > room) {
    size = static_cast<DWORD>(out.size() + 1);
    return wn::more_data;
  }
  std::copy_n(out.c_str(), out.size() + 1, buffer);
  return wn::success;
}

/// Writes as much of the text as fits into a buffer of `size` characters. The buffer ends with NUL in any
/// case, unless it has no room at all.
template <class Char>
void write_truncated(std::string_view text, Char* buffer, DWORD size) {
  if (size == 0) return;
  const auto out = to_caller<Char>(text);
  const std::size_t length = std::min<std::size_t>(out.size(), size - 1);
  std::copy_n(out.data(), length, buffer);
  buffer[length] = 0;
}

}  // namespace mprsim::wnet
