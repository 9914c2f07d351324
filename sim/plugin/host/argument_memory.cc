#include "sim/plugin/host/argument_memory.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>
#include <variant>

#include "sim/plugin/host/abi.h"

namespace mprsim::plugin_host {

namespace {

using protocol::Part;

LPWSTR text_at(const GuardedMemory::Piece& piece) noexcept { return reinterpret_cast<LPWSTR>(piece.data()); }

std::uint64_t word_of(const void* pointer) noexcept { return reinterpret_cast<std::uintptr_t>(pointer); }

void* pointer_of(std::uint64_t word) noexcept {
  return reinterpret_cast<void*>(static_cast<std::uintptr_t>(word));  // NOLINT(performance-no-int-to-ptr)
}

// Copied rather than read through a pointer of type T: a piece ends at a page, so that its start need not be
// aligned.
template <class T>
T load(const GuardedMemory::Piece& piece) noexcept {
  T value;
  std::memcpy(&value, piece.data(), sizeof value);
  return value;
}

}  // namespace

// Lays out one argument. There is one operator() for each kind; it returns the argument's word.
class ArgumentMemory::Layout {
 public:
  Layout(GuardedMemory& memory, Owner owner) noexcept : memory_(memory), owner_(owner) {}

  Pieces take() && { return std::move(pieces_); }

  std::uint64_t operator()(const NullArgument&) { return 0; }
  std::uint64_t operator()(const PoisonArgument&) { return word_of(poison(Part::whole)); }
  std::uint64_t operator()(const ValueArgument& argument) { return argument.value; }
  std::uint64_t operator()(const TextArgument& argument) {
    return word_of(text(argument.text, Part::whole, argument.writable));
  }
  std::uint64_t operator()(const BufferArgument& argument) {
    const auto& piece = place(argument.bytes, Part::whole);
    std::memset(piece.data(), buffer_fill, argument.bytes);
    return word_of(piece.data());
  }
  std::uint64_t operator()(const CellArgument& argument) {
    if (argument.is_handle) return structure(pointer_of(argument.value));
    return structure(static_cast<DWORD>(argument.value));
  }
  std::uint64_t operator()(const ResourceArgument& argument) {
    const std::uint64_t word = structure(resource(argument, false));
    pieces_.front().piece.make_input();
    return word;
  }
  std::uint64_t operator()(const NotifyInfoArgument& argument) {
    return structure(
        NOTIFYINFO{argument.notify_status, argument.operation_status, pointer_of(argument.context)});
  }
  std::uint64_t operator()(const NotifyCancelArgument& argument) {
    NOTIFYCANCEL cancel{};
    cancel.lpName = text(argument.name, Part::name, true);
    cancel.lpProvider = argument.provider_is_poison ? static_cast<LPWSTR>(poison(Part::provider))
                                                    : text(argument.provider, Part::provider, true);
    cancel.dwFlags = argument.flags;
    cancel.fForce = argument.force ? 1 : 0;
    return structure(cancel);
  }
  std::uint64_t operator()(const NotifyAddArgument& argument) {
    NOTIFYADD add{};
    add.hwndOwner = static_cast<HWND>(pointer_of(argument.owner_window));
    add.NetResource = resource(argument.resource, true);
    add.dwAddFlags = argument.flags;
    return structure(add);
  }

 private:
  GuardedMemory::Piece& place(std::size_t bytes, Part part) {
    return pieces_.emplace_back(memory_.take(bytes, owner(part)), std::vector<std::byte>{}).piece;
  }
  Owner owner(Part part) const noexcept { return {owner_.function, owner_.argument, part}; }
  // Keeps a copy of the piece that was placed last, to compare it after the call.
  void remember(std::size_t bytes) {
    Placed& placed = pieces_.back();
    placed.before.assign(placed.piece.data(), placed.piece.data() + bytes);
  }

  void* poison(Part part) {
    return pieces_.emplace_back(memory_.take_poison(owner(part)), std::vector<std::byte>{}).piece.data();
  }

