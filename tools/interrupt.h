// Ctrl+C as a question instead of an end: a long command asks whether somebody wants it to stop, and still
// says what it has found out so far.
//
// Thread-safety: one at a time in a program; the flag may be read from any thread.
#pragma once

#include <atomic>

namespace mprsim {

class Interrupt {
 public:
  /// From now on SIGINT sets the flag.
  Interrupt() noexcept;
  /// SIGINT does again what it did before.
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  const std::atomic<bool>& flag() const noexcept;

 private:
  void (*before_)(int);
};

}  // namespace mprsim
