#include "sim/checks/quiescence.h"

#include <map>
#include <utility>
#include <variant>

#include "mock_mpr/text/name.h"

namespace mprsim {
namespace {

class QuiescenceCheck {
 public:
  explicit QuiescenceCheck(const Simulation& simulation)
      : world_(simulation.state().world), trace_(simulation.trace()), policy_(simulation.setup().policy) {}

  std::vector<Leftover> run() {
    check_calls();
    check_connections();
    check_holders();
    return std::move(found_);
  }

 private:
  struct OpenCall {
    CallBegins begins;
    std::map<std::uint32_t, std::string_view>
        contexts;  // that did not come back yet, with the notifyee of each
    bool forgot = false;
  };

  void add(std::string what, Rule rule = Rule::none) { found_.push_back({std::move(what), rule}); }

  // A call must end, must give back every context that it got, and must forget the entry that it should
  // forget.
  void check_calls() {
    std::map<std::uint32_t, OpenCall> calls;
    for (const Event& event : trace_.events()) {
      const EventView view = trace_.view(event);
      if (const auto* begins = std::get_if<CallBegins>(&view)) {
        calls[event.call] = {*begins, {}, false};
      } else if (const auto* notified = std::get_if<Notified>(&view)) {
        note_context(calls[event.call], *notified);
      } else if (const auto* touched = std::get_if<ProfileTouched>(&view)) {
        if (touched->action == ProfileAction::forget) calls[event.call].forgot = true;
      } else if (const auto* ends = std::get_if<CallEnds>(&view)) {
        check_end(event.call, calls[event.call], *ends);
        calls.erase(event.call);
      }
    }
    for (const auto& [number, call] : calls) {
      if (call.begins.app.empty()) continue;  // not a call of an application
      add("call " + std::to_string(number) + " of " + std::string(call.begins.app) + " never ended");
    }
  }

  static void note_context(OpenCall& call, const Notified& notified) {
    if (notified.context == 0) return;
    if (notified.when == NotifyStatus::pre) {
      call.contexts[notified.context] = notified.notifyee;
    } else {
      call.contexts.erase(notified.context);
    }
  }

  void check_end(std::uint32_t number, const OpenCall& call, const CallEnds& ends) {
    for (const auto& [context, notifyee] : call.contexts) {
      add("context #" + std::to_string(context) + " never came back to " + std::string(notifyee) +
              " in call " + std::to_string(number),
          Rule::notifyinfo_context_round_trip);
    }
    const bool cancels = ends.api == Api::cancel_connection || ends.api == Api::cancel_connection2;
    const bool should_forget =
        cancels && ends.status.ok() && call.begins.update_profile && is_device_name(call.begins.name.view());
    if (should_forget && !call.forgot) {
      add("call " + std::to_string(number) + " succeeded and did not forget " +
              std::string(call.begins.name.view()),
          Rule::profile_update_forgets);
    }
  }

  void check_connections() {
    const auto connections = world_.connections();
    for (std::size_t i = 0; i < connections.size(); ++i) {
      const Connection& c = connections[i];
      if (!c.connected) continue;
      const Session& session = world_.session(c.session);
      if (!session.logged_on) {
        add(name_of(c) + " is connected in the session " + std::string(trace_.text(session.name)) +
            ", which has ended");
      }
      if (c.device == NameId::null) continue;
      const auto first = world_.find_device(c.session, trace_.text(c.device), trace_);
      if (first != static_cast<ConnectionId>(i)) add(name_of(c) + " is connected twice", Rule::name_session);
    }
  }

  // Under the policy use_force a handle may outlive its connection. Nothing else may.
  void check_holders() {
    const bool handles_may_stay = policy_.force_levels == ForceLevels::use_force;
    for (const OpenFile& file : world_.files()) {
      if (handles_may_stay || file.state != FileState::open || is_alive(file.connection)) continue;
      add(std::string(trace_.text(file.path)) + " is open on a connection that is gone",
          Rule::force_stale_handles);
    }
    for (const PrintJob& job : world_.jobs()) {
      if (job.state != JobState::printing || is_alive(job.connection)) continue;
      add("job " + std::string(trace_.text(job.document)) + " prints on a connection that is gone",
          Rule::force_jobs_block);
    }
    for (const DeviceUse& use : world_.uses()) {
      if (!use.active || is_alive(use.connection)) continue;
      add(std::string(trace_.text(use.process)) + " uses a connection that is gone",
          Rule::force_device_in_use);
    }
  }

  bool is_alive(ConnectionId id) const { return world_.connection(id).connected; }
  std::string name_of(const Connection& c) const {
    return std::string(trace_.text(c.device == NameId::null ? c.remote : c.device));
  }

  const World& world_;
  const Trace& trace_;
  const Policy& policy_;
  std::vector<Leftover> found_;
};

}  // namespace

std::vector<Leftover> find_leftovers(const Simulation& simulation) {
  return QuiescenceCheck{simulation}.run();
}

}  // namespace mprsim
