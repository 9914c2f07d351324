#include "sim/choice/fault.h"

#include <algorithm>
#include <array>

#include "sim/choice/choice.h"

namespace mprsim {
namespace {

constexpr std::array faults{
#define MPRSIM_FAULT(name, bearer, meaning) FaultInfo{Fault::name, #name, FaultBearer::bearer, meaning},
#include "sim/choice/faults.def"
#undef MPRSIM_FAULT
};
static_assert(faults.size() <= 32);

}  // namespace

std::span<const FaultInfo> all_faults() noexcept { return faults; }

const FaultInfo& info(Fault fault) noexcept { return faults[static_cast<std::size_t>(fault)]; }

std::optional<Fault> find_fault(std::string_view name) noexcept {
  const auto found = std::ranges::find(faults, name, &FaultInfo::name);
  if (found == faults.end()) return std::nullopt;
  return found->id;
}

bool can_have(FaultBearer bearer, Fault fault) noexcept {
  return info(fault).bearer == FaultBearer::either || info(fault).bearer == bearer;
}

FaultSet swarm_bans(std::uint64_t seed) noexcept {
  ChoiceStream stream{seed, "swarm"};
  constexpr std::uint64_t all = (std::uint64_t{1} << faults.size()) - 1;
  return FaultSet::of_bits(static_cast<std::uint32_t>(stream.next() & all));
}

}  // namespace mprsim
