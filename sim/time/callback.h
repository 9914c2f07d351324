// A move-only function object that is called at most once: a handler that waits in a queue of the executor.
// Handlers of up to 48 bytes (every handler that Asio makes for a coroutine) are kept inline and cost no
// allocation; larger, over-aligned or throwing-on-move ones are kept on the heap. Thread-safety: none.
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

  explicit operator bool() const noexcept { return operations_ != nullptr; }

  // Builds the handler in place. Strong guarantee: when its construction throws, this holds nothing.
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

  // Calls the handler, which leaves its place first: while it runs, this is empty and may be filled again or
  // moved. Precondition: not empty.
  void consume(Args... args) {
    const Operations* operations = std::exchange(operations_, nullptr);
    operations->consume(storage_, std::forward<Args>(args)...);
  }

  // Destroys the handler without calling it.
  void reset() noexcept {
    if (const Operations* operations = std::exchange(operations_, nullptr)) operations->destroy(storage_);
  }

 private:
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
