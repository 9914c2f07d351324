#include "tools/terminal/stopwatch.h"

namespace mprsim {
namespace {

std::chrono::nanoseconds now() noexcept { return std::chrono::steady_clock::now().time_since_epoch(); }

}  // namespace

Stopwatch::Stopwatch() noexcept : start_(now()) {}

std::chrono::milliseconds Stopwatch::elapsed() const noexcept {
  return std::chrono::duration_cast<std::chrono::milliseconds>(now() - start_);
}

}  // namespace mprsim
