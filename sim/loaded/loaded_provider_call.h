// A call of a provider that is a plug-in: the plug-in answers, and the world follows what it did.
//
// Page: docs/scenario-format.md. Once there is trouble (LoadedPlugins::trouble()) every answer is
// WN_NET_ERROR and nothing else happens. Thread-safety: none needed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/loaded/loaded_plugins.h"
#include "sim/world/provider_call.h"

namespace mprsim {

class LoadedProviderCall final : public ProviderCall {
 public:
  LoadedProviderCall(LoadedPlugins& setup, ProviderId id, bool network_down, World& world,
                     const ProviderCallContext& recording) noexcept
      : setup_(setup), id_(id), network_down_(network_down), world_(world), context_(recording) {}

  Status cancel_connection(std::string_view name, bool force) override;
  Status add_connection(const NetResource& resource, std::string_view user) override;
  Status get_connection(std::string_view device, std::string_view& remote) override;
  Status open_enum() override;
  std::vector<EnumeratedResource> connections() const override;

 private:
  /// Makes the call, and records what the plug-in left behind besides its answer.
  template <class Answer, class Ask>
  bool ask(Answer& answer, Ask&& ask);
  void record_left_behind(const LoadedProvider::LeftBehind& left);

  /// Asks the plug-in about every connection of its own, and ends in the world what has ended.
  void follow(bool force);
  enum class Truth : std::uint8_t { there, gone, unknown };
  Truth ask_device(std::string_view device);
  Truth ask_remote(std::string_view remote);
  World::Ending ending(ConnectionId id, bool force);

  const Trace& names() const { return *context_.recording.trace; }

  LoadedPlugins& setup_;
  ProviderId id_;
  bool network_down_;
  World& world_;
  const ProviderCallContext& context_;
  LoadedInstance* instance_ = nullptr;
};

}  // namespace mprsim
