#include "sim/time/timer.h"

#include <algorithm>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/strand.hpp>
#include <gtest/gtest.h>

#include "sim/time/executor.h"

namespace mprsim::timer_test {
namespace {

namespace asio = boost::asio;
using asio::experimental::awaitable_operators::operator||;
using asio::experimental::awaitable_operators::operator&&;
using boost::system::error_code;

const error_code aborted = asio::error::operation_aborted;

TEST(Timer, SleepsForAndUntil) {
  VirtualContext context;
  std::vector<SimTime> woke;
  spawn(context, [](VirtualContext& here, std::vector<SimTime>& out) -> Task<> {
    co_await async_sleep_for(here, SimTime{100});
    out.push_back(here.now());
    co_await async_sleep_until(here, SimTime{150});
    out.push_back(here.now());
    co_await async_sleep_until(here, SimTime{20});
    out.push_back(here.now());
    co_await async_sleep_for(here, SimTime{-7}, use_task);
    out.push_back(here.now());
  }(context, woke));
  EXPECT_EQ(context.run(), RunResult::idle);
  EXPECT_EQ(woke, (std::vector<SimTime>{SimTime{100}, SimTime{150}, SimTime{150}, SimTime{150}}));
}

TEST(Timer, ASleepOfNothingNeverEndsInsideTheCall) {
  VirtualContext context;
  std::string order;
  async_sleep_for(context, SimTime{0}, [&](error_code) { order += "slept "; });
  order += "called ";
  context.post([&] { order += "ready "; });
  context.run();
  EXPECT_EQ(order, "called ready slept ");
}

TEST(Timer, TheFarFutureDoesNotOverflow) {
  VirtualContext context;
  std::optional<SimTime> woke;
  context.run_until(SimTime{1000});
  async_sleep_for(context, SimTime::max(), [&](error_code) { woke = context.now(); });
  async_sleep_for(context, SimTime::min(), [](error_code) {});
  EXPECT_EQ(context.run({.max_time = SimTime{1'000'000}}), RunResult::time_limit);
  EXPECT_FALSE(woke);
  EXPECT_EQ(context.run(), RunResult::idle);
  EXPECT_EQ(woke, SimTime::max());
}

TEST(Timer, EqualExpiryEndsInOrderOfArming) {
  VirtualContext context;
  std::vector<int> order;
  for (int i = 0; i < 1000; ++i) {
    async_sleep_until(context, SimTime{50}, [&order, i](error_code) { order.push_back(i); });
  }
  context.run();
  ASSERT_EQ(order.size(), 1000u);
  EXPECT_TRUE(std::is_sorted(order.begin(), order.end()));
}

// One sleep with a cancellation slot. It notes how and when it ended.
struct Sleep {
  asio::cancellation_signal signal;
  std::optional<error_code> result;
  SimTime ended{-1};

