// What `mprsim explain` says about each kind of topic: a text that fits on one screen.
//
// Thread-safety: pure functions. Throws std::bad_alloc only.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "mock_mpr/facts/np_function.h"
#include "mock_mpr/facts/policy.h"
#include "mock_mpr/facts/rule.h"
#include "mock_mpr/facts/status.h"
#include "scenarios/model.h"
#include "tools/reports/rule_text.h"
#include "tools/terminal/style.h"

namespace mprsim {

struct Classroom {
  std::span<const Scenario> scenarios;  ///< to choose examples from
  Style style;
  unsigned width = 100;
};

std::string explain(const RuleInfo& rule, const Classroom& room);
std::string explain(const Chapter& chapter, const Classroom& room);
std::string explain(Status status, const Classroom& room);  ///< known or not
std::string explain(const SwitchInfo& info, const Classroom& room);
std::string explain(Profile profile, const Classroom& room);
std::string explain(const NpFunctionInfo& function, const Classroom& room);

/// A heading, a line of its own.
std::string heading(std::string_view text, const Classroom& room);

/// "  label     text", with the text wrapped behind the label.
std::string labelled(std::string_view label, std::string_view text, const Classroom& room);

/// How well a scenario serves as an example: 0 is best; nothing if it is none.
using Rank = std::function<std::optional<std::size_t>(const Scenario&)>;

/// The best few scenarios, by path and title; "" if there are none. A filter for `mprsim list --filter` that
/// finds them all may be "".
std::string examples(std::string_view title, const Rank& rank, std::string_view filter,
                     const Classroom& room);

/// The rules that fit, each with the beginning of its statement; "" if there are none.
std::string rule_list(std::string_view title, const std::function<bool(const RuleInfo&)>& fits,
                      const Classroom& room);

/// Whether a text has the word, as a whole.
bool has_word(std::string_view text, std::string_view word) noexcept;

/// Whether the status stands anywhere in the scenario: in an answer, a return value or an expectation.
bool mentions(const Scenario& scenario, Status status);

}  // namespace mprsim
