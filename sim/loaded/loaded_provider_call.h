// LoadedProviderCall: a call of a provider that is a plug-in. The plug-in answers, and then the World is
// changed so that it agrees with what the plug-in did.
//
// Page: docs/scenario-format.md. Thread-safety: none; one call at a time. Failure: after a failure of a
// plug-in (LoadedPlugins::failure()), every answer is WN_NET_ERROR, and the World does not change. Nothing
// throws but std::bad_alloc.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/loaded/loaded_plugins.h"
#include "sim/world/provider_call.h"

namespace mprsim {

class LoadedProviderCall final : public ProviderCall {
 public:
  LoadedProviderCall(LoadedPlugins& plugins, ProviderId id, bool network_down, World& world,
                     const ProviderCallContext& context) noexcept
      : ProviderCall(id, context.recorder.trace->provider(id), context),
        plugins_(plugins),
        network_down_(network_down),
        world_(world) {}

  Status cancel_connection(std::string_view name, bool force) override;
  Status add_connection(const NetResource& resource, std::string_view user) override;
  Status get_connection(std::string_view device, std::string_view& remote) override;
  Status open_enum() override;
  std::vector<EnumeratedResource> connections() const override;

 private:
  /// Brings the plug-in's side up to date, makes the call, and records what the plug-in left behind besides
  /// its answer. False, with `answer` as it was, if a plug-in failed.
  template <class Answer, class Ask>
  bool ask(Answer& answer, Ask&& ask);
  void record_left_behind(const LoadedProvider::LeftBehind& left);

  /// Asks the plug-in about each of its connections, and ends those in the World that have ended in the
  /// plug-in.
  void follow(bool force);
  /// What a plug-in says about one connection. unknown: it failed, or its answer says neither.
  enum class Truth : std::uint8_t { there, gone, unknown };
  Truth ask_device(std::string_view device);
  Truth ask_remote(std::string_view remote);
  World::Ending ending(ConnectionId id, bool force);

  LoadedPlugins& plugins_;
  bool network_down_;
  World& world_;
  LoadedInstance* instance_ = nullptr;
};

}  // namespace mprsim
