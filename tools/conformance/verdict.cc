#include "tools/conformance/verdict.h"

#include <algorithm>

#include "scenarios/language/diagnostics.h"
#include "tools/terminal/exit_code.h"
#include "tools/terminal/text.h"

namespace mprsim {
namespace {

constexpr std::size_t named_checks = 5;

// "a, b, c and 7 more", so that the line stays a line.
std::string named(const Conformance& conformance, auto wanted) {
  std::string names;
  std::size_t count = 0;
  for (const CheckResult& check : conformance.checks) {
    if (!wanted(check) || ++count > named_checks) continue;
    names += concat({names.empty() ? "" : ", ", visible(check.id)});
  }
  if (count > named_checks) names += concat({" and ", std::to_string(count - named_checks), " more"});
  return names;
}

std::string fail_clause(std::size_t failing, std::size_t made) {
  return concat({std::to_string(failing), " of ", counted(made, "check"), failing == 1 ? " fails" : " fail"});
}

bool fails_unexpectedly(const CheckResult& check) noexcept { return fails(check) && !check.expected_to_fail; }
bool fails_as_expected(const CheckResult& check) noexcept { return fails(check) && check.expected_to_fail; }

std::string capabilities_clause(const Conformance& conformance) {
  if (conformance.capabilities.empty()) return {};
  return " for " + visible(joined(conformance.capabilities, ", "));
}

std::string headline(const Conformance& conformance, const ConformanceCounts& counts) {
  const std::size_t stale = conformance.stale_expectations.size();
  const std::size_t holding = counts.outcomes.of(Outcome::pass);
  switch (standing(conformance)) {
    case Standing::conformant:
      return concat({"conformant", capabilities_clause(conformance), ": ", counted(holding, "check"),
                     holding == 1 ? " holds" : " hold"});
    case Standing::as_expected:
      return concat({"not conformant, as expected: ", fail_clause(counts.known, counts.made), " (",
                     named(conformance, fails_as_expected), "), and no other check fails"});
    case Standing::not_conformant: {
      if (counts.failing == 0)
        return concat({"NOT as expected: ", counted(stale, "expectation"), " out of date"});
      const std::string line = concat({"NOT conformant: ", fail_clause(counts.failing, counts.made), " (",
                                       named(conformance, fails_unexpectedly), ")"});
      if (stale == 0) return line;
      return concat({line, "; ", counted(stale, "expectation"), " out of date"});
    }
    case Standing::nothing_made:
      return concat({"NOT conformant: no check applies, none of ",
                     counted(conformance.checks.size(), "check"), " could be made"});
    case Standing::undecided: {
      const std::string line = concat(
          {"undecided because of a fault of mprsim: ",
           named(conformance, [](const CheckResult& check) { return check.outcome == Outcome::error; })});
      if (counts.failing == 0) return line;
      return concat({line, "; ", fail_clause(counts.failing, counts.made)});
    }
  }
  return {};
}

}  // namespace

bool fails(const CheckResult& check) noexcept {
  return check.outcome == Outcome::fail || check.outcome == Outcome::crash ||
         check.outcome == Outcome::timeout;
}

bool was_made(const CheckResult& check) noexcept {
  return check.outcome != Outcome::not_applicable && check.outcome != Outcome::disabled;
}

bool is_remarkable(const CheckResult& check) noexcept {
  return is_trouble(check.outcome) || check.outcome == Outcome::warn;
}

ConformanceCounts count(const Conformance& conformance) noexcept {
  ConformanceCounts counts;
  for (const CheckResult& check : conformance.checks) {
    counts.outcomes.add(check.outcome);
    counts.made += was_made(check) ? 1 : 0;
    counts.failing += fails_unexpectedly(check) ? 1 : 0;
    counts.known += fails_as_expected(check) ? 1 : 0;
  }
  return counts;
}

Standing standing(const Conformance& conformance) noexcept {
  const ConformanceCounts counts = count(conformance);
  if (counts.outcomes.of(Outcome::error) > 0) return Standing::undecided;
  if (counts.failing > 0 || !conformance.stale_expectations.empty()) return Standing::not_conformant;
  if (counts.made == 0) return Standing::nothing_made;
  return counts.known > 0 ? Standing::as_expected : Standing::conformant;
}

int exit_code_of(const Conformance& conformance) noexcept {
  switch (standing(conformance)) {
    case Standing::conformant:
    case Standing::as_expected:
      return exit_code::holds;
    case Standing::not_conformant:
      return exit_code::does_not_hold;
    case Standing::nothing_made: {
      const bool selected = std::ranges::any_of(
          conformance.checks, [](const CheckResult& check) { return check.outcome != Outcome::disabled; });
      return selected ? exit_code::does_not_hold : exit_code::nothing_selected;
    }
    case Standing::undecided:
      return exit_code::internal_error;
  }
  return exit_code::internal_error;
}

std::string verdict_line(const Conformance& conformance) {
  const ConformanceCounts counts = count(conformance);
  std::string line = headline(conformance, counts);
  const auto add = [&](Outcome outcome, std::string_view text) {
    const std::size_t number = counts.outcomes.of(outcome);
    if (number > 0) line += concat({", ", std::to_string(number), text});
  };
  add(Outcome::warn, " with a warning");
  if (counts.made == 0) return line;
  add(Outcome::not_applicable, " not applicable");
  add(Outcome::disabled, " disabled");
  return line;
}

std::string_view chapter_of_check(std::string_view id) noexcept {
  const std::size_t slash = id.find('/');
  return slash == std::string_view::npos ? std::string_view{} : id.substr(0, slash);
}

std::string_view name_of_check(std::string_view id) noexcept {
  const std::size_t slash = id.find('/');
  return slash == std::string_view::npos ? id : id.substr(slash + 1);
}

std::vector<CheckChapter> by_chapter(const Conformance& conformance) {
  std::vector<CheckChapter> chapters;
  for (const CheckResult& check : conformance.checks) {
    const std::string_view name = chapter_of_check(check.id);
    auto chapter = std::ranges::find(chapters, name, &CheckChapter::name);
    if (chapter == chapters.end()) chapter = chapters.insert(chapters.end(), {name, {}});
    chapter->checks.push_back(&check);
  }
  return chapters;
}

std::string repro_line(const Conformance& conformance, const CheckResult& check) {
  return visible(
      concat({conformance.command, " --only ", shell_word(check.id), "  # mprsim ", conformance.version}));
}

std::string_view to_string(PluginKind kind) noexcept {
  return kind == PluginKind::provider ? "provider" : "notifyee";
}

}  // namespace mprsim
