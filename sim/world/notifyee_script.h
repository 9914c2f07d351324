// NotifyeeActions: what a fake notifyee does in one of its four notifications.
//
// A scenario file says it in words (scenarios/model.h), a fake notifyee acts by it with the names of a trace
// (fake_notifyee.h). Thread-safety: a value.
#pragma once

#include <algorithm>
#include <iterator>
#include <vector>

#include "mock_mpr/facts/status.h"

namespace mprsim {

/// `Name` is std::string in a scenario file, NameId in a simulation.
template <class Name>
struct NotifyeeActions {
  std::vector<Name> close{};      ///< files: closes its own handles
  std::vector<Name> open{};       ///< files: opens them (again) in its own name
  std::vector<Name> end{};        ///< processes whose use of a device it ends
  std::vector<Status> returns{};  ///< by call; WN_SUCCESS after the last
  bool declines = false;          ///< leaves lpContext NULL (in a notification before the operation only)
  bool edits = false;             ///< writes into NOTIFYCANCEL or NOTIFYADD, which it must not
  bool reads_provider = false;    ///< reads lpProvider
  friend bool operator==(const NotifyeeActions&, const NotifyeeActions&) = default;

  /// The same actions with every name replaced by what `rename` returns for it.
  template <class To, class Rename>
  NotifyeeActions<To> renamed(Rename rename) const {
    NotifyeeActions<To> result{
        .returns = returns, .declines = declines, .edits = edits, .reads_provider = reads_provider};
    std::ranges::transform(close, std::back_inserter(result.close), rename);
    std::ranges::transform(open, std::back_inserter(result.open), rename);
    std::ranges::transform(end, std::back_inserter(result.end), rename);
    return result;
  }
};

}  // namespace mprsim
