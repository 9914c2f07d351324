// Routing: one cycle over the providers, the heart of MPR.
//
// Page: "Implementing a Network Provider", section Routing; in our words in docs/algorithm.md. The whole
// algorithm is the switch in absorb(). Everything is inline, because it runs once per provider of every
// operation. A plain value: copying it forks the cycle. Thread-safety: none needed, no shared state.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "mock_mpr/call.h"

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

  const Weighed& operator[](Status answer) const noexcept {
    return rows_[answer.code() < kCodes ? answer.code() : kCodes];
  }

  /// The shared, immutable table for a route and a policy.
  static const Weights& of(Route, const Policy&) noexcept;

 private:
  static constexpr std::uint32_t kCodes = 4096;
  std::array<Weighed, kCodes + 1> rows_{};  // the last row stands for all codes above
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
    const Weighed& weighed = (*weights_)[answer];
    reason_ = weighed.reason;
    switch (weighed.weight) {
      case Weight::accepts:  // route.stop-at-success, route.remote-name-stops
        if (!accepted_by_) accepted_by_ = last_called();
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
        if (first_insignificant_.ok()) first_insignificant_ = answer;
        last_insignificant_ = answer;
        break;
    }
  }

  /// What the cycle came to, once next() is empty; reason() then tells why.
  Status conclude() noexcept {
    if (accepted_by_) {
      reason_ = visit_all_ ? Reason{Rule::route_remote_name_stops, Switch::remote_name}
                           : Reason{Rule::route_stop_at_success};
      return wn::success;
    }
    if (!significant_.ok()) {
      reason_ = policy_->routing == RoutingStyle::first_significant ? Reason{Rule::route_first_significant}
                                                                    : (*weights_)[significant_].reason;
      return significant_;
    }
    if (last_insignificant_.ok()) {  // nobody was asked
      reason_ = {Rule::caps_gate};
      return wn::no_network;
    }
    reason_ = {Rule::route_all_insignificant, Switch::all_insignificant};
    switch (policy_->all_insignificant) {
      case AllInsignificant::first:
        return first_insignificant_;
      case AllInsignificant::last:
        return last_insignificant_;
      case AllInsignificant::summary:
        break;
    }
    return route_ == Route::add ? wn::bad_netname : wn::not_connected;
  }

  /// Who accepted first; empty if nobody did.
  std::optional<ProviderId> accepted_by() const noexcept { return accepted_by_; }

  /// True if no answer was an error that counts: nobody claimed the name.
  bool unclaimed() const noexcept { return !accepted_by_ && significant_.ok(); }

  /// Why the last skip, answer or conclusion was what it was.
  Reason reason() const noexcept { return reason_; }

  friend bool operator==(const Routing&, const Routing&) = default;

  /// Feeds the state of the cycle to a hasher.
  template <class Hasher>
  void hash(Hasher& hasher) const noexcept {
    hasher.add(std::uint64_t{cursor_} << 32 | end_);
    hasher.add(std::uint64_t{significant_.code()} << 32 | first_insignificant_.code());
    hasher.add(std::uint64_t{last_insignificant_.code()} << 32 |
               (accepted_by_ ? index(*accepted_by_) + 1 : 0));
  }

 private:
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
  Status first_insignificant_;
  Status last_insignificant_;
  std::optional<ProviderId> accepted_by_;
  Reason reason_;
  NpFunction function_;
  Route route_;
  bool visit_all_ = false;
};

}  // namespace mprsim
