#include "tools/interrupt.h"

#include <csignal>

namespace mprsim {
namespace {

// A signal handler can reach nothing else.
std::atomic<bool> interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free);

void take_note(int) { interrupted = true; }

}  // namespace

Interrupt::Interrupt() noexcept {
  interrupted = false;
  before_ = std::signal(SIGINT, take_note);
}

Interrupt::~Interrupt() {
  if (before_ != SIG_ERR) std::signal(SIGINT, before_);
}

const std::atomic<bool>& Interrupt::flag() const noexcept { return interrupted; }

}  // namespace mprsim
