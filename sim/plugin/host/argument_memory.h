// ArgumentMemory: the arguments of one call, laid out in memory as their kinds say (plugin_call.h), and their
// values after the call.
//
// Page: docs/architecture.md, "Plug-ins live in a process of their own". Thread-safety: one thread at a time;
// several objects may share one GuardedMemory. Failure: without memory the process ends (GuardedMemory).
// Nothing throws but std::bad_alloc.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sim/plugin/host/guarded_memory.h"
#include "sim/plugin/plugin_call.h"

namespace mprsim::plugin_host {

/// The destructor gives the memory back, which makes it inaccessible to the plug-in.
class ArgumentMemory {
 public:
  /// Lays out the arguments. `function` is the index of the function in all_plugin_functions(). `memory` and
  /// `call` must outlive the object.
  ArgumentMemory(GuardedMemory& memory, const PluginCall& call, std::uint32_t function);

  /// One machine word per argument: its value, or the address of its memory.
  std::span<const std::uint64_t> words() const noexcept { return words_; }
  /// The arguments as the plug-in left them.
  std::vector<ArgumentAfter> after() const;

 private:
  /// A piece of memory. `before` is a copy of its bytes from before the call, if they are compared
  /// afterwards.
  struct Placed {
    GuardedMemory::Piece piece;
    std::vector<std::byte> before;
  };
  /// The pieces of one argument. The first is the one that the argument's word points to.
  using Pieces = std::vector<Placed>;
  class Layout;

  ArgumentAfter after(const PluginArgument& argument, const Pieces& pieces) const;

  const PluginCall& call_;
  std::vector<std::uint64_t> words_;
  std::vector<Pieces> pieces_;
};

}  // namespace mprsim::plugin_host
