// CancelScript: a cancel played against scripted providers and notifyees, for tests that are one line each.
//
// Providers are written as one row of text, in ProviderOrder: "2250 5 -" is one that answers 2250, one that
// answers 5 and one without the capability; "x" advertises and does not export, and "5,0" answers 5 in the
// first round and 0 in the next. What happened is one row as well:
//   "<A <B P1 (P2) P3 look forget >A"   A and B told before, P1 and P3 asked, P2 skipped, A told after
// A value; bad rows abort the test program.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mock_mpr/operations/cancel.h"

namespace mprsim {

/// A notifyee; by default it is interested and content. Its name is A, B, ... by registration.
struct ScriptedNotifyee {
  Status before{};
  Context leaves = 1;  ///< plus its position, times 16: contexts of two notifyees are never the same
  Status after{};      ///< in the first round
  Status after_later{};
  bool loads = true;
  Status before_later{};
};

/// One step as the driver saw it.
struct ScriptedStep {
  Call call;
  NotifyInfo info{};
  NotifyCancel details{};
  Reason reason{};  ///< why the reply means what it means
};

struct CancelScript {
  explicit CancelScript(std::string_view provider_row, const Policy& chosen = {},
                        std::vector<ScriptedNotifyee> told = {});

  /// Plays the operation to its end and returns what the caller gets.
  CancelResult play();

  Policy policy;
  CancelRequest request{.name = Text{"Z:"}};
  bool connected = true;         ///< what look_up finds
  Status profile = wn::success;  ///< what read_profile finds
  Status forget = wn::success;   ///< what forget comes to

  Registry registry;
  std::vector<std::vector<Status>> answers;  // by provider and round
  std::vector<ScriptedNotifyee> notifyees;

  // After play():
  std::string log;
  std::vector<ScriptedStep> steps;
  std::vector<ScriptedStep> notified(CallKind kind) const;

 private:
  Reply perform(const Call& call, std::size_t round);
};

/// The policy with one switch moved; aborts if it has no such value.
Policy with(Switch id, std::string_view value, Policy policy = {});

}  // namespace mprsim
