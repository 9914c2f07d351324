// Routing: one cycle over the providers, the heart of MPR.
//
// Page: "Implementing a Network Provider", section Routing; in our words in docs/algorithm.md. A Routing goes
// over the providers: who can be called, who is named, and when to stop at a success. What an *error* means
// is the business of one of three small policies, each of which reads as its source does. The memory of a
// cycle is a plain value: copying it forks the cycle. The registry and the policy must outlive it. Inline,
// because it runs once per provider of every operation. Thread-safety: none needed, no shared state. Nothing
// throws.
#pragma once

#include <cstdint>
#include <optional>

#include "mock_mpr/operations/call.h"

namespace mprsim {

/// What kind of operation the providers are asked for; it decides what WN_NOT_CONNECTED means.
enum class Route : std::uint8_t { cancel, add, get };

/// What hearing one answer comes to: does the cycle go on, and which rule says so?
struct Heard {
  bool goes_on = true;
  Reason reason{};
};

/// All that a cycle remembers of the errors that it heard.
struct Errors {
  Status significant{};    ///< reported if no provider accepts; WN_SUCCESS: there was none
  Status insignificant{};  ///< "not mine": reported if there was no other, where the switch says so

  /// The switch all_insignificant says whether the first or the last of them may be reported.
  void add_insignificant(Status error, const Policy& policy) noexcept {
    if (insignificant.ok() || policy.all_insignificant != AllInsignificant::first) insignificant = error;
  }
  friend bool operator==(const Errors&, const Errors&) = default;
};

/// The router that the current documentation describes. No error ends the cycle. The first significant error
/// is reported, unless a later provider accepts. Insignificant are the four codes of the page, and
/// WN_NOT_CONNECTED where the operation does not connect (an open question, and so a switch).
struct FirstSignificant {
  static Heard hear(Status error, Errors& heard, Route route, const Policy& policy) noexcept {
    if (significance(error) == Significance::insignificant) {
      heard.add_insignificant(error, policy);
      return {true, {Rule::route_insignificant}};
    }
    const bool not_connected = route != Route::add && error == wn::not_connected;
    if (not_connected && policy.not_connected == NotConnected::insignificant) {
      heard.add_insignificant(error, policy);
      return {true, {Rule::route_not_connected_on_cancel, Switch::not_connected}};
    }
    if (heard.significant.ok()) heard.significant = error;
    if (not_connected) return {true, {Rule::route_not_connected_on_cancel, Switch::not_connected}};
    return {true, {error == wn::function_busy ? Rule::route_busy : Rule::route_continue_after_error}};
  }
  static Reason say(Status /*significant*/) noexcept { return {Rule::route_first_significant}; }
};

/// The router of the Windows 95 and 98 DDK. A few soft errors mean "not mine"; every other error ends the
/// cycle and is reported. WN_EXTENDED_ERROR ends it because the provider claims the name with it.
struct HardErrorEnds {
  static Heard hear(Status error, Errors& heard, const Policy& policy) noexcept {
    const bool soft = soft_on_win9x(error);
    if (soft) {
      heard.add_insignificant(error, policy);
    } else {
      heard.significant = error;
    }
    return {soft, say(error)};
  }
  static Reason say(Status error) noexcept {
    return {error == wn::extended_error ? Rule::route_extended_error_claims : Rule::route_hard_error_stops,
            Switch::routing};
  }
};

/// The router of Wine and ReactOS. The last answer is reported, success or error. Of all errors WN_OPEN_FILES
/// alone ends the cycle.
struct LastAnswer {
  static Heard hear(Status error, Errors& heard) noexcept {
    heard.significant = error;
    return {error != wn::open_files, say(error)};
  }
  static Reason say(Status /*last*/) noexcept { return {Rule::route_last_answer, Switch::routing}; }
};

class Routing {
 public:
  /// Asks for `function` of every provider of the registry, in provider order.
  Routing(Route route, NpFunction function, const Registry& registry, const Policy& policy) noexcept
      : registry_(&registry),
        policy_(&policy),
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

  /// The next provider to call, or to skip because it cannot do this; false when the cycle is over.
  Call next() noexcept {
    if (cursor_ == end_) return {};
    const auto provider = static_cast<ProviderId>(cursor_++);
    if (registry_->can(provider, function_)) return {function_, provider};
    return {CallKind::skip_provider, provider};
  }

  /// Takes the answer of the provider that next() said to call. Returns what it means.
  Reason hear(Status answer) noexcept {
    if (answer.ok()) return accept();
    const Heard heard = hear_error(answer);
    if (!heard.goes_on) end_ = cursor_;
    return heard.reason;
  }

  /// Takes note that the provider that next() said to skip was skipped. Returns why it had to be.
  Reason skip() noexcept {
    if (!registry_->abilities(last_visited()).advertised.contains(function_)) return {Rule::caps_gate};
    if (policy_->missing_export == MissingExport::no_network) hear(wn::no_network);
    return {Rule::caps_missing_export, Switch::missing_export};
  }

  /// What the cycle came to. Meaningful when next() has become false.
  Conclusion conclusion() const noexcept;

  /// The provider that accepted first; empty if none did.
  std::optional<ProviderId> accepted_by() const noexcept {
    if (accepted_by_ == no_provider) return std::nullopt;
    return accepted_by_;
  }

  /// True if every answer was insignificant, or there was none: no provider claims the name.
  bool unclaimed() const noexcept { return accepted_by_ == no_provider && errors_.significant.ok(); }

  /// Feeds the memory of the cycle to a hasher.
  template <class Hasher>
  void hash(Hasher& hasher) const noexcept {
    hasher.add(std::uint64_t{cursor_} << 32 | end_);
    hasher.add(std::uint64_t{errors_.significant.code()} << 32 | errors_.insignificant.code());
    hasher.add(index(accepted_by_));
  }

  friend bool operator==(const Routing&, const Routing&) = default;

 private:
  static constexpr ProviderId no_provider{0xFFFFFFFF};

  ProviderId last_visited() const noexcept { return static_cast<ProviderId>(cursor_ - 1); }

  // route.stop-at-success, route.remote-name-stops: the same in every router.
  Reason accept() noexcept {
    if (accepted_by_ == no_provider) accepted_by_ = last_visited();
    if (!visit_all_) end_ = cursor_;
    return {Rule::route_stop_at_success};
  }

  // The two switches over the style have no default: a style that is not handled here does not compile.
  Heard hear_error(Status error) noexcept {
    switch (policy_->routing) {
      case RoutingStyle::first_significant:
        return FirstSignificant::hear(error, errors_, route_, *policy_);
      case RoutingStyle::hard_error_ends:
        return HardErrorEnds::hear(error, errors_, *policy_);
      case RoutingStyle::last_answer:
        return LastAnswer::hear(error, errors_);
    }
    return {};
  }

  Reason reason_of(Status significant) const noexcept;

  const Registry* registry_;
  const Policy* policy_;
  std::uint32_t cursor_ = 0;
  std::uint32_t end_;
  Errors errors_;
  ProviderId accepted_by_ = no_provider;
  NpFunction function_;
  Route route_;
  bool visit_all_ = false;
};

inline Conclusion Routing::conclusion() const noexcept {
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

inline Reason Routing::reason_of(Status significant) const noexcept {
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
