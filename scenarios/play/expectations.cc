#include "scenarios/play/expectations.h"

#include <algorithm>
#include <utility>

#include "mock_mpr/text/name.h"
#include "scenarios/language/choices.h"

namespace mprsim {
namespace {

std::string show(bool value) { return value ? "true" : "false"; }
std::string show(Status status) { return to_string(status); }
std::string show(std::uint32_t value) { return std::to_string(value); }
std::string show(SimTime time) { return format_time(time) + " s"; }
std::string show(std::string_view text) { return text.empty() ? std::string{"nothing"} : std::string{text}; }
std::string show(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "[" : ", ") + name;
  return list.empty() ? "[]" : list + "]";
}

class StepCheck {
 public:
  StepCheck(const Step& step, const Expectation& expectation, const StepOutcome& outcome, AppId app,
            const Setup& setup, Simulation& simulation, std::vector<Finding>& findings)
      : step_(step),
        expect_(expectation),
        outcome_(outcome),
        app_(simulation.app(app)),
        setup_(setup),
        simulation_(simulation),
        trace_(simulation.trace()),
        findings_(findings) {}

  void run() {
    check_call();
    check_connection();
    check_trace();
    check_errors();
    check_world();
    if (expect_.at) expect("at", *expect_.at, simulation_.context().now());
    if (expect_.hangs) expect("hangs", *expect_.hangs, false);  // it has returned
  }

 private:
  template <class T>
  void expect(std::string_view what, const T& wanted, const T& found) {
    if (!(wanted == found)) report(what, show(found), show(wanted));
  }

  void report(std::string_view what, std::string_view found, std::string_view wanted) {
    Finding finding{.where = expect_.where};
    finding.what.append(what).append(" is ").append(found).append(", expected ").append(wanted);
    finding.rule = deciding_rule();
    findings_.push_back(std::move(finding));
  }

  // The rule of the last event of the call with a rule. Other events may follow it: the trace of the step
  // goes on until the next step begins.
  Rule deciding_rule() const {
    const auto events = trace_.events();
    for (std::size_t i = events.size(); i > outcome_.first_event; --i) {
      const Event& event = events[i - 1];
      if (event.call == outcome_.call && event.rule != Rule::none) return event.rule;
    }
    return Rule::none;
  }

  void check_call() {
    if (expect_.status) expect("status", *expect_.status, outcome_.status);
    if (expect_.provider) {
      const std::string_view by =
          outcome_.provider ? setup_.registry.name(*outcome_.provider) : std::string_view{};
      expect("provider", std::string_view{*expect_.provider}, by);
    }
    if (expect_.asked) expect("asked", *expect_.asked, outcome_.asked);
    if (expect_.wait) expect("wait", *expect_.wait, SimTime{outcome_.waited_ms});
    if (expect_.restored) expect("restored", *expect_.restored, outcome_.restored);
    if (expect_.names) expect("names", *expect_.names, listed_names());
  }

  std::vector<std::string> listed_names() const {
    std::vector<std::string> names;
    for (const EnumeratedResource& resource : outcome_.resources) {
      names.push_back(resource.local ? *resource.local : resource.remote);
    }
    return names;
  }

  // The name whose connection is checked: of an add with a device it is the device.
  std::string_view subject() const {
    return step_.verb == Verb::add && !step_.device.empty() ? step_.device : step_.object;
  }

  std::optional<ConnectionId> connection() const {
    const World& world = simulation_.world();
    if (const auto device = world.find_device(app_.session, subject(), trace_)) return device;
    return world.find_remote(app_.session, subject(), trace_);
  }

  void check_connection() {
    const auto id = connection();
    if (expect_.connected) expect("connected", *expect_.connected, id.has_value());
    if (expect_.remembered) {
      const RememberedStore& store = simulation_.world().session(app_.session).store;
      expect("remembered", *expect_.remembered, holds(store, subject()));
    }
    if (!expect_.remote) return;
    std::string_view remote = outcome_.remote;
    if (step_.verb != Verb::get && id) remote = trace_.text(simulation_.world().connection(*id).remote);
    expect("remote", std::string_view{*expect_.remote}, remote);
  }

