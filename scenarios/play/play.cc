#include "scenarios/play/play.h"

#include <algorithm>
#include <utility>

#include "scenarios/play/plugin_finding.h"
#include "sim/checks/quiescence.h"
#include "sim/time/timer.h"

namespace mprsim {
namespace {

// Most handlers of the executor record an event. The limit also stops a run whose handlers go on without
// recording any.
constexpr std::uint64_t steps_per_event = 16;

CancelRequest cancel_request(const Step& step) {
  CancelRequest request{.force = step.force};
  if (!step.name_is_null) request.name = Text{step.object};
  if (step.update_profile) request.flags = connect_flag::update_profile;
  if (step.verb == Verb::cancel_old) request.api = CancelApi::cancel_connection;
  return request;
}

AddRequest add_request(const Step& step) {
  constexpr AddApi apis[] = {AddApi::add_connection, AddApi::add_connection2, AddApi::add_connection3};
  AddRequest request{.user = step.user, .api = apis[step.level - 1]};
  request.resource = {step.type.value_or(ResourceType::disk), step.device, step.object, step.provider};
  if (step.update_profile) request.flags |= connect_flag::update_profile;
  if (step.temporary) request.flags |= connect_flag::temporary;
  return request;
}

bool expects_to_hang(const Step& step) {
  const auto hangs = [](const Expectation& expectation) { return expectation.hangs.value_or(false); };
  return (step.expect && hangs(*step.expect)) || std::ranges::any_of(step.or_else, hangs);
}

bool has_faults(const Setup& setup) {
  const auto can_fail = [](const auto& who) { return !who.faults.kinds.empty(); };
  return std::ranges::any_of(setup.providers, can_fail) || std::ranges::any_of(setup.notifyees, can_fail);
}

}  // namespace

Play::Play(const Scenario& scenario, const Policy& policy, const RunOptions& options)
    : scenario_(scenario),
      prepared_(prepare(scenario, policy, options.store ? &*options.store : nullptr, options.host)),
      simulation_(prepared_.setup),
      conditions_(scenario),
      has_faults_(has_faults(prepared_.setup)) {
  if (options.invariants) invariants_.emplace(prepared_.setup, prepared_.trace);
  if (options.invariants || !conditions_.empty()) simulation_.context().set_watcher([this] { watch(); });
  sequences_.push_back({&scenario.steps, std::nullopt});
  for (std::size_t i = 0; i < scenario.apps.size(); ++i) {
    if (!scenario.apps[i].steps.empty()) sequences_.push_back({&scenario.apps[i].steps, app_of_model(i)});
  }
}

const RememberedStore& Play::store() const noexcept {
  return state_.world.session(state_.apps[static_cast<std::size_t>(main_app)].session).store;
}

Outcome Play::run(Chooser& chooser) {
  findings_.clear();
  recovering_ = false;
  state_ = prepared_.initial;
  prepared_.trace.clear();
  simulation_.begin(state_, prepared_.trace, chooser);
  if (invariants_) invariants_->begin(state_);
  conditions_.begin();
  tell_registrations();
  for (Sequence& sequence : sequences_) {
    sequence.at = 0;
    const ActorId who = simulation_.actor(sequence.app.value_or(main_app));
    spawn(simulation_.context(), play(sequence), who);
  }
  RunResult end = run_until_idle();
  if (has_faults_ && end == RunResult::idle) {
    finish_faults();
    end = run_until_idle();
    if (end == RunResult::idle) check_rest();
  }
  if (!prepared_.trace.full()) {
    if (invariants_) add_violations();
    conditions_.finish(simulation_, findings_);
  }
  chooser.finish();
  return conclude(end, chooser);
}

RunResult Play::run_until_idle() {
  return simulation_.context().run(
      {.max_time = scenario_.limits.time, .max_steps = steps_per_event * scenario_.limits.events});
}

void Play::tell_registrations() {
  const WorldRecorder recorder{&prepared_.trace, SimTime{0}, 0};
  for (const auto& [notifyee, library] : prepared_.registrations) {
    record(recorder, WorldAction::registered, prepared_.trace.notifyee(notifyee), library, 0,
           {Rule::notify_registration_values});
  }
}

void Play::finish_faults() {
  for (const Sequence& sequence : sequences_) {
    if (sequence.at == sequence.steps->size()) continue;
    const Step& step = (*sequence.steps)[sequence.at];
    if (expects_to_hang(step)) continue;
    findings_.push_back({.kind = FindingKind::hang,
                         .where = step.where,
                         .what = "the call never returned: a provider or notifyee that it calls hangs"});
  }
  recovering_ = true;
  simulation_.recover();
}

void Play::watch() {
  if (invariants_) invariants_->check();
  if (!conditions_.empty()) conditions_.check(simulation_, findings_);
}

// The last handler may have run without a check after it.
void Play::add_violations() {
  invariants_->check();
  for (const Violation& violation : invariants_->violations().list()) {
    const SimTime at{prepared_.trace.events()[violation.event].at_ms};
    findings_.push_back({.kind = FindingKind::invariant,
                         .where = {1, 1},
                         .what = "at " + format_time(at) + " s " + violation.what,
                         .rule = violation.rule});
  }
}

void Play::check_rest() {
  for (const Leftover& leftover : find_leftovers(simulation_)) {
    findings_.push_back({.kind = FindingKind::rest,
                         .where = {1, 1},
                         .what = "the faults have stopped, but " + leftover.what,
                         .rule = leftover.rule});
  }
}

Outcome Play::conclude(RunResult end, const Chooser& chooser) {
  if (chooser.divergence()) {
    findings_.push_back({.where = {1, 1}, .what = "the run is not the recorded one"});
    return Outcome::error;
  }
  if (const auto& failure = simulation_.plugin_failure()) {
    findings_.push_back(plugin_finding(scenario_, *failure));
    return outcome_of(*failure);
  }
  if (end == RunResult::time_limit) {
    add_limit("the scenario runs past its limit of virtual time, " + format_time(scenario_.limits.time) +
              " s");
  } else if (end == RunResult::step_limit || prepared_.trace.full()) {
    add_limit("the scenario makes more than " + std::to_string(scenario_.limits.events) +
              " events, its limit");
  } else {
    return findings_.empty() ? Outcome::pass : Outcome::fail;
  }
  return Outcome::timeout;
}

AppId Play::actor(const Sequence& sequence) const noexcept {
  return sequence.app ? *sequence.app : prepared_.app_of_step[sequence.at];
}

Task<> Play::play(Sequence& sequence) {
  VirtualContext& context = simulation_.context();
  for (; sequence.at < sequence.steps->size() && !simulation_.plugin_failure(); ++sequence.at) {
    const Step& step = (*sequence.steps)[sequence.at];
    const AppId app = actor(sequence);
    if (step.after) co_await async_sleep_for(context, *step.after);
    if (step.at && *step.at > context.now()) co_await async_sleep_until(context, *step.at);
    if (simulation_.should_yield()) co_await async_yield(context);
    StepOutcome outcome;
    outcome.first_event = prepared_.trace.events().size();
    co_await perform(step, app, outcome);
    if (simulation_.plugin_failure()) break;  // the result of the step is unknown
    if (recovering_) co_return;               // the scenario says nothing about what follows a hang
    check_step(step, outcome, app, prepared_.setup, simulation_, findings_);
    if (prepared_.trace.full()) break;  // what follows would not be in the trace
  }
  sequence.at = sequence.steps->size();
}

Task<> Play::perform(const Step& step, AppId app, StepOutcome& outcome) {
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

// The verbs that take no virtual time.
Status Play::act(const Step& step, AppId app, std::uint32_t& call) {
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
      if (const auto provider = prepared_.setup.registry.find_provider(step.provider)) {
        simulation_.set_network(*provider, step.network_up);
      }
      break;
    default:
      break;  // the verbs that take time, in perform()
  }
  return wn::success;
}

}  // namespace mprsim
