// ProviderCall: the functions of a network provider, as one call of the router uses them. Behind the
// interface stands a fake provider (fake_provider.h) or a plug-in in a process of its own
// (loaded_provider_call.h).
//
// Pages: those of npapi.h. Text is UTF-8. Thread-safety: none; used within one call. Failure: a provider's
// failure is its status. Nothing throws but std::bad_alloc.
#pragma once

#include <string_view>
#include <vector>

#include "mock_mpr/operations/enumerate.h"
#include "mock_mpr/state/caller_errors.h"
#include "sim/world/world.h"

namespace mprsim {

/// The call in which the provider is asked.
struct ProviderCallContext {
  WorldRecorder recorder;
  SessionId session{};             ///< the logon session of the caller
  const Policy* policy = nullptr;  ///< decides where the documentation leaves a question open; not null
  CallerErrors* errors = nullptr;  ///< the caller's last error and extended error, which the provider may set
};

class ProviderCall {
 public:
  /// NPCancelConnection: with WN_SUCCESS the connections that the name means have ended in the World; with
  /// any other status the World is as it was. (A script or a fault may break that on purpose.)
  virtual Status cancel_connection(std::string_view name, bool force) = 0;
  /// NPAddConnection or NPAddConnection3: with WN_SUCCESS the World has one connection more. `user` may be
  /// "".
  virtual Status add_connection(const NetResource& resource, std::string_view user) = 0;
  /// NPGetConnection: with WN_SUCCESS `remote` is set to a view into the names of the trace; with any other
  /// status it stays as it was.
  virtual Status get_connection(std::string_view device, std::string_view& remote) = 0;
  /// NPOpenEnum for RESOURCE_CONNECTED.
  virtual Status open_enum() = 0;
  /// The resources of the enumeration that open_enum() opened last.
  virtual std::vector<EnumeratedResource> connections() const = 0;

  /// The rule or switch that made the provider give its last answer; Rule::none if the answer needs no such
  /// reason.
  Reason because() const noexcept { return because_; }

 protected:
  /// The provider that is called, and its name in the trace. The context must outlive the object.
  ProviderCall(ProviderId id, NameId name, const ProviderCallContext& context) noexcept
      : id_(id), name_(name), context_(context) {}
  ProviderCall(const ProviderCall&) = default;
  ProviderCall& operator=(const ProviderCall&) = delete;
  ~ProviderCall() = default;

  /// Adds a connection of this provider to the world, for the session of the caller, and records it.
  void connect(World& world, const NetResource& resource, std::string_view user) const;
  /// WNetSetLastError: sets the caller's extended error, and records that.
  void set_extended_error(const ExtendedError& error) const;
  /// SetLastError by the provider itself, which it must not call (error.last-error-by-router): sets the
  /// caller's last error, and records that.
  void set_last_error(Status code) const;

  const Trace& names() const noexcept { return *context_.recorder.trace; }

  ProviderId id_;
  NameId name_;
  const ProviderCallContext& context_;
  Reason because_;
};

}  // namespace mprsim
