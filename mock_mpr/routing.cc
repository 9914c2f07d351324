#include "mock_mpr/routing.h"

#include <cstddef>

namespace mprsim {
namespace {

Weighed weigh(Status answer, Route route, const Policy& policy) noexcept {
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

constexpr std::size_t kRoutes = 3;
constexpr std::size_t kStyles = 3;
constexpr std::size_t kReadings = 2;

// Every table there can be: the weights depend on the route and on two switches.
struct AllWeights {
  std::array<Weights, kRoutes * kStyles * kReadings> tables;

  static std::size_t index(Route route, RoutingStyle style, NotConnected reading) noexcept {
    return (static_cast<std::size_t>(route) * kStyles + static_cast<std::size_t>(style)) * kReadings +
           static_cast<std::size_t>(reading);
  }
};

Weights make(std::size_t index) noexcept {
  Policy policy;
  policy.not_connected = static_cast<NotConnected>(index % kReadings);
  policy.routing = static_cast<RoutingStyle>(index / kReadings % kStyles);
  return Weights{static_cast<Route>(index / kReadings / kStyles), policy};
}

template <std::size_t... Index>
AllWeights make_all(std::index_sequence<Index...>) noexcept {
  return {{make(Index)...}};
}

}  // namespace

Weights::Weights(Route route, const Policy& policy) noexcept {
  for (std::uint32_t code = 0; code <= kSize; ++code) table_[code] = weigh(Status{code}, route, policy);
}

const Weights& Weights::of(Route route, const Policy& policy) noexcept {
  static const AllWeights all = make_all(std::make_index_sequence<kRoutes * kStyles * kReadings>{});
  return all.tables[AllWeights::index(route, policy.routing, policy.not_connected)];
}

}  // namespace mprsim
