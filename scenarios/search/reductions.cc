#include "scenarios/search/reductions.h"

#include <utility>

namespace mprsim {
namespace {

using List = std::vector<Reduction>;

// Sets a field to its value in a new model.
template <class T>
bool reset(T& field, const T& standard = T{}) {
  if (field == standard) return false;
  field = standard;
  return true;
}

template <class T>
bool erase_at(std::vector<T>& list, std::size_t at) {
  if (at >= list.size()) return false;
  list.erase(list.begin() + static_cast<std::ptrdiff_t>(at));
  return true;
}

// One reduction for each entry of a list, the last one first.
template <auto Member>
void drop_each(List& list, const Scenario& scenario) {
  for (std::size_t i = (scenario.*Member).size(); i > 0; --i) {
    list.emplace_back([at = i - 1](Scenario& s) { return erase_at(s.*Member, at); });
  }
}

// One reduction of each entry of a list: `simplify` may use any part of the entry.
template <auto Member, class Simplify>
void simplify_each(List& list, const Scenario& scenario, Simplify simplify) {
  for (std::size_t i = 0; i < (scenario.*Member).size(); ++i) {
    list.emplace_back(
        [i, simplify](Scenario& s) { return i < (s.*Member).size() && simplify((s.*Member)[i]); });
  }
}

void simplify_connections(List& list, const Scenario& scenario) {
  constexpr auto connections = &Scenario::connections;
  simplify_each<connections>(list, scenario, [](ConnectionModel& c) { return reset(c.open); });
  simplify_each<connections>(list, scenario, [](ConnectionModel& c) { return reset(c.jobs); });
  simplify_each<connections>(list, scenario, [](ConnectionModel& c) { return reset(c.used_by); });
  simplify_each<connections>(list, scenario, [](ConnectionModel& c) { return reset(c.remembered); });
  simplify_each<connections>(list, scenario, [](ConnectionModel& c) { return reset(c.user); });
  // One of several files may be enough.
  simplify_each<connections>(list, scenario,
                             [](ConnectionModel& c) { return c.open.size() > 1 && erase_at(c.open, 0); });
  simplify_each<connections>(list, scenario,
                             [](ConnectionModel& c) { return c.open.size() > 1 && erase_at(c.open, 1); });
}

void simplify_notifyees(List& list, const Scenario& scenario) {
  constexpr auto notifyees = &Scenario::notifyees;
  simplify_each<notifyees>(list, scenario, [](NotifyeeModel& n) { return reset(n.before); });
  simplify_each<notifyees>(list, scenario, [](NotifyeeModel& n) { return reset(n.after); });
  simplify_each<notifyees>(list, scenario, [](NotifyeeModel& n) { return reset(n.add_before); });
  simplify_each<notifyees>(list, scenario, [](NotifyeeModel& n) { return reset(n.add_after); });
  simplify_each<notifyees>(list, scenario, [](NotifyeeModel& n) { return reset(n.latency); });
  simplify_each<notifyees>(list, scenario, [](NotifyeeModel& n) { return reset(n.faults); });
  simplify_each<notifyees>(list, scenario, [](NotifyeeModel& n) {
    const bool library = reset(n.library);
    return reset(n.value) || library;
  });
}

void simplify_providers(List& list, const Scenario& scenario) {
  constexpr auto providers = &Scenario::providers;
  for (std::size_t call = 0; call < scripted_calls; ++call) {
    simplify_each<providers>(list, scenario, [call](ProviderModel& p) { return reset(p.answers[call]); });
  }
  simplify_each<providers>(list, scenario, [](ProviderModel& p) { return reset(p.latency); });
  simplify_each<providers>(list, scenario, [](ProviderModel& p) { return reset(p.faults); });
  simplify_each<providers>(list, scenario, [](ProviderModel& p) { return reset(p.extended_error); });
  simplify_each<providers>(list, scenario, [](ProviderModel& p) { return reset(p.owns); });
  simplify_each<providers>(list, scenario, [](ProviderModel& p) { return reset(p.start, 1U); });
  // One kind of fault may be enough.
  for (const FaultInfo& fault : all_faults()) {
    simplify_each<providers>(list, scenario, [id = fault.id](ProviderModel& p) {
      const bool had = p.faults.kinds.contains(id);
      p.faults.kinds.erase(id);
      return had;
    });
  }
}

bool simplify_step(Step& step, int part) {
  switch (part) {
    case 0: {
      const bool expected = reset(step.expect);
      return reset(step.or_else) || expected;
    }
    case 1:
      return reset(step.after);
    case 2:
      return reset(step.at);
    case 3:
      return reset(step.update_profile);
    case 4:
      return reset(step.force);
    default:
      return reset(step.closes);
  }
}

void simplify_steps(List& list, const Scenario& scenario) {
  constexpr int parts = 6;
  for (int part = 0; part < parts; ++part) {
    simplify_each<&Scenario::steps>(list, scenario, [part](Step& step) { return simplify_step(step, part); });
    simplify_each<&Scenario::apps>(list, scenario, [part](AppModel& app) {
      bool changed = false;
      for (Step& step : app.steps) changed = simplify_step(step, part) || changed;
      return changed;
    });
  }
}

}  // namespace

std::vector<Reduction> reductions(const Scenario& scenario) {
  List list;
  drop_each<&Scenario::apps>(list, scenario);
  drop_each<&Scenario::notifyees>(list, scenario);
  drop_each<&Scenario::connections>(list, scenario);
  list.emplace_back([](Scenario& s) { return reset(s.provider_order); });
  drop_each<&Scenario::providers>(list, scenario);
  drop_each<&Scenario::sessions>(list, scenario);
  drop_each<&Scenario::overrides>(list, scenario);
  drop_each<&Scenario::always>(list, scenario);
  drop_each<&Scenario::eventually>(list, scenario);
  list.emplace_back([](Scenario& s) { return reset(s.sometimes); });
  list.emplace_back([](Scenario& s) { return reset(s.environment); });
  list.emplace_back([](Scenario& s) { return reset(s.restore_timeout); });
  simplify_connections(list, scenario);
  simplify_notifyees(list, scenario);
  simplify_providers(list, scenario);
  simplify_steps(list, scenario);
  return list;
}

Scenario without_steps(const Scenario& scenario, std::size_t from, std::size_t count) {
  Scenario rest = scenario;
  std::size_t position = 0;
  const auto drop = [&](std::vector<Step>& steps) {
    std::erase_if(steps, [&](const Step&) {
      const std::size_t at = position++;
      return at >= from && at < from + count;
    });
  };
  drop(rest.steps);
  for (AppModel& app : rest.apps) drop(app.steps);
  return rest;
}

}  // namespace mprsim
