#include "sim/choice/chooser.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>

namespace mprsim::chooser_test {
namespace {

using testing::ElementsAre;
using testing::Not;

// A chooser with a clock and three actors.
class ChooserTest : public testing::Test {
 protected:
  ChooserTest() {
    for (const char* name : {"app", "explorer", "backup"})
      actors_.push_back(static_cast<ActorId>(names_.intern(name)));
  }

  void begin(const ChoicePlan& plan) {
    chooser_.begin(plan);
    chooser_.attach(clock_, names_);
  }
  std::string next(std::vector<std::size_t> ready) {
    std::vector<ActorId> actors;
    for (const std::size_t i : ready) actors.push_back(actors_[i]);
    const std::size_t chosen = chooser_.next_actor(actors);
    return std::string(names_.text(static_cast<NameId>(actors.at(chosen))));
  }
  std::string actors_chosen(const ChoicePlan& plan, int choices = 12) {
    begin(plan);
    std::string order;
    for (int i = 0; i < choices; ++i) order += next({0, 1, 2}).substr(0, 1);
    return order;
  }

  VirtualContext clock_;
  Trace names_;
  std::vector<ActorId> actors_;
  Chooser chooser_;
};

TEST_F(ChooserTest, TheSameSeedChoosesTheSame) {
  for (const StrategyKind kind : {StrategyKind::uniform, StrategyKind::pct, StrategyKind::round_robin}) {
    const ChoicePlan plan{.seed = 7, .strategy = {kind}};
    const std::string first = actors_chosen(plan);
    actors_chosen({.seed = 8, .strategy = {kind}});
    EXPECT_EQ(actors_chosen(plan), first) << to_string(plan.strategy);
  }
}

TEST_F(ChooserTest, UniformReachesEveryOrder) {
  std::set<std::string> orders;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    orders.insert(actors_chosen({.seed = seed, .strategy = {StrategyKind::uniform}}, 3));
  }
  EXPECT_EQ(orders.size(), 27U);
}

// Priorities change at depth - 1 places. Between them the same actor runs.
TEST_F(ChooserTest, PctChangesItsMindAtMostSoOften) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    for (std::uint32_t depth = 1; depth <= 3; ++depth) {
      const std::string order =
          actors_chosen({.seed = seed, .strategy = {StrategyKind::pct, depth}, .expected_orders = 10}, 10);
      std::uint32_t changes = 0;
      for (std::size_t i = 1; i < order.size(); ++i) changes += order[i] != order[i - 1] ? 1 : 0;
      EXPECT_LT(changes, depth) << order;
    }
  }
}

TEST_F(ChooserTest, PctGivesEveryActorTheHighestPriority) {
  std::map<char, int> first;
  for (std::uint64_t seed = 0; seed < 300; ++seed)
    ++first[actors_chosen({.seed = seed, .strategy = {StrategyKind::pct, 1}}, 1)[0]];
  for (const char who : {'a', 'b', 'e'}) EXPECT_GT(first[who], 60) << who;
}

TEST_F(ChooserTest, RoundRobinGivesTurnsOfOneLength) {
  EXPECT_EQ(actors_chosen({.seed = 0, .strategy = {StrategyKind::round_robin}}, 6), "aebaeb");
  EXPECT_EQ(actors_chosen({.seed = 1, .strategy = {StrategyKind::round_robin}}, 6), "aaeebb");
  EXPECT_EQ(actors_chosen({.seed = 2, .strategy = {StrategyKind::round_robin}}, 6), "aaaeee");
}

TEST_F(ChooserTest, FifoChoosesNoOrder) {
  begin({});
  EXPECT_FALSE(chooser_.order_is_chosen());
  EXPECT_EQ(next({1, 0}), "explorer");
}

TEST_F(ChooserTest, ADrawOfOneComponentMovesNoOther) {
  const ComponentId a = chooser_.component("a");
  const ComponentId b = chooser_.component("b");
  begin({.seed = 3});
  std::vector<std::uint32_t> alone;
  for (int i = 0; i < 5; ++i) alone.push_back(chooser_.pick(b, 1000));
  begin({.seed = 3});
  std::vector<std::uint32_t> mixed;
  for (int i = 0; i < 5; ++i) {
    chooser_.pick(a, 1000);
    mixed.push_back(chooser_.pick(b, 1000));
  }
  EXPECT_EQ(mixed, alone);
}

