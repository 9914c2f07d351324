// PluginProcess: one host process that holds one plug-in, driven call by call.
//
// Pages: docs/conformance.md; docs/architecture.md, "Plug-ins live in a process of their own". A plug-in is
// code that is not trusted. It may crash, hang, exit, write into the memory of its process or print without
// end: all of that ends its host, never the program that drives it.
//
// Units: wall-clock time, bytes. Thread-safety: one thread at a time for one PluginProcess; different ones
// are independent. Failure: every call returns its result or a PluginEnd. After a PluginEnd the host is gone,
// with every process that it started, and every later call returns the same end. Nothing throws but
// std::bad_alloc.
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

/// A plug-in, its host and the limits of both.
struct PluginSpec {
  std::string plugin;     ///< the path of the .so or .dll
  std::string companion;  ///< the path of a second library that has the bench; "" if there is none
  std::string host;       ///< the path of mprsim-host
  // The limits are far longer than a call takes, so that a busy machine is not reported as a hang.
  std::chrono::milliseconds load_limit{15'000};           ///< to start the host and load the plug-in
  std::chrono::milliseconds call_limit{5'000};            ///< of one call
  std::chrono::milliseconds process_limit{60'000};        ///< of the whole life of the process
  std::uint64_t memory_limit = std::uint64_t{512} << 20;  ///< bytes
  std::uint64_t output_limit = std::uint64_t{1} << 20;    ///< bytes of standard output and error together
};

/// A result of a plug-in, or how its host ended.
template <class T>
using PluginResult = tl::expected<T, PluginEnd>;

class PluginProcess {
 public:
  /// Starts a host and loads the plug-in into it. On failure no process is left.
  static PluginResult<PluginProcess> start(const PluginSpec& spec);
  PluginProcess(PluginProcess&&) noexcept;
  PluginProcess& operator=(PluginProcess&&) noexcept;
  /// Ends the host and every process that it started.
  ~PluginProcess();

  /// The functions of np_functions.def and mprbench.def that the plug-in or its companion exports.
  const std::vector<std::string>& exports() const noexcept;
  bool has(std::string_view function) const noexcept;

  /// Calls one function and waits for its reply. Precondition: the function is one of all_plugin_functions(),
  /// with as many arguments as it has parameters. A function that is not exported ends the process with
  /// PluginEndKind::not_loaded; a caller that does not want that asks has() first.
  PluginResult<PluginReply> call(const PluginCall& call);

  /// Runs each sequence of calls `rounds` times, on a thread of its own. In each round the threads start
  /// together. The result holds the replies of the last round, by thread. All rounds together have the time
  /// limit of one call. Precondition: 1 to 64 sequences, at most 1,000,000 rounds.
  PluginResult<std::vector<std::vector<PluginReply>>> call_together(
      std::span<const std::vector<PluginCall>> threads, std::uint32_t rounds);

  /// The memory that is allocated on the heaps of the process now.
  struct HeapUse {
    std::uint64_t bytes = 0;
    std::uint64_t blocks = 0;  ///< 0 where the platform does not count them
  };
  PluginResult<HeapUse> heap_use();

  /// The last 16 calls and their results as text, the oldest first. Valid until the next call.
  const std::vector<std::string>& last_events() const noexcept;

 private:
  class Impl;
  explicit PluginProcess(std::unique_ptr<Impl> impl) noexcept;
  std::unique_ptr<Impl> impl_;
};

}  // namespace mprsim
