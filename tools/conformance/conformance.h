// The result of testing one plug-in against the rules: the one model that every report renders.
//
// Page: docs/conformance.md. Filled by run_suite() and `mprsim conform`, or read back by read_conformance().
// Texts may hold what a plug-in printed or answered, so every report escapes them. Units: milliseconds.
// Thread-safety: plain values; share them between threads for reading only.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mock_mpr/facts/rule.h"
#include "scenarios/play/result.h"

namespace mprsim {

enum class PluginKind : std::uint8_t { provider, notifyee };

/// One check: the calls that it made, the expected result and the actual one.
struct CheckResult {
  std::string id;           ///< "force/open-files-block": chapter, then name; stable
  std::string title;        ///< one sentence
  std::vector<Rule> rules;  ///< the rules that it tests; a failure is a failure of the first
  Outcome outcome = Outcome::pass;
  std::string did;       ///< the calls in order: "MprBenchReset(); NPCancelConnection("Z:", FALSE)"
  std::string expected;  ///< "WN_OPEN_FILES (2401)"
  std::string happened;  ///< "WN_SUCCESS (0)"
  std::string reason;    ///< why it is not_applicable or disabled, or what the error of mprsim was
  std::vector<std::string> last_events;  ///< of the host, oldest first
  std::chrono::milliseconds took{};
  bool expected_to_fail = false;  ///< listed in the file of expected failures
  std::string expected_because;   ///< the reason given there; "" if it is not listed
};

/// The results of all checks of one plug-in.
struct Conformance {
  std::string version;  ///< of mprsim
  std::string plugin;   ///< the path as it was given
  std::string name;     ///< the file's name without folders and extension
  PluginKind kind = PluginKind::provider;
  std::string platform;  ///< "linux-x86_64", "windows-x86_64"
  bool strict = false;   ///< SHOULD counts as MUST
  std::vector<std::string>
      capabilities;     ///< "cancel", "add", "get", "enumerate", "user", ...; as advertised and exported
  std::string bench;    ///< "exports", "companion FILE", "fixture FILE", "none"
  std::string command;  ///< repeats this run; a report adds --only for a single check
  std::vector<CheckResult> checks;              ///< in the order of the suite
  std::vector<std::string> stale_expectations;  ///< expected failures that passed or match no check
};

}  // namespace mprsim
