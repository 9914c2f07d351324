// Each row is a scenario of one call that breaks one rule; the invariants must name it.
#include "sim/checks/invariants.h"

#include <functional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mock_mpr/trace/recorder.h"
#include "tests/sim/small_world.h"

namespace mprsim::invariants_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// Two providers, two notifyees, Z: of the first provider. The methods record what a router did.
class Scenario : public SmallWorld {
 public:
  explicit Scenario(const Policy& policy = {}) : SmallWorld(policy) {
    provider("P1");
    provider("P2");
    notifyee("n1");
    notifyee("n2");
    connection = connect("Z:", R"(\\files\team)", ProviderId{0});
    world()
        .session(SessionId{0})
        .store.remember({"Z:", R"(\\files\team)", "", "P1", 0x00020000, ResourceType::disk});
  }

  void begins(std::string_view name = "Z:", std::uint32_t flags = 0, Api api = Api::cancel_connection2) {
    line_ = {.app = trace.intern("app"), .api = api, .flags = flags};
    if (!name.empty()) line_.name = trace.intern(name);
    call_recorder().begins(line_);
  }
  void before(unsigned id, Context context, Status reply = wn::success, NameId shown = NameId::null) {
    notified(CallKind::notify_before, id, {NotifyStatus::pre, wn::success, 0}, shown, context, reply);
  }
  void after(unsigned id, Context context, Status status, std::string_view by = {}, Status reply = {}) {
    const NameId shown = by.empty() ? NameId::null : trace.intern(by);
    notified(CallKind::notify_after, id, {NotifyStatus::post, status, context}, shown, context, reply);
  }
  void asks(unsigned id, Status answer, bool force = false) {
    Recorder record = call_recorder();
    const Call call{NpFunction::NPCancelConnection, static_cast<ProviderId>(id)};
    record.provider_called(record.open(), call, line_.name, 0, force ? event_flag::force : 0, {}, answer);
  }
  void disconnects(ConnectionId id, World::Ending ending = World::Ending::idle) {
    world().disconnect(id, ending, {&trace, SimTime{0}, 1});
  }
  void forgets(std::string_view device = "Z:") {
    const Status status = world().session(SessionId{0}).store.forget(device);
    call_recorder().profile(ProfileAction::forget, trace.intern(device), NameId::null, {}, status);
  }
  void ends(Status status) {
    state.apps[0].errors.call_returned(status, setup.policy);
    call_recorder().ends(line_, status, {});
  }
  /// The events of a successful cancel, from its begin to the answer of the provider.
  void goes_well(std::uint32_t flags = 0) {
    begins("Z:", flags);
    before(0, 1);
    before(1, 2);
    asks(0, wn::success, (flags & event_flag::force) != 0);
    disconnects(connection,
                (flags & event_flag::force) != 0 ? World::Ending::lots_of_force : World::Ending::idle);
  }
  void told_of_success() {
    after(0, 1, wn::success, "P1");
    after(1, 2, wn::success, "P1");
    ends(wn::success);
  }

  ConnectionId connection{};

 private:
  Recorder call_recorder() { return {trace, 1, 0}; }
  void notified(CallKind kind, unsigned id, const NotifyInfo& info, NameId shown, Context context,
                Status reply) {
    Recorder record = call_recorder();
    const NotifyDetails details{NotifyCancel{}};
    const Call call{kind, static_cast<NotifyeeId>(id), info, details};
    record.notified(record.open(), call, shown, {}, {reply, context});
  }
  CallLine line_;
};

// The broken rules in order, without repetitions.
std::vector<std::string> broken(Scenario& scenario, const std::function<void(Scenario&)>& tell) {
  Invariants invariants(scenario.setup, scenario.trace);
  invariants.begin(scenario.state);
  tell(scenario);
  invariants.check();
  std::vector<std::string> rules;
  for (const Violation& violation : invariants.violations().list()) {
    const std::string rule{slug(violation.rule)};
    if (rules.empty() || rules.back() != rule) rules.push_back(rule);
  }
  return rules;
}

std::vector<std::string> broken(const std::function<void(Scenario&)>& tell, const Policy& policy = {}) {
  Scenario scenario(policy);
  return broken(scenario, tell);
}

TEST(Invariants, ACancelThatGoesWellBreaksNothing) {
  EXPECT_THAT(broken([](Scenario& s) {
                s.goes_well(event_flag::update_profile);
                s.forgets();
                s.told_of_success();
              }),
              IsEmpty());
}

struct Row {
  std::string rule;
  std::function<void(Scenario&)> tell;
};
void PrintTo(const Row& row, std::ostream* out) { *out << row.rule; }

class BrokenRule : public testing::TestWithParam<Row> {};

// Only the first one counts: its consequences may break other rules.
TEST_P(BrokenRule, IsNamedFirst) {
  const auto rules = broken(GetParam().tell);
  EXPECT_EQ(rules.empty() ? "" : rules.front(), GetParam().rule);
}

