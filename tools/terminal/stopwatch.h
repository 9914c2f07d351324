// Stopwatch: real time, for what depends on it by its nature: a budget, progress on a terminal, and how often
// a result is saved. Nothing that a run does may depend on it.
//
// Thread-safety: any number of readers.
#pragma once

#include <chrono>

namespace mprsim {

class Stopwatch {
 public:
  /// Starts it.
  Stopwatch() noexcept;
  std::chrono::milliseconds elapsed() const noexcept;

 private:
  std::chrono::nanoseconds start_;
};

}  // namespace mprsim
