#include "tools/reports/run_report_text.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "mock_mpr/facts/rule.h"
#include "mock_mpr/trace/trace_text.h"
#include "scenarios/language/diagnostics.h"
#include "tools/terminal/text.h"

namespace mprsim {
namespace {

constexpr std::size_t few = 20;

std::string verdict(Outcome outcome, const Style& style, std::size_t width = 0) {
  const Ink ink = is_trouble(outcome) ? Ink::bad : outcome == Outcome::pass ? Ink::good : Ink::warning;
  return style(ink, padded(to_string(outcome), width));
}

std::string scenario_lines(const Report& report, const Style& style) {
  std::size_t outcome_width = 0;
  std::size_t path_width = 0;
  for (const ScenarioResult& result : report.results) {
    outcome_width = std::max(outcome_width, to_string(result.outcome).size());
    path_width = std::max(path_width, columns(visible(result.path)));
  }
  std::string lines;
  for (const ScenarioResult& result : report.results) {
    lines +=
        concat({verdict(result.outcome, style, outcome_width), "  ", padded(visible(result.path), path_width),
                "  ", style(Ink::faint, visible(result.title)), "\n"});
  }
  return lines;
}

std::string folder_lines(const Report& report, const Style& style) {
  std::map<std::string_view, Totals> folders;
  std::size_t width = 0;
  for (const ScenarioResult& result : report.results) {
    const std::string_view folder = folder_of(result.path);
    folders[folder].add(result.outcome);
    width = std::max(width, columns(visible(folder)));
  }
  std::string lines;
  for (const auto& [folder, counts] : folders) {
    std::size_t all = 0;
    for (const std::size_t count : counts.by_outcome) all += count;
    const bool good = counts.of(Outcome::pass) == all;
    const std::string number = std::to_string(all);
    lines += concat({"  ", padded(visible(folder), width),
                     std::string(number.size() < 6 ? 6 - number.size() : 1, ' '), number, "  ",
                     good ? "passed" : style(Ink::bad, counts.text()), "\n"});
  }
  return lines;
}

std::string indented(std::string_view text, std::string_view indent) {
  std::string lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines += concat({indent, text.substr(0, end), "\n"});
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string failure(const Report& report, const ScenarioResult& result, const Style& style) {
  std::string text = concat({verdict(result.outcome, style), "  ", style(Ink::strong, visible(result.path)),
                             "  ", visible(result.title), "\n"});
  for (const Finding& finding : result.findings) {
    text += concat({"  ", finding_line(result, finding), "\n"});
    text += indented(render_diff(finding.detail, style), "    ");
  }
  return text + concat({"  again: ", repro_line(report, result), "\n"});
}

std::string closing_line(const Report& report, const Style& style) {
  const bool good =
      std::ranges::none_of(report.results, [](const ScenarioResult& r) { return is_trouble(r.outcome); });
  return concat({style(good ? Ink::good : Ink::bad, totals(report).text()), "; ",
                 std::to_string(rules_shown(report)), " of ", std::to_string(all_rules().size()),
                 " rules shown\n"});
}

// The one seed or profile of all results.
template <class Member>
std::string common(const Report& report, Member member, std::string_view otherwise, auto text) {
  const auto& first = report.results.front().*member;
  const bool same =
      std::ranges::all_of(report.results, [&](const ScenarioResult& r) { return r.*member == first; });
  return same ? std::string(text(first)) : std::string(otherwise);
}

// First of all what is needed to have the same run again.
std::string opening_line(const Report& report, const Style& style) {
  const std::string seed = common(report, &ScenarioResult::seed, "as in each file",
                                  [](std::uint64_t value) { return std::to_string(value); });
  const std::string profile =
      common(report, &ScenarioResult::profile, "as in each file", [](Profile value) { return name(value); });
  return style(Ink::faint, concat({"mprsim ", version(), ", seed ", seed, ", profile ", profile, ", ",
                                   counted(report.results.size(), "scenario")})) +
         "\n";
}

}  // namespace

std::string render_diff(const std::string& diff, const Style& style) {
  std::string lines;
  std::string_view rest = diff;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    const bool added = line.starts_with('+');
    const bool removed = line.starts_with('-');
    lines += added ? style(Ink::good, line) : removed ? style(Ink::bad, line) : std::string(line);
    lines += '\n';
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return lines;
}

std::string render_failures(const Report& report, const Style& style) {
  std::string text;
  for (const ScenarioResult& result : report.results) {
    if (is_trouble(result.outcome)) text += concat({"\n", failure(report, result, style)});
  }
  return text;
}

std::string render_text_report(const Report& report, const TextOptions& options, const Style& style) {
  if (report.results.empty()) return {};
  const std::string failures = render_failures(report, style);
  if (options.quiet) return failures.empty() ? "" : failures.substr(1);
  const bool by_scenario = options.verbose || report.results.size() <= few;
  return concat({opening_line(report, style),
                 by_scenario ? scenario_lines(report, style) : folder_lines(report, style), failures, "\n",
                 closing_line(report, style)});
}

std::string render_lesson(const Report& report, const Scenario& scenario, const Style& style,
                          unsigned width) {
  const ScenarioResult& result = report.results.front();
  std::string text = style(Ink::strong, visible(scenario.title)) + "\n";
  text += wrapped(scenario.why, 2, width) + "\n";
  text += render_text(result.trace) + "\n";
  if (is_trouble(result.outcome)) return text + failure(report, result, style);
  std::string rules;
  for (const Rule rule : result.shows) rules += concat({rules.empty() ? "" : ", ", slug(rule)});
  return text +
         concat({verdict(result.outcome, style), ": ", visible(result.path), ", profile ",
                 name(result.profile), ", seed ", std::to_string(result.seed), "\n"}) +
         wrapped(concat({"shows ", rules, "; mprsim explain RULE tells more"}), 0, width);
}

std::string render_difference(const std::string& what, const TraceDifference& difference) {
  const auto line = [](const std::string& text) { return text.empty() ? "nothing more" : visible(text); };
  return concat({"mprsim: ", visible(what), " is not deterministic: event ",
                 std::to_string(difference.event + 1), " differs\n  first   ", line(difference.first),
                 "\n  second  ", line(difference.second), "\n"});
}

}  // namespace mprsim
