#include "mock_mpr/operations/cancel.h"

namespace mprsim {

std::uint64_t CancelOperation::hash() const noexcept {
  Hasher hasher;
  notification_.hash(hasher);
  routing_.hash(hasher);
  hasher.add(std::uint64_t{result_.status.code()} << 32 | operation_status_.code());
  hasher.add(static_cast<std::uint64_t>(phase_) << 32 | static_cast<std::uint64_t>(pending_.kind()));
  hasher.add(static_cast<std::uint64_t>(result_.reason.rule) << 8 |
             static_cast<std::uint64_t>(result_.reason.by));
  hasher.add(result_.provider ? index(*result_.provider) + 1 : 0);
  hasher.add(result_.forgotten ? 1U : 0U);
  return hasher.value();
}

}  // namespace mprsim
