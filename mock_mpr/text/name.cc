#include "mock_mpr/text/name.h"

#include <algorithm>

namespace mprsim {
namespace {

constexpr char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

constexpr bool is_letter(char c) noexcept { return lower(c) >= 'a' && lower(c) <= 'z'; }

// "LPT1" and "LPT1:", for the kind "LPT".
bool is_port(std::string_view name, std::string_view kind) noexcept {
  if (name.size() == 5 && name.back() == ':') name.remove_suffix(1);
  return name.size() == 4 && name[3] >= '1' && name[3] <= '9' && equal_names(name.substr(0, 3), kind);
}

// Only the colon of a port says nothing: that of a drive is part of its name ("Y" is not "Y:").
std::string_view without_port_colon(std::string_view name) noexcept {
  return name.size() == 5 && name.back() == ':' && is_port_name(name) ? name.substr(0, 4) : name;
}

}  // namespace

bool equal_names(std::string_view a, std::string_view b) noexcept {
  return std::ranges::equal(a, b, {}, lower, lower);
}

bool name_less(std::string_view a, std::string_view b) noexcept {
  return std::ranges::lexicographical_compare(a, b, {}, lower, lower);
}

bool is_port_name(std::string_view name) noexcept { return is_port(name, "LPT") || is_port(name, "COM"); }

bool is_printer_port(std::string_view name) noexcept { return is_port(name, "LPT"); }

bool is_device_name(std::string_view name) noexcept {
  return (name.size() == 2 && is_letter(name[0]) && name[1] == ':') || is_port_name(name);
}

bool equal_devices(std::string_view a, std::string_view b) noexcept {
  return equal_names(without_port_colon(a), without_port_colon(b));
}

bool device_less(std::string_view a, std::string_view b) noexcept {
  return name_less(without_port_colon(a), without_port_colon(b));
}

std::optional<std::string_view> path_below(std::string_view path, std::string_view name) noexcept {
  // A device name holds no backslash, and may be spelled otherwise in the path (equal_devices).
  const std::size_t end = is_device_name(name) ? path.find('\\') : name.size();
  const std::string_view head = path.substr(0, end);
  if (!equal_devices(head, name)) return std::nullopt;
  if (head.size() == path.size()) return std::string_view{};
  return path[end] == '\\' ? std::optional{path.substr(end + 1)} : std::nullopt;
}

}  // namespace mprsim
