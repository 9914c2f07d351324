// StartLine: a barrier where a fixed number of threads wait for each other and then start together, again and
// again.
//
// std::barrier of libstdc++ 12 hangs on a system without futexes (Windows): it looks at its counter and goes
// to sleep in two steps, and loses a wake-up that comes between them. Thread-safety: safe from any thread.
// Nothing fails.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>

namespace mprsim::plugin_host {

class StartLine {
 public:
  explicit StartLine(std::size_t threads) noexcept : threads_(threads) {}

  /// Returns when all threads have called it. Then the next round begins.
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
