// GuardedMemory: memory for the arguments of a call, between inaccessible pages.
//
//   reserved                                               end
//   | guard page | front, filled with a pattern | piece    | guard page |
//
// Page: docs/architecture.md, "Plug-ins live in a process of their own". A piece ends where a guard page
// begins, so that the first byte past its end is a fault. Its start cannot also lie on a page boundary: the
// bytes in front of it are filled with a pattern that is checked after the call. When a call has returned,
// its pieces become inaccessible and are used again only much later, so that a plug-in that kept a pointer is
// caught too.
//
// Thread-safety: safe from any thread; locate() also from a signal handler. Failure: without memory the
// process ends with the exit code out_of_pages, because a host without memory could not report it either.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <utility>

#include "sim/plugin/protocol.h"

namespace mprsim::plugin_host {

/// The argument that a piece of memory belongs to: the index of the function in all_plugin_functions(), and
/// the number of the argument, from 0.
struct Owner {
  std::uint32_t function = 0;
  std::uint32_t argument = 0;
  protocol::Part part = protocol::Part::whole;
};

class GuardedMemory {
 public:
  GuardedMemory() = default;
  ~GuardedMemory();
  GuardedMemory(const GuardedMemory&) = delete;
  GuardedMemory& operator=(const GuardedMemory&) = delete;

  /// A piece in use. The destructor gives it back and makes it inaccessible. Must not outlive its
  /// GuardedMemory.
  class Piece {
   public:
    Piece(Piece&& other) noexcept
        : memory_(std::exchange(other.memory_, nullptr)), slot_(other.slot_), data_(other.data_) {}
    Piece& operator=(Piece&& other) noexcept {
      std::swap(memory_, other.memory_);
      std::swap(slot_, other.slot_);
      std::swap(data_, other.data_);
      return *this;
    }
    ~Piece();

    std::byte* data() const noexcept { return data_; }
    /// Makes the piece read-only.
    void make_input();
    /// True if the pattern in front of the piece, up to the guard page, is unchanged. Precondition: readable.
    bool front_is_intact() const noexcept;

   private:
    friend class GuardedMemory;
    Piece(GuardedMemory& memory, std::size_t slot, std::byte* data) noexcept
        : memory_(&memory), slot_(slot), data_(data) {}
    GuardedMemory* memory_;
    std::size_t slot_;
    std::byte* data_;
  };

  /// A piece of exactly so many bytes that can be read and written.
  Piece take(std::size_t bytes, Owner owner);
  /// A piece whose data() points into inaccessible memory, 64 KiB from its edges: also a pointer to poison
  /// with an offset (a member, an element) stays inside.
  Piece take_poison(Owner owner);

  /// The piece that an address belongs to. `offset`: bytes past its end, before its start (negative) or from
  /// its start.
  struct Location {
    protocol::Place place = protocol::Place::elsewhere;
    Owner owner{};
    std::int64_t offset = 0;
  };
  /// Finds the piece; its place is elsewhere if the address lies in none. Lock-free.
  Location locate(std::uintptr_t address) const noexcept;

 private:
  enum class State : std::uint8_t { unused, output, input, poison, returned };
  /// Atomic, because a signal handler may read a slot while another thread lays out arguments, and it cannot
  /// wait for a mutex: the thread that holds it may be the one that failed. The members are not consistent
  /// with each other then, but only for a slot that is just being filled, which the faulting thread does not
  /// use.
  struct Slot {
    std::atomic<std::uintptr_t> reserved = 0;  ///< the address of the guard page in front
    std::atomic<std::size_t> reserved_bytes = 0;
    std::atomic<std::uintptr_t> data = 0;
    std::atomic<std::uintptr_t> end = 0;
    std::atomic<State> state = State::unused;
    std::atomic<std::uint32_t> function = 0, argument = 0;
    std::atomic<protocol::Part> part = protocol::Part::whole;
    bool taken = false;
  };

  std::size_t take_slot(std::size_t data_bytes, Owner owner);
  void give_back(std::size_t slot) noexcept;
  void set_access(const Slot& slot, bool readable, bool writable);
  /// The accessible pages of a slot.
  static std::uintptr_t first_page(const Slot& slot) noexcept;
  static std::size_t inner_bytes(const Slot& slot) noexcept;

  std::mutex mutex_;  ///< protects next_ and Slot::taken
  std::size_t next_ = 0;
  std::array<Slot, 1024> slots_;
};

}  // namespace mprsim::plugin_host
