// DecisionLog: every choice of one run, in the order in which they were made.
//
// Page: docs/chance.md. Recording costs 24 bytes in place, and two to four more bytes for each actor that
// could have run; the memory is kept from run to run. The names of components and actors are elsewhere (a
// Chooser knows them); NamedDecision is the same choice with its names, for files, messages and replay.
// Thread-safety: one writer, or many readers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "sim/time/executor.h"

namespace mprsim {

/// Who asks for a choice: a component of a Chooser.
enum class ComponentId : std::uint16_t {};

struct Decision {
  std::uint64_t value = 0;  ///< which alternative, from 0; or the number itself
  std::uint32_t count = 0;  ///< how many alternatives there were; 0: any number of 64 bits
  std::uint32_t at_ms = 0;  ///< virtual time
  std::uint32_t first = 0;  ///< of actors: where the runnable ones begin in the log's actors
  ComponentId component{};
};
static_assert(sizeof(Decision) <= 32);

class DecisionLog {
 public:
  void clear() noexcept {
    decisions_.clear();
    actors_.clear();
  }
  void add(ComponentId component, std::uint32_t at_ms, std::uint64_t value, std::uint32_t count) {
    decisions_.push_back({value, count, at_ms, 0, component});
  }
  /// A choice among actors that could run.
  void add(ComponentId component, std::uint32_t at_ms, std::size_t chosen,
           std::span<const ActorId> runnable) {
    decisions_.push_back({chosen, static_cast<std::uint32_t>(runnable.size()), at_ms,
                          static_cast<std::uint32_t>(actors_.size()), component});
    actors_.insert(actors_.end(), runnable.begin(), runnable.end());
  }

  std::span<const Decision> decisions() const noexcept { return decisions_; }
  /// The actors that could run when an order was chosen.
  std::span<const ActorId> runnable(const Decision& decision) const noexcept {
    return {actors_.data() + decision.first, decision.count};
  }

 private:
  std::vector<Decision> decisions_;
  std::vector<ActorId> actors_;
};

/// A choice in words. Alternatives are empty where a number was chosen.
struct NamedDecision {
  std::string component;
  std::uint32_t at_ms = 0;
  std::vector<std::string> alternatives{};
  std::uint64_t value = 0;  ///< index of the alternative, or the number
  std::uint32_t count = 0;  ///< as in Decision
  friend bool operator==(const NamedDecision&, const NamedDecision&) = default;
};

}  // namespace mprsim
