// CallerErrors: what GetLastError and WNetGetLastError tell one application (one thread of it).
//
// Pages: "Returning Values to the MPR", nf-npapi-wnetsetlasterrora, nf-winnetwk-wnetgetlasterrorw. A value
// without a lock: each caller has one of its own, so that one caller never sees the errors of another
// (error.per-thread). Nothing fails but memory.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "mock_mpr/facts/policy.h"
#include "mock_mpr/facts/status.h"

namespace mprsim {

/// What a provider passed to WNetSetLastError, and which provider it was.
struct ExtendedError {
  std::uint32_t code = 0;
  std::string text;
  std::string provider;
  friend bool operator==(const ExtendedError&, const ExtendedError&) = default;
};

class CallerErrors {
 public:
  /// WNetSetLastError, called by a provider inside a call of this caller. Replaces what was set before;
  /// nothing else removes it, not even a call that succeeds (error.extended, error.per-thread).
  void set_extended(ExtendedError error) { extended_ = std::move(error); }
  /// What WNetGetLastError returns; nothing if no provider has set an error yet.
  const std::optional<ExtendedError>& extended() const noexcept { return extended_; }

  /// SetLastError, called by a provider, which it must not do (error.last-error-by-router). The next
  /// call_returned() replaces it.
  void set_last_error(Status status) noexcept { last_error_ = status; }
  /// To be called when a call of the router returns: its result, success included, becomes the last error.
  /// Under a policy with last_error = untouched nothing happens.
  void call_returned(Status result, const Policy& policy) noexcept {
    if (policy.last_error == LastError::set) last_error_ = result;
  }
  /// What GetLastError returns; WN_SUCCESS before anything was set.
  Status last_error() const noexcept { return last_error_; }

  friend bool operator==(const CallerErrors&, const CallerErrors&) = default;

 private:
  Status last_error_;
  std::optional<ExtendedError> extended_;
};

}  // namespace mprsim
