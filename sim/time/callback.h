// A move-only function object that is called at most once: a handler that waits in a queue of the executor.
//
// Page: docs/architecture.md, "Time and chance". std::function demands handlers that can be copied, and
// Asio's cannot; std::move_only_function is C++23. A handler of up to 48 bytes (every handler that Asio makes
// for a coroutine) stands inside the object and costs no allocation; a larger or over-aligned one stands on
// the heap. Thread-safety: none; one thread at a time. Failure: only emplace() may throw, what the handler's
// constructor or the allocation throws.
#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

namespace mprsim {

template <class Signature>
class Callback;

template <class... Args>
class Callback<void(Args...)> {
 public:
  static constexpr std::size_t inline_capacity = 48;
  static constexpr std::size_t inline_alignment = alignof(void*);

  Callback() noexcept = default;
  Callback(Callback&& other) noexcept { take(other); }
  Callback& operator=(Callback&& other) noexcept {
    if (this != &other) {
      reset();
      take(other);
    }
    return *this;
  }
  Callback(const Callback&) = delete;
  Callback& operator=(const Callback&) = delete;
  ~Callback() { reset(); }

  /// True if a handler is held.
  explicit operator bool() const noexcept { return operations_ != nullptr; }

  /// Destroys the handler that is held, if any, and builds the new one in place. If the construction throws,
  /// the object is empty afterwards.
  template <class F>
  void emplace(F&& handler) {
    using Handler = std::decay_t<F>;
    reset();
    if constexpr (fits_inline<Handler>) {
      ::new (static_cast<void*>(storage_)) Handler(std::forward<F>(handler));
      operations_ = &operations_of<Handler>;
    } else {
      emplace(OnHeap<Handler>{std::make_unique<Handler>(std::forward<F>(handler))});
    }
  }

  /// Calls the handler and destroys it. The handler is moved out before it runs: during the call the object
  /// is empty, and the handler may fill or move it. An exception of the handler passes through, and the
  /// object stays empty. Precondition: not empty.
  void consume(Args... args) {
    const Operations* operations = std::exchange(operations_, nullptr);
    operations->consume(storage_, std::forward<Args>(args)...);
  }

  /// Destroys the handler without calling it. Does nothing if the object is empty.
  void reset() noexcept {
    if (const Operations* operations = std::exchange(operations_, nullptr)) operations->destroy(storage_);
  }

 private:
  /// A hand-written virtual table: one constant per type of handler, so that an object needs one pointer.
  struct Operations {
    void (*consume)(void*, Args...);
    void (*relocate)(void* from, void* to) noexcept;
    void (*destroy)(void*) noexcept;
  };

  template <class Handler>
  struct OnHeap {
    std::unique_ptr<Handler> handler;
    void operator()(Args... args) { std::move (*handler)(std::forward<Args>(args)...); }
  };

  template <class Handler>
  static constexpr bool fits_inline =  // NOLINTNEXTLINE(misc-redundant-expression): not for every Handler
      sizeof(Handler) <= inline_capacity && alignof(Handler) <= inline_alignment;

  template <class Handler>
  static Handler& handler_in(void* storage) noexcept {
    return *std::launder(static_cast<Handler*>(storage));
  }

  /// The handler is moved to the caller's stack before it is used, so that nothing of it stands in `storage`
  /// while it runs.
  template <class Handler>
  static Handler extract(void* storage) noexcept {
    Handler handler(std::move(handler_in<Handler>(storage)));
    handler_in<Handler>(storage).~Handler();
    return handler;
  }

  template <class Handler>
  static constexpr Operations operations_of{
      [](void* storage, Args... args) { extract<Handler>(storage)(std::forward<Args>(args)...); },
      [](void* from, void* to) noexcept { ::new (to) Handler(extract<Handler>(from)); },
      [](void* storage) noexcept { handler_in<Handler>(storage).~Handler(); }};

  void take(Callback& other) noexcept {
    operations_ = std::exchange(other.operations_, nullptr);
    if (operations_ != nullptr) operations_->relocate(other.storage_, storage_);
  }

  alignas(inline_alignment) std::byte storage_[inline_capacity];
  const Operations* operations_ = nullptr;
};

}  // namespace mprsim
