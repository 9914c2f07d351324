#include "sim/choice/chooser.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <limits>
#include <utility>

namespace mprsim {
namespace {

constexpr ComponentId order_component{0};
constexpr std::uint32_t most_depth = 100;

NameId name_of(ActorId actor) noexcept { return static_cast<NameId>(actor); }

// The first draw of a stream rather than the hash itself: names that differ little have hashes whose order is
// not fair.
std::uint64_t priority_of(std::uint64_t seed, std::string_view actor) noexcept {
  return ChoiceStream{seed, stable_hash(actor)}.next();
}

}  // namespace

std::string to_string(const Strategy& strategy) {
  switch (strategy.kind) {
    case StrategyKind::fifo:
      return "fifo";
    case StrategyKind::uniform:
      return "uniform";
    case StrategyKind::pct:
      return "pct(" + std::to_string(strategy.depth) + ")";
    case StrategyKind::round_robin:
      return "round-robin";
  }
  return {};
}

std::optional<Strategy> parse_strategy(std::string_view text) {
  if (text == "fifo") return Strategy{StrategyKind::fifo};
  if (text == "uniform") return Strategy{StrategyKind::uniform};
  if (text == "round-robin") return Strategy{StrategyKind::round_robin};
  if (text == "pct") return Strategy{StrategyKind::pct};
  if (!text.starts_with("pct(") || !text.ends_with(')')) return std::nullopt;
  const std::string_view digits = text.substr(4, text.size() - 5);
  Strategy strategy{StrategyKind::pct};
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), strategy.depth);
  const bool whole = error == std::errc{} && end == digits.data() + digits.size();
  if (!whole || strategy.depth == 0 || strategy.depth > most_depth) return std::nullopt;
  return strategy;
}

Chooser::Chooser() { component("order"); }

ComponentId Chooser::component(std::string_view name, std::vector<std::string> alternatives) {
  const auto known = ids_.find(name);
  if (known != ids_.end()) {
    // index_script() makes a component before the simulator does, and without its alternatives.
    if (at(known->second).alternatives.empty()) at(known->second).alternatives = std::move(alternatives);
    return known->second;
  }
  const auto id = static_cast<ComponentId>(components_.size());
  components_.push_back({std::string(name), std::move(alternatives), stable_hash(name)});
  ids_.emplace(name, id);
  return id;
}

void Chooser::begin(const ChoicePlan& plan) {
  plan_ = plan;
  clock_ = nullptr;
  names_ = nullptr;
  ++run_;
  log_.clear();
  divergence_.reset();
  next_scripted_ = 0;
  turn_ = 0;
  left_in_turn_ = 0;
  if (plan_.script != nullptr) {
    index_script();
  } else if (plan_.strategy.kind == StrategyKind::pct) {
    draw_change_points();
  }
}

void Chooser::attach(VirtualContext& clock, const Trace& names) noexcept {
  clock_ = &clock;
  names_ = &names;
}

// A stream begins with the first draw of a run. So begin() need not touch every component, and a component
// that draws nothing costs nothing.
ChoiceStream& Chooser::stream(ComponentId id) noexcept {
  Component& component = at(id);
  if (component.drawn_in != run_) {
    component.stream = ChoiceStream{plan_.seed, component.hash};
    component.drawn_in = run_;
  }
  return component.stream;
}

std::uint32_t Chooser::now_ms() const noexcept {
  return clock_ == nullptr ? 0 : static_cast<std::uint32_t>(clock_->now().count());
}

// --- The choices.

std::size_t Chooser::next_actor(std::span<const ActorId> ready) {
  if (ready.size() < 2) return 0;
  const std::size_t chosen = plan_.script != nullptr
                                 ? static_cast<std::size_t>(replayed(order_component, pending(ready)))
                                 : draw_actor(ready);
  log_.add(order_component, now_ms(), chosen, ready);
  return chosen;
}

std::uint32_t Chooser::pick(ComponentId component, std::uint32_t count) {
  if (count < 2) return 0;
  const std::uint64_t chosen = plan_.script != nullptr ? replayed(component, pending(component, count))
                                                       : stream(component).below(count);
  log_.add(component, now_ms(), chosen, count);
  return static_cast<std::uint32_t>(chosen);
}

