// ProviderScript: how a fake provider departs from its connection table and from the contract of npapi.h.
//
// A scenario file says it (scenarios/model.h), a fake provider acts by it (fake_provider.h). Times are
// virtual milliseconds. Thread-safety: a value.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mock_mpr/state/caller_errors.h"
#include "sim/choice/fault.h"
#include "sim/choice/latency.h"

namespace mprsim {

/// The functions of a provider whose answers can be scripted.
enum class ScriptedCall : std::uint8_t { cancel, add, get, enumerate };
inline constexpr std::size_t scripted_calls = 4;

/// One answer of a script; nullopt is the true answer, from the connection table.
using ScriptedAnswer = std::optional<Status>;

/// By ScriptedCall, then by call index. After the last answer of a list every answer is the true one.
using ScriptedAnswers = std::array<std::vector<ScriptedAnswer>, scripted_calls>;

struct ProviderScript {
  std::uint32_t start = 1;  ///< what NPGetCaps(WNNC_START) returns
  Latency latency{};        ///< of each call
  std::vector<std::string>
      owns{};  ///< prefixes of the remote names that it accepts in an add; none: every name
  /// A scripted answer does not change the connection table: a scripted WN_SUCCESS is a lie.
  ScriptedAnswers answers{};
  /// Set with WNetSetLastError before every answer WN_EXTENDED_ERROR.
  std::optional<ExtendedError> extended_error{};
  /// Whether force overrides a device in use, where the policy leaves it to the provider.
  bool overrides_device_in_use = false;
  bool reenters = false;                    ///< a violation: calls WNetGetConnection while it cancels
  std::optional<Status> sets_last_error{};  ///< a violation: calls SetLastError itself
  FaultPlan faults{};
  friend bool operator==(const ProviderScript&, const ProviderScript&) = default;
};

}  // namespace mprsim
