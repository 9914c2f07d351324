// Interrupt: while one lives, SIGINT (Ctrl+C) and SIGTERM do not end the program but are remembered, so that
// a long command can stop in an orderly way and still say what it has found out. The second one ends it.
//
// Thread-safety: one object at a time in a process, because a signal handler has nothing but global state to
// write to; the flag may be read from any thread.
#pragma once

#include <atomic>

namespace mprsim {

class Interrupt {
 public:
  Interrupt() noexcept;
  /// The signals do again what they did before.
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  const std::atomic<bool>& flag() const noexcept;

 private:
  using Handler = void (*)(int);
  Handler before_interrupt_;
  Handler before_terminate_;
};

}  // namespace mprsim
