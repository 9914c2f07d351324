// The two queues of the executor: handlers that are ready to run, and timers ordered by (time, order of
// arming). Both keep their capacity, so that a scenario that is replayed does not allocate. Thread-safety:
// none.
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

// Whose handler it is: a number that whoever starts an actor gives it. What an actor posts or arms is its
// own.
enum class ActorId : std::uint32_t { nobody = 0 };

// First in, first out, in a ring whose size is a power of two.
class ReadyQueue {
 public:
  bool empty() const noexcept { return count_ == 0; }
  std::size_t size() const noexcept { return count_; }

  template <class F>
  void push(ActorId actor, F&& handler) {
    if (count_ == ring_.size()) grow();
    Entry& entry = ring_[(head_ + count_) & (ring_.size() - 1)];
    entry.handler.emplace(std::forward<F>(handler));
    entry.actor = actor;
    ++count_;
  }

  // 0 is the oldest. Precondition: index < size().
  ActorId actor(std::size_t index) const noexcept {
    return ring_[(head_ + index) & (ring_.size() - 1)].actor;
  }

  // Removes the oldest handler and calls it. Precondition: not empty.
  void run_front() {
    Entry& front = ring_[head_];
    drop_front();
    front.handler.consume();
  }

  // Removes a handler, the others keep their order. 0 is the oldest. Precondition: index < size().
  Callback<void()> take(std::size_t index) noexcept;

 private:
  // 64 bytes.
  struct Entry {
    Callback<void()> handler;
    ActorId actor = ActorId::nobody;
  };

  void grow();
  void drop_front() noexcept {
    head_ = (head_ + 1) & (ring_.size() - 1);
    --count_;
  }

  std::vector<Entry> ring_;
  std::size_t head_ = 0;
  std::size_t count_ = 0;
};

// Names one armed timer. Stays safe to use after the timer fired: it then names nothing.
struct TimerId {
  std::uint32_t slot = 0;
  std::uint32_t generation = 0;
};

// A timer is armed, then due (its time came, or it was cancelled), then gone once its handler was called.
class TimerQueue {
 public:
  using Handler = Callback<void(boost::system::error_code)>;

  bool empty() const noexcept { return heap_.empty(); }
  // Precondition: not empty.
  SimTime next_time() const noexcept { return heap_.front().time; }

  template <class F>
  TimerId arm(SimTime time, ActorId actor, F&& handler) {
    const std::uint32_t slot = take_slot();
    slots_[slot].handler.emplace(std::forward<F>(handler));
    push(HeapEntry{time, next_sequence_++, slot, actor});
    return TimerId{slot, slots_[slot].generation};
  }

  // A timer whose handler is to be called: its slot, for fire(), and whose it is.
  struct Due {
    std::uint32_t slot;
    ActorId actor;
  };

  // Makes the earliest timer due. Precondition: not empty.
  Due make_next_due() noexcept;

  // Cancels a timer whose handler was not called yet. If it was still armed, the caller owes it a fire(). A
  // timer that is due already will be told of the cancellation by the fire() that is on its way.
  std::optional<Due> cancel(TimerId id) noexcept;

  // Calls the handler of a due timer with success or operation_aborted. Its slot is free again before that.
  void fire(std::uint32_t slot);

  // Destroys every handler, due or armed, without calling it. Handlers that are armed meanwhile are destroyed
  // too.
  void discard_all() noexcept;

  // Whether any timer is armed or due.
  bool holds_handlers() const noexcept { return taken_ > 0; }

  // Forgets how many timers were armed, so that the next run starts like the first. Precondition: nothing is
  // armed.
  void restart() noexcept { next_sequence_ = 0; }

 private:
  struct HeapEntry {
    SimTime time;
    std::uint64_t sequence;
    std::uint32_t slot;
    ActorId actor;
  };
  // 64 bytes: a handler, and where its heap entry is.
  struct Slot {
    Handler handler;
    std::uint32_t generation = 0;
    std::uint32_t position = 0;  // in the heap; or due_, cancelled_; or the next free slot
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
