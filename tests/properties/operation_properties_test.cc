// What holds for every cancel whatsoever: random registries, policies, requests and replies.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <new>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "mock_mpr/operations/cancel.h"
#include "mock_mpr/operations/cancel_fast.h"
#include "tests/sim/allocations.h"

namespace mprsim::operation_properties_test {
namespace {

using Draws = std::vector<std::uint32_t>;

constexpr std::array provider_answers = {
    wn::success,       wn::not_connected, wn::not_connected, wn::open_files,
    wn::device_in_use, wn::access_denied, Status{53},        wn::bad_netname,
    wn::bad_value,     wn::bad_level,     wn::function_busy, wn::extended_error,
    wn::no_network,    wn::cancel,        wn::retry,         Status{0xFFFFFFFF},
};
constexpr std::array notifyee_answers = {wn::success, wn::success, wn::access_denied, wn::cancel, wn::retry};
constexpr std::array state_names = {"Z:", "Z:", "LPT1", R"(\\files\team)", ""};

// Everything that is random about one cancel. It is made of plain numbers, so that RapidCheck can shrink it.
struct Scenario {
  Draws providers;  // one draw for each: what it can
  Draws notifyees;  // one draw for each: whether it loads
  Draws switches;   // one draw for each switch; 0 is the value of nt-doc
  Draws replies;    // used round and round
  std::uint32_t request = 0;

  Registry registry() const {
    Registry made;
    for (const std::uint32_t draw : providers) {
      Abilities abilities;
      if (draw % 5 == 1) abilities.advertised.erase(NpFunction::NPCancelConnection);
      if (draw % 5 == 2) abilities.exported.erase(NpFunction::NPCancelConnection);
      made.add_provider("P" + std::to_string(made.provider_count()), abilities);
    }
    for (const std::uint32_t draw : notifyees) {
      made.add_notifyee("N" + std::to_string(made.notifyee_count()), draw % 6 != 1);
    }
    return made;
  }

  Policy policy() const {
    Policy made;
    for (std::size_t i = 0; i < all_switches().size() && i < switches.size(); ++i) {
      const SwitchInfo& info = all_switches()[i];
      // Most switches stay where nt-doc has them.
      if (switches[i] % 3 == 1) set(made, info.id, info.values[switches[i] / 3 % info.values.size()]);
    }
    return made;
  }

