#include "mock_mpr/operations/routing.h"

namespace mprsim {

Conclusion Routing::conclusion() const noexcept {
  if (accepted_by_ != no_provider) {
    return {wn::success, visit_all_ ? Reason{Rule::route_remote_name_stops, Switch::remote_name}
                                    : Reason{Rule::route_stop_at_success}};
  }
  if (!errors_.significant.ok()) return {errors_.significant, reason_of(errors_.significant)};
  if (errors_.insignificant.ok()) return {wn::no_network, {Rule::caps_gate}};  // no provider was asked
  const Reason reason{Rule::route_all_insignificant, Switch::all_insignificant};
  if (policy_->all_insignificant != AllInsignificant::summary) return {errors_.insignificant, reason};
  return {route_ == Route::add ? wn::bad_netname : wn::not_connected, reason};
}

Reason Routing::reason_of(Status significant) const noexcept {
  switch (policy_->routing) {
    case RoutingStyle::first_significant:
      return FirstSignificant::say(significant);
    case RoutingStyle::hard_error_ends:
      return HardErrorEnds::say(significant);
    case RoutingStyle::last_answer:
      return LastAnswer::say(significant);
  }
  return {};
}

}  // namespace mprsim
