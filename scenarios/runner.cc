#include "scenarios/runner.h"

#include <algorithm>

#include "scenarios/expectations.h"
#include "scenarios/staging.h"
#include "sim/invariants.h"
#include "sim/timer.h"

namespace mprsim {
namespace {

Policy policy_of(const Scenario& scenario, const RunOptions& options) {
  Policy policy = Policy::of(options.profile.value_or(scenario.profile));
  for (const auto& [id, value] : scenario.overrides) set(policy, id, value);
  return policy;
}

CancelRequest cancel_request(const Step& step) {
  CancelRequest request{.force = step.force};
  if (!step.name_is_null) request.name = Text{step.object};
  if (step.update_profile) request.flags = connect_flag::update_profile;
  if (step.verb == Verb::cancel_old) request.api = CancelApi::cancel_connection;
  return request;
}

AddRequest add_request(const Step& step) {
  constexpr AddApi kApis[] = {AddApi::add_connection, AddApi::add_connection2, AddApi::add_connection3};
  AddRequest request{.user = step.user, .api = kApis[step.level - 1]};
  request.resource = {step.type.value_or(ResourceType::disk), step.device, step.object, step.provider};
  if (step.update_profile) request.flags |= connect_flag::update_profile;
  if (step.temporary) request.flags |= connect_flag::temporary;
  return request;
}

}  // namespace

class Runner::Impl : private Watcher {
 public:
  Impl(const Scenario& scenario, const RunOptions& options)
      : scenario_(scenario),
        seed_(options.seed.value_or(scenario.seed)),
        stage_(stage(scenario, policy_of(scenario, options), options.store ? &*options.store : nullptr)),
        simulation_(stage_.cast) {
    if (options.invariants) invariants_.emplace(stage_.cast, stage_.trace);
    simulation_.watch(this);
  }

  Outcome run() { return run({.seed = seed_}); }

  Outcome run(const RunPlan& plan) {
    findings_.clear();
    state_ = stage_.initial;
    stage_.trace.clear();
    chooser_.begin({.seed = plan.seed,
                    .strategy = plan.strategy,
                    .banned = plan.banned,
                    .expected_orders = kOrdersPerStep * static_cast<std::uint32_t>(steps()),
                    .script = plan.script,
                    .replay = plan.replay},
                   simulation_.context(), stage_.trace);
    simulation_.begin(state_, stage_.trace, chooser_);
    if (invariants_) invariants_->begin(state_);
    tell_registrations();
    start(scenario_.steps, std::nullopt);
    for (std::size_t i = 0; i < scenario_.apps.size(); ++i) {
      if (!scenario_.apps[i].steps.empty()) start(scenario_.apps[i].steps, app_of_model(i));
    }
    const auto end = simulation_.context().run(
        {.max_time = scenario_.limits.time, .max_steps = kStepsPerEvent * scenario_.limits.events});
    chooser_.finish();
    return conclude(end);
  }

  void watch(Watcher* watcher) { watcher_ = watcher; }

  const Chooser& chooser() const noexcept { return chooser_; }
  const Simulation& simulation() const noexcept { return simulation_; }
  const std::vector<Finding>& findings() const noexcept { return findings_; }
  const Trace& trace() const noexcept { return stage_.trace; }
  const RememberedStore& store() const noexcept {
    return state_.world.session(state_.apps[static_cast<std::size_t>(kMainApp)].session).store;
  }

 private:
  // Most handlers of the executor leave an event; one that spins without any is stopped as well.
  static constexpr std::uint64_t kStepsPerEvent = 16;
  static constexpr std::uint32_t kOrdersPerStep = 8;

  std::size_t steps() const noexcept {
    std::size_t count = scenario_.steps.size();
    for (const AppModel& app : scenario_.apps) count += app.steps.size();
    return std::max<std::size_t>(count, 1);
  }

  void start(const std::vector<Step>& steps, std::optional<AppId> app) {
    spawn(simulation_.context(), play(steps, app), simulation_.actor(app.value_or(kMainApp)));
  }

  void tell_registrations() {
    const Scene scene{&stage_.trace, SimTime{0}, 0};
    for (const auto& [notifyee, library] : stage_.registrations) {
      record(scene, WorldAction::registered, stage_.trace.notifyee(notifyee), library, 0,
             {Rule::notify_registration_values});
    }
  }

  void happened(const Simulation& simulation) override {
    if (invariants_) invariants_->check();
    if (watcher_ != nullptr) watcher_->happened(simulation);
  }

  Outcome conclude(mprsim::RunResult end) {
    if (chooser_.divergence()) {
      findings_.push_back({.where = {1, 1}, .what = "the run is not the recorded one"});
      return Outcome::error;
    }
    if (invariants_ && !stage_.trace.full()) add_violations();
    if (end == mprsim::RunResult::time_limit) {
      add_limit("the scenario runs past its limit of virtual time, " + format_time(scenario_.limits.time) +
                " s");
    } else if (end == mprsim::RunResult::step_limit || stage_.trace.full()) {
      add_limit("the scenario makes more than " + std::to_string(scenario_.limits.events) +
                " events, its limit");
    } else {
      return findings_.empty() ? Outcome::pass : Outcome::fail;
    }
    return Outcome::timeout;
  }

  // What happened last may have happened unwatched.
  void add_violations() {
    invariants_->check();
    for (const Violation& violation : invariants_->violations().list()) {
      const SimTime at{stage_.trace.events()[violation.event].at_ms};
      findings_.push_back({.kind = FindingKind::invariant,
                           .where = {1, 1},
                           .what = "at " + format_time(at) + " s " + violation.what,
                           .rule = violation.rule});
    }
  }

