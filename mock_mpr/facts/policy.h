// Policy: one plain record with a switch for every question that the documentation leaves open.
//
// Pages: docs/algorithm.md and docs/fidelity.md. The switches are the rows of policy.def; a profile is a
// named preset of all of them. What rests on a switch is never called Windows behaviour: traces and reports
// name the switch. Plain values without invariants; safe to share between threads for reading.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "mock_mpr/facts/rule.h"

namespace mprsim {

#define MPRSIM_SWITCH(field, Type, rule, question, nt_doc, win9x, wine, reactos, ...) \
  enum class Type : std::uint8_t { __VA_ARGS__ };
#include "mock_mpr/facts/policy.def"

/// The presets. nt_doc is what the current documentation says; the others are other routers that people meet.
enum class Profile : std::uint8_t { nt_doc, win9x_ddk, wine, reactos };

/// Every switch by name, so that an event can say which one decided.
enum class Switch : std::uint8_t {
  none,
#define MPRSIM_SWITCH(field, ...) field,
#include "mock_mpr/facts/policy.def"
};

struct Policy {
#define MPRSIM_SWITCH(field, Type, rule, question, nt_doc, ...) Type field = Type::nt_doc;
#include "mock_mpr/facts/policy.def"

  static Policy of(Profile) noexcept;

  friend bool operator==(const Policy&, const Policy&) = default;
};

/// "nt-doc", "win9x-ddk", "wine", "reactos".
std::string_view name(Profile) noexcept;
std::optional<Profile> find_profile(std::string_view name) noexcept;
std::span<const Profile> all_profiles() noexcept;
/// Their names, in the same order.
std::span<const std::string_view> profile_names() noexcept;

struct SwitchInfo {
  Switch id;
  std::string_view name;      ///< the field of Policy
  Rule rule;                  ///< what it decides
  std::string_view question;  ///< in one sentence
  std::span<const std::string_view> values;
};

/// All switches, without Switch::none, in the order of policy.def.
std::span<const SwitchInfo> all_switches() noexcept;
std::optional<Switch> find_switch(std::string_view name) noexcept;
std::string_view name(Switch) noexcept;

/// The value that a policy has for a switch, by name; "" for Switch::none.
std::string_view value_of(const Policy&, Switch) noexcept;

/// Sets a switch by the name of a value. False, and nothing changed, if the switch has no such value.
bool set(Policy&, Switch, std::string_view value) noexcept;

}  // namespace mprsim
