#include "scenarios/play/conditions.h"

#include <algorithm>
#include <string>

#include "scenarios/play/expectations.h"

namespace mprsim {
namespace {

std::optional<SessionId> find_session(const World& world, std::string_view name, const Trace& trace) {
  for (std::size_t i = 0; i < world.session_count(); ++i) {
    const auto id = static_cast<SessionId>(i);
    if (trace.text(world.session(id).name) == name) return id;
  }
  return std::nullopt;
}

bool name_is_so(const ConditionModel& model, const World& world, const Trace& trace) {
  const auto session = find_session(world, model.session, trace);
  if (!session) return false;
  if (model.connected) {
    const bool connected = world.find_device(*session, model.name, trace).has_value() ||
                           world.find_remote(*session, model.name, trace).has_value();
    if (connected != *model.connected) return false;
  }
  return !model.remembered || holds(world.session(*session).store, model.name) == *model.remembered;
}

bool files_are_so(const ConditionModel& model, const World& world, const Trace& trace) {
  const bool files = std::ranges::all_of(model.files, [&](const auto& wanted) {
    const auto file = world.find_file(wanted.first, NameId::null, trace);
    return file && name(world.file(*file).state) == wanted.second;
  });
  const bool jobs = std::ranges::all_of(model.jobs, [&](const auto& wanted) {
    const auto job = world.find_job(wanted.first, trace);
    return job && name(world.job(*job).state) == wanted.second;
  });
  return files && jobs && std::ranges::all_of(model.lost, [&](const std::string& path) {
           return std::ranges::any_of(world.lost(), [&](NameId lost) { return trace.text(lost) == path; });
         });
}

// Everything that the model states, except the status of a call.
bool world_is_so(const ConditionModel& model, Simulation& simulation) {
  const World& world = simulation.world();
  const bool about_name = model.connected || model.remembered;
  if (about_name && !name_is_so(model, world, simulation.trace())) return false;
  return files_are_so(model, world, simulation.trace());
}

bool is_return_of(const Event& event, const ConditionModel& model, const Trace& trace) {
  return event.kind == EventKind::call_ends && (model.app.empty() || trace.text(event.subject) == model.app);
}

std::string quoted_what(const ConditionModel& model) {
  return model.what.empty() ? std::string{} : ": " + model.what;
}

}  // namespace

Conditions::Conditions(const Scenario& scenario) : sometimes_(scenario.sometimes.size(), 0) {
  const auto add = [this](const std::vector<ConditionModel>& models, When when) {
    for (std::size_t i = 0; i < models.size(); ++i) watched_.push_back({&models[i], when, i});
  };
  add(scenario.always, When::always);
  add(scenario.eventually, When::eventually);
  add(scenario.sometimes, When::sometimes);
}

void Conditions::begin() {
  for (Watched& watched : watched_) watched.is_done = false;
  std::ranges::fill(sometimes_, 0);
  seen_ = 0;
}

void Conditions::check(Simulation& simulation, std::vector<Finding>& findings) {
  const Trace& trace = simulation.trace();
  const auto events = trace.events().subspan(seen_);
  seen_ += events.size();
  for (Watched& watched : watched_) {
    if (watched.is_done) continue;
    const ConditionModel& model = *watched.model;
    if (!model.status) {
      look(watched, world_is_so(model, simulation), simulation, findings);
      continue;
    }
    for (const Event& event : events) {
      if (watched.is_done || !is_return_of(event, model, trace)) continue;
      look(watched, event.status == *model.status && world_is_so(model, simulation), simulation, findings);
    }
  }
}

void Conditions::look(Watched& watched, bool holds, Simulation& simulation, std::vector<Finding>& findings) {
  const ConditionModel& model = *watched.model;
  if (watched.when != When::always) {
    watched.is_done = holds;
    if (holds && watched.when == When::sometimes) sometimes_[watched.number] = 1;
    return;
  }
  if (holds) return;
  watched.is_done = true;
  findings.push_back({.kind = FindingKind::always,
                      .where = model.where,
                      .what = "at " + format_time(simulation.context().now()) +
                              " s [[always]] does not hold" + quoted_what(model)});
}

void Conditions::finish(Simulation& simulation, std::vector<Finding>& findings) {
  if (watched_.empty()) return;
  check(simulation, findings);
  for (const Watched& watched : watched_) {
    if (watched.when != When::eventually || watched.is_done) continue;
    findings.push_back({.kind = FindingKind::eventually,
                        .where = watched.model->where,
                        .what = "[[eventually]] never holds" + quoted_what(*watched.model)});
  }
}

}  // namespace mprsim