const Row rows[] = {
    {"notify.before-first-provider",
     [](Scenario& s) {
       s.begins();
       s.before(0, 1);
       s.asks(0, wn::not_connected);
       s.before(1, 2);
     }},
    {"notify.before-first-provider",
     [](Scenario& s) {
       s.goes_well();
       s.after(0, 1, wn::success, "P1");
       s.before(1, 3);
     }},
    {"notify.after-last-provider",
     [](Scenario& s) {
       s.begins();
       s.before(0, 1);
       s.before(1, 2);
       s.asks(0, wn::access_denied);
       s.after(0, 1, wn::access_denied);
       s.asks(1, wn::access_denied);
     }},
    {"notify.after-failure-too",
     [](Scenario& s) {
       s.begins();
       s.before(0, 1);
       s.before(1, 2);
       s.asks(0, wn::access_denied);
       s.asks(1, wn::not_connected);
       s.after(0, 1, wn::access_denied);
       s.ends(wn::access_denied);
     }},
    {"notify.after-last-provider",
     [](Scenario& s) {
       s.goes_well();
       s.after(1, 2, wn::success, "P1");
       s.ends(wn::success);
     }},
    {"notifyinfo.context-opt-out",
     [](Scenario& s) {
       s.begins();
       s.before(0, 0);
       s.before(1, 0);
       s.asks(0, wn::success);
       s.disconnects(s.connection);
       s.after(0, 7, wn::success, "P1");
       s.ends(wn::success);
     }},
    {"notifyinfo.context-isolated",
     [](Scenario& s) {
       s.goes_well();
       s.after(0, 2, wn::success, "P1");
       s.after(1, 2, wn::success, "P1");
       s.ends(wn::success);
     }},
    {"notifyinfo.context-round-trip",
     [](Scenario& s) {
       s.goes_well();
       s.after(0, 9, wn::success, "P1");
       s.after(1, 2, wn::success, "P1");
       s.ends(wn::success);
     }},
    {"notify.order",
     [](Scenario& s) {
       s.begins();
       s.before(1, 1);
       s.before(0, 2);
     }},
    {"notifycancel.provider-before",
     [](Scenario& s) {
       s.begins();
       s.before(0, 1, wn::success, s.trace.intern("P1"));
     }},
    {"notifycancel.provider-after-success",
     [](Scenario& s) {
       s.goes_well();
       s.after(0, 1, wn::success);
       s.after(1, 2, wn::success, "P1");
       s.ends(wn::success);
     }},
    {"notifyinfo.operation-status-after",
     [](Scenario& s) {
       s.begins();
       s.before(0, 1);
       s.before(1, 2);
       s.asks(0, wn::access_denied);
       s.asks(1, wn::open_files);
       s.after(0, 1, wn::open_files);
       s.after(1, 2, wn::open_files);
       s.ends(wn::access_denied);
     }},
    {"notify.silent-on-bad-parameter",
     [](Scenario& s) {
       s.begins("");
       s.before(0, 1);
     }},
    {"notify.silent-on-restore",
     [](Scenario& s) {
       s.begins("", 0, Api::logon);
       s.before(0, 0);
     }},
    {"route.provider-order",
     [](Scenario& s) {
       s.begins();
       s.before(0, 0);
       s.before(1, 0);
       s.asks(1, wn::not_connected);
     }},
    {"route.stop-at-success",
     [](Scenario& s) {
       s.goes_well();
       s.asks(1, wn::not_connected);
     }},
    {"route.continue-after-error",
     [](Scenario& s) {
       s.begins();
       s.before(0, 0);
       s.before(1, 0);
       s.asks(0, wn::access_denied);
       s.ends(wn::access_denied);
     }},
    {"route.first-significant",
     [](Scenario& s) {
       s.begins();
       s.before(0, 0);
       s.before(1, 0);
       s.asks(0, wn::access_denied);
       s.asks(1, wn::open_files);
       s.ends(wn::open_files);
     }},
    {"profile.update-forgets",
     [](Scenario& s) {
       s.begins("Z:", event_flag::update_profile);
       s.before(0, 0);
       s.before(1, 0);
       s.forgets();
       s.asks(0, wn::success);
       s.disconnects(s.connection);
       s.ends(wn::success);
     }},
    {"profile.update-forgets",
     [](Scenario& s) {
       s.goes_well(event_flag::update_profile);
       s.told_of_success();
     }},
    {"profile.zero-keeps",
     [](Scenario& s) {
       s.goes_well();
       s.forgets();
       s.told_of_success();
     }},
    {"profile.failure-keeps",
     [](Scenario& s) {
       s.begins("Z:", event_flag::update_profile);
       s.before(0, 0);
       s.before(1, 0);
       s.asks(0, wn::open_files);
       s.asks(1, wn::not_connected);
       s.forgets();
       s.ends(wn::open_files);
     }},
    {"profile.failure-keeps",
     [](Scenario& s) {
       s.begins();
       (void)s.world().session(SessionId{0}).store.forget("Z:");
     }},
    {"force.failure-leaves-intact",
     [](Scenario& s) {
       s.begins();
       s.before(0, 0);
       s.before(1, 0);
       s.asks(0, wn::open_files);
       s.disconnects(s.connection);
     }},
    {"force.open-files-block",
     [](Scenario& s) {
       s.open(s.connection, R"(Z:\a)", "app");
       s.begins();
       s.before(0, 0);
       s.before(1, 0);
       s.asks(0, wn::success);
       s.disconnects(s.connection, World::Ending::lots_of_force);
     }},
    {"force.gone-after-success",
     [](Scenario& s) {
       s.begins();
       s.before(0, 0);
       s.before(1, 0);
       s.asks(0, wn::success);
       s.ends(wn::success);
     }},
    {"provider.no-collateral",
     [](Scenario& s) {
       s.begins("Y:");
       s.before(0, 0);
       s.before(1, 0);
       s.asks(0, wn::success);
       s.disconnects(s.connection);
     }},
    {"error.last-error-by-router",
     [](Scenario& s) {
       s.goes_well();
       s.told_of_success();
       s.state.apps[0].errors.set_last_error(wn::access_denied);
     }},
    {"notifyinfo.context-null-before",
     [](Scenario& s) {
       s.begins();
       s.before(0, 1);
       s.state.notifyees[0].found_context = true;
     }},
};

