#include "sim/time/executor.h"

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/defer.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <gtest/gtest.h>

#include "sim/time/timer.h"

namespace mprsim::executor_test {
namespace {

namespace asio = boost::asio;

using Ints = std::vector<int>;

static_assert(asio::execution::is_executor<VirtualContext::executor_type>::value);
static_assert(std::is_convertible_v<VirtualContext::executor_type, asio::any_io_executor>);

TEST(FormatTime, SecondsWithThreeDecimals) {
  EXPECT_EQ(format_time(SimTime{0}), "0.000");
  EXPECT_EQ(format_time(SimTime{7}), "0.007");
  EXPECT_EQ(format_time(SimTime{12345}), "12.345");
  EXPECT_EQ(format_time(SimTime{60000}), "60.000");
  EXPECT_EQ(format_time(SimTime{-5}), "-0.005");
  EXPECT_EQ(format_time(SimTime{-1500}), "-1.500");
  EXPECT_EQ(format_time(SimTime::max()), "9223372036854775.807");
}

TEST(Executor, NothingToDoIsIdleAtTimeZero) {
  VirtualContext context;
  EXPECT_EQ(context.run(), RunResult::idle);
  EXPECT_EQ(context.now(), SimTime{0});
  EXPECT_EQ(context.steps(), 0u);
}

TEST(Executor, PostDispatchAndDeferAllQueueFirstInFirstOut) {
  VirtualContext context;
  Ints order;
  asio::post(context, [&] {
    order.push_back(1);
    asio::dispatch(context, [&] { order.push_back(4); });
    order.push_back(2);
  });
  asio::defer(context, [&] { order.push_back(3); });
  EXPECT_TRUE(order.empty());
  EXPECT_EQ(context.run(), RunResult::idle);
  EXPECT_EQ(order, (Ints{1, 2, 3, 4}));
  EXPECT_EQ(context.steps(), 3u);
}

TEST(Executor, OrderSurvivesTheGrowthOfTheQueueFromAnyPosition) {
  VirtualContext context;
  int next = 0;
  int expected = 0;
  for (int round = 1; round < 60; ++round) {
    for (int i = 0; i < round * 3; ++i) {
      context.post([&expected, value = next++] { EXPECT_EQ(value, expected++); });
    }
    context.run({.max_steps = context.steps() + static_cast<std::uint64_t>(round)});
  }
  context.run();
  EXPECT_EQ(expected, next);
}

TEST(Executor, TimersFireByTimeThenInOrderOfArming) {
  VirtualContext context;
  Ints order;
  const auto arm = [&](int time, int name) {
    context.arm_timer(SimTime{time}, [&order, name](boost::system::error_code) { order.push_back(name); });
  };
  arm(20, 4);
  arm(10, 1);
  arm(20, 5);
  arm(10, 2);
  arm(10, 3);
  EXPECT_EQ(context.run(), RunResult::idle);
  EXPECT_EQ(order, (Ints{1, 2, 3, 4, 5}));
  EXPECT_EQ(context.now(), SimTime{20});
}

TEST(Executor, ThePastIsNowAndTheClockNeverGoesBack) {
  VirtualContext context;
  std::vector<SimTime> times;
  const auto note = [&](boost::system::error_code) { times.push_back(context.now()); };
  context.arm_timer(SimTime{50}, [&](boost::system::error_code error) {
    note(error);
    context.arm_timer(SimTime{10}, note);
    context.arm_timer(SimTime{-10}, note);
  });
  context.run();
  EXPECT_EQ(times, (std::vector<SimTime>{SimTime{50}, SimTime{50}, SimTime{50}}));
}

TEST(Executor, TimeLimitStopsBeforeTheFirstLaterEvent) {
  VirtualContext context;
  Ints order;
  for (int time : {10, 20, 30}) {
    context.arm_timer(SimTime{time}, [&order, time](boost::system::error_code) { order.push_back(time); });
  }
  EXPECT_EQ(context.run({.max_time = SimTime{20}}), RunResult::time_limit);
  EXPECT_EQ(order, (Ints{10, 20}));
  EXPECT_EQ(context.now(), SimTime{20});
  EXPECT_EQ(context.run(), RunResult::idle);
  EXPECT_EQ(order, (Ints{10, 20, 30}));
}

TEST(Executor, RunUntilMovesTheClockEvenWhenNothingHappens) {
  VirtualContext context;
  int calls = 0;
  context.arm_timer(SimTime{100}, [&](boost::system::error_code) { ++calls; });
  EXPECT_EQ(context.run_until(SimTime{40}), RunResult::time_limit);
  EXPECT_EQ(context.now(), SimTime{40});
  EXPECT_EQ(context.run_until(SimTime{100}), RunResult::idle);
  EXPECT_EQ(calls, 1);
  EXPECT_EQ(context.run_until(SimTime{250}), RunResult::idle);
  EXPECT_EQ(context.now(), SimTime{250});
  EXPECT_EQ(context.run_until(SimTime{10}), RunResult::idle);
  EXPECT_EQ(context.now(), SimTime{250});
}

TEST(Executor, WhatIsReadyAfterTheTimeLimitWaits) {
  VirtualContext context;
  context.run_until(SimTime{100});
  context.post([] { FAIL() << "ran although its time is past the limit"; });
  EXPECT_EQ(context.run({.max_time = SimTime{99}}), RunResult::time_limit);
}

TEST(Executor, StepLimitCountsFromTheStartAndCanBeRaised) {
  VirtualContext context;
  int calls = 0;
  for (int i = 0; i < 5; ++i) context.post([&] { ++calls; });
  EXPECT_EQ(context.run({.max_steps = 3}), RunResult::step_limit);
  EXPECT_EQ(calls, 3);
  EXPECT_EQ(context.run({.max_steps = 3}), RunResult::step_limit);
  EXPECT_EQ(calls, 3);
  EXPECT_EQ(context.run({.max_steps = 5}), RunResult::idle);
  EXPECT_EQ(calls, 5);
}

TEST(Executor, StepLimitStopsAnEndlessLoop) {
  VirtualContext context;
  struct Forever {
    VirtualContext* context;
    void operator()() const { context->post(*this); }
  };
  context.post(Forever{&context});
  EXPECT_EQ(context.run({.max_steps = 1000}), RunResult::step_limit);
  EXPECT_EQ(context.steps(), 1000u);
}

TEST(Executor, AStepLimitDoesNotMoveTheClock) {
  VirtualContext context;
  context.arm_timer(SimTime{10}, [](boost::system::error_code) {});
  EXPECT_EQ(context.run({.max_steps = 0}), RunResult::step_limit);
  EXPECT_EQ(context.now(), SimTime{0});
}

TEST(Executor, AnExceptionLeavesRunAndTheRestStillRuns) {
  VirtualContext context;
  Ints order;
  context.post([&] { order.push_back(1); });
  context.post([] { throw std::runtime_error("handler"); });
  context.post([&] { order.push_back(2); });
  EXPECT_THROW(context.run(), std::runtime_error);
  EXPECT_EQ(context.run(), RunResult::idle);
  EXPECT_EQ(order, (Ints{1, 2}));
}

TEST(Executor, AnOrderPicksAmongTheReadyAndTheOthersKeepTheirOrder) {
  VirtualContext context;
  Ints order;
  Ints offered;
  for (int i = 0; i < 20; ++i) context.post([&order, i] { order.push_back(i); });
  int call = 0;
  context.set_order([&](std::span<const ActorId> ready) {
    offered.push_back(static_cast<int>(ready.size()));
    return ++call == 1 ? std::size_t{3} : call == 2 ? ready.size() - 1 : std::size_t{0};
  });
  context.run();
  EXPECT_EQ(order, (Ints{3, 19, 0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18}));
  ASSERT_EQ(offered.size(), 19u);  // one ready handler is not a choice
  EXPECT_EQ(offered.front(), 20);
  EXPECT_EQ(offered.back(), 2);
}

TEST(Executor, AnOrderSeesTheTimersOfOneInstantTogether) {
  VirtualContext context;
  Ints order;
  for (int i = 0; i < 3; ++i) {
    context.arm_timer(SimTime{5}, [&order, i](boost::system::error_code) { order.push_back(i); });
  }
  context.set_order([](std::span<const ActorId> ready) { return ready.size() - 1; });
  context.run();
  EXPECT_EQ(order, (Ints{2, 1, 0}));
}

TEST(Executor, ResetMakesTheNextRunLikeTheFirst) {
  VirtualContext context;
  const auto run_once = [&] {
    std::vector<std::string> trace;
    for (int i = 0; i < 4; ++i) {
      spawn(context, [](VirtualContext& here, std::vector<std::string>& out, int name) -> Task<> {
        for (int round = 0; round < 3; ++round) {
          co_await async_sleep_for(here, SimTime{10 * (name % 2) + round});
          out.push_back(format_time(here.now()) + " " + std::to_string(name));
        }
      }(context, trace, i));
    }
    EXPECT_EQ(context.run(), RunResult::idle);
    return trace;
  };
  const auto first = run_once();
  const auto steps = context.steps();
  context.post([] { FAIL() << "ran after reset"; });
  context.arm_timer(SimTime{1}, [](boost::system::error_code) { FAIL() << "fired after reset"; });
  context.reset();
  EXPECT_EQ(context.now(), SimTime{0});
  EXPECT_EQ(context.steps(), 0u);
  EXPECT_EQ(run_once(), first);
  EXPECT_EQ(context.steps(), steps);
}

TEST(Executor, SpawnedCoroutinesStartInTurnNotAtOnce) {
  VirtualContext context;
  Ints order;
  const auto actor = [](Ints& out, int name) -> Task<> {
    out.push_back(name);
    co_return;
  };
  spawn(context, actor(order, 1));
  spawn(context, actor(order, 2));
  EXPECT_TRUE(order.empty());
  context.run();
  EXPECT_EQ(order, (Ints{1, 2}));
}

TEST(Executor, AnExceptionInACoroutineLeavesRun) {
  VirtualContext context;
  spawn(context, [](VirtualContext& here) -> Task<> {
    co_await async_sleep_for(here, SimTime{3});
    throw std::runtime_error("actor");
  }(context));
  EXPECT_THROW(context.run(), std::runtime_error);
  EXPECT_EQ(context.now(), SimTime{3});
  EXPECT_EQ(context.run(), RunResult::idle);
}

Task<int> answer(VirtualContext& context) {
  co_await async_sleep_for(context, SimTime{1});
  co_return 42;
}

TEST(Executor, TasksReturnValuesAndKnowTheirTypedExecutor) {
  VirtualContext context;
  int got = 0;
  spawn(context, [](VirtualContext& here, int& out) -> Task<> {
    const VirtualContext::executor_type executor = co_await asio::this_coro::executor;
    EXPECT_EQ(&executor.context(), &here);
    out = co_await answer(here);
  }(context, got));
  context.run();
  EXPECT_EQ(got, 42);
}

}  // namespace
}  // namespace mprsim::executor_test
