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

#define MPRSIM_VALUES(...) __VA_ARGS__
#define MPRSIM_SWITCH(field, Type, values, ...) enum class Type : std::uint8_t { MPRSIM_VALUES values };
#include "mock_mpr/facts/policy.def"
#undef MPRSIM_VALUES

/// A row of policy.def: a question, and what each profile answers.
template <class Type>
struct SwitchRow {
  Rule decides;
  std::string_view question;
  Type nt_doc;
  Type win9x_ddk;
  Type wine;
  Type reactos;
};

/// The rows by the names of their switches.
namespace switch_rows {
#define MPRSIM_SWITCH(field, Type, values, ...) \
  inline constexpr SwitchRow<Type> field = [] { \
    using enum Type;                            \
    return SwitchRow<Type>{__VA_ARGS__};        \
  }();
#include "mock_mpr/facts/policy.def"
}  // namespace switch_rows

/// The presets. nt_doc is what the current documentation says; the others are routers that differ from it.
enum class Profile : std::uint8_t { nt_doc, win9x_ddk, wine, reactos };

/// Every switch by name, so that an event can say which one decided.
enum class Switch : std::uint8_t {
  none,
#define MPRSIM_SWITCH(field, ...) field,
#include "mock_mpr/facts/policy.def"
};

/// A value for each switch. A new Policy has those of Profile::nt_doc.
struct Policy {
#define MPRSIM_SWITCH(field, Type, ...) Type field = switch_rows::field.nt_doc;
#include "mock_mpr/facts/policy.def"

  /// The values of a profile.
  static Policy of(Profile profile) noexcept;

  friend bool operator==(const Policy&, const Policy&) = default;
};

/// "nt-doc", "win9x-ddk", "wine", "reactos".
std::string_view name(Profile profile) noexcept;
/// The profile with a name in exact case; nothing if there is none.
std::optional<Profile> find_profile(std::string_view name) noexcept;
/// In the order of the enumeration.
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
/// The switch with a name in exact case; nothing if there is none, as for "".
std::optional<Switch> find_switch(std::string_view name) noexcept;
/// The field of Policy; "" for Switch::none.
std::string_view name(Switch id) noexcept;

/// The value that a policy has for a switch, by name; "" for Switch::none.
std::string_view value_of(const Policy& policy, Switch id) noexcept;

/// Sets a switch by the name of a value. False, and nothing changed, if the switch has no such value.
bool set(Policy& policy, Switch id, std::string_view value) noexcept;

}  // namespace mprsim
