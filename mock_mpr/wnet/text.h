// Strings at the C edge: UTF-16 in the W functions, UTF-8 in the A functions, UTF-8 inside.
//
// Sizes are in characters of the function's kind, the end included, as the pages of the functions have them.
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
#include "mock_mpr/text/utf16.h"

namespace mprsim::wnet {

template <class Char>
using NetResourceOf = std::conditional_t<sizeof(Char) == 1, NETRESOURCEA, NETRESOURCEW>;

/// NULL is an empty string.
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

/// Writes the whole text, or says with WN_MORE_DATA how many characters it needs.
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

/// Writes what fits, ended in any case.
template <class Char>
void write_truncated(std::string_view text, Char* buffer, DWORD size) {
  if (size == 0) return;
  const auto out = to_caller<Char>(text);
  const std::size_t length = std::min<std::size_t>(out.size(), size - 1);
  std::copy_n(out.data(), length, buffer);
  buffer[length] = 0;
}

}  // namespace mprsim::wnet