TEST_F(ChooserTest, ADrawIsThatOfTheStreamOfItsName) {
  begin({.seed = 11});
  ChoiceStream stream{11, "notify_order"};
  EXPECT_EQ(chooser_.number(chooser_.component("notify_order")), stream.next());
}

TEST_F(ChooserTest, WhatIsNoChoiceIsNotRecorded) {
  begin({.strategy = {StrategyKind::uniform}});
  EXPECT_EQ(next({2}), "backup");
  EXPECT_EQ(chooser_.pick(chooser_.component("x"), 1), 0U);
  EXPECT_EQ(chooser_.between(chooser_.component("x"), 5, 5), 5);
  EXPECT_TRUE(chooser_.log().decisions().empty());
}

TEST_F(ChooserTest, RarelyMeansOneInSoMany) {
  const ComponentId fault = chooser_.component("fault");
  begin({.seed = 1});
  std::array<int, 4> counts{};
  for (int i = 0; i < 4000; ++i) ++counts[chooser_.pick_rarely(fault, 4, 4, 0b1010)];
  EXPECT_NEAR(counts[0], 3000, 150);
  EXPECT_NEAR(counts[1], 500, 100);
  EXPECT_EQ(counts[2], 0) << "not allowed";
  EXPECT_NEAR(counts[3], 500, 100);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(chooser_.pick_rarely(fault, 4, 1, 0), 0U) << "none is allowed";
}

// --- Record and replay.

// Makes one choice of each kind and returns the results.
std::vector<std::uint64_t> all_kinds(Chooser& chooser, const std::vector<ActorId>& actors) {
  const ComponentId any = chooser.component("any", {"Z:", "Y:"});
  const ComponentId latency = chooser.component("latency");
  return {chooser.next_actor(actors), chooser.pick(any, 2),
          static_cast<std::uint64_t>(chooser.between(latency, 5, 20)),
          chooser.number(chooser.component("key")),
          chooser.pick_rarely(chooser.component("fault", {"none", "lie"}), 2, 2, 0b10)};
}

TEST_F(ChooserTest, AScriptIsPlayedAgain) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const ChoicePlan plan{.seed = seed, .strategy = {StrategyKind::uniform}};
    begin(plan);
    const auto chosen = all_kinds(chooser_, actors_);
    const auto script = chooser_.named_log();
    ASSERT_EQ(script.size(), 5U);
    EXPECT_THAT(script[0].alternatives, ElementsAre("app", "explorer", "backup"));
    EXPECT_THAT(script[1].alternatives, ElementsAre("Z:", "Y:"));
    for (const Replay replay : {Replay::strict, Replay::follow}) {
      begin({.seed = 999, .strategy = plan.strategy, .script = &script, .replay = replay});
      EXPECT_EQ(all_kinds(chooser_, actors_), chosen);
      chooser_.finish();
      EXPECT_FALSE(chooser_.divergence());
      EXPECT_EQ(chooser_.named_log(), script);
    }
  }
}

TEST_F(ChooserTest, AStrictScriptDivergesAtTheFirstOtherQuestion) {
  const ChoicePlan plan{.strategy = {StrategyKind::uniform}};
  begin(plan);
  next({0, 1});
  next({1, 2});
  const auto script = chooser_.named_log();
  begin({.strategy = plan.strategy, .script = &script});
  next({0, 1});
  EXPECT_FALSE(chooser_.divergence());
  EXPECT_EQ(next({0, 2}), "app") << "the first alternative from then on";
  ASSERT_TRUE(chooser_.divergence());
  EXPECT_EQ(chooser_.divergence()->sequence, 1U);
  EXPECT_EQ(chooser_.divergence()->recorded, script[1]);
  EXPECT_THAT(chooser_.divergence()->now->alternatives, ElementsAre("app", "backup"));
  EXPECT_EQ(next({2, 0}), "backup");
  EXPECT_EQ(chooser_.divergence()->sequence, 1U) << "the first one is what counts";
}

TEST_F(ChooserTest, AStrictScriptKnowsItsEnds) {
  const ChoicePlan plan{.strategy = {StrategyKind::uniform}};
  begin(plan);
  next({0, 1});
  auto script = chooser_.named_log();
  begin({.strategy = plan.strategy, .script = &script});
  next({0, 1});
  next({0, 1});
  ASSERT_TRUE(chooser_.divergence());
  EXPECT_FALSE(chooser_.divergence()->recorded) << "the script had ended";
  begin({.strategy = plan.strategy, .script = &script});
  chooser_.finish();
  ASSERT_TRUE(chooser_.divergence());
  EXPECT_EQ(chooser_.divergence()->recorded, script[0]);
  EXPECT_FALSE(chooser_.divergence()->now) << "the run has ended";
}

