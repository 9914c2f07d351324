// CallCheck: what one call of an application must look like in the trace, whatever the router does inside.
//
// Page: docs/sweeps.md, "Invariants". An account of the documented order of a call that owes nothing to the
// router's own code: it reads the events of the call one by one and reports every rule that they break. Under
// each policy only what holds there is asked for. Constant work per event and no memory of its own.
// Thread-safety: none needed.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "sim/checks/violation.h"
#include "sim/simulation/simulation.h"

namespace mprsim {

/// What does not change while calls are checked.
struct CheckedSetup {
  const Setup& setup;
  const Trace& trace;
  std::uint32_t callable_notifyees = 0;  ///< a bit for each that is to be told
};

class CallCheck {
 public:
  /// From the event that begins the call; the connections are those made in the run so far.
  CallCheck(const Event& begins, AppId app, SessionId session, std::size_t connections) noexcept;

  /// Takes the next event of the call that is no change of the world.
  void see(const Event& event, std::size_t position, const CheckedSetup& checked, Violations& out);
  /// Takes a change of the world that the call caused.
  void check_change(const Event& event, std::size_t position, const CheckedSetup& checked, Violations& out);

  AppId app() const noexcept { return app_; }
  SessionId session() const noexcept { return session_; }
  NameId name() const noexcept { return name_; }
  bool cancels() const noexcept;
  /// How many connections were made before it began.
  std::size_t connections_before() const noexcept { return connections_before_; }
  /// The provider that accepted; empty if none did, or if somebody lied.
  std::optional<ProviderId> accepted_by() const noexcept { return op_.round.accepted_by; }
  /// A provider said that what was cancelled, and it stayed; or somebody had a fault in this call.
  bool was_lied_to() const noexcept { return lied_to_ || had_fault_; }

 private:
  struct Place;  // where in the trace, and whom to tell

  bool adds() const noexcept;
  bool is_routed(NpFunction function) const noexcept;
  /// False, and a violation, if nobody asked for another round.
  bool begin_round(Rule broken, const Place& place);

  void check_notified(const Event& event, const Place& place);
  void check_before(const Event& event, std::size_t notifyee, const Place& place);
  void check_after(const Event& event, std::size_t notifyee, const Place& place);
  void check_order(int& last, std::size_t notifyee, bool descending, const Place& place) const;
  void check_context(std::size_t notifyee, std::uint32_t context, const Place& place) const;
  void check_provider_shown(const Event& event, bool before, const Place& place) const;

  void check_skipped(const Event& event, const Place& place);
  void check_provider(const Event& event, const Place& place);
  void visit(std::size_t provider, const Place& place);
  void absorb(Status answer, const Policy& policy) noexcept;
  void absorb_first_significant(Status answer, const Policy& policy) noexcept;

  void check_profile(const Event& event, const Place& place);
  void check_forgotten(const Event& event, const Place& place);
  void check_end(const Event& event, const Place& place);
  void check_everybody_told(const Place& place) const;
  void check_result(Status result, const Place& place) const;
  Status routed(const Policy& policy) const noexcept;
  Status wanted_result(const Policy& policy) const noexcept;
  Rule deciding_rule(const Policy& policy) const noexcept;
  bool updates_profile(const Policy& policy) const noexcept;
  bool knows_result() const noexcept;

  // One cycle over the notifyees and providers: a retry makes another one.
  struct Round {
    std::uint32_t after = 0;  // a bit for each notifyee: was told after the fact
    std::uint32_t retry = 0;  // and asked for another round
    int last_before = -1;
    int last_after = -1;
    std::size_t cursor = 0;  // how many providers had their turn
    bool ends = false;       // an error ended the cycle
    std::optional<ProviderId> accepted_by{};
    Status significant{};
    Status first_insignificant{};
    Status last_insignificant{};
    std::optional<Status> told_status{};  // dwOperationStatus
  };

  // One cancel or add: the dialog may make two of them.
  struct Operation {
    std::uint32_t told = 0;        // a bit for each notifyee: in advance
    std::uint32_t interested = 0;  // and left a context
    std::uint8_t rounds = 0;
    bool vetoed = false;
    bool silent = false;           // it only forgets, where nobody is told of that
    bool absent = false;           // a look-up found the device unconnected
    bool forgot = false;           // the entry is gone
    bool asked_to_forget = false;  // the entry was to go, whatever came of it
    bool store_failed = false;
    Round round{};
  };

  // The call of a provider that is going on, or was the last thing to happen.
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
  std::uint32_t longest_wait_ = 0;
  ProviderCall provider_call_{};
  Operation op_{};
  std::array<std::uint32_t, Registry::max_notifyees> contexts_;  // of those interested; written before read
};

}  // namespace mprsim