  void start(VirtualContext& context, SimTime time) {
    async_sleep_until(context, time,
                      asio::bind_cancellation_slot(signal.slot(), [this, &context](error_code error) {
                        EXPECT_FALSE(result) << "completed twice";
                        result = error;
                        ended = context.now();
                      }));
  }
};

TEST(Timer, ACancelledSleepEndsNowWithOperationAborted) {
  for (const auto type : {asio::cancellation_type::terminal, asio::cancellation_type::partial,
                          asio::cancellation_type::total}) {
    VirtualContext context;
    Sleep sleep;
    sleep.start(context, SimTime{100});
    async_sleep_until(context, SimTime{10}, [&](error_code) {
      sleep.signal.emit(type);
      EXPECT_FALSE(sleep.result) << "completed inside emit";
    });
    EXPECT_EQ(context.run(), RunResult::idle);
    EXPECT_EQ(sleep.result, aborted);
    EXPECT_EQ(sleep.ended, SimTime{10});
    EXPECT_EQ(context.now(), SimTime{10}) << "a cancelled timer must not move the clock";
  }
}

TEST(Timer, CancellationWinsUntilTheHandlerIsCalled) {
  VirtualContext context;
  Sleep sleep;
  async_sleep_until(context, SimTime{10},
                    [&](error_code) { sleep.signal.emit(asio::cancellation_type::all); });
  sleep.start(context, SimTime{10});  // due at the same instant, after the handler that cancels it
  context.run();
  EXPECT_EQ(sleep.result, aborted);
}

TEST(Timer, CancellingTwiceOrAfterTheEndDoesNothing) {
  VirtualContext context;
  Sleep sleep;
  sleep.start(context, SimTime{10});
  sleep.signal.emit(asio::cancellation_type::all);
  sleep.signal.emit(asio::cancellation_type::all);
  context.run();
  EXPECT_EQ(sleep.result, aborted);
  sleep.signal.emit(asio::cancellation_type::all);
  EXPECT_EQ(context.run(), RunResult::idle);
}

TEST(Timer, AStaleIdNeverCancelsALaterTimer) {
  VirtualContext context;
  const TimerId old = context.arm_timer(SimTime{1}, [](error_code) {});
  context.run();
  std::optional<error_code> result;
  const TimerId fresh = context.arm_timer(SimTime{2}, [&](error_code error) { result = error; });
  EXPECT_EQ(fresh.slot, old.slot) << "the slot is meant to be reused, or this test shows nothing";
  context.cancel_timer(old);
  context.cancel_timer(TimerId{12345, 0});
  context.run();
  EXPECT_EQ(result, error_code{});
}

// Every pattern of cancellations over a heap of timers, against a sorted list.
TEST(Timer, CancellationFromAnywhereInTheHeapKeepsTheOrder) {
  std::uint32_t random = 1;
  const auto draw = [&random](std::uint32_t bound) {
    random = random * 1664525 + 1013904223;
    return (random >> 8) % bound;
  };
  for (int round = 0; round < 200; ++round) {
    VirtualContext context;
    struct Armed {
      SimTime time;
      int name;
      TimerId id;
    };
    std::vector<Armed> armed;
    std::vector<int> fired;
    std::vector<int> cancelled;
    for (int name = 0; name < 60; ++name) {
      const SimTime time{draw(20)};
      armed.push_back({time, name, context.arm_timer(time, [&fired, &cancelled, name](error_code error) {
                         (error ? cancelled : fired).push_back(name);
                       })});
    }
    std::vector<int> expected_cancelled;
    for (int i = 0; i < 25; ++i) {
      const auto victim = armed.begin() + draw(static_cast<std::uint32_t>(armed.size()));
      context.cancel_timer(victim->id);
      expected_cancelled.push_back(victim->name);
      armed.erase(victim);
    }
    std::stable_sort(armed.begin(), armed.end(),
                     [](const Armed& a, const Armed& b) { return a.time < b.time; });
    std::vector<int> expected;
    for (const Armed& each : armed) expected.push_back(each.name);
    context.run();
    ASSERT_EQ(fired, expected);
    ASSERT_EQ(cancelled, expected_cancelled);
  }
}

TEST(Timer, OrOfTwoSleepsEndsWithTheFirstAndCancelsTheOther) {
  VirtualContext context;
  std::optional<std::size_t> winner;
  spawn(context, [](VirtualContext& here, std::optional<std::size_t>& out) -> Task<> {
    const auto result = co_await (async_sleep_for(here, SimTime{500}, use_task) ||
                                  async_sleep_for(here, SimTime{30}, use_task));
    out = result.index();
  }(context, winner));
  EXPECT_EQ(context.run(), RunResult::idle);
  EXPECT_EQ(winner, 1u);
  EXPECT_EQ(context.now(), SimTime{30});
}

Task<int> work(VirtualContext& context, SimTime duration, std::string& log) {
  try {
    co_await async_sleep_for(context, duration);
  } catch (const boost::system::system_error& error) {
    log += "cancelled at " + format_time(context.now());
    throw;
  }
  log += "done at " + format_time(context.now());
  co_return 7;
}

TEST(Timer, ATimeoutCancelsSlowWorkAndLetsFastWorkEnd) {
  for (const auto& [duration, expected] :
       {std::pair{SimTime{250}, "cancelled at 0.100"}, std::pair{SimTime{40}, "done at 0.040"}}) {
    VirtualContext context;
    std::string log;
    spawn(context, [](VirtualContext& here, SimTime time, std::string& out) -> Task<> {
      const auto result = co_await (work(here, time, out) || async_sleep_for(here, SimTime{100}, use_task));
      EXPECT_EQ(result.index(), time > SimTime{100} ? 1u : 0u);
    }(context, duration, log));
    EXPECT_EQ(context.run(), RunResult::idle);
    EXPECT_EQ(log, expected);
  }
}

TEST(Timer, AndOfTwoSleepsEndsWithTheLast) {
  VirtualContext context;
  spawn(context, [](VirtualContext& here) -> Task<> {
    co_await (async_sleep_for(here, SimTime{5}, use_task) && async_sleep_for(here, SimTime{30}, use_task));
    EXPECT_EQ(here.now(), SimTime{30});
  }(context));
  EXPECT_EQ(context.run(), RunResult::idle);
}

TEST(Timer, ManyTimeoutsThatNeverFireLeaveNothingBehind) {
  VirtualContext context;
  spawn(context, [](VirtualContext& here) -> Task<> {
    for (int i = 0; i < 1000; ++i) {
      co_await (async_sleep_for(here, SimTime{1}, use_task) ||
                async_sleep_for(here, SimTime{60'000}, use_task));
    }
  }(context));
  EXPECT_EQ(context.run(), RunResult::idle);
  EXPECT_EQ(context.now(), SimTime{1000});
}

TEST(Timer, ResetWhileAnOrIsPendingIsClean) {
  VirtualContext context;
  for (int round = 0; round < 3; ++round) {
    for (int i = 0; i < 10; ++i)
      spawn(context, [](VirtualContext& here) -> Task<> {
        co_await (async_sleep_for(here, SimTime{500}, use_task) ||
                  async_sleep_for(here, SimTime{30}, use_task));
        ADD_FAILURE() << "ran on after reset";
      }(context));
    context.run_until(SimTime{10});
    context.reset();
    EXPECT_EQ(context.run(), RunResult::idle);
  }
}

TEST(Timer, TheHandlerRunsOnItsOwnExecutor) {
  VirtualContext context;
  VirtualContext other;
  const auto strand = asio::make_strand(context.get_executor());
  bool in_strand = false;
  bool in_other = false;
  async_sleep_for(context, SimTime{1}, asio::bind_executor(strand, [&](error_code) {
                    in_strand = strand.running_in_this_thread();
                  }));
  async_sleep_for(context, SimTime{1},
                  asio::bind_executor(other.get_executor(), [&](error_code) { in_other = true; }));
  context.run();
  EXPECT_TRUE(in_strand);
  EXPECT_FALSE(in_other);
  other.run();
  EXPECT_TRUE(in_other);
}

TEST(Timer, ErrorsCanBeTakenAsValues) {
  VirtualContext context;
  error_code error = aborted;
  spawn(context, [](VirtualContext& here, error_code& out) -> Task<> {
    co_await async_sleep_for(here, SimTime{1}, asio::redirect_error(use_task, out));
  }(context, error));
  context.run();
  EXPECT_FALSE(error);
}

}  // namespace
}  // namespace mprsim::timer_test