  CancelRequest cancel_request() const {
    return {.name = Text{state_names[request % state_names.size()]},
            .flags = request / 8 % 4,
            .force = request / 32 % 2 == 1,
            .api = request / 64 % 4 == 1 ? CancelApi::cancel_connection : CancelApi::cancel_connection2,
            .shuffle_key = request / 256};
  }
};

void showValue(const Scenario& scenario, std::ostream& os) {
  rc::show(scenario.providers, os << "providers ");
  rc::show(scenario.notifyees, os << " notifyees ");
  rc::show(scenario.switches, os << " switches ");
  rc::show(scenario.replies, os << " replies ");
  os << " request " << scenario.request;
}

rc::Gen<Draws> draws(std::size_t most) {
  return rc::gen::mapcat(rc::gen::inRange<std::size_t>(0, most + 1), [](std::size_t size) {
    return rc::gen::container<Draws>(size, rc::gen::inRange<std::uint32_t>(0, 1'000'000));
  });
}

rc::Gen<Scenario> scenarios() {
  // At full size from the start: small numbers are no simpler here.
  return rc::gen::resize(
      100, rc::gen::build<Scenario>(
               rc::gen::set(&Scenario::providers, draws(6)), rc::gen::set(&Scenario::notifyees, draws(5)),
               rc::gen::set(&Scenario::switches, draws(32)), rc::gen::set(&Scenario::replies, draws(40)),
               rc::gen::set(&Scenario::request, rc::gen::inRange<std::uint32_t>(0, 1'000'000))));
}

// The n-th reply of a scenario to a call.
Reply reply_to(const Scenario& scenario, const Call& call, std::size_t n) {
  const std::uint32_t draw = scenario.replies.empty() ? 0 : scenario.replies[n % scenario.replies.size()];
  switch (call.kind()) {
    case CallKind::call_provider:
      return {provider_answers[draw % provider_answers.size()]};
    case CallKind::notify_before:  // a third decline; no context is ever left twice
      return {notifyee_answers[draw / 4 % notifyee_answers.size()], draw % 3 == 1 ? 0 : n * 64 + 1};
    case CallKind::notify_after:
      return {notifyee_answers[draw % notifyee_answers.size()]};
    case CallKind::look_up:
      return {draw % 2 == 0 ? wn::not_connected : wn::success};
    case CallKind::forget:
      return {draw % 4 == 1 ? wn::not_connected : draw % 8 == 3 ? wn::bad_profile : wn::success};
    case CallKind::read_profile:
      return {draw % 8 == 3 ? wn::bad_profile : wn::success};
    default:
      return {Status{draw}, draw};  // a skip: the reply must not matter
  }
}

struct Event {
  Call call;
  NotifyInfo info{};
  NotifyCancel details{};
  Reply reply{};
  Reason reason{};
  friend bool operator==(const Event&, const Event&) = default;
};

// What a scenario replies to the n-th call of an operation.
Event perform(const Call& call, const Scenario& scenario, std::size_t n) {
  Event event{.call = call};
  if (call.notifies()) {
    event.info = call.info();
    event.details = call.details().cancel();
  }
  event.reply = reply_to(scenario, call, n);
  return event;
}

// One call and its reply; empty when the operation is over.
std::optional<Event> step(CancelOperation& operation, const Scenario& scenario, std::size_t n) {
  const Call call = operation.next();
  if (!call) return std::nullopt;
  Event event = perform(call, scenario, n);
  event.reason = operation.reply(event.reply);
  return event;
}

constexpr std::size_t too_many = 2000;  // calls: nine rounds over six providers and five notifyees are fewer

std::vector<Event> finish(CancelOperation& operation, const Scenario& scenario, std::size_t n = 0) {
  std::vector<Event> events;
  while (const auto event = step(operation, scenario, n++)) {
    events.push_back(*event);
    RC_ASSERT(events.size() < too_many);
  }
  return events;
}

// A scenario with everything in place: the operation points into the rest.
struct Prepared {
  explicit Prepared(const Scenario& told)
      : scenario(told),
        registry(told.registry()),
        policy(told.policy()),
        request(told.cancel_request()),
        operation(request, registry, policy) {}
  Prepared(const Prepared&) = delete;

