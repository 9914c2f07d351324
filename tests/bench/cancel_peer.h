// The bound of a cancel: what it costs to call two notifyees before and after and N providers in between
// through plain function pointers, the structures filled as npapi.h has them, with no router at all. Shared
// by the benchmarks of the Linux and of the Windows build; nothing of the project is used here, so that the
// bound cannot move with it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace bare {

struct NotifyInfo {
  std::uint32_t notify_status;
  std::uint32_t operation_status;
  void* context;
};

struct NotifyCancel {
  const char* name;
  const char* provider;
  std::uint32_t flags;
  int force;
};

using CancelFunction = std::uint32_t (*)(const char* name, int force);
using NotifyFunction = std::uint32_t (*)(NotifyInfo* info, NotifyCancel* cancel);

struct Provider {
  const char* name;
  CancelFunction cancel;
};

/// N providers of which the last accepts, and two interested notifyees.
class Loop {
 public:
  explicit Loop(std::size_t providers);
  std::uint32_t cancel(const char* name, std::uint32_t flags, int force) const;

 private:
  std::vector<Provider> providers_;
  std::vector<NotifyFunction> notifyees_;
};

}  // namespace bare
