#include "mock_mpr/operations/routing.h"

namespace mprsim {
namespace {

constexpr Weighed weigh(Status answer, Route route, const Policy& policy) noexcept {
  if (answer.ok()) return {Weight::accepts, {Rule::route_stop_at_success}};
  switch (policy.routing) {
    case RoutingStyle::hard_error_ends:
      if (soft_on_win9x(answer))
        return {Weight::insignificant, {Rule::route_hard_error_stops, Switch::routing}};
      if (answer == wn::extended_error)
        return {Weight::ends, {Rule::route_extended_error_claims, Switch::routing}};
      return {Weight::ends, {Rule::route_hard_error_stops, Switch::routing}};
    case RoutingStyle::last_answer:
      return {answer == wn::open_files ? Weight::ends : Weight::counts_last,
              {Rule::route_last_answer, Switch::routing}};
    case RoutingStyle::first_significant:
      break;
  }
  switch (significance(answer)) {
    case Significance::insignificant:
      return {Weight::insignificant, {Rule::route_insignificant}};
    case Significance::not_connected:
      if (route == Route::add) break;  // there it is an error like any other
      return {
          policy.not_connected == NotConnected::insignificant ? Weight::insignificant : Weight::counts_first,
          {Rule::route_not_connected_on_cancel, Switch::not_connected}};
    case Significance::accepted:
    case Significance::significant:
      break;
  }
  return {Weight::counts_first,
          {answer == wn::function_busy ? Rule::route_busy : Rule::route_continue_after_error}};
}

constexpr Policy policy_with(RoutingStyle style, NotConnected reading) noexcept {
  Policy policy;
  policy.routing = style;
  policy.not_connected = reading;
  return policy;
}

constexpr auto documented = policy_with(RoutingStyle::first_significant, NotConnected::insignificant);
constexpr auto literal = policy_with(RoutingStyle::first_significant, NotConnected::significant);
constexpr auto hard = policy_with(RoutingStyle::hard_error_ends, NotConnected::insignificant);
constexpr auto last = policy_with(RoutingStyle::last_answer, NotConnected::insignificant);

}  // namespace

constexpr Weights::Weights(Route route, const Policy& policy) noexcept {
  for (std::uint32_t code = 0; code < code_count; ++code) rows_[code] = weigh(Status{code}, route, policy);
  above_ = weigh(Status{code_count}, route, policy);
}

constexpr Weights Weights::add_weights{Route::add, documented};
constexpr Weights Weights::cancel_weights{Route::cancel, documented};
constexpr Weights Weights::cancel_literal_weights{Route::cancel, literal};
constexpr Weights Weights::hard_ends_weights{Route::cancel, hard};
constexpr Weights Weights::last_answer_weights{Route::cancel, last};

}  // namespace mprsim
