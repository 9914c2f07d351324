// VirtualContext: the simulator's own Asio execution context, with virtual time, one thread and no reactor.
//
// Page: docs/architecture.md, "Time and chance". Handlers run first in, first out. When no handler is ready,
// the clock jumps to the earliest timer, and every timer of that instant becomes ready in the order in which
// the timers were armed. So the same program always runs in the same order. set_order() replaces that order:
// a function sees the actors whose handlers are ready and chooses one.
//
// Coroutines are Task<T>: an asio::awaitable with a *typed* executor, which costs a fraction of
// any_io_executor. Units: SimTime, virtual milliseconds. Thread-safety: none; use a context, and everything
// that runs on it, from one thread. Failure: an exception that leaves a handler leaves run(); the context
// stays valid, and run() can be called again, or reset().
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

/// Where run() stops. Both limits count from the start or the last reset(), not from the call of run().
struct RunLimits {
  SimTime max_time = SimTime::max();  ///< an event later than this does not run
  std::uint64_t max_steps = std::numeric_limits<std::uint64_t>::max();  ///< handlers called
};

enum class RunResult : std::uint8_t {
  idle,        ///< nothing is left to run; a coroutine may still wait for an event that never comes
  time_limit,  ///< every event that is left is later than max_time
  step_limit,  ///< max_steps handlers have run, and more are left
  stopped,     ///< a handler called stop()
};

class VirtualContext : public boost::asio::execution_context {
 public:
  class executor_type;
  /// Gets the actors of the ready handlers (two or more), the oldest first, and returns the position of the
  /// handler that runs next. A position beyond the last means the last.
  using ReadyOrder = std::function<std::size_t(std::span<const ActorId>)>;

  VirtualContext() = default;
  /// Destroys everything that waits without calling it, suspended coroutines included.
  ~VirtualContext();

  executor_type get_executor() noexcept;

  /// The virtual time now. While a handler runs, the time does not change.
  SimTime now() const noexcept { return now_; }
  /// How many handlers have been called since the start or the last reset().
  std::uint64_t steps() const noexcept { return steps_; }

  /// Calls handlers until nothing is left to run or a limit is reached, and returns the reason. Can be called
  /// again with larger limits. An exception of a handler passes through; that handler is gone, and what waits
  /// stays. Must not be called from a handler.
  RunResult run(const RunLimits& limits = {});

  /// Runs every event up to and including `time`, then sets the clock to `time`, even if no event was left.
  /// The result is that of run().
  RunResult run_until(SimTime time);

  /// Sets the context back to time 0 with nothing to run, as if it were new, but keeps its memory. Everything
  /// that waits is destroyed without being called, suspended coroutines included. Must not be called from a
  /// handler.
  void reset();

  /// Sets the function that chooses among ready handlers. An empty function: first in, first out. reset()
  /// keeps it.
  void set_order(ReadyOrder order) { order_ = std::move(order); }

  /// Sets a function that run() calls after each handler. It may look at everything and call stop(). An empty
  /// function: none. reset() keeps it.
  void set_watcher(std::function<void()> watcher) { watcher_ = std::move(watcher); }

  /// Ends run() when the handler that runs now has returned. Everything that is ready or armed stays, and the
  /// next run() goes on with it.
  void stop() noexcept { max_steps_ = 0; }

  /// The actor of the handler that runs now. A handler that is posted or armed belongs to this actor.
  ActorId actor() const noexcept { return actor_; }
  /// Changes that actor until the next handler runs.
  void set_actor(ActorId actor) noexcept { actor_ = actor; }
  /// True if another handler could run at this instant. Timers that are armed do not count.
  bool others_are_ready() const noexcept { return !ready_.empty(); }

  // The executor and sim/time/timer.h are made of the three functions below. Actors use those two instead.

  /// Queues a handler behind all that are ready. Never calls it before it returns.
  template <class F>
  void post(F&& handler) {
    ready_.push(actor_, std::forward<F>(handler));
  }

  /// Calls handler(error_code) at `time`, or at the present time if `time` has passed: with success, or with
  /// operation_aborted after cancel_timer(). In both cases the handlers that are ready run first.
  template <class F>
  TimerId arm_timer(SimTime time, F&& handler) {
    return timers_.arm(time < now_ ? now_ : time, actor_, std::forward<F>(handler));
  }

  /// Makes the handler of a timer run now, with operation_aborted. A cancellation that comes before the
  /// handler was called always takes effect, even if the time of the timer had come. Later it does nothing.
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
  std::uint64_t max_steps_ = 0;  ///< the limit of the run() under way; 0 after stop()
  ActorId actor_ = ActorId::none;
  ReadyOrder order_;
  std::function<void()> watcher_;
  std::vector<ActorId> runnable_;  ///< the actors that order_ gets; kept, so that a choice does not allocate
};

/// The executor of a VirtualContext. execute() never calls the handler before it returns: dispatch(), post()
/// and defer() all queue it. Otherwise a handler could run in the middle of another one, and the order of the
/// queue would not be the order of the run.
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

/// A coroutine that runs on a VirtualContext and returns a T.
template <class T = void>
using Task = boost::asio::awaitable<T, VirtualContext::executor_type>;

/// The completion token that turns an asynchronous operation into a Task, for `a || b`. For one operation
/// alone, boost::asio::deferred is cheaper: it needs no coroutine frame of its own.
inline constexpr boost::asio::use_awaitable_t<VirtualContext::executor_type> use_task{};

/// Starts a coroutine. Its first line does not run here but in its turn among the ready handlers. An
/// exception that leaves the coroutine leaves run(). The coroutine belongs to `actor`, or to the actor that
/// calls spawn().
void spawn(VirtualContext& context, Task<> task);
void spawn(VirtualContext& context, Task<> task, ActorId actor);

}  // namespace mprsim
