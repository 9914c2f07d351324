// The result of holding one plug-in against the rules: the one model that every report renders.
//
// Page: docs/conformance.md. Plain values; share them between threads for reading.
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

/// One check: what it did, what it expected, what happened.
struct CheckResult {
  std::string id;           ///< "force/open-files-block": chapter, then name; stable
  std::string title;        ///< one sentence
  std::vector<Rule> rules;  ///< what it proves; the first is the one it fails for
  Outcome outcome = Outcome::pass;
  std::string did;       ///< "connected Z:, opened a file on it, called NPCancelConnection("Z:", FALSE)"
  std::string expected;  ///< "WN_OPEN_FILES (2401)"
  std::string happened;  ///< "WN_SUCCESS (0)"
  std::string reason;    ///< not_applicable, disabled: why; error: what went wrong here
  std::vector<std::string> last_events;  ///< of the host, oldest first
  std::chrono::milliseconds took{};
  bool expected_to_fail = false;  ///< listed in the file of expected failures
  std::string expected_because;   ///< the reason given there; "" if it is not listed
};

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
  std::string command;  ///< what repeats this run, without --only
  std::vector<CheckResult> checks;              ///< in the order of the suite
  std::vector<std::string> stale_expectations;  ///< expected failures that passed or match no check
};

}  // namespace mprsim
