// A cancel that goes through several providers, one of which may be the plug-in. The router's own
// CancelOperation decides which provider is asked and whose answer counts.
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

/// Providers in their order, each with a table of its connections. One of them may be the plug-in, which is
/// then called instead of looking into its table.
class Cycle {
 public:
  Cycle(std::size_t providers, std::vector<CycleDrive> drives)
      : providers_(providers), drives_(std::move(drives)) {}

  /// Calls the plug-in for the provider at `place`. Without a probe a correct fake answers there as well. A
  /// success removes the connection from the table of a fake.
  CycleResult cancel(const std::u16string& name, Probe* probe, std::size_t place);

 private:
  Status fake_cancel(std::size_t provider, const std::u16string& name);

  std::size_t providers_;
  std::vector<CycleDrive> drives_;
};

}  // namespace mprsim
