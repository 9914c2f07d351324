// Where threads wait for each other, again and again, and start together.
//
// Not std::barrier: where the system has no futex, the one of libstdc++ 12 looks at its counter and goes to
// sleep in two steps, loses a wake-up that comes between them, and hangs. Thread-safety: that is what it is
// for.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>

namespace mprsim::plugin_host {

class StartLine {
 public:
  explicit StartLine(std::size_t threads) noexcept : threads_(threads) {}

  // Returns when as many threads as there are have come.
  void arrive_and_wait() {
    std::unique_lock lock(mutex_);
    if (++arrived_ == threads_) {
      arrived_ = 0;
      ++starts_;
      all_here_.notify_all();
      return;
    }
    all_here_.wait(lock, [this, before = starts_] { return starts_ != before; });
  }

 private:
  const std::size_t threads_;
  std::mutex mutex_;
  std::condition_variable all_here_;
  std::size_t arrived_ = 0;
  std::uint64_t starts_ = 0;
};

}  // namespace mprsim::plugin_host