  const Scenario& scenario;
  Registry registry;
  Policy policy;
  CancelRequest request;
  CancelOperation operation;
};

bool told_after(const Event& event) { return event.call.kind() == CallKind::notify_after; }

// rule: notify.before-first-provider
// rule: notify.after-last-provider
// rule: notify.retry-after-failure
RC_GTEST_PROP(CancelProperty, EachRoundIsBeforeThenProvidersThenAfter, ()) {
  const Scenario scenario = *scenarios();
  Prepared prepared{scenario};
  enum { before, providers, profile, after } phase = before;
  int rounds = 1;
  bool asked = false;
  for (const Event& event : finish(prepared.operation, scenario)) {
    auto now = phase;
    switch (event.call.kind()) {
      case CallKind::notify_before:
      case CallKind::skip_notifyee:
      case CallKind::read_profile:
        now = before;
        break;
      case CallKind::call_provider:
      case CallKind::skip_provider:
        now = providers;
        break;
      case CallKind::look_up:
        now = phase == before && rounds == 1 ? before : profile;  // the first may come before all
        if (phase == after) now = profile;
        break;
      case CallKind::forget:
        now = profile;
        break;
      case CallKind::notify_after:
        now = after;
        break;
      default:
        RC_FAIL("a cancel does not do that");
    }
    if (now < phase) {
      RC_ASSERT(phase == after);
      RC_ASSERT(asked && prepared.policy.notify_retry == NotifyRetry::retry);
      ++rounds;
      asked = false;
    }
    phase = now;
    if (told_after(event)) asked = asked || event.reply.status == wn::retry;
  }
  RC_ASSERT(rounds <= 9);
}

// rule: route.provider-order
RC_GTEST_PROP(CancelProperty, ProvidersAreVisitedInOrderAndOncePerRound, ()) {
  const Scenario scenario = *scenarios();
  Prepared prepared{scenario};
  std::size_t next = 0;
  bool over = false;
  for (const Event& event : finish(prepared.operation, scenario)) {
    const CallKind kind = event.call.kind();
    if (kind == CallKind::notify_after) {
      next = 0;
      over = false;
    }
    if (kind != CallKind::call_provider && kind != CallKind::skip_provider) continue;
    RC_ASSERT(!over);
    RC_ASSERT(index(event.call.provider()) == next);
    ++next;
    const bool can = prepared.registry.can(event.call.provider(), NpFunction::NPCancelConnection);
    RC_ASSERT(can == (kind == CallKind::call_provider));  // caps.gate
    const bool everybody = prepared.policy.remote_name == RemoteName::all_providers &&
                           !is_device_name(prepared.request.name.view());
    over = can && event.reply.status.ok() && !everybody;  // route.stop-at-success
  }
}

// rule: notifyinfo.context-null-before
// rule: notifyinfo.context-round-trip
// rule: notifyinfo.context-opt-out
// rule: notifyinfo.context-isolated
// rule: notifyinfo.status-exact
// rule: notifyinfo.operation-status-before
RC_GTEST_PROP(CancelProperty, ContextsNeverLeak, ()) {
  // Two operations at once, over the same registry, step by step as the choices have it.
  const Scenario scenario = *scenarios();
  const Draws turns = *draws(60);
  Prepared one{scenario};
  Prepared two{scenario};
  std::array<std::map<NotifyeeId, Context>, 2> left;
  std::array<bool, 2> over{};
  for (std::size_t n = 0; !over[0] || !over[1]; ++n) {
    RC_ASSERT(n < too_many);
    const std::size_t turn = turns.empty() ? n % 2 : turns[n % turns.size()] % 2;
    const std::size_t who = over[turn] ? 1 - turn : turn;
    const auto event = step(who == 0 ? one.operation : two.operation, scenario, n);
    over[who] = !event;
    if (!event) continue;
    const NotifyeeId notifyee = event->call.notifyee();
    if (event->call.kind() == CallKind::notify_before) {
      RC_ASSERT(event->info == (NotifyInfo{NotifyStatus::pre, wn::success, 0}));
      left[who][notifyee] = event->reply.context;
    } else if (told_after(*event)) {
      RC_ASSERT(event->info.notify_status == NotifyStatus::post);
      RC_ASSERT(left[who].contains(notifyee));
      RC_ASSERT(event->info.context == left[who][notifyee]);
      RC_ASSERT(event->info.context != 0U);
    }
  }
}

// Cuts what happened into rounds. After-the-fact notification ends one; where no provider is asked and no
// notifyee told in advance, a notifyee that hears a second time begins the next.
std::vector<std::vector<Event>> rounds_of(const std::vector<Event>& events) {
  std::vector<std::vector<Event>> rounds(1);
  std::set<NotifyeeId> heard;
  for (const Event& event : events) {
    const bool next = told_after(event) ? heard.contains(event.call.notifyee()) : !heard.empty();
    if (next) {
      rounds.emplace_back();
      heard.clear();
    }
    rounds.back().push_back(event);
    if (told_after(event)) heard.insert(event.call.notifyee());
  }
  return rounds;
}

// rule: notifyinfo.context-opt-out
// rule: notify.after-failure-too
// rule: notify.cancel-vetoes
// rule: notify.retry-after-failure
RC_GTEST_PROP(CancelProperty, WhoIsInterestedHearsOnceAndWhoDeclinedNever, ()) {
  const Scenario scenario = *scenarios();
  Prepared prepared{scenario};
  std::set<NotifyeeId> askers;  // of the round before
  for (const std::vector<Event>& round : rounds_of(finish(prepared.operation, scenario))) {
    std::set<NotifyeeId> waiting = askers;
    askers.clear();
    std::optional<NotifyeeId> last_told;
    bool provider_visited = false;
    for (const Event& event : round) {
      const CallKind kind = event.call.kind();
      provider_visited |= kind == CallKind::call_provider || kind == CallKind::skip_provider;
      if (kind == CallKind::skip_notifyee) {
        RC_ASSERT(!prepared.registry.loads(event.call.notifyee()) ||
                  prepared.policy.notifyees == Notifyees::not_called);
      }
      if (kind == CallKind::notify_before) {
        last_told = event.call.notifyee();
        RC_ASSERT(prepared.registry.loads(*last_told));
        RC_ASSERT(prepared.policy.notifyees == Notifyees::called);
        // A notifyee that asked for the retry is not told in advance again.
        RC_ASSERT(!waiting.contains(*last_told));
        if (event.reply.context != 0) waiting.insert(*last_told);
      } else if (kind == CallKind::notify_after) {
        RC_ASSERT(waiting.erase(event.call.notifyee()) == 1U);
        const bool vetoed = !provider_visited && prepared.registry.provider_count() > 0 &&
                            prepared.policy.broken_notifyee == BrokenNotifyee::ignored;
        RC_ASSERT(!vetoed || event.call.notifyee() != last_told);  // it knows what it did
        if (event.reply.status == wn::retry) askers.insert(event.call.notifyee());
      }
    }
    // One alone may wait in vain: the one that vetoed, and so no provider was visited.
    if (!waiting.empty()) RC_ASSERT(!provider_visited && waiting == std::set<NotifyeeId>{last_told.value()});
  }
}

// rule: notifyinfo.operation-status-after
// rule: notifyinfo.operation-status-routed
RC_GTEST_PROP(CancelProperty, EverybodyHearsTheSameStatusAndTheCallerToo, ()) {
  const Scenario scenario = *scenarios();
  Prepared prepared{scenario};
  std::optional<Status> told;
  for (const std::vector<Event>& round : rounds_of(finish(prepared.operation, scenario))) {
    told.reset();
    for (const Event& event : round) {
      if (!told_after(event)) continue;
      RC_ASSERT(!told || *told == event.info.operation_status);
      told = event.info.operation_status;
    }
  }
  const Status result = prepared.operation.result().status;
  if (told && result != wn::bad_profile) RC_ASSERT(*told == result);  // the profile is the caller's affair
}

// rule: profile.failure-keeps
// rule: profile.update-forgets
// rule: profile.zero-keeps
// rule: profile.remote-name-no-effect
RC_GTEST_PROP(CancelProperty, NothingIsForgottenUnlessARuleSaysSo, ()) {
  const Scenario scenario = *scenarios();
  Prepared prepared{scenario};
  const bool flag = prepared.request.api == CancelApi::cancel_connection2
                        ? (prepared.request.flags & 1) != 0
                        : prepared.policy.old_cancel == OldCancel::forgets;
  bool forgotten = false;
  bool accepted = false;  // in this round
  bool looked = false;
  for (const Event& event : finish(prepared.operation, scenario)) {
    if (event.call.kind() == CallKind::notify_before) accepted = looked = false;
    if (event.call.kind() == CallKind::call_provider) accepted = accepted || event.reply.status.ok();
    if (event.call.kind() == CallKind::look_up) looked = event.reply.status == wn::not_connected;
    if (event.call.kind() != CallKind::forget) continue;
    RC_ASSERT(flag);                                          // profile.zero-keeps
    RC_ASSERT(is_device_name(prepared.request.name.view()));  // profile.remote-name-no-effect
    RC_ASSERT(accepted || looked || prepared.policy.failed_cancel == FailedCancel::forgets);
    RC_ASSERT(event.reason.rule != Rule::none);
    forgotten = forgotten || event.reply.status.ok();
  }
  const CancelResult& result = prepared.operation.result();
  RC_ASSERT(result.forgotten == forgotten);
  const bool fails_and_forgets = prepared.policy.failed_cancel == FailedCancel::forgets ||
                                 prepared.policy.forget_unconnected == ForgetUnconnected::forgets_but_fails;
  if (!result.status.ok() && !fails_and_forgets) RC_ASSERT(!result.forgotten);
  if (result.provider) RC_ASSERT(result.status.ok() || result.status == wn::bad_profile);
}

// rule: notifycancel.name
// rule: notifycancel.force-copied
// rule: notifycancel.flags-only-update-profile
// rule: notifycancel.provider-after-success
RC_GTEST_PROP(CancelProperty, EveryNotificationTellsTheSameStory, ()) {
  const Scenario scenario = *scenarios();
  Prepared prepared{scenario};
  std::optional<ProviderId> accepted;
  for (const Event& event : finish(prepared.operation, scenario)) {
    if (event.call.kind() == CallKind::call_provider && event.reply.status.ok() && !accepted) {
      accepted = event.call.provider();
    }
    if (event.call.kind() != CallKind::notify_before && !told_after(event)) continue;
    RC_ASSERT(event.details.name == prepared.request.name);
    RC_ASSERT(event.details.force == prepared.request.force);
    RC_ASSERT((event.details.flags & ~connect_flag::update_profile) == 0U);
    if (told_after(event) && accepted) {
      RC_ASSERT(event.details.provider == Text{prepared.registry.name(*accepted)});
      RC_ASSERT(event.info.operation_status == wn::success);
    } else {
      RC_ASSERT(event.details.provider.view().empty());
    }
  }
  RC_ASSERT(prepared.operation.result().provider == accepted);
  RC_ASSERT(prepared.operation.result().reason.rule != Rule::none);
}

RC_GTEST_PROP(CancelProperty, ACopyFedTheSameRepliesStaysTheSame, ()) {
  const Scenario scenario = *scenarios();
  const auto when = *rc::gen::inRange<std::size_t>(0, 30);
  Prepared prepared{scenario};
  std::size_t n = 0;
  while (n < when && step(prepared.operation, scenario, n)) ++n;
  CancelOperation copy = prepared.operation;
  for (;;) {
    RC_ASSERT(copy == prepared.operation);
    RC_ASSERT(copy.hash() == prepared.operation.hash());
    const auto one = step(prepared.operation, scenario, n);
    const auto other = step(copy, scenario, n++);
    RC_ASSERT(one == other);
    if (!one) break;
  }
  RC_ASSERT(copy.result() == prepared.operation.result());
}

// Operations that compare equal have one future: an explorer may then drop one of them.
RC_GTEST_PROP(CancelProperty, EqualOperationsHaveOneFuture, ()) {
  const Scenario scenario = *scenarios();
  const auto when = *rc::gen::inRange<std::size_t>(0, 30);
  const auto other_draw = *rc::gen::inRange<std::uint32_t>(0, 1'000'000);
  Prepared prepared{scenario};
  std::size_t n = 0;
  while (n < when && step(prepared.operation, scenario, n)) ++n;
  const Call call = prepared.operation.next();
  RC_PRE(static_cast<bool>(call));
  CancelOperation other = prepared.operation;
  Scenario elsewhere = scenario;
  elsewhere.replies = {other_draw};
  prepared.operation.reply(reply_to(scenario, call, n));
  other.reply(reply_to(elsewhere, call, n));
  const bool equal = other == prepared.operation;
  RC_CLASSIFY(equal);
  if (equal) RC_ASSERT(other.hash() == prepared.operation.hash());
  const auto one_future = finish(prepared.operation, scenario, n + 1);
  const auto other_future = finish(other, scenario, n + 1);
  const bool same = one_future == other_future && prepared.operation.result() == other.result();
  if (equal) RC_ASSERT(same);
}

// rule: route.stop-at-success
RC_GTEST_PROP(CancelProperty, ADifferentFirstAnswerMakesADifferentOperation, ()) {
  const Scenario scenario = *scenarios();
  Prepared prepared{scenario};
  std::size_t n = 0;
  Call call = prepared.operation.next();
  for (; call && call.kind() != CallKind::call_provider; call = prepared.operation.next()) {
    prepared.operation.reply(reply_to(scenario, call, n++));
  }
  RC_PRE(static_cast<bool>(call));
  const auto one = *rc::gen::elementOf(std::vector<Status>(provider_answers.begin(), provider_answers.end()));
  CancelOperation accepted = prepared.operation;
  CancelOperation refused = prepared.operation;
  accepted.reply({wn::success});
  refused.reply({one});
  RC_ASSERT((one == wn::success) == (accepted == refused));
  RC_ASSERT((one == wn::success) == (accepted.hash() == refused.hash()));
}

// FastCancel's driver: what a scenario replies, and what happened.
class FastDriver {
 public:
  static constexpr bool records = true;

