// Chooser: the one place where chance comes from. Whatever may go one way or another in a run is asked of it:
// which of the ready actors runs next, the order of notifyees, a latency, a fault, one value of several.
//
// Page: docs/chance.md. Each asker is a component with a stable name and, where it draws, a stream of its
// own, derived from the seed and that name. Each choice goes to a decision log. Where the choices come from
// is the plan's: a seed and a strategy, or a script of recorded choices. With the standard plan (first in,
// first out) the order of actors is no choice at all and nothing is asked. Thread-safety: none; one Chooser
// per run at a time.
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

/// How the order among ready actors is found. All else is drawn from the seed, whatever the strategy.
enum class StrategyKind : std::uint8_t {
  fifo,         ///< the oldest runs; no choice
  uniform,      ///< each is equally likely
  pct,          ///< by priorities that change at depth - 1 places (Burckhardt et al., 2010)
  round_robin,  ///< in turn; the seed says how long a turn is
};

struct Strategy {
  StrategyKind kind = StrategyKind::fifo;
  std::uint32_t depth = 3;  ///< pct: from 1
  friend bool operator==(const Strategy&, const Strategy&) = default;
};

/// "fifo", "uniform", "pct(3)", "round-robin".
std::string to_string(const Strategy& strategy);
/// The same words; nothing if it is none of them. The depth of pct is 1 to 100, and 3 in "pct" alone.
std::optional<Strategy> parse_strategy(std::string_view text);

/// How a script of recorded choices is taken.
enum class Replay : std::uint8_t {
  strict,  ///< every choice must be the recorded one, with the same alternatives; else the run diverges
  follow,  ///< each component takes its recorded choices where they are possible, and the first alternative
           ///< where they are not or where there is none left; never diverges
};

struct ChoicePlan {
  std::uint64_t seed = 0;
  Strategy strategy{};
  FaultSet banned{};  ///< kinds of faults that do not strike
  /// About how many times the order will be chosen: where pct looks for places to change priorities.
  std::uint32_t expected_orders = 64;
  /// Recorded choices instead of drawn ones; must outlive the run. The strategy then only says whether order
  /// is chosen at all.
  const std::vector<NamedDecision>* script = nullptr;
  Replay replay = Replay::strict;
};

/// Where a run left its script.
struct Divergence {
  std::size_t sequence = 0;                 ///< of the choice, from 0
  std::optional<NamedDecision> recorded{};  ///< nothing: the script had ended
  std::optional<NamedDecision> now{};       ///< what was asked; nothing: the run had ended
};

class Chooser {
 public:
  Chooser();

  /// The component of a name, new if there is none. The alternatives are for people: what is picked is an
  /// index. A component keeps its first alternatives.
  ComponentId component(std::string_view name, std::vector<std::string> alternatives = {});

  /// Begins a run at time 0. What is chosen before attach() is chosen before anybody acts.
  void begin(const ChoicePlan& plan);
  /// From now on the clock is that of the context, and the trace knows the names of the actors. A run that
  /// diverges stops the context. Both must live until the next run begins. Simulation::begin() does it.
  void attach(VirtualContext& clock, const Trace& names) noexcept;

  /// Whether the order of actors is chosen in this run.
  bool chooses_order() const noexcept { return plan_.strategy.kind != StrategyKind::fifo; }
  const FaultSet& banned() const noexcept { return plan_.banned; }

  // The choices. All of them return the first alternative once the run has diverged.

  /// The position of the actor that runs next; the first is the oldest. Precondition: not empty.
  std::size_t next_actor(std::span<const ActorId> ready);
  /// One of `count` alternatives, each equally likely. Nothing is chosen among less than two.
  std::uint32_t pick(ComponentId component, std::uint32_t count);
  /// The first of `count` alternatives, but in one of `one_in` cases one of the others that are in `allowed`
  /// (bit i for alternative i), each equally likely.
  std::uint32_t pick_rarely(ComponentId component, std::uint32_t count, std::uint32_t one_in,
                            std::uint64_t allowed);
  /// From low to high, both included. Their distance is less than 2^32 - 1.
  std::int64_t between(ComponentId component, std::int64_t low, std::int64_t high);
  /// 64 bits.
  std::uint64_t number(ComponentId component);

  const DecisionLog& log() const noexcept { return log_; }
  NamedDecision named(const Decision& decision) const;
  std::vector<NamedDecision> named_log() const;

  /// Set as soon as a strict script and the run differ. finish() also looks for recorded choices that were
  /// never asked for; call it when the run has ended.
  const std::optional<Divergence>& divergence() const noexcept { return divergence_; }
  void finish();

 private:
  struct Component {
    std::string name;
    std::vector<std::string> alternatives;
    std::uint64_t hash = 0;
    std::uint64_t drawn_in = 0;  ///< the run that its stream belongs to
    ChoiceStream stream{0, std::uint64_t{0}};
    std::vector<std::size_t> followed{};  ///< positions in the script, of Replay::follow
    std::size_t next_followed = 0;
  };
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
  NamedDecision asked(ComponentId component, std::uint32_t count) const;
  NamedDecision asked(std::span<const ActorId> ready) const;

  ChoicePlan plan_;
  VirtualContext* clock_ = nullptr;
  const Trace* names_ = nullptr;
  DecisionLog log_;
  std::deque<Component> components_;
  std::map<std::string, ComponentId, std::less<>> ids_;
  std::uint64_t run_ = 0;
  std::size_t next_scripted_ = 0;
  std::optional<Divergence> divergence_;
  // Strategies.
  std::uint64_t turn_ = 0;
  std::uint32_t left_in_turn_ = 0;
  ActorId running_{};
  std::vector<ActorRun> actors_;
  std::vector<std::uint32_t> change_points_;
};

}  // namespace mprsim
