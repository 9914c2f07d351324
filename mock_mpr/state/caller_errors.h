// CallerErrors: what GetLastError and WNetGetLastError tell one application (one thread of it).
//
// Pages: "Returning Values to the MPR", nf-npapi-wnetsetlasterrora, nf-winnetwk-wnetgetlasterrorw. A value;
// each caller has its own, so that errors never leak between them (error.per-thread).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "mock_mpr/facts/policy.h"
#include "mock_mpr/facts/status.h"

namespace mprsim {

/// What a provider left with WNetSetLastError.
struct ExtendedError {
  std::uint32_t code = 0;
  std::string text;
  std::string provider;
  friend bool operator==(const ExtendedError&, const ExtendedError&) = default;
};

class CallerErrors {
 public:
  /// WNetSetLastError, by a provider inside a call of this caller. It stays until the next one
  /// (error.extended).
  void set_extended(ExtendedError error) { extended_ = std::move(error); }
  const std::optional<ExtendedError>& extended() const noexcept { return extended_; }

  /// SetLastError, by a provider that should not (error.last-error-by-router).
  void set_last_error(Status status) noexcept { last_error_ = status; }
  /// A call of the router returns: its result becomes the last error, where the policy says so.
  void call_returned(Status result, const Policy& policy) noexcept {
    if (policy.last_error == LastError::set) last_error_ = result;
  }
  Status last_error() const noexcept { return last_error_; }

  friend bool operator==(const CallerErrors&, const CallerErrors&) = default;

 private:
  Status last_error_;
  std::optional<ExtendedError> extended_;
};

}  // namespace mprsim
