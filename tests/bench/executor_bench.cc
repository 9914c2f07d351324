// What an event costs in virtual time: our executor beside a bare loop (the bound) and stock Asio, in the
// same run. Read items_per_second; use --benchmark_repetitions=9 --benchmark_report_aggregates_only for
// medians.
#include <algorithm>
#include <coroutine>
#include <cstdint>
#include <functional>
#include <queue>
#include <vector>

#include <benchmark/benchmark.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "sim/time/executor.h"
#include "sim/time/timer.h"

namespace mprsim {
namespace {

namespace asio = boost::asio;

constexpr int chains = 64;              // actors that are alive at the same time
constexpr std::int64_t per_run = 1024;  // events of each actor
constexpr std::int64_t events = chains * per_run;

// Delays that differ between actors, so that the heap has work to do.
SimTime delay_of(int chain) { return SimTime{1 + (chain * 7) % 31}; }

// ---- The bound: a queue of raw function pointers, and a heap of them, with no generality at all.

struct RawEvent {
  void (*call)(void*);
  void* argument;
};

struct RawTimer {
  std::int64_t time;
  std::uint64_t sequence;
  RawEvent event;
  friend bool operator<(const RawTimer& a, const RawTimer& b) {
    return a.time != b.time ? a.time > b.time : a.sequence > b.sequence;
  }
};

struct RawLoop {
  std::vector<RawEvent> ring = std::vector<RawEvent>(1024);
  std::size_t head = 0;
  std::size_t tail = 0;
  std::priority_queue<RawTimer> heap;
  std::int64_t now = 0;
  std::uint64_t sequence = 0;

  void post(RawEvent event) { ring[tail++ & 1023] = event; }
  void arm(std::int64_t delay, RawEvent event) { heap.push({now + delay, sequence++, event}); }
  void run() {
    for (;;) {
      while (head != tail) {
        const RawEvent event = ring[head++ & 1023];
        event.call(event.argument);
      }
      if (heap.empty()) return;
      const RawTimer timer = heap.top();
      heap.pop();
      now = timer.time;
      timer.event.call(timer.event.argument);
    }
  }
};

struct RawChain {
  RawLoop* loop;
  std::int64_t left = per_run;
  std::int64_t delay = 0;

  static void post_next(void* self) {
    auto* chain = static_cast<RawChain*>(self);
    if (--chain->left > 0) chain->loop->post({post_next, chain});
  }
  static void arm_next(void* self) {
    auto* chain = static_cast<RawChain*>(self);
    if (--chain->left > 0) chain->loop->arm(chain->delay, {arm_next, chain});
  }
};

void bare_post(benchmark::State& state) {
  RawLoop loop;
  for (auto _ : state) {
    std::vector<RawChain> all(chains, RawChain{&loop});
    for (auto& chain : all) loop.post({RawChain::post_next, &chain});
    loop.run();
  }
  state.SetItemsProcessed(state.iterations() * events);
}
BENCHMARK(bare_post);

void bare_timer(benchmark::State& state) {
  RawLoop loop;
  for (auto _ : state) {
    std::vector<RawChain> all(chains, RawChain{&loop});
    for (int i = 0; i < chains; ++i) {
      all[static_cast<std::size_t>(i)].delay = delay_of(i).count();
      loop.arm(delay_of(i).count(), {RawChain::arm_next, &all[static_cast<std::size_t>(i)]});
    }
    loop.run();
  }
  state.SetItemsProcessed(state.iterations() * events);
}
BENCHMARK(bare_timer);

// A coroutine that is resumed through its raw handle.
struct RawTask {
  struct promise_type {
    RawTask get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};

struct RawSleep {
  RawLoop& loop;
  std::int64_t delay;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> handle) const {
    loop.arm(delay,
             {[](void* frame) { std::coroutine_handle<>::from_address(frame).resume(); }, handle.address()});
  }
  void await_resume() const noexcept {}
};

RawTask raw_sleeper(RawLoop& loop, std::int64_t delay) {
  for (std::int64_t i = 0; i < per_run; ++i) co_await RawSleep{loop, delay};
}

void bare_coroutine_timer(benchmark::State& state) {
  RawLoop loop;
  for (auto _ : state) {
    for (int i = 0; i < chains; ++i) raw_sleeper(loop, delay_of(i).count());
    loop.run();
  }
  state.SetItemsProcessed(state.iterations() * events);
}
BENCHMARK(bare_coroutine_timer);

// ---- Our executor.

template <class Context>
struct PostChain {
  Context* context;
  std::int64_t left = per_run;

  void operator()() {
    if (--left > 0) asio::post(context->get_executor(), std::move(*this));
  }
};

void sim_post(benchmark::State& state) {
  VirtualContext context;
  for (auto _ : state) {
    for (int i = 0; i < chains; ++i) asio::post(context.get_executor(), PostChain<VirtualContext>{&context});
    context.run();
    context.reset();
  }
  state.SetItemsProcessed(state.iterations() * events);
}
BENCHMARK(sim_post);

struct TimerChain {
  VirtualContext* context;
  SimTime delay;
  std::int64_t left = per_run;

