// Routing: one cycle over the providers, the heart of MPR.
//
// Page: "Implementing a Network Provider", section Routing; in our words in docs/algorithm.md. The whole
// algorithm is the switch in absorb(). Everything is inline, because it runs once per provider of every
// operation. A plain value: copying it forks the cycle. Thread-safety: none needed, no shared state.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "mock_mpr/operations/call.h"

namespace mprsim {

/// What kind of operation the providers are asked for; it decides how WN_NOT_CONNECTED weighs.
enum class Route : std::uint8_t { cancel, add, get };

/// How much one answer counts in the cycle.
enum class Weight : std::uint8_t {
  accepts,        ///< the provider did it
  ends,           ///< an error that ends the cycle
  counts_first,   ///< an error: the first of its kind is reported
  counts_last,    ///< an error: the last of its kind is reported
  insignificant,  ///< "not mine"
};

/// The weight of an answer, and the rule and switch that say so; one word, because it is read once per
/// answer.
struct alignas(4) Weighed {
  Weight weight;
  Reason reason;
};

/// What every status weighs for one kind of operation under one policy: what the documentation calls
/// significant and insignificant, made a table because it is asked once per provider of every operation.
class Weights {
 public:
  constexpr Weights(Route, const Policy&) noexcept;

  Weighed operator[](Status answer) const noexcept {
    if (answer.code() >= code_count) [[unlikely]]
      return above_;
    return rows_[answer.code()];
  }

  /// The shared, immutable table for a route and a policy.
  static const Weights& of(Route route, const Policy& policy) noexcept {
    if (policy.routing == RoutingStyle::first_significant) [[likely]] {
      if (route == Route::add) return add_weights;
      return policy.not_connected == NotConnected::insignificant ? cancel_weights : cancel_literal_weights;
    }
    return policy.routing == RoutingStyle::last_answer ? last_answer_weights : hard_ends_weights;
  }

 private:
  // All the tables that there are: the route and the reading of WN_NOT_CONNECTED matter in one style alone.
  static const Weights add_weights, cancel_weights, cancel_literal_weights, hard_ends_weights,
      last_answer_weights;

  static constexpr std::uint32_t code_count = 4096;
  std::array<Weighed, code_count> rows_{};
  Weighed above_;  // all codes that have no row
};

class Routing {
 public:
  Routing(Route route, NpFunction function, const Registry& registry, const Policy& policy) noexcept
      : registry_(&registry),
        policy_(&policy),
        weights_(&Weights::of(route, policy)),
        callable_(registry.callable().data()),
        wanted_{function},
        end_(static_cast<std::uint32_t>(registry.provider_count())),
        function_(function),
        route_(route) {}

  /// Restricts the cycle to one provider (a non-empty lpProvider).
  void only(ProviderId provider) noexcept {
    cursor_ = static_cast<std::uint32_t>(index(provider));
    end_ = cursor_ + 1;
  }

  /// A success does not end the cycle (a cancel by remote name, where the policy says so).
  void visit_all() noexcept { visit_all_ = true; }

  /// The next provider to call or to skip; false when the cycle is over.
  Call next() noexcept {
    if (cursor_ >= end_) return {};
    const auto provider = static_cast<ProviderId>(cursor_++);
    if (callable_[index(provider)].contains(wanted_)) [[likely]]
      return {function_, provider};
    skip(provider);
    return {CallKind::skip_provider, provider};
  }

  /// Takes the answer of the provider that next() named. This switch is the routing algorithm.
  [[gnu::always_inline]] void absorb(Status answer) noexcept {
    const Weighed weighed = (*weights_)[answer];
    reason_ = weighed.reason;
    switch (weighed.weight) {
      case Weight::accepts:  // route.stop-at-success, route.remote-name-stops
        if (accepted_by_ == no_provider) accepted_by_ = last_called();
        if (!visit_all_) end_ = cursor_;
        break;
      case Weight::ends:  // route.hard-error-stops, route.extended-error-claims, route.last-answer
        significant_ = answer;
        end_ = cursor_;
        break;
      case Weight::counts_first:  // route.continue-after-error, route.first-significant
        if (significant_.ok()) significant_ = answer;
        break;
      case Weight::counts_last:  // route.last-answer
        significant_ = answer;
        break;
      [[likely]] case Weight::insignificant:  // route.insignificant, route.not-connected-on-cancel
        if (insignificant_.ok() || policy_->all_insignificant != AllInsignificant::first)
          insignificant_ = answer;
        break;
    }
  }

  /// What the cycle came to, once next() is empty; reason() then tells why.
  Status conclude() noexcept {
    if (accepted_by_ != no_provider) {
      reason_ = {Rule::route_stop_at_success};
      if (visit_all_) [[unlikely]]
        reason_ = {Rule::route_remote_name_stops, Switch::remote_name};
      return wn::success;
    }
    if (!significant_.ok()) {
      reason_ = policy_->routing == RoutingStyle::first_significant ? Reason{Rule::route_first_significant}
                                                                    : (*weights_)[significant_].reason;
      return significant_;
    }
    if (insignificant_.ok()) {  // nobody was asked
      reason_ = {Rule::caps_gate};
      return wn::no_network;
    }
    reason_ = {Rule::route_all_insignificant, Switch::all_insignificant};
    if (policy_->all_insignificant != AllInsignificant::summary) return insignificant_;
    return route_ == Route::add ? wn::bad_netname : wn::not_connected;
  }

  /// Who accepted first; empty if nobody did.
  std::optional<ProviderId> accepted_by() const noexcept {
    if (accepted_by_ == no_provider) return std::nullopt;
    return accepted_by_;
  }

  /// True if no answer was an error that counts: nobody claimed the name.
  bool unclaimed() const noexcept { return accepted_by_ == no_provider && significant_.ok(); }

  /// Why the last skip, answer or conclusion was what it was.
  Reason reason() const noexcept { return reason_; }

  friend bool operator==(const Routing&, const Routing&) = default;

  /// Feeds the state of the cycle to a hasher.
  template <class Hasher>
  void hash(Hasher& hasher) const noexcept {
    hasher.add(std::uint64_t{cursor_} << 32 | end_);
    hasher.add(std::uint64_t{significant_.code()} << 32 | insignificant_.code());
    hasher.add(index(accepted_by_));
  }

 private:
  static constexpr ProviderId no_provider{0xFFFFFFFF};

  ProviderId last_called() const noexcept { return static_cast<ProviderId>(cursor_ - 1); }

  [[gnu::cold]] void skip(ProviderId provider) noexcept {
    if (!registry_->abilities(provider).advertised.contains(function_)) {
      reason_ = {Rule::caps_gate};
      return;
    }
    if (policy_->missing_export == MissingExport::no_network) absorb(wn::no_network);
    reason_ = {Rule::caps_missing_export, Switch::missing_export};
  }

  const Registry* registry_;
  const Policy* policy_;
  const Weights* weights_;
  const FunctionSet* callable_;  // of every provider of the registry
  FunctionSet wanted_;
  std::uint32_t cursor_ = 0;
  std::uint32_t end_;
  Status significant_;
  Status insignificant_;  // the first or the last one, as the policy counts them
  ProviderId accepted_by_ = no_provider;
  Reason reason_;
  NpFunction function_;
  Route route_;
  bool visit_all_ = false;
};

}  // namespace mprsim
