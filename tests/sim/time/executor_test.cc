#include "sim/time/executor.h"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/defer.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/experimental/channel.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <gtest/gtest.h>

#include "sim/time/callback.h"
#include "sim/time/timer.h"
#include "tests/sim/allocations.h"

namespace mprsim {
namespace {

namespace asio = boost::asio;

using Ints = std::vector<int>;

static_assert(asio::execution::is_executor<VirtualContext::executor_type>::value);
static_assert(std::is_convertible_v<VirtualContext::executor_type, asio::any_io_executor>);
static_assert(sizeof(Callback<void()>) == 56);

TEST(FormatTime, SecondsWithThreeDecimals) {
  EXPECT_EQ(format_time(SimTime{0}), "0.000");
  EXPECT_EQ(format_time(SimTime{7}), "0.007");
  EXPECT_EQ(format_time(SimTime{12345}), "12.345");
  EXPECT_EQ(format_time(SimTime{60000}), "60.000");
  EXPECT_EQ(format_time(SimTime{-5}), "-0.005");
  EXPECT_EQ(format_time(SimTime{-1500}), "-1.500");
  EXPECT_EQ(format_time(SimTime::max()), "9223372036854775.807");
}

// Counts how many of it are alive, wherever they were moved.
class Token {
 public:
  explicit Token(int& alive) : alive_(&alive) { ++*alive_; }
  Token(Token&& other) noexcept : alive_(other.alive_) { ++*alive_; }
  Token(const Token&) = delete;
  Token& operator=(const Token&) = delete;
  Token& operator=(Token&&) = delete;
  ~Token() { --*alive_; }