  void operator()(boost::system::error_code) {
    if (--left > 0) async_sleep_for(*context, delay, std::move(*this));
  }
};

void sim_timer(benchmark::State& state) {
  VirtualContext context;
  for (auto _ : state) {
    for (int i = 0; i < chains; ++i) {
      async_sleep_for(context, delay_of(i), TimerChain{&context, delay_of(i)});
    }
    context.run();
    context.reset();
  }
  state.SetItemsProcessed(state.iterations() * events);
}
BENCHMARK(sim_timer);

Task<> poster(VirtualContext& context) {
  for (std::int64_t i = 0; i < per_run; ++i) co_await asio::post(context.get_executor(), asio::deferred);
}

void sim_coroutine_post(benchmark::State& state) {
  VirtualContext context;
  for (auto _ : state) {
    for (int i = 0; i < chains; ++i) spawn(context, poster(context));
    context.run();
    context.reset();
  }
  state.SetItemsProcessed(state.iterations() * events);
}
BENCHMARK(sim_coroutine_post);

Task<> sleeper(VirtualContext& context, SimTime delay) {
  for (std::int64_t i = 0; i < per_run; ++i) co_await async_sleep_for(context, delay);
}

void sim_coroutine_timer(benchmark::State& state) {
  VirtualContext context;
  for (auto _ : state) {
    for (int i = 0; i < chains; ++i) spawn(context, sleeper(context, delay_of(i)));
    context.run();
    context.reset();
  }
  state.SetItemsProcessed(state.iterations() * events);
}
BENCHMARK(sim_coroutine_timer);

Task<> task_sleeper(VirtualContext& context, SimTime delay) {
  for (std::int64_t i = 0; i < per_run; ++i) co_await async_sleep_for(context, delay, use_task);
}

void sim_coroutine_timer_use_task(benchmark::State& state) {
  VirtualContext context;
  for (auto _ : state) {
    for (int i = 0; i < chains; ++i) spawn(context, task_sleeper(context, delay_of(i)));
    context.run();
    context.reset();
  }
  state.SetItemsProcessed(state.iterations() * events);
}
BENCHMARK(sim_coroutine_timer_use_task);

// A scenario's share of the executor: a few actors, a few sleeps, and a reset.
Task<> short_actor(VirtualContext& context) {
  for (int i = 0; i < 4; ++i) co_await async_sleep_for(context, SimTime{i});
}

void sim_small_replay(benchmark::State& state) {
  VirtualContext context;
  for (auto _ : state) {
    for (int i = 0; i < 4; ++i) spawn(context, short_actor(context));
    context.run();
    context.reset();
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(sim_small_replay);

// ---- Stock Asio: io_context alone, and io_context with a heap of timers of its own (its timers have no
// virtual time).

void stock_post(benchmark::State& state) {
  asio::io_context context(1);
  for (auto _ : state) {
    for (int i = 0; i < chains; ++i)
      asio::post(context.get_executor(), PostChain<asio::io_context>{&context});
    context.run();
    context.restart();
  }
  state.SetItemsProcessed(state.iterations() * events);
}
BENCHMARK(stock_post);

struct StockTimer {
  std::int64_t time;
  std::uint64_t sequence;
  std::function<void()> wake_up;
};

struct StockLoop {
  asio::io_context context{1};
  std::vector<StockTimer> heap;
  std::int64_t now = 0;
  std::uint64_t sequence = 0;

  static bool later(const StockTimer& a, const StockTimer& b) {
    return a.time != b.time ? a.time > b.time : a.sequence > b.sequence;
  }
  void arm(std::int64_t delay, std::function<void()> wake_up) {
    heap.push_back({now + delay, sequence++, std::move(wake_up)});
    std::push_heap(heap.begin(), heap.end(), later);
  }
  void run() {
    for (;;) {
      context.restart();
      context.run();
      if (heap.empty()) return;
      std::pop_heap(heap.begin(), heap.end(), later);
      now = heap.back().time;
      asio::post(context.get_executor(), std::move(heap.back().wake_up));
      heap.pop_back();
    }
  }
};

struct StockTimerChain {
  StockLoop* loop;
  std::int64_t delay;
  std::int64_t left = per_run;

  void operator()() {
    if (--left > 0) loop->arm(delay, *this);
  }
};

void stock_timer_own_heap(benchmark::State& state) {
  StockLoop loop;
  for (auto _ : state) {
    for (int i = 0; i < chains; ++i) {
      loop.arm(delay_of(i).count(), StockTimerChain{&loop, delay_of(i).count()});
    }
    loop.run();
  }
  state.SetItemsProcessed(state.iterations() * events);
}
BENCHMARK(stock_timer_own_heap);

asio::awaitable<void> stock_poster(asio::io_context& context) {
  for (std::int64_t i = 0; i < per_run; ++i) co_await asio::post(context.get_executor(), asio::use_awaitable);
}

void stock_coroutine_post(benchmark::State& state) {
  asio::io_context context(1);
  for (auto _ : state) {
    for (int i = 0; i < chains; ++i) asio::co_spawn(context, stock_poster(context), asio::detached);
    context.run();
    context.restart();
  }
  state.SetItemsProcessed(state.iterations() * events);
}
BENCHMARK(stock_coroutine_post);

}  // namespace
}  // namespace mprsim
