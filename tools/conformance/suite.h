// The suite: makes all checks of a plug-in, each in a session of its own. A plug-in that crashes or hangs
// ends one check and never the run.
//
// Page: docs/conformance.md. Thread-safety: run_suite() may use several threads. The factories are then
// called from all of them, `progress` by one at a time. Throws std::bad_alloc, and std::system_error if no
// thread can be started.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "tools/conformance/bench/bench.h"
#include "tools/conformance/bench/session.h"
#include "tools/conformance/check.h"
#include "tools/conformance/conformance.h"

namespace mprsim {

struct SuiteRequest {
  PluginKind kind = PluginKind::provider;
  SessionFactory start;  ///< loads the plug-in, once for its capabilities and once for each check
  BenchFactory bench;    ///< may be empty: there is no bench
  /// The checks to make; the others are reported as disabled.
  std::function<bool(const Check&)> selected = [](const Check&) { return true; };
  bool strict = false;  ///< SHOULD counts as MUST
  unsigned jobs = 1;    ///< checks at the same time; 1 for a bench that changes the system
  const std::atomic<bool>* interrupted = nullptr;  ///< true: no further check is begun
  std::function<void(std::size_t done, std::size_t total)> progress = [](std::size_t, std::size_t) {};
};

struct SuiteRun {
  std::vector<CheckResult> checks;  ///< all of the kind, in the order of the suite
  std::vector<std::string> capabilities;
  bool has_bench = false;
  bool looks_like_notifyee = false;  ///< it was tested as a provider, but exports the functions of a notifyee
  bool interrupted = false;
  std::optional<PluginEnd> not_loaded;  ///< why the library could not be loaded; then no check was made
};

/// Makes the selected checks and returns a result for every check of the kind; those that were not made say
/// why. A plug-in that ends while it reports its capabilities fails the first check, and no other check is
/// made. After an interrupt the checks that have not finished are disabled.
SuiteRun run_suite(const SuiteRequest& request);

/// Makes one check in a session that was just started. The bench may be null; it is reset first, if it can
/// be. Afterwards the session is used up.
CheckResult run_check(const Check& check, PluginSession& session, Bench* bench, const PluginFacts& facts,
                      bool strict);

/// The outcome of a check with a finding of this severity.
Outcome outcome_of(Severity severity, bool strict) noexcept;

}  // namespace mprsim
