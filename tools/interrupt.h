// Interrupt: while one lives, SIGINT (Ctrl-C) and SIGTERM do not end the program but are remembered, so that
// it can stop in an orderly way. The second one ends it.
//
// Thread-safety: requested() from any thread. One object at a time in a process, because a signal handler has
// nothing but global state to write to.
#pragma once

namespace mprsim {

class Interrupt {
 public:
  Interrupt();
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  bool requested() const noexcept;
};

}  // namespace mprsim
