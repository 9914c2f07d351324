// Chooser: the only source of chance. It makes every choice of a run: which of the ready actors runs next,
// the order of notifyees, a latency, a fault, one value of several.
//
// Page: docs/chance.md. A part of the simulator that needs choices is a component with a stable name. A
// component has a stream of its own (choice.h), derived from the seed and that name. Each choice goes to a
// decision log. The plan says where the choices come from: from a seed and a strategy, or from a script of
// recorded choices. Under the strategy fifo the order of actors is not chosen, so that nothing is asked and
// nothing is recorded.
//
// Thread-safety: none; one run of one Chooser at a time. Failure: a run that differs from its strict script
// sets divergence(). Nothing throws but std::bad_alloc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mock_mpr/trace/trace.h"
#include "sim/choice/choice.h"
#include "sim/choice/decision_log.h"
#include "sim/choice/fault.h"
#include "sim/time/executor.h"

namespace mprsim {

/// How the order among ready actors is found. All other choices are drawn from the seed under every strategy.
enum class StrategyKind : std::uint8_t {
  fifo,         ///< the actor that has waited longest runs; no choice
  uniform,      ///< each actor is equally likely
  pct,          ///< the actor with the highest priority runs; priorities change at depth - 1 places
                ///< (Burckhardt et al., 2010)
  round_robin,  ///< the actors take turns; the seed says how many choices a turn lasts
};

struct Strategy {
  StrategyKind kind = StrategyKind::fifo;
  std::uint32_t depth = 3;  ///< of pct, at least 1
  friend bool operator==(const Strategy&, const Strategy&) = default;
};

/// The name of a strategy: "fifo", "uniform", "pct(3)", "round-robin".
std::string to_string(const Strategy& strategy);
/// The strategy of a name that to_string() can give; empty for any other text. The depth of pct is 1 to 100;
/// "pct" alone means depth 3.
std::optional<Strategy> parse_strategy(std::string_view text);

/// How a script of recorded choices is used.
enum class Replay : std::uint8_t {
  strict,  ///< every choice must be the recorded one, among the same alternatives; otherwise the run diverges
  follow,  ///< each component takes its own recorded choices, in order; it takes the first alternative if a
           ///< recorded choice is not possible or none is left. Never diverges
};

/// Where the choices of one run come from.
struct ChoicePlan {
  std::uint64_t seed = 0;
  Strategy strategy{};
  FaultSet banned{};  ///< kinds of faults that do not strike
  /// About how many times the order will be chosen. pct draws the places where priorities change among so
  /// many.
  std::uint32_t expected_orders = 64;
  /// Recorded choices that replace the drawn ones, or null. Must outlive the run. With a script, the strategy
  /// only says whether the order of actors is chosen at all.
  const std::vector<NamedDecision>* script = nullptr;
  Replay replay = Replay::strict;
};

/// The first choice at which a run differs from its script.
struct Divergence {
  std::size_t sequence = 0;                 ///< the number of the choice, from 0
  std::optional<NamedDecision> recorded{};  ///< the choice of the script; empty: the script had ended
  std::optional<NamedDecision> now{};       ///< the choice of this run; empty: the run had ended
};

class Chooser {
 public:
  Chooser();

  /// The component with this name; it is made if there is none. `alternatives` are names for logs and
  /// messages, one for each index that pick() can return. A component keeps the first alternatives that it is
  /// given. Ids stay valid as long as the Chooser, over all runs.
  ComponentId component(std::string_view name, std::vector<std::string> alternatives = {});

  /// Begins a run at time 0 and empties the log. Choices that are made before attach() have the time 0.
  void begin(const ChoicePlan& plan);
  /// Connects the run to its clock and to the trace that knows the names of the actors; Simulation::begin()
  /// calls it. A divergence stops the context. Both must live until the next begin().
  void attach(VirtualContext& clock, const Trace& names) noexcept;

  /// True if the order of actors is chosen in this run, that is, under every strategy but fifo.
  bool order_is_chosen() const noexcept { return plan_.strategy.kind != StrategyKind::fifo; }
  /// The kinds of faults that the plan bans.
  const FaultSet& banned() const noexcept { return plan_.banned; }

