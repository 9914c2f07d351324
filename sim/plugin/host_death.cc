#include "sim/plugin/host_death.h"

namespace mprsim {

std::array<std::uint8_t, HostDeath::record_bytes> HostDeath::encode() const noexcept {
  std::array<std::uint8_t, record_bytes> bytes{};
  bytes[0] = on_its_own ? 1 : 0;
  bytes[1] = by_signal ? 1 : 0;
  for (std::size_t i = 0; i < sizeof code; ++i) bytes[4 + i] = static_cast<std::uint8_t>(code >> (8 * i));
  return bytes;
}

HostDeath HostDeath::decode(const std::array<std::uint8_t, record_bytes>& bytes) noexcept {
  HostDeath death{bytes[0] == 1, bytes[1] == 1, 0};
  for (std::size_t i = 0; i < sizeof death.code; ++i) death.code |= std::uint32_t{bytes[4 + i]} << (8 * i);
  return death;
}

}  // namespace mprsim