  LPWSTR text(const std::u16string& characters, Part part, bool writable) {
    const std::size_t bytes = (characters.size() + 1) * sizeof(char16_t);
    GuardedMemory::Piece& piece = place(bytes, part);
    std::memcpy(piece.data(), characters.c_str(), bytes);
    if (writable) {
      remember(bytes);
    } else {
      piece.make_input();
    }
    return text_at(piece);
  }
  LPWSTR text(const MaybeText& characters, Part part, bool writable) {
    return characters ? text(*characters, part, writable) : nullptr;
  }

  NETRESOURCEW resource(const ResourceArgument& argument, bool writable) {
    return {argument.scope,
            argument.type,
            argument.display_type,
            argument.usage,
            text(argument.local, Part::local_name, writable),
            text(argument.remote, Part::remote_name, writable),
            text(argument.comment, Part::comment, writable),
            text(argument.provider, Part::provider, writable)};
  }

  // The strings of a structure are placed before the structure, which needs their addresses. The rotation
  // brings the structure to the front, where after() looks for it.
  template <class T>
  std::uint64_t structure(const T& value) {
    const auto& piece = place(sizeof value, Part::whole);
    std::memcpy(piece.data(), &value, sizeof value);
    remember(sizeof value);
    std::rotate(pieces_.begin(), pieces_.end() - 1, pieces_.end());
    return word_of(pieces_.front().piece.data());
  }

  GuardedMemory& memory_;
  Owner owner_;
  Pieces pieces_;
};

ArgumentMemory::ArgumentMemory(GuardedMemory& memory, const PluginCall& call, std::uint32_t function)
    : call_(call) {
  for (std::uint32_t i = 0; i < call.arguments.size(); ++i) {
    Layout layout(memory, {function, i, Part::whole});
    words_.push_back(std::visit(layout, call.arguments[i]));
    pieces_.push_back(std::move(layout).take());
  }
}

std::vector<ArgumentAfter> ArgumentMemory::after() const {
  std::vector<ArgumentAfter> result;
  result.reserve(call_.arguments.size());
  for (std::size_t i = 0; i < call_.arguments.size(); ++i) {
    result.push_back(after(call_.arguments[i], pieces_[i]));
  }
  return result;
}

ArgumentAfter ArgumentMemory::after(const PluginArgument& argument, const Pieces& pieces) const {
  ArgumentAfter after;
  // A piece that the plug-in may write is compared inside; and in front, where no guard page notices a write.
  const auto differs = [](const Placed& placed) {
    return !placed.before.empty() &&
           (!placed.piece.front_is_intact() ||
            std::memcmp(placed.piece.data(), placed.before.data(), placed.before.size()) != 0);
  };
  if (const auto* buffer = std::get_if<BufferArgument>(&argument)) {
    const auto* data = reinterpret_cast<const std::uint8_t*>(pieces.front().piece.data());
    after.bytes.assign(data, data + buffer->bytes);
    after.address = word_of(data);
    after.changed = !pieces.front().piece.front_is_intact();
  } else if (const auto* text = std::get_if<TextArgument>(&argument); text != nullptr && text->writable) {
    const auto* data = reinterpret_cast<const std::uint8_t*>(pieces.front().piece.data());
    after.bytes.assign(data, data + (text->text.size() + 1) * sizeof(char16_t));
    after.address = word_of(data);
    after.changed = differs(pieces.front());
  } else if (const auto* cell = std::get_if<CellArgument>(&argument)) {
    const auto& piece = pieces.front().piece;
    after.value = cell->is_handle ? word_of(load<void*>(piece)) : load<DWORD>(piece);
    after.changed = !piece.front_is_intact();
  } else if (const auto* info = std::get_if<NotifyInfoArgument>(&argument)) {
    const auto& piece = pieces.front().piece;
    const auto now = load<NOTIFYINFO>(piece);
    after.value = word_of(now.lpContext);
    after.changed = !piece.front_is_intact() || now.dwNotifyStatus != info->notify_status ||
                    now.dwOperationStatus != info->operation_status;
  } else if (std::holds_alternative<NotifyCancelArgument>(argument) ||
             std::holds_alternative<NotifyAddArgument>(argument)) {
    after.changed = std::ranges::any_of(pieces, differs);
  }
  return after;
}

}  // namespace mprsim::plugin_host
