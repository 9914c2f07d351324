#include "sim/time/event_queue.h"

#include <algorithm>

#include <boost/asio/error.hpp>

namespace mprsim {

namespace {

// Four children per node: half the depth of a binary heap, and the children share cache lines.
constexpr std::size_t children = 4;

}  // namespace

Callback<void()> ReadyQueue::take(std::size_t index) noexcept {
  const std::size_t mask = ring_.size() - 1;
  Callback<void()> taken = std::move(ring_[(head_ + index) & mask].handler);
  // The handlers in front move back by one place, so that the gap is at the front, where an entry can be
  // dropped.
  for (std::size_t i = index; i > 0; --i)
    ring_[(head_ + i) & mask] = std::move(ring_[(head_ + i - 1) & mask]);
  drop_front();
  return taken;
}

void ReadyQueue::grow() {
  std::vector<Entry> larger(std::max<std::size_t>(16, ring_.size() * 2));
  for (std::size_t i = 0; i < count_; ++i) larger[i] = std::move(ring_[(head_ + i) & (ring_.size() - 1)]);
  ring_ = std::move(larger);
  head_ = 0;
}

// The slot stays taken until fire(): a cancellation can still reach it there.
TimerQueue::Due TimerQueue::make_next_due() noexcept {
  const Due due{heap_.front().slot, heap_.front().actor};
  remove_at(0);
  slots_[due.slot].position = due_;
  return due;
}

std::optional<TimerQueue::Due> TimerQueue::cancel(TimerId id) noexcept {
  if (id.slot >= slots_.size() || slots_[id.slot].generation != id.generation) return std::nullopt;
  Slot& slot = slots_[id.slot];
  const std::uint32_t position = std::exchange(slot.position, cancelled_);
  if (position == due_ || position == cancelled_) return std::nullopt;
  const Due due{id.slot, heap_[position].actor};
  remove_at(position);
  return due;
}

void TimerQueue::fire(std::uint32_t slot) {
  const bool cancelled = slots_[slot].position == cancelled_;
  free_slot(slot);
  slots_[slot].handler.consume(cancelled ? make_error_code(boost::asio::error::operation_aborted)
                                         : boost::system::error_code{});
}

void TimerQueue::discard_all() noexcept {
  // Several rounds, because the destructor of a handler may arm a timer. The heap is emptied first, so that a
  // timer that such a destructor cancels is not looked for in it.
  while (taken_ > 0) {
    for (const HeapEntry& entry : heap_) slots_[entry.slot].position = due_;
    heap_.clear();
    for (std::uint32_t slot = 0; slot < slots_.size(); ++slot) {
      if (!slots_[slot].handler) continue;
      const Handler dropped = std::move(slots_[slot].handler);
      free_slot(slot);
    }
  }
}

std::uint32_t TimerQueue::take_slot() {
  ++taken_;
  if (free_ == no_slot_) {
    slots_.emplace_back();
    return static_cast<std::uint32_t>(slots_.size() - 1);
  }
  return std::exchange(free_, slots_[free_].position);
}

void TimerQueue::free_slot(std::uint32_t slot) noexcept {
  --taken_;
  ++slots_[slot].generation;
  slots_[slot].position = std::exchange(free_, slot);
}

void TimerQueue::push(const HeapEntry& entry) {
  heap_.push_back(entry);
  sift_up(heap_.size() - 1, entry);
}

// The last entry takes the free place. It comes from another branch of the heap, so that it may belong above
// the place as well as below.
void TimerQueue::remove_at(std::size_t position) noexcept {
  const HeapEntry last = heap_.back();
  heap_.pop_back();
  if (position == heap_.size()) return;
  if (position > 0 && earlier(last, heap_[(position - 1) / children])) {
    sift_up(position, last);
  } else {
    sift_down(position, last);
  }
}

void TimerQueue::sift_up(std::size_t position, const HeapEntry& entry) noexcept {
  while (position > 0) {
    const std::size_t parent = (position - 1) / children;
    if (!earlier(entry, heap_[parent])) break;
    place(position, heap_[parent]);
    position = parent;
  }
  place(position, entry);
}

void TimerQueue::sift_down(std::size_t position, const HeapEntry& entry) noexcept {
  for (;;) {
    const std::size_t first = position * children + 1;
    if (first >= heap_.size()) break;
    const std::size_t end = std::min(first + children, heap_.size());
    std::size_t least = first;
    for (std::size_t child = first + 1; child < end; ++child) {
      if (earlier(heap_[child], heap_[least])) least = child;
    }
    if (!earlier(heap_[least], entry)) break;
    place(position, heap_[least]);
    position = least;
  }
  place(position, entry);
}

}  // namespace mprsim
