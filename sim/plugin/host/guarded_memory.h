// Memory for the arguments of a call, between pages that nobody may touch.
//
// A piece ends where an inaccessible page begins, so the first byte past its end is a fault. When a call is
// over its pieces become inaccessible and are used again only much later: a plug-in that kept a pointer is
// caught as well. Thread-safety: safe from any thread; locate() from a signal handler too. When there is no
// memory the process ends (out_of_pages): there is nobody to tell.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <utility>

#include "sim/plugin/protocol.h"

namespace mprsim::plugin_host {

// Whose memory it is: the function's index in all_plugin_functions(), and the argument's, from 0.
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
    // From now on it can only be read.
    void make_input();
    // Whether what stands in front of it, up to the page's begin, is untouched.
    bool front_is_intact() const noexcept;

   private:
    friend class GuardedMemory;
    Piece(GuardedMemory& memory, std::size_t slot, std::byte* data) noexcept
        : memory_(&memory), slot_(slot), data_(data) {}
    GuardedMemory* memory_;
    std::size_t slot_;
    std::byte* data_;
  };

  // For reading and writing.
  Piece take(std::size_t bytes, Owner owner);
  // Its data() points into memory that must not be touched, far from everything else.
  Piece take_poison(Owner owner);

  struct Location {
    protocol::Place place = protocol::Place::elsewhere;
    Owner owner{};
    std::int64_t offset = 0;
  };
  Location locate(std::uintptr_t address) const noexcept;

 private:
  enum class State : std::uint8_t { unused, output, input, poison, returned };
  // Atomic, since a signal handler may look while another thread lays out arguments.
  struct Slot {
    std::atomic<std::uintptr_t> reserved = 0;  // where the guard page in front begins
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
  // The accessible pages of a slot.
  static std::uintptr_t first_page(const Slot& slot) noexcept;
  static std::size_t inner_bytes(const Slot& slot) noexcept;

  std::mutex mutex_;
  std::size_t next_ = 0;
  std::array<Slot, 1024> slots_;
};

}  // namespace mprsim::plugin_host
