// DecisionLog: every choice of one run, in the order in which the choices were made.
//
// Page: docs/chance.md. A choice takes 24 bytes, and four more for each actor that could have run; the memory
// is kept from run to run. The log holds no names: a Chooser knows them. A NamedDecision is a choice with its
// names, for files, messages and replay. Units: virtual milliseconds. Thread-safety: one writer, or many
// readers. Nothing throws but std::bad_alloc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "sim/time/executor.h"

namespace mprsim {

/// A component of a Chooser: the part of the simulator that asks for a choice.
enum class ComponentId : std::uint16_t {};

struct Decision {
  std::uint64_t value = 0;  ///< the index of the alternative, from 0; or the number itself
  std::uint32_t count = 0;  ///< how many alternatives there were; 0: any number of 64 bits
  std::uint32_t at_ms = 0;  ///< virtual time
  std::uint32_t first = 0;  ///< of a choice among actors: where its actors begin in the log's list of actors
  ComponentId component{};
};
static_assert(sizeof(Decision) <= 32);

class DecisionLog {
 public:
  /// Empties the log and keeps its memory.
  void clear() noexcept {
    decisions_.clear();
    actors_.clear();
  }
  /// Adds a choice among alternatives, or of a number.
  void add(ComponentId component, std::uint32_t at_ms, std::uint64_t value, std::uint32_t count) {
    decisions_.push_back({value, count, at_ms, 0, component});
  }
  /// Adds a choice among actors that could run; `chosen` is a position in `runnable`.
  void add(ComponentId component, std::uint32_t at_ms, std::size_t chosen,
           std::span<const ActorId> runnable) {
    decisions_.push_back({chosen, static_cast<std::uint32_t>(runnable.size()), at_ms,
                          static_cast<std::uint32_t>(actors_.size()), component});
    actors_.insert(actors_.end(), runnable.begin(), runnable.end());
  }

  std::span<const Decision> decisions() const noexcept { return decisions_; }
  /// The actors that could run at a choice of the order. Precondition: the decision is such a choice of this
  /// log.
  std::span<const ActorId> runnable(const Decision& decision) const noexcept {
    return {actors_.data() + decision.first, decision.count};
  }

 private:
  std::vector<Decision> decisions_;
  std::vector<ActorId> actors_;
};

/// A choice with its names. `alternatives` is empty if a number was chosen.
struct NamedDecision {
  std::string component;
  std::uint32_t at_ms = 0;
  std::vector<std::string> alternatives{};
  std::uint64_t value = 0;  ///< the index of the alternative, or the number
  std::uint32_t count = 0;  ///< as in Decision
  friend bool operator==(const NamedDecision&, const NamedDecision&) = default;
};

}  // namespace mprsim
