#include "mock_mpr/operations/lookup.h"

#include "mock_mpr/text/name.h"

namespace mprsim {

Call LookupOperation::next() {
  asked_ = CallKind::none;
  if (done_) return {};
  if (refused()) {
    result_.status = wn::bad_localname;
    done_ = true;
    return {};
  }
  const Call call = routing_.next();
  asked_ = call.kind();
  if (!call) conclude();
  return call;
}

// WNetGetUser takes remote names too.
bool LookupOperation::refused() const noexcept {
  return request_->api == LookupApi::get_connection && !is_device_name(request_->device) &&
         policy_->null_name != NullName::to_providers;
}

Reason LookupOperation::reply(Status status, std::string_view answer) {
  if (asked_ == CallKind::skip_provider) return routing_.skip();
  if (asked_ != CallKind::call_provider) return {};
  if (status.ok()) (request_->api == LookupApi::get_user ? result_.user : result_.remote) = answer;
  if (status == wn::no_network) {
    // The provider cannot tell. If no other provider can, this becomes 1203 in conclude().
    network_down_ = true;
    routing_.hear(wn::not_connected);
    return {Rule::route_network_down};
  }
  const Reason reason = routing_.hear(status);
  return status == wn::not_connected ? Reason{Rule::route_insignificant} : reason;
}

void LookupOperation::conclude() {
  done_ = true;
  const Conclusion conclusion = routing_.conclusion();
  result_.status = conclusion.status;
  result_.reason = conclusion.reason;
  const bool no_provider_knows = routing_.unclaimed() || result_.status == wn::not_connected;
  if (result_.status.ok() || !no_provider_knows) return;
  const RememberedEntry* entry =
      request_->api == LookupApi::get_connection ? store_->find(request_->device) : nullptr;
  if (entry != nullptr) {
    result_ = {wn::connection_closed, {Rule::restore_unconnected}, entry->remote_path};
  } else if (network_down_) {
    result_ = {wn::no_net_or_bad_path, {Rule::route_network_down}};
  }
}

}  // namespace mprsim
