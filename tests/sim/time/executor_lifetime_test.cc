// The destruction of handlers with a context and by reset(), other executors on top of it, allocations,
// threads.
#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <utility>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/channel.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <gtest/gtest.h>

#include "sim/time/executor.h"
#include "sim/time/timer.h"
#include "tests/sim/allocations.h"
#include "tests/sim/time/token.h"

namespace mprsim::executor_lifetime_test {
namespace {

namespace asio = boost::asio;

using Ints = std::vector<int>;

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
    spawn(context, nested_hold(context, Token(alive), SimTime{5}));  // it has not started yet
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

// A handler that posts, arms and cancels in its destructor: the worst case for reset().
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
      if (round == 1) break;  // in the second round the destructor does it
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
}  // namespace mprsim::executor_lifetime_test
