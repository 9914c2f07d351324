// Descriptor: a file descriptor that is closed when its owner goes. For the *_posix.cc files alone.
//
// Page: docs/architecture.md, "Input is hostile". Thread-safety: a value; one thread at a time. Nothing
// throws.
#pragma once

#include <utility>

#include <unistd.h>

namespace mprsim {

class Descriptor {
 public:
  Descriptor() noexcept = default;
  /// Takes over an open descriptor; a negative number is none.
  explicit Descriptor(int value) noexcept : value_(value) {}
  Descriptor(Descriptor&& other) noexcept : value_(other.release()) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(value_, other.value_);
    return *this;
  }
  ~Descriptor() { close(); }

  explicit operator bool() const noexcept { return value_ >= 0; }
  int get() const noexcept { return value_; }
  /// Gives the descriptor to the caller, who closes it.
  int release() noexcept { return std::exchange(value_, -1); }
  /// False if the system reports an error: some file systems report a failed write only when the file is
  /// closed.
  bool close() noexcept { return value_ < 0 || ::close(release()) == 0; }

 private:
  int value_ = -1;
};

}  // namespace mprsim
