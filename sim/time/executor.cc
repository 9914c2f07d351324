#include "sim/time/executor.h"

#include <algorithm>
#include <exception>

#include <boost/asio/co_spawn.hpp>

namespace mprsim {

RunResult VirtualContext::run(const RunLimits& limits) {
  max_steps_ = limits.max_steps;
  while (!ready_.empty() || !timers_.empty()) {
    if (next_event_time() > limits.max_time) return RunResult::time_limit;
    // stop() sets max_steps_ to 0, so that the loop has one comparison for both reasons to end.
    if (steps_ >= max_steps_)
      return max_steps_ == limits.max_steps ? RunResult::step_limit : RunResult::stopped;
    if (ready_.empty()) advance_to_next_timer();
    ++steps_;
    run_one_ready();
    if (watcher_) watcher_();
  }
  return RunResult::idle;
}

VirtualContext::~VirtualContext() {
  // Twice: shutdown() makes Asio's services (a channel, a strand) release the handlers that they hold, and
  // the destruction of a suspended coroutine posts a handler to this context.
  discard_pending();
  shutdown();
  discard_pending();
  destroy();
}

RunResult VirtualContext::run_until(SimTime time) {
  const RunResult result = run({.max_time = time});
  now_ = std::max(now_, time);
  return result;
}

void VirtualContext::reset() {
  discard_pending();
  timers_.restart();
  now_ = SimTime{0};
  steps_ = 0;
  actor_ = ActorId::none;
}

void VirtualContext::cancel_timer(TimerId timer) {
  if (const auto due = timers_.cancel(timer)) fire_when_ready(*due);
}

// All timers of one instant become ready together, so that an order chooses among all of them.
void VirtualContext::advance_to_next_timer() {
  now_ = timers_.next_time();
  do {
    fire_when_ready(timers_.make_next_due());
  } while (!timers_.empty() && timers_.next_time() == now_);
}

void VirtualContext::run_one_ready() {
  if (order_ && ready_.size() > 1) {
    const std::size_t chosen = chosen_ready();
    actor_ = ready_.actor(chosen);
    ready_.take(chosen).consume();
  } else {
    actor_ = ready_.actor(0);
    ready_.run_front();
  }
}

std::size_t VirtualContext::chosen_ready() {
  runnable_.clear();
  for (std::size_t i = 0; i < ready_.size(); ++i) runnable_.push_back(ready_.actor(i));
  return std::min(order_(runnable_), ready_.size() - 1);
}

void VirtualContext::fire_when_ready(TimerQueue::Due due) {
  ready_.push(due.actor, [this, slot = due.slot] { timers_.fire(slot); });
}

void VirtualContext::discard_pending() noexcept {
  // The destructor of a handler may post or arm another one, so the loop goes on until nothing is left.
  do {
    timers_.discard_all();
    while (!ready_.empty()) ready_.take(0).reset();
  } while (timers_.holds_handlers());
}

// co_spawn() posts the first step of the coroutine, and a posted handler belongs to the actor that is set.
void spawn(VirtualContext& context, Task<> task, ActorId actor) {
  const ActorId starter = context.actor();
  context.set_actor(actor);
  spawn(context, std::move(task));
  context.set_actor(starter);
}

void spawn(VirtualContext& context, Task<> task) {
  boost::asio::co_spawn(context.get_executor(), std::move(task), [](const std::exception_ptr& error) {
    if (error) std::rethrow_exception(error);
  });
}

}  // namespace mprsim
