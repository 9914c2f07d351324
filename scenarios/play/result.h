// The result of one scenario: the one model that every report renders.
//
// Page: docs/scenario-format.md. Thread-safety: plain values; several threads may read one at the same time.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mock_mpr/state/remembered.h"
#include "mock_mpr/trace/trace.h"
#include "scenarios/model.h"
#include "sim/choice/chooser.h"

namespace mprsim {

/// How a run, or a check of the conformance harness, ended.
enum class Outcome : std::uint8_t {
  pass,
  fail,            ///< something does not hold
  warn,            ///< a SHOULD does not hold
  not_applicable,  ///< with the reason
  disabled,        ///< by configuration
  error,           ///< mprsim could not do its work, or a replay left its log
  crash,           ///< a plug-in crashed
  timeout,         ///< a limit of time or events was reached
};

/// "pass", "fail", "warn", "not-applicable", "disabled", "error", "crash", "timeout".
std::string_view to_string(Outcome outcome) noexcept;

/// The kind of a finding.
enum class FindingKind : std::uint8_t {
  expectation,  ///< an expectation of a step does not hold
  invariant,    ///< a rule that always holds was violated
  limit,        ///< a limit of time or events was reached
  golden,       ///< the trace is not the golden one
  always,       ///< an [[always]] did not hold
  eventually,   ///< an [[eventually]] never held
  hang,         ///< a call never returned, because of a fault
  rest,         ///< something had not come to an end after the faults had stopped
};

/// One thing that is not as it should be.
struct Finding {
  FindingKind kind = FindingKind::expectation;
  Location where;          ///< of the expectation in the scenario file
  std::string what{};      ///< one line: "status is WN_OPEN_FILES, expected WN_SUCCESS"
  Rule rule = Rule::none;  ///< the rule that decided, as far as an event names it
  std::string detail{};    ///< further lines, such as the diff of a golden trace; may be empty
};

/// What run_scenario() (verdict.h) returns.
struct ScenarioResult {
  std::string path;
  std::string title;
  std::vector<Rule> shows;
  Profile profile = Profile::nt_doc;
  std::uint64_t seed = 0;
  Outcome outcome = Outcome::pass;
  std::vector<Finding> findings;
  Trace trace;
  RememberedStore store;  ///< what the main session remembers at the end
  Strategy strategy{};
};

}  // namespace mprsim
