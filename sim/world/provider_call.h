// ProviderCall: one call of a network provider under way, whoever stands behind it: a fake one
// (fake_provider.h) or a plug-in in a process of its own (loaded_provider_call.h).
//
// Pages: those of npapi.h. Thread-safety: none needed.
#pragma once

#include <string_view>
#include <vector>

#include "mock_mpr/operations/enumerate.h"
#include "mock_mpr/state/caller_errors.h"
#include "sim/world/world.h"

namespace mprsim {

/// The call that a provider is in: who made it, and under which policy the open questions are answered.
struct ProviderCallContext {
  Recording recording;
  SessionId session{};
  const Policy* policy = nullptr;
  CallerErrors* errors = nullptr;
};

class ProviderCall {
 public:
  virtual Status cancel_connection(std::string_view name, bool force) = 0;
  virtual Status add_connection(const NetResource& resource, std::string_view user) = 0;
  /// The remote name is set with WN_SUCCESS alone; a view into the trace's names.
  virtual Status get_connection(std::string_view device, std::string_view& remote) = 0;
  virtual Status open_enum() = 0;
  /// Of the enumeration that open_enum() opened last.
  virtual std::vector<EnumeratedResource> connections() const = 0;

  /// The provider's own rule behind its answer; Rule::none if the answer needs no such explanation.
  Reason because() const noexcept { return because_; }

 protected:
  ProviderCall() = default;
  ProviderCall(const ProviderCall&) = default;
  ProviderCall& operator=(const ProviderCall&) = default;
  ~ProviderCall() = default;

  Reason because_;
};

}  // namespace mprsim
