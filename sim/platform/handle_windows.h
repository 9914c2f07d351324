// Handle: a handle of Windows that is closed when its owner goes. For the *_windows.cc files alone.
//
// Page: docs/architecture.md, "Input is hostile". Thread-safety: a value; one thread at a time. Nothing
// throws.
#pragma once

#include <utility>

#include <windows.h>

namespace mprsim {

class Handle {
 public:
  Handle() noexcept = default;
  /// Takes over an open handle. NULL and INVALID_HANDLE_VALUE are none: functions of Windows return the one
  /// or the other when they fail.
  explicit Handle(HANDLE value) noexcept : value_(value == INVALID_HANDLE_VALUE ? nullptr : value) {}
  Handle(Handle&& other) noexcept : value_(other.release()) {}
  Handle& operator=(Handle&& other) noexcept {
    std::swap(value_, other.value_);
    return *this;
  }
  ~Handle() { close(); }

  explicit operator bool() const noexcept { return value_ != nullptr; }
  HANDLE get() const noexcept { return value_; }
  /// Gives the handle to the caller, who closes it.
  HANDLE release() noexcept { return std::exchange(value_, nullptr); }
  /// False if the system reports an error.
  bool close() noexcept { return value_ == nullptr || CloseHandle(release()) != 0; }

 private:
  HANDLE value_ = nullptr;
};

}  // namespace mprsim
