// RestoreOperation: the remembered connections are made again at logon, silently, as a fold.
//
// Pages: nf-winnetwk-wnetaddconnection2w (CONNECT_UPDATE_PROFILE), nf-npapi-addconnectnotify: no notifyee is
// called. The use, the life times and the thread-safety are those of CancelOperation; the store is copied,
// because the logon works on the entries that it found.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "mock_mpr/operations/call.h"
#include "mock_mpr/operations/routing.h"
#include "mock_mpr/state/remembered.h"

namespace mprsim {

struct RestoredConnection {
  RememberedEntry entry;
  Status status;                       ///< what restoring it came to; the entry stays in any case
  std::optional<ProviderId> provider;  ///< the provider that connected it
};

class RestoreOperation {
 public:
  /// A store that cannot be used restores nothing (profile.unreadable).
  RestoreOperation(const RememberedStore& store, const Registry& registry, const Policy& policy);

  /// What is to be done next; false when the operation is over. Each call wants one reply.
  Call next();
  /// Takes what came of the call that next() named last. Returns why it means what it means.
  Reason reply(Status status);

  /// The entry that the call of next() is about; for a call alone.
  const RememberedEntry& entry() const noexcept { return entries_[results_.size()]; }
  /// One for each entry, in the order of the store, when next() has become false.
  const std::vector<RestoredConnection>& result() const noexcept { return results_; }

 private:
  void begin_entry();
  void end_entry(Status status, std::optional<ProviderId> provider);

  const Registry* registry_;
  const Policy* policy_;
  std::vector<RememberedEntry> entries_;
  std::vector<RestoredConnection> results_;
  std::optional<Routing> cycle_;
  CallKind asked_ = CallKind::none;  // what next() named last
};

}  // namespace mprsim
