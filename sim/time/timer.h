// Sleeping in virtual time, and letting other actors run first: every delay of an actor is made of these
// asynchronous operations.
//
//   co_await async_sleep_for(context, SimTime{250});  // costs no allocation
//   co_await (async_sleep_for(context, SimTime{250}, use_task) || other(context));  // the first one to end
//
// Page: docs/architecture.md, "Time and chance". An operation completes with void(error_code): success at the
// time given, or operation_aborted after a cancellation through the handler's cancellation slot (any type of
// cancellation: sleeping has no side effect). A cancellation that comes before the handler was called always
// takes effect. Sleeps that end at the same time end in the order in which they began. A sleep whose time has
// passed ends at once, but not before the call returns, and after everything that is ready. Thread-safety:
// that of VirtualContext, which must outlive the operation.
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

/// The object that waits in the timer queue. When its time comes it calls the handler on the handler's own
/// executor, directly if that is the executor of this context.
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

/// Stands in the cancellation slot of a handler that sleeps.
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

/// The end of a sleep that starts now. A sum that would overflow is the largest time.
inline SimTime end_of_sleep(SimTime now, SimTime duration) noexcept {
  return duration > SimTime::max() - now ? SimTime::max() : now + duration;
}

}  // namespace timer_internal

/// Completes at `time`.
template <class Token = boost::asio::deferred_t>
auto async_sleep_until(VirtualContext& context, SimTime time, Token&& token = Token{}) {
  return boost::asio::async_initiate<Token, void(boost::system::error_code)>(
      timer_internal::StartSleep{context.get_executor(), time}, token);
}

/// Completes when all handlers that are ready now have run; under set_order(), when the order chooses this
/// actor.
template <class Token = boost::asio::deferred_t>
auto async_yield(VirtualContext& context, Token&& token = Token{}) {
  return boost::asio::async_initiate<Token, void(boost::system::error_code)>(
      timer_internal::StartYield{context.get_executor()}, token);
}

/// Completes when `duration` has passed. The time counts from this call, even if the token (deferred) starts
/// the sleep later.
template <class Token = boost::asio::deferred_t>
auto async_sleep_for(VirtualContext& context, SimTime duration, Token&& token = Token{}) {
  return async_sleep_until(context, timer_internal::end_of_sleep(context.now(), duration),
                           std::forward<Token>(token));
}

}  // namespace mprsim
