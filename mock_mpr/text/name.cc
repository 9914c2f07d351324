#include "mock_mpr/text/name.h"

#include <algorithm>

namespace mprsim {
namespace {

constexpr char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

constexpr bool is_letter(char c) noexcept { return lower(c) >= 'a' && lower(c) <= 'z'; }

}  // namespace

bool equal_names(std::string_view a, std::string_view b) noexcept {
  return std::ranges::equal(a, b, {}, lower, lower);
}

bool name_less(std::string_view a, std::string_view b) noexcept {
  return std::ranges::lexicographical_compare(a, b, {}, lower, lower);
}

bool is_port_name(std::string_view name) noexcept {
  if (name.size() == 5 && name.back() == ':') name.remove_suffix(1);
  return name.size() == 4 && name[3] >= '1' && name[3] <= '9' &&
         (equal_names(name.substr(0, 3), "LPT") || equal_names(name.substr(0, 3), "COM"));
}

bool is_device_name(std::string_view name) noexcept {
  return (name.size() == 2 && is_letter(name[0]) && name[1] == ':') || is_port_name(name);
}

}  // namespace mprsim