std::uint32_t Chooser::pick_rarely(ComponentId component, std::uint32_t count, std::uint32_t one_in,
                                   std::uint64_t allowed) {
  if (count < 2) return 0;
  std::uint64_t chosen = 0;
  if (plan_.script != nullptr) {
    chosen = replayed(component, pending(component, count));
  } else if (allowed != 0 && stream(component).below(one_in) == 0) {
    auto skip = stream(component).below(static_cast<std::uint64_t>(std::popcount(allowed)));
    for (; skip > 0; --skip) allowed &= allowed - 1;  // clears the lowest bit that is set
    chosen = static_cast<std::uint64_t>(std::countr_zero(allowed));
  }
  log_.add(component, now_ms(), chosen, count);
  return static_cast<std::uint32_t>(chosen);
}

std::int64_t Chooser::between(ComponentId component, std::int64_t low, std::int64_t high) {
  const auto count = static_cast<std::uint32_t>(high - low + 1);
  if (high <= low) return low;
  const std::uint64_t offset = plan_.script != nullptr ? replayed(component, pending(component, count))
                                                       : stream(component).below(count);
  log_.add(component, now_ms(), offset, count);
  return low + static_cast<std::int64_t>(offset);
}

std::uint64_t Chooser::number(ComponentId component) {
  const std::uint64_t chosen =
      plan_.script != nullptr ? replayed(component, pending(component, 0)) : stream(component).next();
  log_.add(component, now_ms(), chosen, 0);
  return chosen;
}

// --- Strategies.

Chooser::ActorRun& Chooser::actor(ActorId id) {
  const auto slot = static_cast<std::size_t>(id);
  if (slot >= actors_.size()) actors_.resize(slot + 1);
  ActorRun& actor = actors_[slot];
  // The priority comes from the name, because the number of an actor may depend on earlier runs of this
  // process. The high bit keeps it above every lowered priority (by_priority()).
  if (actor.run != run_) actor = {run_, 0, priority_of(plan_.seed, names_->text(name_of(id))) | 1U << 31};
  return actor;
}

std::size_t Chooser::draw_actor(std::span<const ActorId> ready) {
  switch (plan_.strategy.kind) {
    case StrategyKind::fifo:
      return 0;
    case StrategyKind::uniform:
      return static_cast<std::size_t>(stream(order_component).below(ready.size()));
    case StrategyKind::pct:
      return by_priority(ready);
    case StrategyKind::round_robin:
      return by_turns(ready);
  }
  return 0;
}

// The places are drawn among the choices that are expected. Two may be equal: then the priorities of two
// actors fall at one choice.
void Chooser::draw_change_points() {
  change_points_.clear();
  for (std::uint32_t i = 1; i < plan_.strategy.depth; ++i) {
    change_points_.push_back(
        static_cast<std::uint32_t>(stream(order_component).below(plan_.expected_orders)));
  }
}

// The first actor with the highest priority runs. At a change point, the actor that would have run first
// falls below all others. Lowered priorities are depth - 1, depth - 2, ... 1 by the number of the change
// point: an actor that falls at a later point falls below those that fell before.
std::size_t Chooser::by_priority(std::span<const ActorId> ready) {
  const auto highest = [&] {
    std::size_t best = 0;
    for (std::size_t i = 1; i < ready.size(); ++i) {
      if (actor(ready[i]).priority > actor(ready[best]).priority) best = i;
    }
    return best;
  };
  const std::uint64_t turn = turn_++;
  std::uint64_t lower_than_all = change_points_.size();
  for (const std::uint32_t point : change_points_) {
    if (point == turn) actor(ready[highest()]).priority = lower_than_all;
    --lower_than_all;
  }
  return highest();
}

