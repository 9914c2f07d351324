#include "mock_mpr/wnet/state.h"

#include <array>
#include <utility>

namespace mprsim {
namespace wnet {
namespace {

struct ThisThread {
  CallerErrors errors;
  Router* inside = nullptr;
};

thread_local ThisThread this_thread;

}  // namespace

State& state() noexcept {
  static State instance;
  return instance;
}

bool is_inside() noexcept { return this_thread.inside != nullptr; }

Visit::Visit(Router& router) noexcept {
  if (is_inside()) return;
  outermost_ = &router;
  std::swap(router.errors(), this_thread.errors);
  this_thread.inside = &router;
}

Visit::~Visit() {
  if (outermost_ == nullptr) return;
  this_thread.inside = nullptr;
  std::swap(outermost_->errors(), this_thread.errors);
}

}  // namespace wnet

Router* install_router(Router* router) {
  wnet::State& shared = wnet::state();
  const std::scoped_lock lock(shared.mutex);
  shared.enumerations.clear();
  return std::exchange(shared.router, router);
}

MprObserver* install_observer(MprObserver* observer) noexcept {
  return wnet::state().observer.exchange(observer);
}

CallerErrors& mpr_errors() noexcept {
  return wnet::is_inside() ? wnet::this_thread.inside->errors() : wnet::this_thread.errors;
}

std::string_view name(MprFunction function) noexcept {
  static constexpr auto names = std::to_array<std::string_view>({
#define MPRSIM_WNET(name, ...) #name,
#include "mock_mpr/facts/wnet_functions.def"
  });
  return names[static_cast<std::size_t>(function)];
}

}  // namespace mprsim
