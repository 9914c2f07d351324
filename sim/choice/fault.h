// Faults: what can go wrong in one call of a provider or notifyee, as values.
//
// Page: docs/chance.md, "Faults". faults.def says what each fault does, and the simulation does it; a Chooser
// decides whether a fault strikes. Thread-safety: constants and values. Nothing fails.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "mock_mpr/facts/status.h"
#include "sim/time/time.h"

namespace mprsim {

enum class Fault : std::uint8_t {
#define MPRSIM_FAULT(name, bearer, meaning) name,
#include "sim/choice/faults.def"
#undef MPRSIM_FAULT
};

/// Which actors can have a fault.
enum class FaultBearer : std::uint8_t { provider, notifyee, either };

struct FaultInfo {
  Fault id;
  std::string_view name;
  FaultBearer bearer;
  std::string_view meaning;
};

/// Every fault, in the order of the enumeration.
std::span<const FaultInfo> all_faults() noexcept;
const FaultInfo& info(Fault fault) noexcept;
/// The fault with this name; empty for any other text.
std::optional<Fault> find_fault(std::string_view name) noexcept;
/// True if a provider (or a notifyee) can have the fault. `bearer` is one of the two, not `either`.
bool can_have(FaultBearer bearer, Fault fault) noexcept;

/// A set of kinds of faults.
class FaultSet {
 public:
  constexpr bool empty() const noexcept { return bits_ == 0; }
  constexpr bool contains(Fault fault) const noexcept { return (bits_ & bit(fault)) != 0; }
  constexpr void insert(Fault fault) noexcept { bits_ |= bit(fault); }
  constexpr void erase(Fault fault) noexcept { bits_ &= ~bit(fault); }
  constexpr std::uint32_t bits() const noexcept { return bits_; }
  static constexpr FaultSet of_bits(std::uint32_t bits) noexcept {
    FaultSet set;
    set.bits_ = bits;
    return set;
  }
  constexpr FaultSet operator|(FaultSet other) const noexcept { return of_bits(bits_ | other.bits_); }
  friend constexpr bool operator==(FaultSet, FaultSet) noexcept = default;

 private:
  static constexpr std::uint32_t bit(Fault fault) noexcept { return 1U << static_cast<unsigned>(fault); }
  std::uint32_t bits_ = 0;
};

/// Which faults a provider or a notifyee can have, and how often. Drawn anew for every call.
struct FaultPlan {
  FaultSet kinds{};
  std::uint32_t one_in = 4;        ///< a fault strikes in one of so many calls
  SimTime delay{1000};             ///< Fault::delay: how much longer
  std::vector<Status> statuses{};  ///< Fault::wrong_status: what it returns; wrong_status_list if none
  friend bool operator==(const FaultPlan&, const FaultPlan&) = default;
};

/// The answers of Fault::wrong_status if the plan has none: one that routing overlooks, two that routing
/// reports, and one that force would have prevented.
inline constexpr std::array wrong_status_list{wn::not_connected, wn::no_network, wn::access_denied,
                                              wn::open_files};

/// The kinds of faults that a seed bans in a sweep with swarmed faults. Each kind is banned in one seed of
/// two.
FaultSet swarm_bans(std::uint64_t seed) noexcept;

}  // namespace mprsim
