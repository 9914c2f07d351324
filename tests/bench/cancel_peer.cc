#include "tests/bench/cancel_peer.h"

namespace bare {
namespace {

// Called through pointers from another function, so that no compiler looks inside.
std::uint32_t decline(const char* name, int /*force*/) { return name == nullptr ? 87 : 2250; }
std::uint32_t accept(const char* name, int /*force*/) { return name == nullptr ? 87 : 0; }

std::uint32_t take_note(NotifyInfo* info, NotifyCancel* cancel) {
  if (info->notify_status == 1) info->context = cancel;
  return 0;
}

constexpr std::uint32_t pre = 1;
constexpr std::uint32_t post = 2;
constexpr std::uint32_t not_connected = 2250;

}  // namespace

Loop::Loop(std::size_t providers)
    : providers_(providers, Provider{"declines", decline}), notifyees_(2, take_note) {
  providers_.back() = {"accepts", accept};
}

std::uint32_t Loop::cancel(const char* name, std::uint32_t flags, int force) const {
  void* contexts[8] = {};
  for (std::size_t i = 0; i < notifyees_.size(); ++i) {
    NotifyInfo info{pre, 0, nullptr};
    NotifyCancel details{name, nullptr, flags, force};
    notifyees_[i](&info, &details);
    contexts[i] = info.context;
  }
  std::uint32_t result = not_connected;
  const char* by = nullptr;
  for (const Provider& provider : providers_) {
    const std::uint32_t status = provider.cancel(name, force);
    if (status == 0) {
      result = 0;
      by = provider.name;
      break;
    }
    if (status != not_connected && result == not_connected) result = status;
  }
  for (std::size_t i = 0; i < notifyees_.size(); ++i) {
    if (contexts[i] == nullptr) continue;
    NotifyInfo info{post, result, contexts[i]};
    NotifyCancel details{name, by, flags, force};
    notifyees_[i](&info, &details);
  }
  return result;
}

}  // namespace bare
