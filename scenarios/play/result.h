// The verdict on one scenario: the one result model that every report renders.
//
// Plain values; share them between threads for reading.
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

enum class Outcome : std::uint8_t {
  pass,
  fail,            ///< it does not hold
  warn,            ///< a SHOULD does not hold
  not_applicable,  ///< with the reason
  disabled,        ///< by configuration
  error,           ///< ours: the harness could not do its work
  crash,           ///< a plug-in crashed
  timeout,         ///< a limit of time or events was reached
};

/// "pass", "fail", "warn", "not-applicable", "disabled", "error", "crash", "timeout".
std::string_view to_string(Outcome outcome) noexcept;

/// What kind of thing is wrong.
enum class FindingKind : std::uint8_t {
  expectation,  ///< a step did not lead where the scenario says
  invariant,    ///< a rule that always holds was broken
  limit,        ///< a limit of time or events was reached
  golden,       ///< the trace is not the golden one
  always,       ///< an [[always]] did not hold
  eventually,   ///< an [[eventually]] never held
  hang,         ///< a call never returned, because of a fault
  rest,         ///< something is left over after the faults have stopped
};

/// One thing that is not as the scenario says.
struct Finding {
  FindingKind kind = FindingKind::expectation;
  Location where;          ///< of the expectation in the scenario file
  std::string what{};      ///< one line: 'status is WN_OPEN_FILES, expected WN_SUCCESS'
  Rule rule = Rule::none;  ///< the rule of the event that decided, if one did
  std::string detail{};    ///< further lines, such as the diff of a golden trace; may be empty
};

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
