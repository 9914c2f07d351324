#include "scenarios/play/runner.h"

#include <algorithm>
#include <map>

#include "scenarios/language/loader.h"
#include "scenarios/play/components.h"
#include "scenarios/play/play.h"

namespace mprsim {
namespace {

constexpr std::uint32_t orders_per_step = 8;
// How many combinations of values are kept prepared; with more, all of them are dropped.
constexpr std::size_t most_plays = 256;

Policy policy_of(const Scenario& scenario, const RunOptions& options) {
  Policy policy = Policy::of(options.profile.value_or(scenario.profile));
  for (const auto& [id, value] : scenario.overrides) set(policy, id, value);
  return policy;
}

std::uint32_t expected_orders(const Scenario& scenario) {
  std::size_t steps = scenario.steps.size();
  for (const AppModel& app : scenario.apps) steps += app.steps.size();
  return orders_per_step * static_cast<std::uint32_t>(std::max<std::size_t>(steps, 1));
}

NamedDecision decision_of(const ChoiceModel& choice) {
  NamedDecision decision{.component = choice.of, .value = choice.number.value_or(0)};
  if (choice.takes) decision.alternatives.push_back(*choice.takes);
  return decision;
}

}  // namespace

class Runner::Impl {
 public:
  Impl(const Scenario& scenario, RunOptions options)
      : scenario_(scenario), options_(std::move(options)), expected_orders_(expected_orders(scenario)) {
    for (const Variation& variation : scenario.variations) {
      components_.push_back(chooser_.component(variation_component(variation.name), variation.alternatives));
    }
    picks_.resize(components_.size());
    for (const ChoiceModel& choice : scenario.choices) pinned_.push_back(decision_of(choice));
    play_ = &play_of_picks()->play;
  }

  Outcome run() {
    return run({.seed = options_.seed.value_or(scenario_.seed), .strategy = options_.strategy});
  }

  Outcome run(const RunPlan& plan) {
    return !pinned_.empty() && plan.script == nullptr ? play(pinned_plan(plan.seed)) : play(plan);
  }

  const Chooser& chooser() const noexcept { return chooser_; }
  const Play& last_play() const noexcept { return *play_; }
  const std::vector<Finding>& findings() const noexcept {
    return impossible_.empty() ? play_->findings() : impossible_;
  }

 private:
  // Choices that are made in advance are made in every run. The order is a decision only where it is
  // one of them; otherwise it is first in, first out.
  RunPlan pinned_plan(std::uint64_t seed) const {
    const bool order =
        std::ranges::find(pinned_, order_component_name, &NamedDecision::component) != pinned_.end();
    return {.seed = seed,
            .strategy = {order ? StrategyKind::uniform : StrategyKind::fifo},
            .script = &pinned_,
            .replay = Replay::follow};
  }

  Outcome play(const RunPlan& plan) {
    chooser_.begin({.seed = plan.seed,
                    .strategy = plan.strategy,
                    .banned = plan.banned,
                    .expected_orders = expected_orders_,
                    .script = plan.script,
                    .replay = plan.replay});
    impossible_.clear();
    for (std::size_t i = 0; i < components_.size(); ++i) {
      // A profile from the options is not decided.
      if (options_.profile && scenario_.variations[i].name == "profile") continue;
      const auto count = static_cast<std::uint32_t>(scenario_.variations[i].alternatives.size());
      picks_[i] = chooser_.pick(components_[i], count);
    }
    if (!components_.empty() && !choose_play()) {
      return chooser_.divergence() ? Outcome::error : Outcome::fail;
    }
    return play_->run(chooser_);
  }

  // A scenario with its values decided, and its Play. Without variations the scenario is that of the Runner
  // itself.
  struct Prepared {
    Prepared(const Scenario& given, const RunOptions& options)
        : play(given, policy_of(given, options), options) {}
    Prepared(Scenario&& decided, const RunOptions& options)
        : scenario(std::make_unique<Scenario>(std::move(decided))),
          play(*scenario, policy_of(*scenario, options), options) {}

    std::unique_ptr<Scenario> scenario;
    Play play;
  };

  bool choose_play() {
    Prepared* prepared = chooser_.divergence() ? nullptr : play_of_picks();
    if (prepared != nullptr) {
      play_ = &prepared->play;
    } else if (chooser_.divergence()) {
      impossible_.push_back({.where = {1, 1}, .what = "the run is not the recorded one"});
    }
    return prepared != nullptr;
  }

  // Null, and a finding, if values that are right one by one contradict each other.
  Prepared* play_of_picks() {
    if (const auto known = plays_.find(picks_); known != plays_.end()) return known->second.get();
    std::unique_ptr<Prepared> prepared;
    if (picks_.empty()) {
      prepared = std::make_unique<Prepared>(scenario_, options_);
    } else {
      auto decided = decide(scenario_, picks_);
      if (!decided) {
        const Diagnostic& first = decided.error().front();
        impossible_.push_back(
            {.where = first.where, .what = "these values contradict each other: " + first.message});
        return nullptr;
      }
      prepared = std::make_unique<Prepared>(*std::move(decided), options_);
    }
    if (plays_.size() == most_plays) plays_.clear();
    return plays_.emplace(picks_, std::move(prepared)).first->second.get();
  }

  const Scenario& scenario_;
  const RunOptions options_;
  const std::uint32_t expected_orders_;
  Chooser chooser_;
  std::vector<NamedDecision> pinned_;
  std::vector<ComponentId> components_;  // of the variations
  std::vector<std::uint32_t> picks_;
  std::map<std::vector<std::uint32_t>, std::unique_ptr<Prepared>> plays_;
  Play* play_ = nullptr;
  std::vector<Finding> impossible_;  // of a run that could not begin
};

Runner::Runner(const Scenario& scenario, RunOptions options)
    : impl_(std::make_unique<Impl>(scenario, std::move(options))) {}
Runner::~Runner() = default;
Runner::Runner(Runner&&) noexcept = default;
Runner& Runner::operator=(Runner&&) noexcept = default;

Outcome Runner::run() { return impl_->run(); }
Outcome Runner::run(const RunPlan& plan) { return impl_->run(plan); }
const std::vector<Finding>& Runner::findings() const noexcept { return impl_->findings(); }
const DecisionLog& Runner::decisions() const noexcept { return impl_->chooser().log(); }
std::vector<NamedDecision> Runner::named_decisions() const { return impl_->chooser().named_log(); }
const std::optional<Divergence>& Runner::divergence() const noexcept { return impl_->chooser().divergence(); }
const Simulation& Runner::simulation() const noexcept { return impl_->last_play().simulation(); }
const std::vector<char>& Runner::sometimes() const noexcept { return impl_->last_play().sometimes(); }
const Trace& Runner::trace() const noexcept { return impl_->last_play().trace(); }
const RememberedStore& Runner::store() const noexcept { return impl_->last_play().store(); }

}  // namespace mprsim
