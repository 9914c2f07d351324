// The functions that network providers and notifyees export, and the values of NPGetCaps that promise them.
// Pages: those of npapi.h, NPGetCaps above all; the facts are in np_functions.def.
//
// Thread-safety: immutable data. Nothing fails, allocates or throws.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace mprsim {

/// The WNNC_ constants in lower case (the Windows headers hold the upper-case names as macros):
/// wnnc::connection, wnnc::con_cancelconnection, ...
namespace wnnc {
#define MPRSIM_WNNC_INDEX(identifier, number, name) inline constexpr std::uint32_t identifier = number;
#define MPRSIM_WNNC_VALUE(index, identifier, number, name) inline constexpr std::uint32_t identifier = number;
#include "mock_mpr/facts/np_functions.def"
}  // namespace wnnc

/// An argument of NPGetCaps.
struct WnncIndex {
  std::uint32_t number;
  std::string_view name;  ///< "WNNC_CONNECTION"
};

/// What NPGetCaps may answer: a bit of a mask, or a constant under spec_version, net_type and start.
struct WnncValue {
  std::uint32_t index;
  std::uint32_t number;
  std::string_view name;  ///< "WNNC_CON_CANCELCONNECTION"
};

enum class NpGroup : std::uint8_t {
  capabilities,
  connection,
  enumeration,
  user,
  dialog,
  admin,
  authentication,
  notification,  ///< the exports of a notifyee; a provider exports the functions of all other groups
};

enum class NpFunction : std::uint8_t {
#define MPRSIM_NP_FUNCTION(Name, ...) Name,
#include "mock_mpr/facts/np_functions.def"
};

struct NpFunctionInfo {
  NpFunction function{};
  std::string_view name{};       ///< of the export
  std::string_view signature{};  ///< "DWORD NPCancelConnection(LPWSTR lpName, BOOL fForce)"
  NpGroup group{};
  std::uint32_t capability_index =
      0;  ///< a WnncIndex; 0 if no capability is documented to promise the function
  std::uint32_t capability_bits = 0;  ///< any one of them promises it
};

std::span<const WnncIndex> all_wnnc_indexes() noexcept;  ///< in order of number
std::span<const WnncValue> all_wnnc_values() noexcept;   ///< in order of index

/// In the order of NpFunction.
std::span<const NpFunctionInfo> all_np_functions() noexcept;
/// The row of a function. The reference is always valid.
const NpFunctionInfo& info(NpFunction function) noexcept;

/// The function with a name in exact case, as exports are; nothing if there is none.
std::optional<NpFunction> find_np_function(std::string_view name) noexcept;

std::string_view to_string(NpGroup group) noexcept;  ///< "connection"

}  // namespace mprsim
