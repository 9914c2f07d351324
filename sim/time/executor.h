// The simulator's own Asio execution context: virtual time, one thread, no reactor.
// Handlers run first in, first out. When none is ready, the clock jumps to the earliest timer, and every
// timer of that instant becomes ready in order of arming. The same program therefore always runs in the same
// order. Whoever wants another order chooses it, by the actors whose handlers are ready.
//
// Coroutines are Task<T>: an asio::awaitable with a *typed* executor, which costs a fraction of
// any_io_executor. Thread-safety: none; use a context and all that runs on it from one thread. Failure: an
// exception that leaves a handler leaves run(); the context stays valid and can go on or be reset. See
// docs/architecture.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/execution.hpp>
#include <boost/asio/execution_context.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "sim/time/event_queue.h"
#include "sim/time/time.h"

namespace mprsim {

// Both count from the start or the last reset(), whatever the number of calls of run().
struct RunLimits {
  SimTime max_time = SimTime::max();  // nothing later than this runs
  std::uint64_t max_steps = std::numeric_limits<std::uint64_t>::max();
};

enum class RunResult : std::uint8_t {
  idle,        // nothing is left to run; coroutines may still wait for something that never comes
  time_limit,  // what is left is later than max_time
  step_limit,  // max_steps handlers have run and more is left
  stopped,     // stop() was called
};

class VirtualContext : public boost::asio::execution_context {
 public:
  class executor_type;
  // Given whose the ready handlers are (two or more), says which runs next; 0 is the oldest.
  using ReadyOrder = std::function<std::size_t(std::span<const ActorId>)>;

  VirtualContext() = default;
  ~VirtualContext();

  executor_type get_executor() noexcept;

  SimTime now() const noexcept { return now_; }
  // Handlers called so far.
  std::uint64_t steps() const noexcept { return steps_; }

  RunResult run(const RunLimits& limits = {});

  // Runs all that happens up to and at `time`, then sets the clock to `time` even when nothing happened then.
  RunResult run_until(SimTime time);

  // Back to time 0 with nothing to run, as if new, but with its memory kept. What still waits is destroyed
  // without being called, suspended coroutines included. Not to be called from a handler.
  void reset();

  // Empty: first in, first out. The order stays through reset().
  void set_order(ReadyOrder order) { order_ = std::move(order); }

  // Called after each handler, while nothing runs; empty: nobody. It stays through reset().
  void set_watcher(std::function<void()> watcher) { watcher_ = std::move(watcher); }

  // Ends run() after the handler that calls it. What is ready or armed stays.
  void stop() noexcept { max_steps_ = 0; }

  // Whose handler runs now. A handler that is posted or armed belongs to the same actor.
  ActorId actor() const noexcept { return actor_; }
  // From now on, until the next handler runs.
  void set_actor(ActorId actor) noexcept { actor_ = actor; }
  // Whether anything else could run at this instant, timers that are to come apart.
  bool others_are_ready() const noexcept { return !ready_.empty(); }

  // The three primitives below are what the executor and sim/time/timer.h are made of; actors use those.
  template <class F>
  void post(F&& handler) {
    ready_.push(actor_, std::forward<F>(handler));
  }

  // Calls handler(error_code) at `time`, or now if that has passed: success, or operation_aborted after
  // cancel_timer(). Also for a time that has come, everything that is ready runs first.
  template <class F>
  TimerId arm_timer(SimTime time, F&& handler) {
    return timers_.arm(time < now_ ? now_ : time, actor_, std::forward<F>(handler));
  }

  // Until a timer's handler has been called, a cancellation always reaches it. Later it does nothing.
  void cancel_timer(TimerId timer);

 private:
  SimTime next_event_time() const noexcept { return ready_.empty() ? timers_.next_time() : now_; }
  void advance_to_next_timer();
  void run_one_ready();
  std::size_t chosen_ready();
  void fire_when_ready(TimerQueue::Due due);
  void discard_pending() noexcept;

  ReadyQueue ready_;
  TimerQueue timers_;
  SimTime now_{0};
  std::uint64_t steps_ = 0;
  std::uint64_t max_steps_ = 0;  // of the run() under way; 0 once it was stopped
  ActorId actor_ = ActorId::nobody;
  ReadyOrder order_;
  std::function<void()> watcher_;
  std::vector<ActorId> runnable_;  // what order_ is given
};

// Never runs a handler inside execute(): dispatch(), post() and defer() all queue it.
class VirtualContext::executor_type {
 public:
  explicit executor_type(VirtualContext& context) noexcept : context_(&context) {}

  VirtualContext& context() const noexcept { return *context_; }
  VirtualContext& query(boost::asio::execution::context_t) const noexcept { return *context_; }
  static constexpr boost::asio::execution::blocking_t query(boost::asio::execution::blocking_t) noexcept {
    return boost::asio::execution::blocking.never;
  }

  template <class F>
  void execute(F&& handler) const {
    context_->post(std::forward<F>(handler));
  }

  friend bool operator==(const executor_type&, const executor_type&) noexcept = default;

 private:
  VirtualContext* context_;
};

inline VirtualContext::executor_type VirtualContext::get_executor() noexcept { return executor_type(*this); }

template <class T = void>
using Task = boost::asio::awaitable<T, VirtualContext::executor_type>;

// The completion token that turns an asynchronous operation into a Task, for `a || b`. To await just one
// operation, boost::asio::deferred is cheaper: it needs no coroutine frame of its own.
inline constexpr boost::asio::use_awaitable_t<VirtualContext::executor_type> use_task{};

// Starts a coroutine: its first line runs in its turn among the ready handlers, not here.
// An exception that leaves it leaves run(). It belongs to the actor given, or to whoever starts it.
void spawn(VirtualContext& context, Task<> task);
void spawn(VirtualContext& context, Task<> task, ActorId actor);

}  // namespace mprsim