// The actor whose turn it is goes on if it is ready. When its turn is over, the turn goes to the actor whose
// last turn is longest ago.
std::size_t Chooser::by_turns(std::span<const ActorId> ready) {
  constexpr std::uint64_t longest_turn = 4;
  if (left_in_turn_ > 0) {
    --left_in_turn_;
    const auto same = std::ranges::find(ready, running_);
    if (same != ready.end()) return static_cast<std::size_t>(same - ready.begin());
  }
  std::size_t next = 0;
  for (std::size_t i = 1; i < ready.size(); ++i) {
    if (actor(ready[i]).last_turn < actor(ready[next]).last_turn) next = i;
  }
  running_ = ready[next];
  actor(running_).last_turn = ++turn_;
  left_in_turn_ = static_cast<std::uint32_t>(plan_.seed % longest_turn);
  return next;
}

// --- Replay.

NamedDecision Chooser::pending(ComponentId component, std::uint32_t count) const {
  return {at(component).name, now_ms(), at(component).alternatives, 0, count};
}

NamedDecision Chooser::pending(std::span<const ActorId> ready) const {
  NamedDecision now{at(order_component).name, now_ms(), {}, 0, static_cast<std::uint32_t>(ready.size())};
  for (const ActorId actor : ready) now.alternatives.emplace_back(names_->text(name_of(actor)));
  return now;
}

NamedDecision Chooser::named(const Decision& decision) const {
  NamedDecision named;
  if (decision.component == order_component) {
    named = pending(log_.runnable(decision));
  } else {
    named = pending(decision.component, decision.count);
  }
  named.at_ms = decision.at_ms;
  named.value = decision.value;
  return named;
}

std::vector<NamedDecision> Chooser::named_log() const {
  std::vector<NamedDecision> log;
  log.reserve(log_.decisions().size());
  for (const Decision& decision : log_.decisions()) log.push_back(named(decision));
  return log;
}

// Sorts the script by component, because Replay::follow takes the choices of each component in their own
// order. In a shortened run the choices of other components come at other places, or not at all.
void Chooser::index_script() {
  for (Component& component : components_) {
    component.followed.clear();
    component.next_followed = 0;
  }
  if (plan_.replay == Replay::strict) return;
  for (std::size_t i = 0; i < plan_.script->size(); ++i) {
    at(component((*plan_.script)[i].component)).followed.push_back(i);
  }
}

std::uint64_t Chooser::replayed(ComponentId component, NamedDecision now) {
  return plan_.replay == Replay::strict ? replay_strictly(std::move(now)) : follow(component, now);
}

// Everything of the choice is compared, not the value alone: component, time and alternatives. Otherwise a
// run that went another way could take a recorded value for a different question.
std::uint64_t Chooser::replay_strictly(NamedDecision now) {
  if (divergence_) return 0;
  const auto& script = *plan_.script;
  const std::size_t sequence = next_scripted_++;
  std::optional<NamedDecision> recorded;
  if (sequence < script.size()) {
    recorded = script[sequence];
    now.value = recorded->value;
    const bool possible = now.count == 0 || now.value < now.count;
    if (possible && now == *recorded) return now.value;
  }
  divergence_ = Divergence{sequence, std::move(recorded), std::move(now)};
  if (clock_ != nullptr) clock_->stop();
  return 0;
}

// An alternative is looked up by its name where both sides have names: in a shortened scenario an actor may
// have another position. Otherwise the number itself is taken, if it is possible.
std::uint64_t Chooser::follow(ComponentId id, const NamedDecision& now) {
  Component& component = at(id);
  if (component.next_followed == component.followed.size()) return 0;
  const NamedDecision& recorded = (*plan_.script)[component.followed[component.next_followed++]];
  if (recorded.value >= recorded.alternatives.size() || now.alternatives.empty()) {
    return now.count == 0 || recorded.value < now.count ? recorded.value : 0;
  }
  const auto same = std::ranges::find(now.alternatives, recorded.alternatives[recorded.value]);
  return same == now.alternatives.end() ? 0 : static_cast<std::uint64_t>(same - now.alternatives.begin());
}

void Chooser::finish() {
  const bool all_reached = plan_.script == nullptr || next_scripted_ >= plan_.script->size();
  if (plan_.replay == Replay::follow || divergence_ || all_reached) return;
  divergence_ = Divergence{next_scripted_, (*plan_.script)[next_scripted_], std::nullopt};
}

}  // namespace mprsim