  void check_trace() {
    if (expect_.called) expect("called", *expect_.called, names_of(EventKind::provider_called));
    if (expect_.notified) expect("notified", *expect_.notified, names_of(EventKind::notified));
  }

  std::vector<std::string> names_of(EventKind kind) const {
    std::vector<std::string> names;
    for (const Event& event : trace_.events().subspan(outcome_.first_event)) {
      if (event.kind != kind || event.call != outcome_.call || asks_caps(event)) continue;
      std::string name{trace_.text(event.subject)};
      if (kind == EventKind::notified) name += is_before(event) ? ":before" : ":after";
      // NPOpenEnum, NPEnumResource and NPCloseEnum of one enumeration count as one call.
      const bool same_visit = step_.verb == Verb::enumerate && !names.empty() && names.back() == name;
      if (!same_visit) names.push_back(std::move(name));
    }
    return names;
  }

  // "called" is not about the questions of the start-up wait.
  static bool asks_caps(const Event& event) noexcept {
    return event.kind == EventKind::provider_called &&
           static_cast<NpFunction>(event.action) == NpFunction::NPGetCaps;
  }

  bool is_before(const Event& event) const {
    return std::get<Notified>(trace_.view(event)).when == NotifyStatus::pre;
  }

  void check_errors() {
    if (expect_.last_error) expect("last_error", *expect_.last_error, app_.errors.last_error());
    const auto& extended = app_.errors.extended();
    if (expect_.extended) {
      expect("extended", std::string_view{*expect_.extended},
             extended ? std::string_view{extended->text} : std::string_view{});
    }
    if (expect_.extended_code) expect("extended_code", *expect_.extended_code, extended ? extended->code : 0);
    if (expect_.extended_provider) {
      expect("extended_provider", std::string_view{*expect_.extended_provider},
             extended ? std::string_view{extended->provider} : std::string_view{});
    }
  }

  void check_world() {
    const World& world = simulation_.world();
    for (const auto& [path, wanted] : expect_.files) {
      const auto file = world.find_file(path, NameId::null, trace_);
      expect("file " + path, std::string_view{wanted},
             file ? name(world.file(*file).state) : std::string_view{});
    }
    for (const auto& [document, wanted] : expect_.jobs) {
      const auto job = world.find_job(document, trace_);
      expect("job " + document, std::string_view{wanted},
             job ? name(world.job(*job).state) : std::string_view{});
    }
    if (expect_.lost.empty() && !expect_.lost_nothing) return;
    std::vector<std::string> lost;
    for (const NameId file : world.lost()) lost.emplace_back(trace_.text(file));
    expect("lost", expect_.lost, lost);
  }

  const Step& step_;
  const Expectation& expect_;
  const StepOutcome& outcome_;
  const App& app_;
  const Setup& setup_;
  Simulation& simulation_;
  const Trace& trace_;
  std::vector<Finding>& findings_;
};

}  // namespace

bool holds(const RememberedStore& store, std::string_view device) {
  return std::ranges::any_of(store.entries(),
                             [&](const auto& entry) { return equal_devices(entry.device, device); });
}

std::string_view name(FileState state) noexcept { return file_states[static_cast<std::size_t>(state)]; }

std::string_view name(JobState state) noexcept { return job_states[static_cast<std::size_t>(state)]; }

void check_step(const Step& step, const StepOutcome& outcome, AppId app, const Setup& setup,
                Simulation& simulation, std::vector<Finding>& findings) {
  if (!step.expect) return;
  const std::size_t before = findings.size();
  StepCheck{step, *step.expect, outcome, app, setup, simulation, findings}.run();
  if (findings.size() == before) return;
  for (const Expectation& other : step.or_else) {
    std::vector<Finding> against;
    StepCheck{step, other, outcome, app, setup, simulation, against}.run();
    if (!against.empty()) continue;
    findings.erase(findings.begin() + static_cast<std::ptrdiff_t>(before), findings.end());
    return;
  }
  if (step.or_else.empty()) return;
  findings[before].detail = "no other value of `any` holds either\n";
}

}  // namespace mprsim