INSTANTIATE_TEST_SUITE_P(Invariants, BrokenRule, testing::ValuesIn(rows));

// rule: name.session
TEST(Invariants, ConnectionsOfAnotherSessionAreNotForTheTaking) {
  Scenario scenario;
  const SessionId other = scenario.session("other");
  const ConnectionId theirs = scenario.connect("Z:", R"(\\files\theirs)", ProviderId{0}, other);
  scenario.world().disconnect(scenario.connection, World::Ending::idle, scenario.recorder());
  scenario.trace.clear();
  EXPECT_THAT(broken(scenario,
                     [theirs](Scenario& s) {
                       s.begins();
                       s.before(0, 0);
                       s.before(1, 0);
                       s.asks(0, wn::success);
                       s.disconnects(theirs);
                     }),
              ElementsAre("name.session"));
}

// rule: caps.gate
TEST(Invariants, OnlyThoseWhoCanAreCalled) {
  Scenario scenario;
  Abilities none;
  none.advertised.erase(NpFunction::NPCancelConnection);
  scenario.provider("P3", none);
  EXPECT_THAT(broken(scenario,
                     [](Scenario& s) {
                       s.begins();
                       s.before(0, 0);
                       s.before(1, 0);
                       s.asks(0, wn::not_connected);
                       s.asks(1, wn::not_connected);
                       s.asks(2, wn::not_connected);
                     }),
              ElementsAre("caps.gate"));
}

// rule: notify.retry-after-failure
TEST(Invariants, ARetryIsARetryOnlyWhereThePolicySaysSo) {
  const auto retried = [](Scenario& s) {
    s.begins();
    s.before(0, 1);
    s.before(1, 0);
    s.asks(0, wn::access_denied);
    s.asks(1, wn::not_connected);
    s.after(0, 1, wn::access_denied, {}, wn::retry);
    s.before(1, 0);
    s.asks(0, wn::success);
    s.disconnects(s.connection);
    s.after(0, 1, wn::success, "P1");
    s.ends(wn::success);
  };
  EXPECT_THAT(broken(retried, with(Switch::notify_retry, "retry")), IsEmpty());
  EXPECT_THAT(broken(retried), testing::Contains("notify.before-first-provider"));
}

// rule: notify.order-reverse
TEST(Invariants, TheOrderIsThatOfThePolicy) {
  const auto backwards = [](Scenario& s) {
    s.begins();
    s.before(1, 1);
    s.before(0, 2);
    s.asks(0, wn::success);
    s.disconnects(s.connection);
    s.after(0, 2, wn::success, "P1");
    s.after(1, 1, wn::success, "P1");
    s.ends(wn::success);
  };
  EXPECT_THAT(broken(backwards, with(Switch::notify_order, "reverse")), IsEmpty());
  EXPECT_THAT(broken(backwards, with(Switch::notify_order, "shuffle")), IsEmpty());
  EXPECT_THAT(broken(
                  [](Scenario& s) {
                    s.begins();
                    s.before(0, 0);
                    s.before(1, 0);
                  },
                  with(Switch::notify_order, "reverse")),
              ElementsAre("notify.order-reverse"));
}

TEST(Invariants, WhatIsBrokenAgainAndAgainIsToldAFewTimes) {
  Scenario scenario;
  Invariants invariants(scenario.setup, scenario.trace);
  invariants.begin(scenario.state);
  scenario.begins();
  for (std::size_t i = 0; i < 2 * Violations::most; ++i) scenario.asks(0, wn::not_connected);
  invariants.check();
  EXPECT_EQ(invariants.violations().list().size(), Violations::most);
  invariants.begin(scenario.state);
  EXPECT_TRUE(invariants.violations().empty());
}

}  // namespace
}  // namespace mprsim::invariants_test
