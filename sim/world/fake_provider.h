// Fake providers: network providers that keep a true connection table (the World) and follow the contract of
// npapi.h, unless their script says otherwise.
//
// Pages: nf-npapi-npcancelconnection, nf-npapi-npaddconnection, nf-npapi-npgetconnection, "Implementing a
// Network Provider" (validation order, speed). Thread-safety: none; one call at a time on one World. Nothing
// throws but std::bad_alloc.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mock_mpr/operations/enumerate.h"
#include "mock_mpr/state/caller_errors.h"
#include "sim/world/provider_call.h"
#include "sim/world/provider_script.h"
#include "sim/world/world.h"

namespace mprsim {

/// What does not change while a simulation runs.
struct FakeProvider : ProviderScript {
  ProviderId id{};
  NameId name = NameId::null;
  std::uint32_t net_type = 0x00020000;  ///< WNNC_NET_LANMAN
};

/// The part that changes.
struct FakeProviderState {
  std::array<std::uint32_t, scripted_calls> calls{};  ///< how many calls each script has answered
  bool network_down = false;
  bool crashed = false;
};

/// All references must outlive the object, which lives for one call of the router.
class FakeProviderCall final : public ProviderCall {
 public:
  FakeProviderCall(const FakeProvider& provider, FakeProviderState& state, World& world,
                   const ProviderCallContext& context) noexcept
      : ProviderCall(provider.id, provider.name, context),
        provider_(provider),
        state_(state),
        world_(world) {}

  Status cancel_connection(std::string_view name, bool force) override;
  Status add_connection(const NetResource& resource, std::string_view user) override;
  Status get_connection(std::string_view device, std::string_view& remote) override;
  Status open_enum() override;
  std::vector<EnumeratedResource> connections() const override;

 private:
  std::optional<Status> scripted(ScriptedCall call);
  /// Sets the caller's errors as the script says, and returns the status.
  Status finish(Status status);
  Status cancel_device(ConnectionId id, bool force);
  Status cancel_remote(std::string_view remote, bool force);
  /// The status with which a cancel of the connection must fail; WN_SUCCESS if it may be cancelled. Sets
  /// because_.
  Status obstacle(ConnectionId id, bool force);
  bool overrides_use() const;
  void end(ConnectionId id, bool force);
  bool owns(std::string_view remote) const;
  bool is_mine(ConnectionId id) const { return world_.connection(id).owner == provider_.id; }

  const FakeProvider& provider_;
  FakeProviderState& state_;
  World& world_;
};

}  // namespace mprsim
