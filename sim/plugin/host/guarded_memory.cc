#include "sim/plugin/host/guarded_memory.h"

#include <algorithm>
#include <cstring>
#include <span>

#include "sim/plugin/host/platform.h"

namespace mprsim::plugin_host {
namespace {

constexpr std::byte front_fill{0xC3};
constexpr auto relaxed = std::memory_order_relaxed;

// More than the size of a structure or a usual index: poison that is followed at an offset is still poison.
constexpr std::size_t poison_bytes = 128U << 10;
constexpr std::size_t slots_in_turn = 256;
// The most memory that a slot keeps when its call has returned.
constexpr std::size_t most_kept_bytes = 256U << 10;

std::byte* pointer(std::uintptr_t address) noexcept {
  return reinterpret_cast<std::byte*>(
      address);  // NOLINT(performance-no-int-to-ptr): slots keep addresses as integers
}

std::size_t round_up(std::size_t bytes) noexcept {
  const std::size_t page = page_bytes();
  return std::max<std::size_t>((bytes + page - 1) / page, 1) * page;
}

}  // namespace

GuardedMemory::~GuardedMemory() {
  for (Slot& slot : slots_) {
    if (slot.reserved != 0) free_pages(pointer(slot.reserved), slot.reserved_bytes);
  }
}

std::uintptr_t GuardedMemory::first_page(const Slot& slot) noexcept {
  return slot.reserved.load(relaxed) + page_bytes();
}

std::size_t GuardedMemory::inner_bytes(const Slot& slot) noexcept {
  return slot.reserved_bytes.load(relaxed) - 2 * page_bytes();
}

// The slots are used in turn, so that the memory of a call that has returned stays inaccessible for as long
// as possible. In turn are only the first slots_in_turn: more memory than a cache holds would make every call
// slower. The others serve when those are all taken, because many threads call at once.
std::size_t GuardedMemory::take_slot(std::size_t data_bytes, Owner owner) {
  const std::lock_guard lock(mutex_);
  std::size_t tries = 0;
  while (tries < slots_.size() && slots_[(next_ + tries) % slots_.size()].taken) ++tries;
  if (tries == slots_.size()) die(out_of_pages);
  const std::size_t index = (next_ + tries) % slots_.size();
  next_ = (index + 1) % slots_in_turn;

  Slot& slot = slots_[index];
  const std::size_t wanted = round_up(data_bytes) + 2 * page_bytes();
  if (slot.reserved_bytes.load(relaxed) < wanted) {
    slot.state = State::unused;
    if (slot.reserved != 0) free_pages(pointer(slot.reserved), slot.reserved_bytes);
    std::byte* pages = reserve_pages(wanted);
    if (pages == nullptr) die(out_of_pages);
    slot.reserved = reinterpret_cast<std::uintptr_t>(pages);
    slot.reserved_bytes = wanted;
  }
  slot.taken = true;
  slot.function.store(owner.function, relaxed);
  slot.argument.store(owner.argument, relaxed);
  slot.part.store(owner.part, relaxed);
  return index;
}

void GuardedMemory::set_access(const Slot& slot, bool readable, bool writable) {
  const PageAccess access = writable   ? PageAccess::read_write
                            : readable ? PageAccess::read
                                       : PageAccess::none;
  if (!plugin_host::set_access(pointer(first_page(slot)), inner_bytes(slot), access)) die(out_of_pages);
}

GuardedMemory::Piece GuardedMemory::take(std::size_t bytes, Owner owner) {
  const std::size_t index = take_slot(bytes, owner);
  Slot& slot = slots_[index];
  set_access(slot, true, true);
  const std::uintptr_t end = first_page(slot) + inner_bytes(slot);
  slot.end.store(end, relaxed);
  slot.data.store(end - bytes, relaxed);
  slot.state = State::output;
  std::byte* data = pointer(end - bytes);
  std::memset(pointer(first_page(slot)), static_cast<int>(front_fill), end - bytes - first_page(slot));
  return {*this, index, data};
}

GuardedMemory::Piece GuardedMemory::take_poison(Owner owner) {
  const std::size_t index = take_slot(poison_bytes, owner);
  Slot& slot = slots_[index];
  const std::uintptr_t middle = first_page(slot) + inner_bytes(slot) / 2;
  slot.data.store(middle, relaxed);
  slot.end.store(middle, relaxed);
  slot.state = State::poison;
  return {*this, index, pointer(middle)};
}

void GuardedMemory::give_back(std::size_t index) noexcept {
  const std::lock_guard lock(mutex_);
  Slot& slot = slots_[index];
  if (slot.state != State::poison) set_access(slot, false, false);
  slot.state = State::returned;
  if (slot.reserved_bytes.load(relaxed) > most_kept_bytes) {
    slot.state = State::unused;
    free_pages(pointer(slot.reserved), slot.reserved_bytes);
    slot.reserved = 0;
    slot.reserved_bytes = 0;
  }
  slot.taken = false;
}

GuardedMemory::Piece::~Piece() {
  if (memory_ != nullptr) memory_->give_back(slot_);
}

void GuardedMemory::Piece::make_input() {
  Slot& slot = memory_->slots_[slot_];
  slot.state = State::input;
  memory_->set_access(slot, true, false);
}

bool GuardedMemory::Piece::front_is_intact() const noexcept {
  const std::byte* begin = pointer(first_page(memory_->slots_[slot_]));
  const auto bytes = static_cast<std::size_t>(data_ - begin);
  // The first byte is right and each byte equals the one before it: one memcmp of the memory with itself,
  // shifted by one.
  return bytes == 0 || (*begin == front_fill && std::memcmp(begin, begin + 1, bytes - 1) == 0);
}

GuardedMemory::Location GuardedMemory::locate(std::uintptr_t address) const noexcept {
  for (const Slot& slot : slots_) {
    const std::uintptr_t reserved = slot.reserved;
    if (reserved == 0 || address < reserved || address - reserved >= slot.reserved_bytes) continue;
    Location found{protocol::Place::elsewhere,
                   {slot.function.load(relaxed), slot.argument.load(relaxed), slot.part.load(relaxed)},
                   0};
    const std::uintptr_t data = slot.data.load(relaxed);
    const std::uintptr_t end = slot.end.load(relaxed);
    switch (slot.state.load()) {
      case State::unused:
        break;
      case State::poison:
        found.place = protocol::Place::poison;
        found.offset = static_cast<std::int64_t>(address - data);
        break;
      case State::returned:
        found.place = protocol::Place::returned;
        break;
      case State::output:
      case State::input:
        if (address >= end) {
          found.place = protocol::Place::past_end;
          found.offset = static_cast<std::int64_t>(address - end);
        } else if (address < data) {
          found.place = protocol::Place::before_start;
          found.offset = -static_cast<std::int64_t>(data - address);
        } else {
          found.place = protocol::Place::inside;
          found.offset = static_cast<std::int64_t>(address - data);
        }
    }
    return found;
  }
  return {};
}

}  // namespace mprsim::plugin_host
