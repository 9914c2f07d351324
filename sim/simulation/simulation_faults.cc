// The time until an actor answers, and the faults that it has.
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "sim/simulation/simulation.h"
#include "sim/time/timer.h"

namespace mprsim {
namespace {

std::span<const Status> wrong_statuses(const FaultPlan& faults) noexcept {
  return faults.statuses.empty() ? std::span<const Status>(wrong_status_list) : std::span(faults.statuses);
}

// Only an actor that is asked to change something can lie about it.
FaultSet possible_faults(const Call& call) noexcept {
  FaultSet all = FaultSet::of_bits(~0U);
  const bool changes = call.function() == NpFunction::NPCancelConnection ||
                       call.function() == NpFunction::NPAddConnection ||
                       call.function() == NpFunction::NPAddConnection3;
  if (!changes) all.erase(Fault::lie);
  return all;
}

}  // namespace

void Simulation::register_components() {
  notify_order_ = chooser_->component("notify_order");
  provider_askers_.clear();
  for (const FakeProvider& provider : setup_->providers) {
    provider_askers_.push_back(askers_of("provider", setup_->registry.name(provider.id), provider.faults));
  }
  notifyee_askers_.clear();
  for (const FakeNotifyee& notifyee : setup_->notifyees) {
    notifyee_askers_.push_back(askers_of("notifyee", setup_->registry.name(notifyee.id), notifyee.faults));
  }
}

Simulation::Askers Simulation::askers_of(std::string_view kind, std::string_view name,
                                         const FaultPlan& faults) {
  const std::string who = std::string(kind) + " " + std::string(name);
  std::vector<std::string> kinds{"none"};
  for (const FaultInfo& fault : all_faults()) {
    if (faults.kinds.contains(fault.id)) kinds.emplace_back(fault.name);
  }
  std::vector<std::string> statuses;
  for (const Status status : wrong_statuses(faults)) statuses.push_back(to_string(status));
  return {chooser_->component(who + ": latency"), chooser_->component(who + ": fault", std::move(kinds)),
          chooser_->component(who + ": status", std::move(statuses))};
}

Simulation::Turn Simulation::arrange(Frame& frame, const Call& call) {
  frame.fault.reset();
  switch (call.kind()) {
    case CallKind::call_provider: {
      const std::size_t slot = index(call.provider());
      return arrange(frame, setup_->providers[slot], state_->providers[slot], provider_askers_[slot],
                     possible_faults(call));
    }
    case CallKind::notify_before:
    case CallKind::notify_after: {
      const std::size_t slot = index(call.notifyee());
      return arrange(frame, setup_->notifyees[slot], state_->notifyees[slot], notifyee_askers_[slot],
                     possible_faults(call));
    }
    case CallKind::skip_provider:
    case CallKind::skip_notifyee:
      return {};
    default:
      return should_yield() ? Turn{Turn::Kind::yield} : Turn{};
  }
}

template <class Called, class State>
Simulation::Turn Simulation::arrange(Frame& frame, const Called& called, State& state, const Askers& askers,
                                     FaultSet possible) {
  SimTime wait = called.latency.from;
  if (called.latency.to > wait) {
    wait = SimTime{chooser_->between(askers.latency, wait.count(), called.latency.to.count())};
  }
  if (!called.faults.kinds.empty() && !recovered_ && !state.crashed) {
    frame.fault = draw_fault(called.faults, possible, askers.fault);
    if (frame.fault) record_fault(frame, called.name);
    if (frame.fault == Fault::crash) state.crashed = true;
    if (frame.fault == Fault::hang) return {Turn::Kind::hang, {}, called.name};
    if (frame.fault == Fault::delay) wait += called.faults.delay;
  }
  if (wait.count() > 0) return {Turn::Kind::sleep, timer_internal::end_of_sleep(context_.now(), wait)};
  return should_yield() ? Turn{Turn::Kind::yield} : Turn{};
}

std::optional<Fault> Simulation::draw_fault(const FaultPlan& faults, FaultSet possible,
                                            ComponentId component) {
  std::uint32_t count = 1;  // the first alternative is that there is none
  std::uint64_t allowed = 0;
  for (const FaultInfo& fault : all_faults()) {
    if (!faults.kinds.contains(fault.id)) continue;
    if (possible.contains(fault.id) && !chooser_->banned().contains(fault.id)) allowed |= 1ULL << count;
    ++count;
  }
  std::uint32_t chosen = chooser_->pick_rarely(component, count, faults.one_in, allowed);
  if (chosen == 0) return std::nullopt;
  for (const FaultInfo& fault : all_faults()) {
    if (faults.kinds.contains(fault.id) && --chosen == 0) return fault.id;
  }
  return std::nullopt;
}

void Simulation::record_fault(const Frame& frame, NameId who) {
  record(world_recorder(frame.call), WorldAction::faulted, who, trace_->intern(info(*frame.fault).name));
}

void Simulation::recover() {
  recovered_ = true;
  for (std::size_t i = 0; i < state_->providers.size(); ++i) {
    if (!std::exchange(state_->providers[i].crashed, false)) continue;
    record(world_recorder(), WorldAction::recovered, setup_->providers[i].name, NameId::null);
  }
  for (std::size_t i = 0; i < state_->notifyees.size(); ++i) {
    if (!std::exchange(state_->notifyees[i].crashed, false)) continue;
    record(world_recorder(), WorldAction::recovered, setup_->notifyees[i].name, NameId::null);
  }
  for (Hanging& hanging : std::exchange(hanging_, {})) {
    record(world_recorder(), WorldAction::recovered, hanging.who, NameId::null);
    context_.set_actor(hanging.actor);
    context_.post([handler = std::move(hanging.handler)]() mutable { handler.consume({}); });
  }
}

Status Simulation::wrong_status(const FaultPlan& faults, ComponentId component) {
  const auto statuses = wrong_statuses(faults);
  return statuses[chooser_->pick(component, static_cast<std::uint32_t>(statuses.size()))];
}

}  // namespace mprsim
