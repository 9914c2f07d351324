// A loaded plug-in as a check sees it: a host process, or a scripted stand-in in a test.
//
// Page: docs/conformance.md. A session is used by one thread at a time; different ones are independent.
// Nothing throws but std::bad_alloc. After a PluginEnd every further call returns the same end again.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "sim/plugin/plugin_call.h"
#include "sim/plugin/plugin_process.h"

namespace mprsim {

class PluginSession {
 public:
  using HeapUse = PluginProcess::HeapUse;
  using Sequence = std::vector<PluginCall>;
  using Replies = std::vector<PluginReply>;

  PluginSession() = default;
  PluginSession(const PluginSession&) = delete;
  PluginSession& operator=(const PluginSession&) = delete;
  virtual ~PluginSession() = default;

  // As the functions of PluginProcess of the same names.
  virtual const std::vector<std::string>& exports() const = 0;
  virtual PluginResult<PluginReply> call(const PluginCall& call) = 0;
  virtual PluginResult<std::vector<Replies>> call_together(std::span<const Sequence> threads,
                                                           std::uint32_t rounds) = 0;
  virtual PluginResult<HeapUse> heap_use() = 0;
  virtual const std::vector<std::string>& last_events() const = 0;
};

/// Loads the plug-in anew. Called from several threads at once.
using SessionFactory = std::function<PluginResult<std::unique_ptr<PluginSession>>()>;

/// Each session is a host process of its own.
SessionFactory process_sessions(PluginSpec spec);

}  // namespace mprsim
