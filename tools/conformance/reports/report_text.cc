// The conformance report for people.
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scenarios/language/diagnostics.h"
#include "tools/conformance/reports/report.h"
#include "tools/conformance/verdict.h"
#include "tools/reports/rule_text.h"
#include "tools/terminal/text.h"

namespace mprsim {
namespace {

constexpr std::size_t label_width = 10;

Ink ink_of(const CheckResult& check) noexcept {
  if (check.expected_to_fail) return Ink::warning;
  switch (check.outcome) {
    case Outcome::pass:
      return Ink::good;
    case Outcome::not_applicable:
    case Outcome::disabled:
      return Ink::faint;
    case Outcome::warn:
      return Ink::warning;
    case Outcome::fail:
    case Outcome::error:
    case Outcome::crash:
    case Outcome::timeout:
      return Ink::bad;
  }
  return Ink::bad;
}

std::string opening(const Conformance& conformance, const Style& style) {
  std::string text =
      style(Ink::strong, concat({to_string(conformance.kind), " ", visible(conformance.plugin)})) +
      style(Ink::faint,
            concat({"  mprsim ", visible(conformance.version), ", ", visible(conformance.platform),
                    ", bench: ", visible(conformance.bench), conformance.strict ? ", strict" : ""})) +
      "\n";
  if (!conformance.capabilities.empty()) {
    text += concat({"offers ", visible(joined(conformance.capabilities, ", ")), "\n"});
  }
  return text;
}

std::string check_lines(const Conformance& conformance, const Style& style) {
  std::size_t outcome_width = 0;
  std::size_t name_width = 0;
  for (const CheckResult& check : conformance.checks) {
    outcome_width = std::max(outcome_width, to_string(check.outcome).size());
    name_width = std::max(name_width, columns(visible(name_of_check(check.id))));
  }
  std::string lines;
  for (const CheckChapter& chapter : by_chapter(conformance)) {
    lines +=
        concat({"\n", style(Ink::strong, chapter.name.empty() ? "checks" : visible(chapter.name)), "\n"});
    for (const CheckResult* check : chapter.checks) {
      lines += concat({"  ", style(ink_of(*check), padded(to_string(check->outcome), outcome_width)), "  ",
                       padded(visible(name_of_check(check->id)), name_width), "  ",
                       style(Ink::faint, visible(check->title)),
                       check->expected_to_fail ? "  (expected to fail)" : "", "\n"});
    }
  }
  return lines;
}

// "did        connected Z:, ...": the text wrapped, its later lines below its first.
std::string labelled(std::string_view label, std::string_view text, unsigned width, const Style& style) {
  constexpr std::size_t indent = 2 + label_width;
  const std::string block = wrapped(visible(text), indent, width);
  if (block.size() <= indent) return {};
  return concat(
      {"  ", style(Ink::faint, padded(label, label_width)), std::string_view(block).substr(indent)});
}

std::string rule_block(const CheckResult& check, unsigned width, const Style& style) {
  if (check.rules.empty()) return {};
  const RuleInfo& rule = info(check.rules.front());
  std::string text = labelled("rule",
                              concat({rule.slug, " (", to_string(rule.level), ", ",
                                      to_string(rule.provenance), "): ", rule.statement}),
                              width, style);
  for (const Source& source : sources(rule)) {
    text += labelled("page", source.url.empty() ? source.name : source.url, width, style);
  }
  return text;
}

// As they came, a line each, since their columns say something.
std::string event_lines(const CheckResult& check, const Style& style) {
  std::string lines;
  for (const std::string& event : check.last_events) {
    lines += concat(
        {"  ", style(Ink::faint, padded(lines.empty() ? "events" : "", label_width)), visible(event), "\n"});
  }
  return lines;
}

std::string remarkable(const Conformance& conformance, const CheckResult& check, unsigned width,
                       const Style& style) {
  return concat({style(ink_of(check), to_string(check.outcome)), "  ", style(Ink::strong, visible(check.id)),
                 "  ", visible(check.title), check.expected_to_fail ? "  (expected to fail)" : "", "\n",
                 labelled("did", check.did, width, style), labelled("expected", check.expected, width, style),
                 labelled("happened", check.happened, width, style),
                 labelled("because", check.reason, width, style),
                 labelled("known", check.expected_because, width, style), rule_block(check, width, style),
                 event_lines(check, style), "  ", style(Ink::faint, padded("again", label_width)),
                 repro_line(conformance, check), "\n"});
}

std::string remarkable_blocks(const Conformance& conformance, unsigned width, const Style& style) {
  std::string text;
  for (const CheckResult& check : conformance.checks) {
    if (is_remarkable(check)) text += "\n" + remarkable(conformance, check, width, style);
  }
  return text;
}

// What was not made, by reason: a reason is often shared by a whole chapter.
std::string left_out(const Conformance& conformance, Outcome outcome, unsigned width, const Style& style) {
  std::vector<std::pair<std::string_view, std::vector<std::string>>> reasons;
  for (const CheckResult& check : conformance.checks) {
    if (check.outcome != outcome) continue;
    auto reason = std::ranges::find(reasons, check.reason, [](const auto& each) { return each.first; });
    if (reason == reasons.end()) reason = reasons.insert(reasons.end(), {check.reason, {}});
    reason->second.push_back(check.id);
  }
  if (reasons.empty()) return {};
  std::string text = concat({"\n", style(Ink::strong, to_string(outcome)), "\n"});
  for (const auto& [reason, ids] : reasons) {
    text += wrapped(
        concat({visible(reason.empty() ? "no reason given" : reason), " (", std::to_string(ids.size()), ")"}),
        2, width);
    text += style(Ink::faint, wrapped(visible(joined(ids, ", ")), 4, width));
  }
  return text;
}

std::string stale_lines(const Conformance& conformance, const Style& style) {
  if (conformance.stale_expectations.empty()) return {};
  std::string text = concat({"\n", style(Ink::bad, "expectations out of date"), "\n"});
  for (const std::string& line : conformance.stale_expectations) text += concat({"  ", visible(line), "\n"});
  return text;
}

}  // namespace

std::string render_text(const Conformance& conformance, const ConformanceTextOptions& options,
                        const Style& style) {
  const std::string wrong =
      remarkable_blocks(conformance, options.width, style) + stale_lines(conformance, style);
  const Standing stands = standing(conformance);
  const Ink ink = stands == Standing::conformant    ? Ink::good
                  : stands == Standing::as_expected ? Ink::warning
                                                    : Ink::bad;
  const std::string verdict = concat({"\n", style(ink, verdict_line(conformance)), "\n"});
  if (options.quiet) {
    const std::string text = stands == Standing::conformant ? wrong : wrong + verdict;
    return text.empty() ? text : text.substr(1);
  }
  return concat({opening(conformance, style), check_lines(conformance, style), wrong,
                 left_out(conformance, Outcome::not_applicable, options.width, style),
                 left_out(conformance, Outcome::disabled, options.width, style), verdict});
}

}  // namespace mprsim
