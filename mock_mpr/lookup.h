// LookupOperation: WNetGetConnection, as a fold: what is a device connected to?
//
// Page: nf-winnetwk-wnetgetconnectionw. The use, the life times and the thread-safety are those of
// CancelOperation.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "mock_mpr/call.h"
#include "mock_mpr/remembered.h"
#include "mock_mpr/routing.h"

namespace mprsim {

struct LookupRequest {
  std::string_view device;  ///< lpLocalName
};

struct LookupResult {
  Status status;  ///< WN_SUCCESS; 1200 not a device name; 1201 remembered, not connected; 1203; 2250; or what
                  ///< a provider said
  Reason reason;
  std::string remote;  ///< with WN_SUCCESS and 1201; empty otherwise
};

class LookupOperation {
 public:
  LookupOperation(const LookupRequest& request, const Registry& registry, const Policy& policy,
                  const RememberedStore& store)
      : request_(&request),
        store_(&store),
        policy_(&policy),
        routing_(Route::get, NpFunction::NPGetConnection, registry, policy) {}

  Call next();
  /// The remote name counts with WN_SUCCESS alone.
  void reply(Status status, std::string_view remote);
  const LookupResult& result() const noexcept { return result_; }
  const LookupRequest& request() const noexcept { return *request_; }
  /// Why the last answer (or skip) means what it means.
  Reason reason() const noexcept;

 private:
  void conclude();

  const LookupRequest* request_;
  const RememberedStore* store_;
  const Policy* policy_;
  Routing routing_;
  LookupResult result_;
  Call pending_;
  Status answer_;
  bool network_down_ = false;
  bool done_ = false;
};

}  // namespace mprsim
