// AddOperation: WNetAddConnection, WNetAddConnection2 and WNetAddConnection3, as a fold.
//
// Pages: nf-winnetwk-wnetaddconnection2w, nf-npapi-addconnectnotify, ns-npapi-notifyadd; docs/algorithm.md.
// The use, the life times and the thread-safety are those of CancelOperation (cancel.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "mock_mpr/operations/call.h"
#include "mock_mpr/operations/notification.h"
#include "mock_mpr/operations/routing.h"
#include "mock_mpr/state/remembered.h"

namespace mprsim {

/// WNetAddConnection takes a redirected name and no flags: it always remembers.
enum class AddApi : std::uint8_t { add_connection, add_connection2, add_connection3 };

struct AddRequest {
  NetResource resource{};
  std::string_view user{};  ///< lpUserName; empty: the default user
  std::uint32_t flags = 0;  ///< CONNECT_*
  AddApi api = AddApi::add_connection2;
  std::uint64_t owner_window = 0;  ///< WNetAddConnection3 alone
  std::uint64_t shuffle_key = 0;   ///< the driver's choice for NotifyOrder::shuffle
};

struct AddResult {
  Status status{};                       ///< what the caller gets
  Reason reason{};                       ///< why this status
  std::optional<ProviderId> provider{};  ///< the provider that connected
  bool remembered = false;               ///< the entry was written
  friend bool operator==(const AddResult&, const AddResult&) = default;
};

class AddOperation {
 public:
  /// The store is only read (profile.conflicting-entry), and only before the first call.
  AddOperation(const AddRequest& request, const Registry& registry, const Policy& policy,
               const RememberedStore& store);

  /// What is to be done next; false when the operation is over, and then again for ever. Each call wants one
  /// reply.
  Call next();

  /// Takes what came of the call that next() named last. Returns why it means what it means: for the record
  /// only.
  Reason reply(Reply reply);

  /// What the caller gets. Meaningful when next() has become false; until then it changes from round to
  /// round.
  const AddResult& result() const noexcept { return result_; }

  /// The entry that a `remember` call wants written; its provider_type is for the driver to fill in.
  RememberedEntry entry() const;

  const AddRequest& request() const noexcept { return *request_; }

  friend bool operator==(const AddOperation&, const AddOperation&) = default;

 private:
  enum class Phase : std::uint8_t { check_request, before, route, remember, after, done };

  Call advance();
  void check_request();
  /// Why the router itself refuses the request; empty if it does not.
  std::optional<Conclusion> refusal() const;
  void conclude();
  void set_conclusion(Conclusion conclusion);
  bool remembers() const noexcept;
  bool retries();
  Routing new_cycle() const;
  Reason take(Notification::Taken taken);
  Reason take_remember(Status status);

  const AddRequest* request_;
  const Registry* registry_;
  const Policy* policy_;
  const RememberedStore* store_;
  Notification notification_;
  Routing routing_;
  AddResult result_;
  Phase phase_ = Phase::check_request;
  CallKind asked_ = CallKind::none;  // what next() named last
};

}  // namespace mprsim