  void add_limit(std::string what) { findings_.push_back({.kind = FindingKind::limit, .where = {1, 1}, .what = std::move(what)}); }

  // One sequence of steps. The main one names the application of each step; an [[app]] does its own.
  Task<> play(const std::vector<Step>& steps, std::optional<AppId> app) {
    for (std::size_t i = 0; i < steps.size(); ++i) {
      const Step& step = steps[i];
      const AppId actor = app ? *app : stage_.app_of_step[i];
      VirtualContext& context = simulation_.context();
      if (step.after) co_await async_sleep_for(context, *step.after);
      if (step.at && *step.at > context.now()) co_await async_sleep_until(context, *step.at);
      if (simulation_.should_yield()) co_await async_yield(context);
      StepOutcome outcome;
      outcome.first_event = stage_.trace.events().size();
      co_await perform(step, actor, outcome);
      check_step(step, outcome, actor, stage_.cast, simulation_, findings_);
      if (stage_.trace.full()) co_return;  // nothing is to be learnt from what would follow
    }
  }

  Task<> perform(const Step& step, AppId app, StepOutcome& outcome) {
    switch (step.verb) {
      case Verb::cancel:
      case Verb::cancel_old: {
        const CancelResult result = co_await simulation_.cancel(app, cancel_request(step), outcome.call);
        outcome.status = result.status;
        outcome.provider = result.provider;
        break;
      }
      case Verb::add: {
        const AddResult result = co_await simulation_.add(app, add_request(step), outcome.call);
        outcome.status = result.status;
        outcome.provider = result.provider;
        break;
      }
      case Verb::get: {
        LookupResult result = co_await simulation_.get(app, {step.object}, outcome.call);
        outcome.status = result.status;
        outcome.remote = std::move(result.remote);
        break;
      }
      case Verb::enumerate: {
        const EnumScope scope = step.enumerate_remembered ? EnumScope::remembered : EnumScope::connected;
        EnumerateResult result = co_await simulation_.enumerate(app, scope, outcome.call);
        outcome.status = result.status;
        outcome.resources = std::move(result.resources);
        break;
      }
      case Verb::dialog: {
        const DialogRequest request{step.object, step.update_profile, step.no_force};
        const DialogResult result =
            co_await simulation_.disconnect_dialog(app, request, step.answer_yes, outcome.call);
        outcome.status = result.status;
        outcome.asked = result.asked;
        break;
      }
      case Verb::start:
        outcome.waited_ms = (co_await simulation_.start(app, outcome.call)).wait_ms;
        break;
      case Verb::logon: {
        const Simulation::Logon logon = co_await simulation_.logon(app, outcome.call);
        outcome.status = logon.status;
        outcome.waited_ms = logon.waited_ms;
        for (const RestoredConnection& restored : logon.restored) {
          if (restored.status.ok()) outcome.restored.push_back(restored.entry.device);
        }
        break;
      }
      case Verb::wait:
        co_await async_sleep_for(simulation_.context(), step.duration);
        break;
      default:
        outcome.status = act(step, app, outcome.call);
        break;
    }
  }

  // What takes no time.
  Status act(const Step& step, AppId app, std::uint32_t& call) {
    switch (step.verb) {
      case Verb::logoff:
        simulation_.logoff(app, call);
        break;
      case Verb::get_last_error:
        return simulation_.get_last_error(app, call);
      case Verb::open:
        return simulation_.open_file(app, step.object, step.unwritten, step.closes);
      case Verb::write:
        return simulation_.write_file(app, step.object);
      case Verb::close:
        return simulation_.close_file(app, step.object);
      case Verb::print:
        return simulation_.print(app, step.object, step.document, step.pages, step.page_time);
      case Verb::use:
        return simulation_.use_device(app, step.object);
      case Verb::end:
        simulation_.end_process(step.object);
        break;
      case Verb::network:
        if (const auto provider = stage_.cast.registry.find_provider(step.provider)) {
          simulation_.set_network(*provider, step.network_up);
        }
        break;
      default:
        break;  // the verbs that take time, in perform()
    }
    return wn::success;
  }

  const Scenario& scenario_;
  std::uint64_t seed_;
  Stage stage_;
  SimulationState state_;
  Chooser chooser_;
  Simulation simulation_;
  std::optional<Invariants> invariants_;
  Watcher* watcher_ = nullptr;
  std::vector<Finding> findings_;
};

Runner::Runner(const Scenario& scenario, RunOptions options)
    : impl_(std::make_unique<Impl>(scenario, options)) {}
Runner::~Runner() = default;
Runner::Runner(Runner&&) noexcept = default;
Runner& Runner::operator=(Runner&&) noexcept = default;

Outcome Runner::run() { return impl_->run(); }
Outcome Runner::run(const RunPlan& plan) { return impl_->run(plan); }
void Runner::watch(Watcher* watcher) { impl_->watch(watcher); }
const DecisionLog& Runner::decisions() const noexcept { return impl_->chooser().log(); }
std::vector<NamedDecision> Runner::named_decisions() const { return impl_->chooser().named_log(); }
const std::optional<Divergence>& Runner::divergence() const noexcept { return impl_->chooser().divergence(); }
const Simulation& Runner::simulation() const noexcept { return impl_->simulation(); }
const std::vector<Finding>& Runner::findings() const noexcept { return impl_->findings(); }
const Trace& Runner::trace() const noexcept { return impl_->trace(); }
const RememberedStore& Runner::store() const noexcept { return impl_->store(); }

}  // namespace mprsim
