// Sleeping in virtual time, and letting others go first: the asynchronous operations that every actor's delay
// is made of.
//   co_await async_sleep_for(context, SimTime{250});                                          // costs no
//   allocation co_await (async_sleep_for(context, SimTime{250}, use_task) || something_else(context));   //
//   the first one wins
// Completes with void(error_code): success at the time given, or operation_aborted when cancelled through the
// cancellation slot of the handler (of any type: sleeping has no side effect). A cancellation that comes
// before the handler was called always wins. Sleeps that end at the same time end in order of arming. A time
// that has passed ends at once, but never inside the call, and after everything that is ready. Thread-safety:
// as for VirtualContext, which has to outlive the operation.
#pragma once

#include <type_traits>
#include <utility>

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/dispatch.hpp>

#include "sim/time/executor.h"

namespace mprsim {

namespace timer_internal {

using Executor = VirtualContext::executor_type;

// What waits in the timer queue: it hands over to the handler, on the handler's own executor.
template <class Handler>
struct WakeUp {
  Executor executor;
  Handler handler;

  void operator()(boost::system::error_code error) {
    boost::asio::get_associated_cancellation_slot(handler).clear();
    const auto target = boost::asio::get_associated_executor(handler, executor);
    if constexpr (std::is_same_v<decltype(target), const Executor>) {
      if (target == executor) return std::move(handler)(error);
    }
    boost::asio::dispatch(target,
                          [handler = std::move(handler), error]() mutable { std::move(handler)(error); });
  }
};

// Sits in the cancellation slot of a handler that sleeps.
struct Canceller {
  VirtualContext* context;
  TimerId timer;

  void operator()(boost::asio::cancellation_type) const { context->cancel_timer(timer); }
};

struct StartSleep {
  using executor_type = Executor;
  Executor executor;
  SimTime time;

  Executor get_executor() const noexcept { return executor; }

  template <class Handler>
  void operator()(Handler&& handler) const {
    VirtualContext& context = executor.context();
    auto slot = boost::asio::get_associated_cancellation_slot(handler);
    const TimerId timer =
        context.arm_timer(time, WakeUp<std::decay_t<Handler>>{executor, std::forward<Handler>(handler)});
    if (slot.is_connected()) slot.assign(Canceller{&context, timer});
  }
};

struct StartYield {
  using executor_type = Executor;
  Executor executor;

  Executor get_executor() const noexcept { return executor; }

  template <class Handler>
  void operator()(Handler&& handler) const {
    executor.context().post([handler = std::forward<Handler>(handler)]() mutable {
      std::move(handler)(boost::system::error_code{});
    });
  }
};

// The end of a sleep that starts now, without overflow: the far future is the end of time.
inline SimTime end_of_sleep(SimTime now, SimTime duration) noexcept {
  return duration > SimTime::max() - now ? SimTime::max() : now + duration;
}

}  // namespace timer_internal

template <class Token = boost::asio::deferred_t>
auto async_sleep_until(VirtualContext& context, SimTime time, Token&& token = Token{}) {
  return boost::asio::async_initiate<Token, void(boost::system::error_code)>(
      timer_internal::StartSleep{context.get_executor(), time}, token);
}

// Completes when all that is ready now has run, or whenever the order of the context says.
template <class Token = boost::asio::deferred_t>
auto async_yield(VirtualContext& context, Token&& token = Token{}) {
  return boost::asio::async_initiate<Token, void(boost::system::error_code)>(
      timer_internal::StartYield{context.get_executor()}, token);
}

// The time counts from this call, even when the token (deferred) starts the sleep later.
template <class Token = boost::asio::deferred_t>
auto async_sleep_for(VirtualContext& context, SimTime duration, Token&& token = Token{}) {
  return async_sleep_until(context, timer_internal::end_of_sleep(context.now(), duration),
                           std::forward<Token>(token));
}

}  // namespace mprsim
