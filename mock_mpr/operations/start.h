// StartOperation: how long the router waits for the providers' networks before it shows or restores
// connections.
//
// Pages: "Overriding the Default MPR Time-out Interval", nf-npapi-npgetcaps (WNNC_START). All times in
// milliseconds. The use, the life times and the thread-safety are those of CancelOperation.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "mock_mpr/operations/call.h"

namespace mprsim {

/// What NPGetCaps(WNNC_START) may return; any other number is milliseconds to wait.
namespace start_value {
inline constexpr std::uint32_t will_not_start = 0;
inline constexpr std::uint32_t started = 1;
inline constexpr std::uint32_t unknown = 0xFFFFFFFF;
}  // namespace start_value

struct StartRequest {
  std::optional<std::uint32_t> restore_timeout_ms;  ///< RestoreTimeout, where the administrator set it
};

struct StartResult {
  std::uint32_t wait_ms = 0;
  Reason reason;  ///< which rule gave the wait
};

class StartOperation {
 public:
  StartOperation(const StartRequest& request, const Registry& registry, const Policy& policy);

  /// NPGetCaps(WNNC_START) of the next provider; false when every provider was asked. Each call wants one
  /// reply.
  Call next();
  /// Takes what NPGetCaps returned. Returns why it means what it means.
  Reason reply(std::uint32_t start);
  /// Meaningful when next() has become false.
  const StartResult& result() const noexcept { return result_; }

  static constexpr std::uint32_t default_timeout_ms = 60'000;

 private:
  void consider(std::uint32_t wait_ms, Reason reason);

  const Policy* policy_;
  const Registry* registry_;
  std::optional<std::uint32_t> restore_timeout_ms_;
  StartResult result_;
  std::size_t cursor_ = 0;
};

}  // namespace mprsim