TEST_F(ChooserTest, AStrictScriptDivergesWhereTheTimeIsAnother) {
  const ChoicePlan plan{.strategy = {StrategyKind::uniform}};
  begin(plan);
  next({0, 1});
  const auto script = chooser_.named_log();
  begin({.strategy = plan.strategy, .script = &script});
  clock_.run_until(SimTime{5});
  next({0, 1});
  ASSERT_TRUE(chooser_.divergence());
  EXPECT_EQ(chooser_.divergence()->now->at_ms, 5U);
}

TEST_F(ChooserTest, AFollowedScriptBendsWhereItMust) {
  const std::vector<NamedDecision> script{{"order", 0, {"app", "backup"}, 1, 2},
                                          {"gone", 0, {"a", "b"}, 1, 2},
                                          {"any", 0, {"Z:", "Y:", "X:"}, 2, 3},
                                          {"order", 0, {"app", "explorer"}, 1, 2}};
  const ComponentId any = chooser_.component("any", {"X:", "W:"});
  begin({.strategy = {StrategyKind::uniform}, .script = &script, .replay = Replay::follow});
  EXPECT_EQ(next({0, 1, 2}), "backup") << "by name, in another set";
  EXPECT_EQ(next({0, 2}), "app") << "the explorer cannot run: the first does";
  EXPECT_EQ(chooser_.pick(any, 2), 0U) << "X: is the first here";
  EXPECT_EQ(next({1, 0}), "explorer") << "nothing is left: the first";
  chooser_.finish();
  EXPECT_FALSE(chooser_.divergence());
}

TEST_F(ChooserTest, ADivergingRunIsStopped) {
  const std::vector<NamedDecision> script;
  begin({.strategy = {StrategyKind::uniform}, .script = &script});
  int ran = 0;
  clock_.set_order([this](std::span<const ActorId> ready) { return chooser_.next_actor(ready); });
  for (int i = 0; i < 5; ++i) clock_.post([&ran] { ++ran; });
  EXPECT_EQ(clock_.run(), RunResult::stopped);
  EXPECT_EQ(ran, 1);
}

TEST(StrategyNames, AreReadAndWritten) {
  for (const char* name : {"fifo", "uniform", "pct(1)", "pct(100)", "round-robin"}) {
    const auto strategy = parse_strategy(name);
    ASSERT_TRUE(strategy) << name;
    EXPECT_EQ(to_string(*strategy), name);
  }
  EXPECT_EQ(parse_strategy("pct"), (Strategy{StrategyKind::pct, 3}));
  for (const char* name :
       {"", "FIFO", "pct(", "pct()", "pct(0)", "pct(101)", "pct(-1)", "pct(2)x", "pct(2", "random"}) {
    EXPECT_FALSE(parse_strategy(name)) << name;
  }
}

TEST(Faults, AreNamedAndBorneByTheRightOnes) {
  for (const FaultInfo& fault : all_faults()) {
    EXPECT_EQ(find_fault(fault.name), fault.id);
    EXPECT_FALSE(fault.meaning.empty());
    EXPECT_TRUE(can_have(FaultBearer::provider, fault.id) || can_have(FaultBearer::notifyee, fault.id));
  }
  EXPECT_FALSE(find_fault("Hang"));
  EXPECT_FALSE(can_have(FaultBearer::notifyee, Fault::lie));
  EXPECT_FALSE(can_have(FaultBearer::provider, Fault::scribble));
}

TEST(Faults, ASeedBansEachKindInOneOfTwoCases) {
  std::map<Fault, int> banned;
  std::set<std::uint32_t> sets;
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    const FaultSet bans = swarm_bans(seed);
    EXPECT_EQ(bans, swarm_bans(seed));
    sets.insert(bans.bits());
    for (const FaultInfo& fault : all_faults()) banned[fault.id] += bans.contains(fault.id) ? 1 : 0;
  }
  for (const FaultInfo& fault : all_faults()) EXPECT_NEAR(banned[fault.id], 500, 80) << fault.name;
  EXPECT_GT(sets.size(), 200U);
}

}  // namespace
}  // namespace mprsim::chooser_test
