// Interrupt: while an object exists, SIGINT (Ctrl+C) and SIGTERM set a flag instead of ending the program, so
// that a long command can stop in an orderly way and still report its results. A second signal ends the
// program.
//
// Thread-safety: one object at a time in a process, because a signal handler has nothing but global state to
// write to; the flag may be read from any thread.
#pragma once

#include <atomic>

namespace mprsim {

class Interrupt {
 public:
  Interrupt() noexcept;
  /// Restores what the signals did before.
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