  // The choices. Each is recorded. If there is only one alternative, it is returned, and nothing is drawn or
  // recorded. Once the run has diverged, every choice is the first alternative.

  /// The position in `ready` of the actor that runs next. `ready` is in order of waiting, the oldest first.
  /// Precondition: not empty, and attach() was called.
  std::size_t next_actor(std::span<const ActorId> ready);
  /// One of `count` alternatives, from 0, each equally likely.
  std::uint32_t pick(ComponentId component, std::uint32_t count);
  /// Alternative 0, but in one of `one_in` cases an alternative of `allowed` (bit i stands for alternative
  /// i), each of these equally likely. `count` is the number of all alternatives, at most 64.
  std::uint32_t pick_rarely(ComponentId component, std::uint32_t count, std::uint32_t one_in,
                            std::uint64_t allowed);
  /// A number from low to high, both included, each equally likely. Precondition: high - low < 2^32 - 1.
  std::int64_t between(ComponentId component, std::int64_t low, std::int64_t high);
  /// Any number of 64 bits.
  std::uint64_t number(ComponentId component);

  /// The choices of this run so far.
  const DecisionLog& log() const noexcept { return log_; }
  /// A choice of this run with its names. Precondition: attach() was called.
  NamedDecision named(const Decision& decision) const;
  std::vector<NamedDecision> named_log() const;

  /// The first difference between the run and a strict script; empty if there is none so far.
  const std::optional<Divergence>& divergence() const noexcept { return divergence_; }
  /// Ends the run: recorded choices of a strict script that were not reached are a divergence too.
  void finish();

 private:
  struct Component {
    std::string name;
    std::vector<std::string> alternatives;
    std::uint64_t hash = 0;
    std::uint64_t drawn_in = 0;  ///< the number of the run that the stream belongs to
    ChoiceStream stream{0, std::uint64_t{0}};
    std::vector<std::size_t> followed{};  ///< Replay::follow: the positions of its choices in the script
    std::size_t next_followed = 0;
  };
  /// What a strategy keeps for an actor. Valid if `run` is the number of this run.
  struct ActorRun {
    std::uint64_t run = 0;
    std::uint64_t last_turn = 0;
    std::uint64_t priority = 0;
  };

  Component& at(ComponentId id) noexcept { return components_[static_cast<std::size_t>(id)]; }
  const Component& at(ComponentId id) const noexcept { return components_[static_cast<std::size_t>(id)]; }
  ChoiceStream& stream(ComponentId id) noexcept;
  ActorRun& actor(ActorId id);
  std::uint32_t now_ms() const noexcept;

  std::size_t draw_actor(std::span<const ActorId> ready);
  std::size_t by_priority(std::span<const ActorId> ready);
  std::size_t by_turns(std::span<const ActorId> ready);
  void draw_change_points();

  std::uint64_t replayed(ComponentId component, NamedDecision now);
  std::uint64_t replay_strictly(NamedDecision now);
  std::uint64_t follow(ComponentId component, const NamedDecision& now);
  void index_script();
  /// The choice that is to be made now, in words, to be compared with the script.
  NamedDecision pending(ComponentId component, std::uint32_t count) const;
  NamedDecision pending(std::span<const ActorId> ready) const;

  ChoicePlan plan_;
  VirtualContext* clock_ = nullptr;
  const Trace* names_ = nullptr;
  DecisionLog log_;
  std::deque<Component> components_;  ///< by ComponentId; they are never removed
  std::map<std::string, ComponentId, std::less<>> ids_;
  std::uint64_t run_ = 0;  ///< the number of this run, from 1
  std::size_t next_scripted_ = 0;
  std::optional<Divergence> divergence_;
  // The state of the strategies.
  std::uint64_t turn_ = 0;                    ///< pct: choices so far; round-robin: turns so far
  std::uint32_t left_in_turn_ = 0;            ///< round-robin: choices that the actor still has
  ActorId running_{};                         ///< round-robin: the actor whose turn it is
  std::vector<ActorRun> actors_;              ///< by ActorId
  std::vector<std::uint32_t> change_points_;  ///< pct: the numbers of the choices at which a priority falls
};

}  // namespace mprsim
