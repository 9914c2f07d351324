// Invariants: the rules that bind the router and the world, checked while a simulation runs.
//
// Page: docs/sweeps.md, "Invariants". The driver calls check() whenever a handler has run. It reads the
// events that were recorded since the last call and checks two things. First, the events of each call of an
// application must follow the documented order of a call (call_check.h). Second, the world must agree with
// the events: nothing begins, ends or is forgotten without an event that says so, and only in the session of
// the caller. For that the object keeps a ledger: counts and flags that it derives from the events alone.
//
// Time and memory are constant per event, and a run that is repeated allocates nothing. The simulation is
// only read. Thread-safety: that of the simulation. Failure: a broken rule is a Violation. Nothing throws but
// std::bad_alloc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/checks/call_check.h"
#include "sim/checks/violation.h"
#include "sim/simulation/simulation.h"

namespace mprsim {

class Invariants {
 public:
  /// Both must outlive the object. The names of the set-up must be interned in the trace.
  Invariants(const Setup& setup, const Trace& trace);

  /// Begins a run in this state and forgets the violations of the last run. The state must live until the run
  /// ends.
  void begin(const SimulationState& state);
  /// Checks the events that were recorded since the last call. Inline, because most handlers record none.
  void check() {
    if (trace_->events().size() != seen_) [[likely]]
      check_new_events();
  }

  /// The violations of this run so far.
  const Violations& violations() const noexcept { return violations_; }

 private:
  /// How many entries a session remembered at the last check, and how many events changed that since.
  struct SessionLedger {
    std::size_t entries = 0;
    std::size_t forgotten = 0;
    std::size_t remembered = 0;  ///< each may have replaced an entry rather than added one
  };
  struct EndedConnection {
    std::size_t event = 0;
    SessionId session{};
  };

  void check_new_events();
  void check_event(const Event& event, std::size_t position);
  void check_call(const Event& event, std::size_t position);
  void check_end(const Event& event, std::size_t position, CallCheck& call);
  void check_world(const Event& event, std::size_t position);
  void begin_call(const Event& event);
  CallCheck* find_call(std::uint32_t number) noexcept;

  void check_world();
  void check_connections();
  bool match(EndedConnection ended);
  void check_emptied(ConnectionId id);
  void check_counts();
  void check_stores();
  void check_notifyees();
  void check_last_errors();

  CheckedSetup checked_;
  const Trace* trace_;
  const SimulationState* state_ = nullptr;
  Violations violations_;
  std::size_t seen_ = 0;          ///< how many events have been checked
  std::vector<CallCheck> calls_;  ///< by the number of the call, less 1
  // The ledger: what the world must hold according to the events.
  World::Counts counts_;
  std::size_t connections_made_ = 0;
  std::vector<char> alive_;  ///< by ConnectionId
  std::vector<SessionLedger> sessions_;
  // What has changed since the last check.
  bool world_changed_ = false;
  std::vector<EndedConnection> ended_;
};

}  // namespace mprsim
