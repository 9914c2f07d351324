// CallCheck: what the events of one call of an application must look like in the trace.
//
// Page: docs/sweeps.md, "Invariants". A second account of the documented order of a call, written without the
// router's own code, so that a defect of the router does not hide itself. It reads the events of the call one
// by one and reports every rule that they break. Under each policy it checks what holds under that policy.
// Each event takes constant time and no memory. Thread-safety: none; one thread at a time. Failure: a broken
// rule is a Violation. Nothing throws but std::bad_alloc.
//
// The sources, by what they check: call_check.cc (the call as a whole), call_check_notifications.cc,
// call_check_routing.cc, call_check_changes.cc (remembered entries and the world).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "sim/checks/violation.h"
#include "sim/simulation/simulation.h"

namespace mprsim {

/// What the events are checked against. It does not change while calls are checked.
struct CheckedSetup {
  const Setup& setup;
  const Trace& trace;
  std::uint32_t callable_notifyees = 0;  ///< a bit for each notifyee that must be notified before providers
};

class CallCheck {
 public:
  /// `begins` is the event that begins the call, `connections` the number of connections that were ever made
  /// in the World up to now.
  CallCheck(const Event& begins, AppId app, SessionId session, std::size_t connections) noexcept;

  /// Checks the next event of the call, which is not a change of the world. `position` is its position in the
  /// trace. What it breaks is added to `out`.
  void check_event(const Event& event, std::size_t position, const CheckedSetup& checked, Violations& out);
  /// The same for a change of the world that belongs to the call.
  void check_change(const Event& event, std::size_t position, const CheckedSetup& checked, Violations& out);

  AppId app() const noexcept { return app_; }
  SessionId session() const noexcept { return session_; }
  /// The device or remote name of the call.
  NameId name() const noexcept { return name_; }
  /// True for a call that cancels a connection; the disconnect dialog is one.
  bool cancels() const noexcept;
  /// How many connections were ever made before the call began. Later ones are not this call's to end.
  std::size_t connections_before() const noexcept { return connections_before_; }
  /// The first provider that returned WN_SUCCESS; empty if none did.
  std::optional<ProviderId> accepted_by() const noexcept { return op_.round.accepted_by; }
  /// True if a provider reported that it cancelled the connection, but the connection is still there, or if a
  /// provider or notifyee had a fault in this call. The world then need not agree with the answers.
  bool was_lied_to() const noexcept { return lied_to_ || had_fault_; }

 private:
  struct Place;  ///< the event under check and the list of violations: call_check_place.h

  bool adds() const noexcept;
  bool is_routed(NpFunction function) const noexcept;
  /// Begins another round after a retry. False, and a violation of `broken`, if no notifyee asked for a
  /// retry.
  bool begin_round(Rule broken, const Place& place);

  void check_notified(const Event& event, const Place& place);
  void check_before(const Event& event, std::size_t notifyee, const Place& place);
  void check_after(const Event& event, std::size_t notifyee, const Place& place);
  void check_order(int& last, std::size_t notifyee, bool descending, const Place& place) const;
  void check_context(std::size_t notifyee, std::uint32_t context, const Place& place) const;
  void check_provider_shown(const Event& event, bool before, const Place& place) const;

  void check_skipped(const Event& event, const Place& place);
  void check_provider(const Event& event, const Place& place);
  void check_turn(std::size_t provider, const Place& place);
  void take_answer(Status answer, const Policy& policy) noexcept;
  void take_first_significant(Status answer, const Policy& policy) noexcept;

  void check_profile(const Event& event, const Place& place);
  void check_forgotten(const Event& event, const Place& place);
  void check_end(const Event& event, const Place& place);
  void check_all_told(const Place& place) const;
  void check_result(Status result, const Place& place) const;
  Status routed(const Policy& policy) const noexcept;
  Status wanted_result(const Policy& policy) const noexcept;
  Rule deciding_rule(const Policy& policy) const noexcept;
  bool updates_profile(const Policy& policy) const noexcept;
  bool knows_result() const noexcept;

  /// One cycle over the notifyees and providers. A retry makes another round.
  struct Round {
    std::uint32_t after = 0;  ///< a bit for each notifyee that was notified after the operation
    std::uint32_t retry = 0;  ///< a bit for each of these that asked for another round
    int last_before = -1;     ///< the notifyee that was notified last before the operation; -1: none
    int last_after = -1;      ///< the same after the operation
    std::size_t cursor = 0;   ///< how many providers had their turn
    bool ends = false;        ///< an error ended the cycle
    std::optional<ProviderId> accepted_by{};
    Status significant{};  ///< the error that routing reports, if no provider accepts
    Status first_insignificant{};
    Status last_insignificant{};
    std::optional<Status> told_status{};  ///< dwOperationStatus, the same for every notifyee
  };

  /// One cancel or add. The dialog may make two of them.
  struct Operation {
    std::uint32_t told = 0;        ///< a bit for each notifyee that was notified before the operation
    std::uint32_t interested = 0;  ///< a bit for each of these that left a context
    std::uint8_t rounds = 0;
    bool vetoed = false;
    bool silent = false;           ///< it only forgets an entry, and the policy notifies no notifyee of that
    bool absent = false;           ///< a look-up found that the device is not connected
    bool forgot = false;           ///< the entry is gone
    bool asked_to_forget = false;  ///< the router tried to forget the entry, with or without success
    bool store_failed = false;
    Round round{};
  };

  /// The last call of a provider. `is_last`: no other event of the call came after it, so that a change of
  /// the world is this provider's.
  struct ProviderCall {
    bool is_last = false;
    bool forced = false;
    Status status{};
    NameId provider = NameId::null;
  };

  AppId app_;
  SessionId session_;
  Api api_;
  NameId name_;
  std::uint32_t flags_;
  std::size_t connections_before_;
  bool lied_to_ = false;
  bool had_fault_ = false;
  std::uint32_t longest_wait_ = 0;  ///< milliseconds: the longest time that a provider stated for its start
  ProviderCall provider_call_{};
  Operation op_{};
  /// The context of each notifyee in op_.interested. Not initialised: no entry is read before it was written,
  /// and one CallCheck is made for each call of a sweep.
  std::array<std::uint32_t, Registry::max_notifyees> contexts_;
};

}  // namespace mprsim
