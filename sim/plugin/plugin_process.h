// PluginProcess: one host process that holds one plug-in, driven call by call.
//
// The plug-in is code that nobody vouches for. It may crash, hang, exit, write into our memory or fill the
// disk with output: all of that ends its host, never the program that drives it. Page: docs/conformance.md.
// A PluginProcess is used by one thread at a time; different ones are independent. Nothing throws but
// std::bad_alloc. After a PluginEnd the process is gone, with everything that it started, and every further
// call returns the same end again. The destructor ends what is left.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "sim/plugin/plugin_call.h"

namespace mprsim {

struct PluginSpec {
  std::string plugin;     ///< path of the .so or .dll
  std::string companion;  ///< path of a second library that holds the bench; "" if there is none
  std::string host;       ///< path of mprsim-host
  // Far more than any of it takes, so that a machine that is busy with other things is not taken for a hang.
  std::chrono::milliseconds load_limit{15'000};           ///< wall-clock, to start the host and load
  std::chrono::milliseconds call_limit{5'000};            ///< wall-clock, of one call
  std::chrono::milliseconds process_limit{60'000};        ///< wall-clock, of the whole life
  std::uint64_t memory_limit = std::uint64_t{512} << 20;  ///< bytes
  std::uint64_t output_limit = std::uint64_t{1} << 20;    ///< bytes of standard output and error together
};

template <class T>
using PluginResult = tl::expected<T, PluginEnd>;

class PluginProcess {
 public:
  /// Starts a host and loads the plug-in into it.
  static PluginResult<PluginProcess> start(const PluginSpec& spec);
  PluginProcess(PluginProcess&&) noexcept;
  PluginProcess& operator=(PluginProcess&&) noexcept;
  ~PluginProcess();

  /// The functions of np_functions.def and mprbench.h that the plug-in or its companion exports.
  const std::vector<std::string>& exports() const noexcept;
  bool has(std::string_view function) const noexcept;

  PluginResult<PluginReply> call(const PluginCall& call);

  /// Runs each sequence on a thread of its own, all of them released together, each `rounds` times. The
  /// replies of the last round, by thread.
  PluginResult<std::vector<std::vector<PluginReply>>> call_together(
      std::span<const std::vector<PluginCall>> threads, std::uint32_t rounds);

  /// What the process holds on its heaps now.
  struct HeapUse {
    std::uint64_t bytes = 0;
    std::uint64_t blocks = 0;  ///< 0 where the platform does not count them
  };
  PluginResult<HeapUse> heap_use();

  /// The last calls and their results, rendered, oldest first.
  const std::vector<std::string>& last_events() const noexcept;

 private:
  class Impl;
  explicit PluginProcess(std::unique_ptr<Impl> impl) noexcept;
  std::unique_ptr<Impl> impl_;
};

}  // namespace mprsim
