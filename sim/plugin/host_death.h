// How a host process ended, as far as the operating system knows.
//
// Thread-safety: a value. Nothing fails or throws.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

namespace mprsim {

struct HostDeath {
  static constexpr std::size_t record_bytes = 8;

  bool on_its_own = false;  ///< before anybody ended it
  bool by_signal = false;   ///< by a signal (Linux) or an exception (Windows), whose number is `code`
  std::uint32_t code = 0;   ///< else the exit code

  /// From what the system says: the status of waitpid(), the exit code of a Windows process.
  static HostDeath of_system_status(std::uint32_t status) noexcept;

  HostDeath with_cause(bool own) const noexcept { return {own, by_signal, code}; }

  /// The bytes that a supervisor sends. Decoding takes any bytes.
  std::array<std::uint8_t, record_bytes> encode() const noexcept;
  static HostDeath decode(const std::array<std::uint8_t, record_bytes>& bytes) noexcept;

  friend bool operator==(const HostDeath&, const HostDeath&) = default;
};

/// "SIGSEGV", "EXCEPTION_ACCESS_VIOLATION"; the number where it has no name.
std::string fault_name(std::uint32_t code);

}  // namespace mprsim
