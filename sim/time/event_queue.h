// The two queues of the executor: handlers that are ready to run, and timers ordered by (time, order of
// arming).
//
// Page: docs/architecture.md, "Time and chance". Both queues keep their memory when they are emptied, so that
// a run that is repeated does not allocate. Thread-safety: none; one thread at a time. Failure: push() and
// arm() may throw std::bad_alloc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include <boost/system/error_code.hpp>

#include "sim/time/callback.h"
#include "sim/time/time.h"

namespace mprsim {

/// The actor that a handler belongs to. The caller of spawn() chooses the number. A handler that an actor
/// posts or arms belongs to the same actor. `none`: the handler belongs to no actor.
enum class ActorId : std::uint32_t { none = 0 };

/// Handlers that can run now, first in, first out.
class ReadyQueue {
 public:
  bool empty() const noexcept { return count_ == 0; }
  std::size_t size() const noexcept { return count_; }

  /// Adds a handler behind all others.
  template <class F>
  void push(ActorId actor, F&& handler) {
    if (count_ == ring_.size()) grow();
    Entry& entry = ring_[(head_ + count_) & (ring_.size() - 1)];
    entry.handler.emplace(std::forward<F>(handler));
    entry.actor = actor;
    ++count_;
  }

  /// The actor of a handler; 0 is the oldest handler. Precondition: index < size().
  ActorId actor(std::size_t index) const noexcept {
    return ring_[(head_ + index) & (ring_.size() - 1)].actor;
  }

  /// Removes the oldest handler and calls it. Precondition: not empty.
  void run_front() {
    Entry& front = ring_[head_];
    drop_front();
    // The handler may push others, which may fill this entry again or move the whole ring: consume() takes
    // the handler out of the entry before it runs.
    front.handler.consume();
  }

  /// Removes a handler and returns it without calling it. The others keep their order. 0 is the oldest.
  /// Precondition: index < size().
  Callback<void()> take(std::size_t index) noexcept;

 private:
  /// 64 bytes, one cache line.
  struct Entry {
    Callback<void()> handler;
    ActorId actor = ActorId::none;
  };

  void grow();
  void drop_front() noexcept {
    head_ = (head_ + 1) & (ring_.size() - 1);
    --count_;
  }

  /// A ring whose size is a power of two, so that a mask replaces the division.
  std::vector<Entry> ring_;
  std::size_t head_ = 0;
  std::size_t count_ = 0;
};

/// Names one armed timer. Slots are used again; the generation tells a new timer from the old one in its
/// slot. So an id stays safe to use after its timer has fired: it then names no timer.
struct TimerId {
  std::uint32_t slot = 0;
  std::uint32_t generation = 0;
};

/// Handlers that wait for a time.
///
/// A timer is first armed. It becomes due when its time comes or when it is cancelled, and is gone once
/// fire() has called its handler. Between "due" and fire() the executor queues it behind the handlers that
/// are ready: a timer never overtakes a handler that could run before it.
class TimerQueue {
 public:
  using Handler = Callback<void(boost::system::error_code)>;

  /// True if no timer is armed. Timers that are due do not count.
  bool empty() const noexcept { return heap_.empty(); }
  /// The time of the earliest armed timer. Precondition: not empty.
  SimTime next_time() const noexcept { return heap_.front().time; }

  /// Adds a timer. Of two timers with the same time, the one that was armed first becomes due first.
  template <class F>
  TimerId arm(SimTime time, ActorId actor, F&& handler) {
    const std::uint32_t slot = take_slot();
    slots_[slot].handler.emplace(std::forward<F>(handler));
    push(HeapEntry{time, next_sequence_++, slot, actor});
    return TimerId{slot, slots_[slot].generation};
  }

  /// A timer whose handler the caller must now call with fire(): its slot, and the actor that it belongs to.
  struct Due {
    std::uint32_t slot;
    ActorId actor;
  };

  /// Makes the earliest timer due. Precondition: not empty.
  Due make_next_due() noexcept;

  /// Cancels a timer whose handler has not been called yet. If the timer was armed, it becomes due, and the
  /// caller must call fire() for the result. If it was due already, the result is empty, and the fire() that
  /// the caller already must make reports the cancellation. An id that names no timer does nothing.
  std::optional<Due> cancel(TimerId id) noexcept;

  /// Calls the handler of a due timer: with operation_aborted if the timer was cancelled, otherwise with
  /// success. The slot is free before the call, so that the handler can arm a timer in it.
  void fire(std::uint32_t slot);

  /// Destroys every handler, due or armed, without calling it. A destructor may arm new timers: their
  /// handlers are destroyed too.
  void discard_all() noexcept;

  /// True if any timer is armed or due.
  bool holds_handlers() const noexcept { return taken_ > 0; }

  /// Sets the count of armed timers back to zero, so that the next run orders its timers like the first.
  /// Precondition: no timer is armed.
  void restart() noexcept { next_sequence_ = 0; }

 private:
  struct HeapEntry {
    SimTime time;
    std::uint64_t sequence;
    std::uint32_t slot;
    ActorId actor;
  };
  /// 64 bytes: a handler, and the position of its heap entry. The heap holds small entries that point to
  /// slots, because sifting moves entries often and a handler is expensive to move. `position` means three
  /// things, one at a time: the place in the heap while the timer is armed; due_ or cancelled_ while it is
  /// due; the next free slot once the slot is free.
  struct Slot {
    Handler handler;
    std::uint32_t generation = 0;
    std::uint32_t position = 0;
  };

  static constexpr std::uint32_t due_ = 0xFFFF'FFFF;
  static constexpr std::uint32_t cancelled_ = 0xFFFF'FFFE;
  static constexpr std::uint32_t no_slot_ = 0xFFFF'FFFD;

  static bool earlier(const HeapEntry& a, const HeapEntry& b) noexcept {
    return a.time != b.time ? a.time < b.time : a.sequence < b.sequence;
  }

  std::uint32_t take_slot();
  void free_slot(std::uint32_t slot) noexcept;
  void push(const HeapEntry& entry);
  void remove_at(std::size_t position) noexcept;
  void sift_up(std::size_t position, const HeapEntry& entry) noexcept;
  void sift_down(std::size_t position, const HeapEntry& entry) noexcept;
  void place(std::size_t position, const HeapEntry& entry) noexcept {
    heap_[position] = entry;
    slots_[entry.slot].position = static_cast<std::uint32_t>(position);
  }

  std::vector<HeapEntry> heap_;
  std::vector<Slot> slots_;
  std::uint32_t free_ = no_slot_;
  std::uint32_t taken_ = 0;
  std::uint64_t next_sequence_ = 0;
};

}  // namespace mprsim
