// A plug-in that is a function: what it answers to a call, without a process.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "tools/conformance/bench/session.h"

namespace mprsim {

struct Script {
  std::vector<std::string> exports;
  std::function<PluginResult<PluginReply>(const PluginCall&)> answer;
};

class ScriptedSession final : public PluginSession {
 public:
  explicit ScriptedSession(Script script) : script_(std::move(script)) {}

  const std::vector<std::string>& exports() const override { return script_.exports; }
  PluginResult<PluginReply> call(const PluginCall& call) override { return script_.answer(call); }
  PluginResult<std::vector<Replies>> call_together(std::span<const Sequence> threads,
                                                   std::uint32_t rounds) override {
    std::vector<Replies> replies(threads.size());
    for (std::size_t thread = 0; thread < threads.size(); ++thread) {
      for (std::uint32_t round = 0; round < rounds; ++round) {
        replies[thread].clear();
        for (const PluginCall& each : threads[thread]) {
          auto reply = call(each);
          if (!reply) return tl::unexpected(std::move(reply.error()));
          replies[thread].push_back(std::move(*reply));
        }
      }
    }
    return replies;
  }
  PluginResult<HeapUse> heap_use() override { return HeapUse{}; }
  const std::vector<std::string>& last_events() const override { return events_; }

 private:
  Script script_;
  std::vector<std::string> events_;
};

}  // namespace mprsim
