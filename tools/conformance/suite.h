// The suite: holds a plug-in against the checks, each in a session of its own, so that whatever the plug-in
// does ends one check and never the run.
//
// Page: docs/conformance.md. Thread-safety: run_suite() may use several threads; factories and progress are
// then called from all of them, progress by one at a time. Throws std::bad_alloc and std::system_error (no
// thread) only.
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
  SessionFactory start;
  BenchFactory bench;  ///< may be empty
  /// The checks to make; the others are reported as disabled.
  std::function<bool(const Check&)> selected = [](const Check&) { return true; };
  bool strict = false;                             ///< SHOULD counts as MUST
  unsigned jobs = 1;                               ///< checks at once; benches that change the system want 1
  const std::atomic<bool>* interrupted = nullptr;  ///< true: no further check is begun
  std::function<void(std::size_t done, std::size_t total)> progress = [](std::size_t, std::size_t) {};
};

struct SuiteRun {
  std::vector<CheckResult> checks;  ///< all of the kind, in the order of the suite
  std::vector<std::string> capabilities;
  bool has_bench = false;
  bool looks_like_notifyee = false;  ///< it was held to be a provider
  bool interrupted = false;
  std::optional<PluginEnd> not_loaded;  ///< why the library could not even be loaded; then no check was made
};

/// A plug-in that ends while it is asked for its capabilities fails the first check, and no other is made.
SuiteRun run_suite(const SuiteRequest& request);

/// One check in a session that was just started, for run_suite() and tests.
CheckResult run_check(const Check& check, PluginSession& session, Bench* bench, const PluginFacts& facts,
                      bool strict);

/// What a finding of this severity amounts to.
Outcome outcome_of(Severity severity, bool strict) noexcept;

}  // namespace mprsim
