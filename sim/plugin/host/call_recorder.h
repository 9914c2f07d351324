// What a plug-in does to the outside while one of its functions runs: the router's functions that it calls,
// and the errors that it sets.
//
// Only on the thread of the call; a thread that the plug-in made is not seen. One at a time may be installed.
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

  // From now on what this thread does is written into `reply`, which lives until end().
  void begin(PluginReply& reply);
  void end();

  std::optional<std::uint32_t> called(const MprCall& call) override;
};

}  // namespace mprsim::plugin_host
