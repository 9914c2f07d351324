#include "tools/reports/totals.h"

#include <string_view>

#include "scenarios/language/diagnostics.h"

namespace mprsim {
namespace {

// As the closing line counts them: "2 failed".
std::string_view counted_as(Outcome outcome) noexcept {
  switch (outcome) {
    case Outcome::pass:
      return "passed";
    case Outcome::fail:
      return "failed";
    case Outcome::warn:
      return "with a warning";
    case Outcome::not_applicable:
      return "not applicable";
    case Outcome::disabled:
      return "disabled";
    case Outcome::error:
      return "with an error of mprsim";
    case Outcome::crash:
      return "crashed";
    case Outcome::timeout:
      return "ran into a limit";
  }
  return {};
}

}  // namespace

std::string Totals::text() const {
  std::string text;
  for (std::size_t i = 0; i < outcome_count; ++i) {
    const auto outcome = static_cast<Outcome>(i);
    const bool always = outcome == Outcome::pass || outcome == Outcome::fail;
    if (by_outcome[i] == 0 && !always) continue;
    if (!text.empty()) text += ", ";
    text += concat({std::to_string(by_outcome[i]), " ", counted_as(outcome)});
  }
  return text;
}

bool is_trouble(Outcome outcome) noexcept {
  switch (outcome) {
    case Outcome::pass:
    case Outcome::warn:
    case Outcome::not_applicable:
    case Outcome::disabled:
      return false;
    case Outcome::fail:
    case Outcome::error:
    case Outcome::crash:
    case Outcome::timeout:
      return true;
  }
  return true;
}

}  // namespace mprsim
