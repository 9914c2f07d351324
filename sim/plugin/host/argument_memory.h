// The arguments of one call, laid out in memory as their kinds say, and what they hold afterwards.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sim/plugin/host/guarded_memory.h"
#include "sim/plugin/plugin_call.h"

namespace mprsim::plugin_host {

// Thread-safety: used by one thread. The memory is given back when it is destroyed.
class ArgumentMemory {
 public:
  // `function` is the index in all_plugin_functions(). `call` must outlive this.
  ArgumentMemory(GuardedMemory& memory, const PluginCall& call, std::uint32_t function);

  // One word per argument.
  std::span<const std::uint64_t> words() const noexcept { return words_; }
  std::vector<ArgumentAfter> after() const;

 private:
  // A piece, and what it held when it was handed over where that is to be compared.
  struct Placed {
    GuardedMemory::Piece piece;
    std::vector<std::byte> before;
  };
  // The pieces of one argument; the one that the word points to is the first.
  using Pieces = std::vector<Placed>;
  class Layout;

  ArgumentAfter after(const PluginArgument& argument, const Pieces& pieces) const;

  const PluginCall& call_;
  std::vector<std::uint64_t> words_;
  std::vector<Pieces> pieces_;
};

}  // namespace mprsim::plugin_host