  explicit FastDriver(const Scenario& scenario) : scenario_(scenario) {}

  Status ask(ProviderId id) { return perform(Call{NpFunction::NPCancelConnection, id}).status; }
  Reply tell(NotifyeeId id, const NotifyInfo& info, const NotifyCancel& cancel) {
    const NotifyDetails details{cancel};
    const bool before = info.notify_status == NotifyStatus::pre;
    return perform({before ? CallKind::notify_before : CallKind::notify_after, id, info, details});
  }
  Reply perform(const Call& call) {
    RC_ASSERT(events.size() < too_many);
    RC_ASSERT(!open_);
    open_ = true;
    events.push_back(operation_properties_test::perform(call, scenario_, events.size()));
    return events.back().reply;
  }
  void record_asked(const Call& call, Status status, Reason reason) { record(call, {status}, reason); }
  void record_told(const Call& call, Reply reply, Reason reason) { record(call, reply, reason); }
  void record(const Call& call, Reply reply, Reason reason) {
    if (!open_)
      events.push_back(
          operation_properties_test::perform(call, scenario_, events.size()));  // a skip is not performed
    open_ = false;
    Event& event = events.back();
    const bool skips = call.kind() == CallKind::skip_provider || call.kind() == CallKind::skip_notifyee;
    RC_ASSERT(call == event.call && (skips || reply == event.reply));
    event.call = call;
    event.reason = reason;
  }

