// LookupOperation: WNetGetConnection and WNetGetUser, as a fold: what is a device connected to, and as whom?
//
// Pages: nf-winnetwk-wnetgetconnectionw, nf-winnetwk-wnetgetuserw. The use, the life times and the
// thread-safety are those of CancelOperation.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "mock_mpr/operations/call.h"
#include "mock_mpr/operations/routing.h"
#include "mock_mpr/state/remembered.h"

namespace mprsim {

enum class LookupApi : std::uint8_t { get_connection, get_user };

struct LookupRequest {
  std::string_view device;  ///< lpLocalName; of WNetGetUser lpName, which may be a remote name
  LookupApi api = LookupApi::get_connection;
};

struct LookupResult {
  Status status;  ///< WN_SUCCESS; 1200 not a device name; 1201 remembered, not connected; 1203; 2250; or what
                  ///< a provider said
  Reason reason;
  std::string remote{};  ///< of WNetGetConnection, with WN_SUCCESS and 1201; empty otherwise
  std::string user{};    ///< of WNetGetUser, with WN_SUCCESS; empty otherwise
};

class LookupOperation {
 public:
  LookupOperation(const LookupRequest& request, const Registry& registry, const Policy& policy,
                  const RememberedStore& store)
      : request_(&request),
        store_(&store),
        policy_(&policy),
        routing_(Route::get,
                 request.api == LookupApi::get_user ? NpFunction::NPGetUser : NpFunction::NPGetConnection,
                 registry, policy) {}

  /// What is to be done next; false when the operation is over. Each call wants one reply.
  Call next();
  /// Takes what came of the call that next() named last. The answer is the remote name, or the user; it
  /// counts with WN_SUCCESS alone, and is copied. Returns why the reply means what it means.
  Reason reply(Status status, std::string_view answer);
  /// Meaningful when next() has become false.
  const LookupResult& result() const noexcept { return result_; }
  const LookupRequest& request() const noexcept { return *request_; }

 private:
  bool refused() const noexcept;
  void conclude();

  const LookupRequest* request_;
  const RememberedStore* store_;
  const Policy* policy_;
  Routing routing_;
  LookupResult result_;
  CallKind asked_ = CallKind::none;  // what next() named last
  bool network_down_ = false;
  bool done_ = false;
};

}  // namespace mprsim
