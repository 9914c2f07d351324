#include "tools/terminal/interrupt.h"

#include <csignal>

namespace mprsim {
namespace {

// All that a signal handler may touch.
std::atomic<bool> interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free);

extern "C" void remember_interrupt(int signal) {
  interrupted = true;
  std::signal(signal, SIG_DFL);
}

}  // namespace

Interrupt::Interrupt() noexcept {
  interrupted = false;
  before_interrupt_ = std::signal(SIGINT, remember_interrupt);
  before_terminate_ = std::signal(SIGTERM, remember_interrupt);
}

Interrupt::~Interrupt() {
  if (before_interrupt_ != SIG_ERR) std::signal(SIGINT, before_interrupt_);
  if (before_terminate_ != SIG_ERR) std::signal(SIGTERM, before_terminate_);
}

const std::atomic<bool>& Interrupt::flag() const noexcept { return interrupted; }

}  // namespace mprsim