  std::vector<Event> events;

 private:
  const Scenario& scenario_;
  bool open_ = false;
};

RC_GTEST_PROP(CancelProperty, FastIsTheFold, ()) {
  const Scenario scenario = *scenarios();
  Prepared prepared{scenario};
  CancelOperation at_once = prepared.operation;
  FastDriver driver{scenario};
  FastCancel::run(at_once, driver);
  RC_ASSERT(driver.events == finish(prepared.operation, scenario));
  RC_ASSERT(at_once.result() == prepared.operation.result());
  RC_ASSERT(!at_once.next() && !prepared.operation.next());
  RC_ASSERT(at_once == prepared.operation);
}

RC_GTEST_PROP(CancelProperty, ACancelAllocatesNothing, ()) {
  const Scenario scenario = *scenarios();
  const Registry registry = scenario.registry();
  const Policy policy = scenario.policy();
  const CancelRequest request = scenario.cancel_request();
  const std::uint64_t before = allocations();
  CancelOperation operation{request, registry, policy};
  const CancelOperation copy = operation;
  std::size_t n = 0;
  while (step(operation, scenario, n)) ++n;
  const bool differs = !(copy == operation) && copy.hash() != operation.hash();
  const std::uint64_t allocated = allocations() - before;
  RC_ASSERT(allocated == 0U);
  RC_CLASSIFY(differs);
}

TEST(Allocations, AreCounted) {
  const std::uint64_t before = allocations();
  ::operator delete(::operator new(100));  // called by name: a compiler may leave out a new-expression
  EXPECT_EQ(allocations(), before + 1);
}

}  // namespace
}  // namespace mprsim::operation_properties_test
