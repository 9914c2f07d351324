#include <utility>

#include "tools/conformance/bench/session.h"

namespace mprsim {
namespace {

class ProcessSession final : public PluginSession {
 public:
  explicit ProcessSession(PluginProcess process) noexcept : process_(std::move(process)) {}

  const std::vector<std::string>& exports() const override { return process_.exports(); }
  PluginResult<PluginReply> call(const PluginCall& call) override { return process_.call(call); }
  PluginResult<std::vector<Replies>> call_together(std::span<const Sequence> threads,
                                                   std::uint32_t rounds) override {
    return process_.call_together(threads, rounds);
  }
  PluginResult<HeapUse> heap_use() override { return process_.heap_use(); }
  const std::vector<std::string>& last_events() const override { return process_.last_events(); }

 private:
  PluginProcess process_;
};

}  // namespace

SessionFactory process_sessions(PluginSpec spec) {
  return [spec = std::move(spec)]() -> PluginResult<std::unique_ptr<PluginSession>> {
    auto process = PluginProcess::start(spec);
    if (!process) return tl::unexpected(std::move(process.error()));
    return std::make_unique<ProcessSession>(std::move(*process));
  };
}

}  // namespace mprsim
