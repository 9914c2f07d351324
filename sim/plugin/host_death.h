// HostDeath: how a host process ended, as the operating system reports it.
//
// Page: docs/architecture.md, "Plug-ins live in a process of their own". Thread-safety: a value. Nothing
// fails; only fault_name() may throw std::bad_alloc.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

namespace mprsim {

struct HostDeath {
  static constexpr std::size_t record_bytes = 8;

  bool on_its_own = false;  ///< it ended before the driving program ended it
  bool by_signal = false;   ///< by a signal (Linux) or an exception (Windows), whose number is `code`
  std::uint32_t code = 0;   ///< the signal or exception, otherwise the exit code

  /// Translates what the system reports: the status of waitpid() on Linux, the exit code of a process on
  /// Windows. on_its_own is false in the result.
  static HostDeath of_system_status(std::uint32_t status) noexcept;

  HostDeath with_cause(bool own) const noexcept { return {own, by_signal, code}; }

  /// The record that a supervisor sends to the driving program. decode() accepts any bytes.
  std::array<std::uint8_t, record_bytes> encode() const noexcept;
  static HostDeath decode(const std::array<std::uint8_t, record_bytes>& bytes) noexcept;

  friend bool operator==(const HostDeath&, const HostDeath&) = default;
};

/// The name of a signal or exception: "SIGSEGV", "EXCEPTION_ACCESS_VIOLATION". A code without a name gives a
/// text with its number.
std::string fault_name(std::uint32_t code);

}  // namespace mprsim
