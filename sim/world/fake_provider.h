// Fake providers: network providers that keep a true connection table (the World) and follow the contract of
// npapi.h, unless their script says otherwise.
//
// Pages: nf-npapi-npcancelconnection, nf-npapi-npaddconnection, nf-npapi-npgetconnection, "Implementing a
// Network Provider" (validation order, speed). Thread-safety: none needed.
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

/// What changes: how far the scripts are, and the network.
struct FakeProviderState {
  std::array<std::uint32_t, scripted_calls> calls{};
  bool network_down = false;
  bool crashed = false;
};

class FakeProviderCall final : public ProviderCall {
 public:
  FakeProviderCall(const FakeProvider& provider, FakeProviderState& state, World& world,
                   const ProviderCallContext& recording) noexcept
      : provider_(provider), state_(state), world_(world), context_(recording) {}

  Status cancel_connection(std::string_view name, bool force) override;
  Status add_connection(const NetResource& resource, std::string_view user) override;
  Status get_connection(std::string_view device, std::string_view& remote) override;
  Status open_enum() override;
  std::vector<EnumeratedResource> connections() const override;

 private:
  std::optional<Status> scripted(ScriptedCall call);
  Status leave(Status status);
  Status cancel_device(ConnectionId id, bool force);
  Status cancel_remote(std::string_view remote, bool force);
  /// What keeps a connection from being cancelled; WN_SUCCESS if nothing does.
  Status obstacle(ConnectionId id, bool force);
  bool overrides_use() const;
  void end(ConnectionId id, bool force);
  bool owns(std::string_view remote) const;
  bool is_mine(ConnectionId id) const { return world_.connection(id).owner == provider_.id; }
  const Trace& names() const { return *context_.recording.trace; }

  const FakeProvider& provider_;
  FakeProviderState& state_;
  World& world_;
  const ProviderCallContext& context_;
};

}  // namespace mprsim
