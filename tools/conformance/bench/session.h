// Session: a loaded plug-in as a check sees it. Behind the interface is a host process; tests have a scripted
// one.
//
// Page: docs/conformance.md. Thread-safety: one thread at a time uses a session; different sessions are
// independent. Failures: each call returns the result or a PluginEnd, which says how the plug-in ended; after
// that every further call returns the same end. Throws std::bad_alloc only.
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

  // The functions are those of PluginProcess (sim/plugin/plugin_process.h) with the same names.

  /// The names of the functions that the plug-in and its companion export.
  virtual const std::vector<std::string>& exports() const = 0;
  /// Makes one call and waits for the answer, up to the time limit of the host.
  virtual PluginResult<PluginReply> call(const PluginCall& call) = 0;
  /// Makes the calls of each thread at the same time, so many rounds. Returns one reply per call, by thread.
  virtual PluginResult<std::vector<Replies>> call_together(std::span<const Sequence> threads,
                                                           std::uint32_t rounds) = 0;
  /// What the process of the plug-in has allocated.
  virtual PluginResult<HeapUse> heap_use() = 0;
  /// The last calls with their results, oldest first, for a report.
  virtual const std::vector<std::string>& last_events() const = 0;
};

/// Loads the plug-in again, in a new session. Several threads may call it at the same time. The error says
/// why it was not loaded.
using SessionFactory = std::function<PluginResult<std::unique_ptr<PluginSession>>()>;

/// Sessions that are host processes, one each.
SessionFactory process_sessions(PluginSpec spec);

}  // namespace mprsim
