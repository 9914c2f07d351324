#include "tests/oracle/oracle.h"

#include <algorithm>
#include <array>

namespace mprsim::oracle {
namespace {

using Statuses = std::vector<Status>;

constexpr std::uint32_t retry_code = 1237;

bool one_of(Status status, std::initializer_list<std::uint32_t> codes) {
  return std::find(codes.begin(), codes.end(), status.code()) != codes.end();
}

Status in_round(const Statuses& statuses, std::size_t round) {
  if (statuses.empty()) return Status{0};
  return round < statuses.size() ? statuses[round] : statuses.back();
}

bool is_device(const std::string& name) {
  std::string upper;
  for (const char c : name) upper += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  if (upper.size() == 2 && upper[1] == ':') return upper[0] >= 'A' && upper[0] <= 'Z';
  if (upper.size() == 5 && upper[4] == ':') upper.pop_back();
  const bool port = upper.substr(0, 3) == "LPT" || upper.substr(0, 3) == "COM";
  return port && upper.size() == 4 && upper[3] >= '1' && upper[3] <= '9';
}

enum class What : char { cancel, add, look_up };

// Is this error more than "not mine"?
bool counts(Status error, What what, const Policy& policy) {
  if (policy.routing == RoutingStyle::last_answer) return true;
  if (policy.routing == RoutingStyle::hard_error_ends) return !one_of(error, {50, 67, 1200, 1222, 2250});
  if (one_of(error, {53, 67, 87, 124})) return false;
  if (error.code() == 2250 && what != What::add) return policy.not_connected == NotConnected::significant;
  return true;
}

bool ends_the_cycle(Status error, What what, const Policy& policy) {
  if (policy.routing == RoutingStyle::last_answer) return error.code() == 2401;
  return policy.routing == RoutingStyle::hard_error_ends && counts(error, what, policy);
}

struct Verdict {
  Status status;
  int provider = -1;
  bool claimed = true;  // a provider's answer was more than "not mine"
};

Verdict judge(const Statuses& errors, What what, const Policy& policy) {
  if (errors.empty()) return {Status{1222}, -1, false};
  Statuses counting;
  for (const Status error : errors) {
    if (counts(error, what, policy)) counting.push_back(error);
  }
  if (!counting.empty()) {
    const bool first = policy.routing == RoutingStyle::first_significant;
    return {first ? counting.front() : counting.back()};
  }
  if (policy.all_insignificant == AllInsignificant::first) return {errors.front(), -1, false};
  if (policy.all_insignificant == AllInsignificant::last) return {errors.back(), -1, false};
  return {Status{what == What::add ? 67U : 2250U}, -1, false};
}

struct Cycle {
  What what;
  bool everybody = false;  // a success does not end it
  int only = -1;
};

Verdict route(const World& world, const Policy& policy, const Cycle& cycle, std::size_t round,
              std::vector<Step>& steps) {
  Statuses errors;
  int accepted = -1;
  for (int who = 0; who < static_cast<int>(world.providers.size()); ++who) {
    const Provider& provider = world.providers[static_cast<std::size_t>(who)];
    if (cycle.only >= 0 && who != cycle.only) continue;
    if (!provider.capable || !provider.exported) {
      steps.push_back({Step::skip, who});
      const bool counted = provider.capable && policy.missing_export == MissingExport::no_network;
      if (counted) errors.push_back(Status{1222});
      continue;
    }
    steps.push_back({Step::call, who});
    const Status answer = in_round(provider.answers, round);
    if (answer.ok()) {
      if (accepted < 0) accepted = who;
      if (!cycle.everybody) break;
      continue;
    }
    errors.push_back(answer);
    if (ends_the_cycle(answer, cycle.what, policy)) break;
  }
  if (accepted >= 0) return {Status{0}, accepted};
  return judge(errors, cycle.what, policy);
}

// The notifyees in the order of advance notification.
std::vector<int> order_of(const World& world, const Policy& policy) {
  std::vector<int> order;
  for (int who = 0; who < static_cast<int>(world.notifyees.size()); ++who) order.push_back(who);
  if (policy.notify_order == NotifyOrder::reverse) std::reverse(order.begin(), order.end());
  return order;
}

// By notifyee; the worlds of the tests are small.
struct Told {
  std::vector<int> order;
  std::array<std::uint64_t, 8> contexts{};
  std::array<bool, 8> kept{};  // asked for a retry: not told in advance again
};

// Advance notification; the status that stops the operation, or success.
Status tell_before(const World& world, const Policy& policy, Told& told, std::vector<Step>& steps) {
  for (const int who : told.order) {
    const auto at = static_cast<std::size_t>(who);
    const Notifyee& notifyee = world.notifyees[at];
    if (told.kept[at]) continue;
    if (policy.notifyees == Notifyees::not_called) {
      steps.push_back({Step::broken, who});
      continue;
    }
    if (!notifyee.loads) {
      steps.push_back({Step::broken, who});
      if (policy.broken_notifyee == BrokenNotifyee::fails) return Status{126};
      continue;
    }
    steps.push_back({Step::before, who});
    const Status answer = notifyee.before;
    const bool retry_is_fine = answer.code() == retry_code && policy.notify_retry == NotifyRetry::retry;
    const bool vetoes = policy.notify_error == NotifyError::veto ||
                        (policy.notify_error == NotifyError::cancel_vetoes && answer.code() == 1223);
    if (!answer.ok() && !retry_is_fine && vetoes) return answer;
    if (notifyee.leaves != 0) told.contexts[at] = notifyee.leaves;
  }
  return Status{0};
}

// After-the-fact notification; true if a notifyee asks for another round.
bool tell_after(const World& world, const Policy& policy, Told& told, std::size_t round, Status operation,
                int provider, std::vector<Step>& steps) {
  std::vector<int> order = told.order;
  if (policy.notify_order == NotifyOrder::reverse) std::reverse(order.begin(), order.end());
  std::array<bool, 8> askers{};
  bool again = false;
  for (const int who : order) {
    const auto at = static_cast<std::size_t>(who);
    if (told.contexts[at] == 0) continue;
    steps.push_back({Step::after, who, operation.code(), told.contexts[at], provider});
    const bool asks = in_round(world.notifyees[at].after, round).code() == retry_code;
    if (asks && !operation.ok() && policy.notify_retry == NotifyRetry::retry) askers[at] = again = true;
  }
  for (std::size_t at = 0; at < askers.size(); ++at) {
    if (!askers[at]) told.contexts[at] = 0;
  }
  told.kept = askers;
  return again;
}

struct Attempt {
  Status operation;
  int provider = -1;
};

// Advance notification, the attempt, notification after the fact; all again if a notifyee may and does ask.
template <class MakeAttempt>
void surround(const World& world, const Policy& policy, std::vector<int> order, Outcome& outcome,
              const MakeAttempt& attempt) {
  Told told{std::move(order)};
  for (std::size_t round = 0;; ++round) {
    const Status veto = tell_before(world, policy, told, outcome.steps);
    Attempt made{veto};
    if (veto.ok()) {
      made = attempt(round);
    } else {
      outcome.status = veto;
    }
    int shown = made.provider;
    if (shown < 0 && policy.provider_after_failure == ProviderAfterFailure::poison) shown = -2;
    const bool again = tell_after(world, policy, told, round, made.operation, shown, outcome.steps);
    if (!again || outcome.status.ok() || round == 8) return;
  }
}

}  // namespace

Outcome cancel(const World& world, const Cancel& request, const Policy& policy) {
  Outcome outcome;
  outcome.steps.reserve(12);
  if (request.name.empty() && policy.null_name != NullName::to_providers) {
    outcome.status = Status{87};
    if (policy.null_name == NullName::bad_pointer) outcome.status = Status{487};
    if (policy.null_name == NullName::not_connected) outcome.status = Status{2250};
    return outcome;
  }
  const bool device = is_device(request.name);
  const bool flag = request.old_call ? policy.old_cancel == OldCancel::forgets : (request.flags & 1) != 0;
  const bool edits = flag && device;

  if (edits && policy.profile_check == ProfileCheck::before_cancel) {
    outcome.steps.push_back({Step::read});
    outcome.status = world.profile;
    if (!world.profile.ok()) return outcome;
  }
  std::vector<int> order = order_of(world, policy);
  if (edits && policy.forget_only == ForgetOnly::silent && policy.notifyees == Notifyees::called) {
    outcome.steps.push_back({Step::look});
    if (!world.connected) order.clear();
  }

  bool entry = world.remembered;
  const auto forget = [&] {
    outcome.steps.push_back({Step::forget});
    if (!world.profile.ok()) outcome.status = world.profile;
    const bool removed = world.profile.ok() && entry;
    if (removed) outcome.forgotten = true;
    if (removed) entry = false;
    return removed;
  };
  const Cycle cycle{What::cancel, policy.remote_name == RemoteName::all_providers && !device};

  surround(world, policy, order, outcome, [&](std::size_t round) {
    const Verdict verdict = route(world, policy, cycle, round, outcome.steps);
    outcome.status = verdict.status;
    outcome.provider = verdict.provider;
    Attempt made{verdict.status, verdict.provider};
    if (!edits) return made;
    if (verdict.status.ok() || policy.failed_cancel == FailedCancel::forgets) {
      forget();
      return made;
    }
    const bool nobodys = !verdict.claimed || verdict.status.code() == 2250;
    if (!nobodys || policy.forget_unconnected == ForgetUnconnected::refused) return made;
    outcome.steps.push_back({Step::look});
    if (!world.connected && forget() && policy.forget_unconnected == ForgetUnconnected::forgets) {
      made.operation = outcome.status = Status{0};
    }
    return made;
  });

  for (Step& step : outcome.steps) {
    if (step.kind != Step::before && step.kind != Step::after) continue;
    step.flags = flag ? 1 : 0;
    step.force = request.force;
    if (step.kind == Step::before) step.provider = policy.provider_before == ProviderBefore::poison ? -2 : -1;
  }
  return outcome;
}

Outcome add(const World& world, const Add& request, const Policy& policy) {
  Outcome outcome;
  const bool remembers = !request.device.empty() && request.update_profile;
  const int providers = static_cast<int>(world.providers.size());
  if (request.remote.empty()) {
    outcome.status = Status{67};
  } else if (!request.device.empty() && !is_device(request.device)) {
    outcome.status = Status{1200};
  } else if (request.named_provider >= providers) {
    outcome.status = Status{1204};
  } else if (remembers && world.profile.ok() && world.remembered) {
    outcome.status = Status{1202};
  } else if (remembers && policy.profile_check == ProfileCheck::before_cancel) {
    outcome.status = world.profile;
  }
  if (!outcome.status.ok()) return outcome;

  const Cycle cycle{What::add, false, request.named_provider};
  surround(world, policy, order_of(world, policy), outcome, [&](std::size_t round) {
    const Verdict verdict = route(world, policy, cycle, round, outcome.steps);
    outcome.status = verdict.status;
    outcome.provider = verdict.provider;
    if (verdict.status.ok() && remembers) {
      outcome.steps.push_back({Step::remember});
      outcome.status = world.profile;
      outcome.forgotten = world.profile.ok();
    }
    return Attempt{verdict.status, verdict.provider};
  });
  for (Step& step : outcome.steps) step.provider = -1;  // NOTIFYADD has no lpProvider of its own
  return outcome;
}

Outcome look_up(const World& world, const Policy& policy) {
  World asked = world;
  bool down = false;
  for (Provider& provider : asked.providers) {
    for (Status& answer : provider.answers) {
      if (answer.code() == 1222) answer = Status{2250};  // it cannot tell
    }
  }
  Outcome outcome;
  const Verdict verdict = route(asked, policy, {What::look_up}, 0, outcome.steps);
  for (const Step& step : outcome.steps) {
    if (step.kind != Step::call) continue;
    const Provider& provider = world.providers[static_cast<std::size_t>(step.who)];
    if (in_round(provider.answers, 0).code() == 1222) down = true;
  }
  outcome.status = verdict.status;
  if (verdict.status.ok() || (verdict.claimed && verdict.status.code() != 2250)) return outcome;
  if (world.remembered) {
    outcome.status = Status{1201};
  } else if (down) {
    outcome.status = Status{1203};
  }
  return outcome;
}

std::string to_text(const Outcome& outcome) {
  std::string text = std::to_string(outcome.status.code()) + " by " + std::to_string(outcome.provider) +
                     (outcome.forgotten ? " forgotten:" : ":");
  for (const Step& step : outcome.steps) {
    text += ' ';
    text += static_cast<char>(step.kind);
    if (step.who >= 0) text += std::to_string(step.who);
    if (step.kind != Step::before && step.kind != Step::after) continue;
    text += "(" + std::to_string(step.operation_status) + " ctx=" + std::to_string(step.context) +
            " by=" + std::to_string(step.provider) + " flags=" + std::to_string(step.flags) +
            (step.force ? " force)" : ")");
  }
  return text;
}

}  // namespace mprsim::oracle
