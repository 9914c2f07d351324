// CallRecorder: records what a plug-in does to the router while one of its functions runs: the router's
// functions that it calls, and the errors that it sets.
//
// Pages: nf-winnetwk-wnetsetlasterrorw; docs/architecture.md, "Plug-ins live in a process of their own".
// Thread-safety: begin() and end() are per thread, and several threads may record at the same time, each its
// own call. A thread that the plug-in made is not seen. Only one object may exist at a time. Nothing throws
// but std::bad_alloc.
#pragma once

#include "mock_mpr/mpr.h"
#include "sim/plugin/plugin_call.h"

namespace mprsim::plugin_host {

class CallRecorder final : public MprObserver {
 public:
  CallRecorder() { install_observer(this); }
  ~CallRecorder() override { install_observer(nullptr); }
  CallRecorder(const CallRecorder&) = delete;
  CallRecorder& operator=(const CallRecorder&) = delete;

  /// From now on, the calls of this thread are written into `reply`, which must live until end().
  void begin(PluginReply& reply);
  /// Ends the recording of this thread. Precondition: begin() on the same thread.
  void end();

  /// Records one call and lets it go on (the result is always empty).

  std::optional<std::uint32_t> called(const MprCall& call) override;
};

}  // namespace mprsim::plugin_host