 private:
  int* alive_;
};

template <std::size_t Size>
struct PaddedHandler {
  Token token;
  int* calls;
  std::array<char, Size> padding{};
  void operator()() const { ++*calls; }
};

template <std::size_t Size>
void expect_callback_calls_once_and_cleans_up() {
  int alive = 0;
  int calls = 0;
  {
    Callback<void()> first;
    first.emplace(PaddedHandler<Size>{Token(alive), &calls});
    EXPECT_EQ(alive, 1);
    Callback<void()> second(std::move(first));
    EXPECT_FALSE(first);  // NOLINT(bugprone-use-after-move): what it holds then is the point
    EXPECT_TRUE(second);
    first = std::move(second);
    first.consume();
    EXPECT_EQ(alive, 0);
    EXPECT_FALSE(first);
    second.emplace(PaddedHandler<Size>{Token(alive), &calls});
    first.emplace(PaddedHandler<Size>{Token(alive), &calls});
    first = std::move(second);
    EXPECT_EQ(alive, 1);
  }
  EXPECT_EQ(alive, 0);
  EXPECT_EQ(calls, 1);
}

TEST(Callback, SmallAndLargeHandlersBehaveAlike) {
  expect_callback_calls_once_and_cleans_up<1>();
  expect_callback_calls_once_and_cleans_up<32>();
  expect_callback_calls_once_and_cleans_up<33>();
  expect_callback_calls_once_and_cleans_up<1000>();
}

TEST(Callback, OverAlignedHandlersKeepTheirAlignment) {
  struct alignas(64) Aligned {
    bool* aligned;
    void operator()() const { *aligned = reinterpret_cast<std::uintptr_t>(this) % 64 == 0; }
  };
  bool aligned = false;
  Callback<void()> callback;
  callback.emplace(Aligned{&aligned});
  callback.consume();
  EXPECT_TRUE(aligned);
}

TEST(Callback, MayBeFilledAgainWhileItRuns) {
  Callback<void()> callback;
  int calls = 0;
  callback.emplace([&] { callback.emplace([&] { ++calls; }); });
  callback.consume();
  EXPECT_TRUE(callback);
  callback.consume();
  EXPECT_EQ(calls, 1);
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
  ASSERT_EQ(offered.size(), 19u);  // one alone is no choice
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
  const auto scenario = [&] {
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
  const auto first = scenario();
  const auto steps = context.steps();
  context.post([] { FAIL() << "ran after reset"; });
  context.arm_timer(SimTime{1}, [](boost::system::error_code) { FAIL() << "fired after reset"; });
  context.reset();
  EXPECT_EQ(context.now(), SimTime{0});
  EXPECT_EQ(context.steps(), 0u);
  EXPECT_EQ(scenario(), first);
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

// A coroutine whose frame holds a token, suspended in a nested call.
Task<> hold_for(VirtualContext& context, Token token, SimTime time) {
  co_await async_sleep_for(context, time, use_task);
  static_cast<void>(token);
}
Task<> nested_hold(VirtualContext& context, Token token, SimTime time) {
  co_await hold_for(context, std::move(token), time);
}

TEST(Executor, DestructionDestroysWhatWaits) {
  int alive = 0;
  {
    VirtualContext context;
    context.post([token = Token(alive)] { FAIL(); });
    context.arm_timer(SimTime{5}, [token = Token(alive)](boost::system::error_code) { FAIL(); });
    spawn(context, nested_hold(context, Token(alive), SimTime{5}));  // not even started
    EXPECT_GE(alive, 3);
  }
  EXPECT_EQ(alive, 0);
  {
    VirtualContext context;
    for (int i = 0; i < 50; ++i) spawn(context, nested_hold(context, Token(alive), SimTime{i}));
    context.run_until(SimTime{20});
    EXPECT_GT(alive, 0);
  }
  EXPECT_EQ(alive, 0);
}

TEST(Executor, ResetDestroysWhatWaits) {
  int alive = 0;
  VirtualContext context;
  for (int round = 0; round < 3; ++round) {
    for (int i = 0; i < 50; ++i) spawn(context, nested_hold(context, Token(alive), SimTime{i}));
    context.run_until(SimTime{20});
    EXPECT_GT(alive, 0);
    context.reset();
    EXPECT_EQ(alive, 0);
    EXPECT_EQ(context.run(), RunResult::idle);
  }
}

// Posts, arms and cancels while it is destroyed: the rudest thing that a handler can do to reset().
struct RudeHandler {
  VirtualContext* context;
  std::shared_ptr<TimerId> victim;
  std::shared_ptr<int> depth;

  RudeHandler(VirtualContext& here, std::shared_ptr<TimerId> timer, int levels)
      : context(&here), victim(std::move(timer)), depth(std::make_shared<int>(levels)) {}
  RudeHandler(RudeHandler&&) noexcept = default;
  RudeHandler(const RudeHandler&) = delete;
  RudeHandler& operator=(const RudeHandler&) = delete;
  RudeHandler& operator=(RudeHandler&&) = delete;
  ~RudeHandler() {
    if (!depth) return;
    context->cancel_timer(*victim);
    if (*depth == 0) return;
    context->post(RudeHandler(*context, victim, *depth - 1));
    context->arm_timer(SimTime{9}, RudeHandler(*context, victim, *depth - 1));
  }
  void operator()() const { FAIL(); }
  void operator()(boost::system::error_code) const { FAIL(); }
};

TEST(Executor, HandlersMayPostArmAndCancelWhileTheyAreDestroyed) {
  int alive = 0;
  {
    VirtualContext context;
    for (int round = 0; round < 2; ++round) {
      auto victim = std::make_shared<TimerId>();
      context.arm_timer(SimTime{1}, RudeHandler(context, victim, 3));
      context.post(RudeHandler(context, victim, 3));
      *victim = context.arm_timer(SimTime{1}, [token = Token(alive)](boost::system::error_code) { FAIL(); });
      if (round == 1) break;  // the second round leaves it all to the destructor
      context.reset();
      EXPECT_EQ(alive, 0);
    }
  }
  EXPECT_EQ(alive, 0);
}

TEST(Executor, WorksBehindAnyIoExecutorAndStrands) {
  VirtualContext context;
  Ints order;
  const asio::any_io_executor any = context.get_executor();
  auto strand = asio::make_strand(context.get_executor());
  asio::post(any, [&] { order.push_back(1); });
  asio::post(strand, [&] { order.push_back(2); });
  asio::post(strand, [&] { order.push_back(3); });
  EXPECT_EQ(context.run(), RunResult::idle);
  EXPECT_EQ(order, (Ints{1, 2, 3}));
}

TEST(Executor, DestructionDestroysWhatWaitsInAStrand) {
  int alive = 0;
  {
    VirtualContext context;
    auto strand = asio::make_strand(context.get_executor());
    asio::post(strand, [token = Token(alive)] { FAIL(); });
    asio::post(strand, [token = Token(alive)] { FAIL(); });
  }
  EXPECT_EQ(alive, 0);
}

using Channel =
    asio::experimental::basic_channel<VirtualContext::executor_type, asio::experimental::channel_traits<>,
                                      void(boost::system::error_code, int)>;

TEST(Executor, ChannelsCarryValuesBetweenActors) {
  VirtualContext context;
  Channel channel(context.get_executor(), 1);
  Ints got;
  spawn(context, [](VirtualContext& here, Channel& out) -> Task<> {
    for (int i = 1; i <= 3; ++i) {
      co_await async_sleep_for(here, SimTime{10});
      co_await out.async_send(boost::system::error_code{}, i, use_task);
    }
  }(context, channel));
  spawn(context, [](Channel& in, Ints& out) -> Task<> {
    for (int i = 1; i <= 3; ++i) out.push_back(co_await in.async_receive(use_task));
  }(channel, got));
  EXPECT_EQ(context.run(), RunResult::idle);
  EXPECT_EQ(got, (Ints{1, 2, 3}));
  EXPECT_EQ(context.now(), SimTime{30});
}

TEST(Executor, ACoroutineThatWaitsForeverIsIdleAndIsDestroyedWithItsContext) {
  int alive = 0;
  {
    VirtualContext context;
    Channel channel(context.get_executor(), 0);
    spawn(context, [](Channel& in, Token token) -> Task<> {
      co_await in.async_receive(use_task);
      static_cast<void>(token);
    }(channel, Token(alive)));
    EXPECT_EQ(context.run(), RunResult::idle);
    EXPECT_EQ(alive, 1);
  }
  EXPECT_EQ(alive, 0);
}

struct PostedChain {
  VirtualContext* context;
  int left;
  void operator()() {
    if (--left > 0) asio::post(context->get_executor(), PostedChain(*this));
  }
};

struct TimedChain {
  VirtualContext* context;
  int left;
  void operator()(boost::system::error_code) {
    if (--left > 0) async_sleep_for(*context, SimTime{3}, TimedChain(*this));
  }
};

Task<> sleeps_and_posts(VirtualContext& context, int rounds) {
  for (int i = 0; i < rounds; ++i) {
    co_await async_sleep_for(context, SimTime{1});
    co_await asio::post(context.get_executor(), asio::deferred);
  }
}

TEST(Executor, EventsDoNotAllocateOnceTheQueuesHaveGrown) {
  VirtualContext context;
  const auto cost = [&](auto&& start) {
    const auto before = allocations();
    start();
    EXPECT_EQ(context.run(), RunResult::idle);
    context.reset();
    return allocations() - before;
  };
  const auto everything = [&](int count) {
    return std::array{cost([&] {
                        asio::post(context, PostedChain{&context, count});
                      }),
                      cost([&] {
                        async_sleep_for(context, SimTime{1}, TimedChain{&context, count});
                      }),
                      cost([&] { spawn(context, sleeps_and_posts(context, count)); })};
  };
  everything(1000);
  EXPECT_EQ(everything(1000), (std::array<std::uint64_t, 3>{0, 0, 0}));
}

#if defined(__linux__)
TEST(Executor, NoThreadIsEverStarted) {
  const auto threads = [] {
    const std::filesystem::directory_iterator tasks("/proc/self/task");
    return std::distance(begin(tasks), end(tasks));
  };
  const auto before = threads();
  VirtualContext context;
  for (int i = 0; i < 10; ++i)
    spawn(context, [](VirtualContext& here) -> Task<> {
      co_await async_sleep_for(here, SimTime{100});
      co_await asio::post(here.get_executor(), asio::deferred);
    }(context));
  context.run_until(SimTime{50});
  EXPECT_EQ(threads(), before);
  context.run();
  EXPECT_EQ(threads(), before);
}
#endif

}  // namespace
}  // namespace mprsim
