// A cancel as the router routes it, over in-memory fakes with the plug-in among them: the real
// CancelOperation decides whom to ask and whose answer counts.
//
// Page: docs/algorithm.md. Thread-safety: none. Throws std::bad_alloc only.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "mock_mpr/facts/status.h"
#include "tools/conformance/probe.h"

namespace mprsim {

/// One connection in the cycle.
struct CycleDrive {
  std::size_t owner = 0;  ///< position in the provider order
  std::u16string name;    ///< a device, or a remote name for a connection without one
  bool busy = false;      ///< a file is open on it
  friend bool operator==(const CycleDrive&, const CycleDrive&) = default;
};

struct CycleResult {
  Status status;
  std::optional<std::size_t> cancelled_by;  ///< position in the provider order
  friend bool operator==(const CycleResult&, const CycleResult&) = default;
};

/// Providers in their order, each with a true table of its connections; one of them may be the plug-in, which
/// is then asked instead of its table.
class Cycle {
 public:
  Cycle(std::size_t providers, std::vector<CycleDrive> drives)
      : providers_(providers), drives_(std::move(drives)) {}

  /// Without a probe the provider in the plug-in's place is a well-behaved fake.
  CycleResult cancel(const std::u16string& name, Probe* probe, std::size_t place);

 private:
  Status fake_cancel(std::size_t provider, const std::u16string& name);

  std::size_t providers_;
  std::vector<CycleDrive> drives_;
};

}  // namespace mprsim
