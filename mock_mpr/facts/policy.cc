#include "mock_mpr/facts/policy.h"

#include <algorithm>
#include <array>

namespace mprsim {
namespace {

// Splits "(a, b, c)", the spelled-out values of one row, at compile time.
template <std::size_t N>
constexpr std::array<std::string_view, N> split(std::string_view list) {
  list = list.substr(1, list.size() - 2);
  std::array<std::string_view, N> parts{};
  for (std::string_view& part : parts) {
    const std::size_t comma = std::min(list.find(','), list.size());
    part = list.substr(0, comma);
    list.remove_prefix(std::min(comma + 1, list.size()));
    while (!list.empty() && list.front() == ' ') list.remove_prefix(1);
  }
  return parts;
}

constexpr std::size_t count(std::string_view list) {
  return 1 + static_cast<std::size_t>(std::ranges::count(list, ','));
}

#define MPRSIM_SWITCH(field, Type, values, ...) \
  constexpr auto field##_values = split<count(#values)>(#values);
#include "mock_mpr/facts/policy.def"

constexpr auto switches = std::to_array<SwitchInfo>({
#define MPRSIM_SWITCH(field, ...) \
  {Switch::field, #field, switch_rows::field.decides, switch_rows::field.question, field##_values},
#include "mock_mpr/facts/policy.def"
});

constexpr std::array profiles{Profile::nt_doc, Profile::win9x_ddk, Profile::wine, Profile::reactos};
constexpr std::array<std::string_view, 4> names_of_profiles{"nt-doc", "win9x-ddk", "wine", "reactos"};

}  // namespace

Policy Policy::of(Profile profile) noexcept {
  Policy policy;
  switch (profile) {
    case Profile::nt_doc:
      break;  // the defaults of the members
    case Profile::win9x_ddk:
#define MPRSIM_SWITCH(field, ...) policy.field = switch_rows::field.win9x_ddk;
#include "mock_mpr/facts/policy.def"
      break;
    case Profile::wine:
#define MPRSIM_SWITCH(field, ...) policy.field = switch_rows::field.wine;
#include "mock_mpr/facts/policy.def"
      break;
    case Profile::reactos:
#define MPRSIM_SWITCH(field, ...) policy.field = switch_rows::field.reactos;
#include "mock_mpr/facts/policy.def"
      break;
  }
  return policy;
}

std::string_view name(Profile profile) noexcept {
  return names_of_profiles[static_cast<std::size_t>(profile)];
}

std::optional<Profile> find_profile(std::string_view wanted) noexcept {
  for (const Profile profile : profiles) {
    if (name(profile) == wanted) return profile;
  }
  return std::nullopt;
}

std::span<const Profile> all_profiles() noexcept { return profiles; }

std::span<const std::string_view> profile_names() noexcept { return names_of_profiles; }

std::span<const SwitchInfo> all_switches() noexcept { return switches; }

std::optional<Switch> find_switch(std::string_view wanted) noexcept {
  const auto* found = std::ranges::find(switches, wanted, &SwitchInfo::name);
  if (found == switches.end()) return std::nullopt;
  return found->id;
}

std::string_view name(Switch id) noexcept {
  return id == Switch::none ? std::string_view{} : switches[static_cast<std::size_t>(id) - 1].name;
}

std::string_view value_of(const Policy& policy, Switch id) noexcept {
  switch (id) {
    case Switch::none:
      return {};
#define MPRSIM_SWITCH(field, ...) \
  case Switch::field:             \
    return field##_values[static_cast<std::size_t>(policy.field)];
#include "mock_mpr/facts/policy.def"
  }
  return {};
}

bool set(Policy& policy, Switch id, std::string_view value) noexcept {
  if (id == Switch::none) return false;
  const auto accepted = switches[static_cast<std::size_t>(id) - 1].values;
  const auto found = std::ranges::find(accepted, value);
  if (found == accepted.end()) return false;
  const auto index = static_cast<std::size_t>(found - accepted.begin());
  switch (id) {
    case Switch::none:
      break;
#define MPRSIM_SWITCH(field, Type, ...)      \
  case Switch::field:                        \
    policy.field = static_cast<Type>(index); \
    break;
#include "mock_mpr/facts/policy.def"
  }
  return true;
}

}  // namespace mprsim
