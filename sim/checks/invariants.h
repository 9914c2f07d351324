// Invariants: the rules that bind the router and the world as properties, checked while a simulation runs.
//
// Page: docs/sweeps.md, "Invariants". Call check() whenever a handler has run: it takes the events recorded
// since the last time one by one, and holds the world against what they say. Each call of an application is
// held against the documented order of a call (call_check.h); the world is held against a ledger of its own:
// nothing comes, goes or is forgotten without an event that says so, and in the session of its caller alone.
// Work and memory are constant per event; a run that is repeated allocates nothing. Reads only.
// Thread-safety: that of the simulation.
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
  /// Both must outlive the object; the trace knows the names of the setup.
  Invariants(const Setup& setup, const Trace& trace);

  /// A run begins in this state, which must live until it has ended.
  void begin(const SimulationState& state);
  /// Takes the events that were recorded since the last time.
  void check() {
    if (trace_->events().size() != seen_) [[likely]]
      check_new_events();
  }

  const Violations& violations() const noexcept { return violations_; }

 private:
  struct SessionLedger {
    std::size_t entries = 0;
    std::size_t forgotten = 0;   // since the last look
    std::size_t remembered = 0;  // since the last look; each may have replaced an entry
  };
  struct EndedConnection {
    std::size_t event = 0;
    SessionId session{};
  };

  void check_new_events();
  void see(const Event& event, std::size_t position);
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
  std::size_t seen_ = 0;
  std::vector<CallCheck> calls_;  // by number - 1
  // The ledger.
  World::Counts counts_;
  std::size_t connections_made_ = 0;
  std::vector<char> alive_;  // by ConnectionId
  std::vector<SessionLedger> sessions_;
  // Since the last look.
  bool world_changed_ = false;
  bool stores_changed_ = false;
  std::vector<EndedConnection> ended_;
};

}  // namespace mprsim
