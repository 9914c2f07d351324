#include "mock_mpr/operations/lookup.h"

#include "mock_mpr/text/name.h"

namespace mprsim {

Call LookupOperation::next() {
  pending_ = {};
  if (done_) return pending_;
  if (refused()) {
    result_.status = wn::bad_localname;
    done_ = true;
    return pending_;
  }
  pending_ = routing_.next();
  if (!pending_) conclude();
  return pending_;
}

// WNetGetUser takes remote names too.
bool LookupOperation::refused() const noexcept {
  return request_->api == LookupApi::get_connection && !is_device_name(request_->device) &&
         policy_->null_name != NullName::to_providers;
}

void LookupOperation::reply(Status status, std::string_view answer) {
  if (pending_.kind() != CallKind::call_provider) return;
  answer_ = status;
  if (status == wn::no_network) network_down_ = true;
  if (status.ok()) (request_->api == LookupApi::get_user ? result_.user : result_.remote) = answer;
  // WN_NO_NETWORK says that the provider cannot tell; it becomes 1203 below if nobody else can.
  routing_.absorb(status == wn::no_network ? wn::not_connected : status);
}

Reason LookupOperation::reason() const noexcept {
  if (pending_.kind() != CallKind::call_provider) return routing_.reason();
  if (answer_ == wn::no_network) return {Rule::route_network_down};
  if (answer_ == wn::not_connected) return {Rule::route_insignificant};
  return routing_.reason();
}

void LookupOperation::conclude() {
  done_ = true;
  result_.status = routing_.conclude();
  result_.reason = routing_.reason();
  const bool nobody_knows = routing_.unclaimed() || result_.status == wn::not_connected;
  if (result_.status.ok() || !nobody_knows) return;
  const RememberedEntry* entry =
      request_->api == LookupApi::get_connection ? store_->find(request_->device) : nullptr;
  if (entry != nullptr) {
    result_ = {wn::connection_closed, {Rule::restore_unconnected}, entry->remote_path};
  } else if (network_down_) {
    result_ = {wn::no_net_or_bad_path, {Rule::route_network_down}};
  }
}

}  // namespace mprsim
