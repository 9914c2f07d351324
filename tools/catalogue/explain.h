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

struct ExplainContext {
  std::span<const Scenario> scenarios;  ///< to choose examples from
  Style style;
  unsigned width = 100;
};

/// What `mprsim explain TOPIC` prints; nothing if the word names no rule, chapter, status, switch, function
/// or profile.
std::optional<std::string> explain(std::string_view topic, const ExplainContext& context);

/// did you mean "wine"? Or "" if no topic is near.
std::string nearest_topic(std::string_view word);

/// All topics, by kind.
std::string list_topics(const ExplainContext& context);

// One topic of each kind. A status need not be one that mprsim knows.
std::string explain(const RuleInfo& rule, const ExplainContext& context);
std::string explain(const Chapter& chapter, const ExplainContext& context);
std::string explain(Status status, const ExplainContext& context);
std::string explain(const SwitchInfo& info, const ExplainContext& context);
std::string explain(Profile profile, const ExplainContext& context);
std::string explain(const NpFunctionInfo& function, const ExplainContext& context);

// --- Parts of the texts.

/// A heading, a line of its own.
std::string heading(std::string_view text, const ExplainContext& context);

/// "  label     text", with the text wrapped behind the label.
std::string labelled(std::string_view label, std::string_view text, const ExplainContext& context);

/// How well a scenario serves as an example: 0 is best. Nothing if the scenario is no example.
using Rank = std::function<std::optional<std::size_t>(const Scenario&)>;

/// The best few scenarios, by path and title; "" if there are none. `filter` is what `mprsim list --filter`
/// needs to find them all; "" if there is no such filter.
std::string examples(std::string_view title, const Rank& rank, std::string_view filter,
                     const ExplainContext& context);

/// The rules that fit, each with its statement; "" if there are none.
std::string rule_list(std::string_view title, const std::function<bool(const RuleInfo&)>& fits,
                      const ExplainContext& context);

/// Whether a text has the word, as a whole.
bool has_word(std::string_view text, std::string_view word) noexcept;

/// Whether the status stands anywhere in the scenario: in an answer, a return value or an expectation.
bool mentions(const Scenario& scenario, Status status);

}  // namespace mprsim
