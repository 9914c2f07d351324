#include "scenarios/play/verdict.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "mock_mpr/trace/trace_text.h"

namespace mprsim {
namespace {

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

// The lengths of the longest common subsequences of all suffixes of two lists.
class CommonLengths {
 public:
  CommonLengths(const std::vector<std::string_view>& a, const std::vector<std::string_view>& b)
      : width_(b.size() + 1), lengths_((a.size() + 1) * width_, 0) {
    for (std::size_t i = a.size(); i-- > 0;) {
      for (std::size_t j = b.size(); j-- > 0;) {
        lengths_[i * width_ + j] = a[i] == b[j] ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
      }
    }
  }
  std::uint32_t at(std::size_t i, std::size_t j) const { return lengths_[i * width_ + j]; }

 private:
  std::size_t width_;
  std::vector<std::uint32_t> lengths_;
};

void add_line(std::string& diff, char mark, std::string_view line) {
  diff.append(1, mark).append(line).append(1, '\n');
}

// Of longer texts all lines are shown: the table of common lengths grows with the product of both numbers of
// lines.
constexpr std::size_t longest_compared = 2000;

bool is_as_recorded(const Scenario& scenario, const RunOptions& options) {
  return options.profile.value_or(scenario.profile) == scenario.profile &&
         options.seed.value_or(scenario.seed) == scenario.seed && !options.store &&
         options.strategy == Strategy{};
}

void compare_golden(const Scenario& scenario, ScenarioResult& result) {
  const std::string actual = render_text(result.trace);
  if (actual == scenario.golden->trace) return;
  result.findings.push_back({.kind = FindingKind::golden,
                             .where = scenario.golden->where,
                             .what = "the trace is not the golden trace (- expected, + found)",
                             .detail = diff_lines(scenario.golden->trace, actual)});
  if (result.outcome == Outcome::pass) result.outcome = Outcome::fail;
}

}  // namespace

std::string diff_lines(std::string_view expected, std::string_view actual) {
  if (expected == actual) return {};
  const auto old_lines = lines_of(expected);
  const auto new_lines = lines_of(actual);
  std::string diff;
  if (std::max(old_lines.size(), new_lines.size()) > longest_compared) {
    for (const auto line : old_lines) add_line(diff, '-', line);
    for (const auto line : new_lines) add_line(diff, '+', line);
    return diff;
  }
  const CommonLengths common{old_lines, new_lines};
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < old_lines.size() || j < new_lines.size()) {
    if (i < old_lines.size() && j < new_lines.size() && old_lines[i] == new_lines[j]) {
      add_line(diff, ' ', old_lines[i]);
      ++i;
      ++j;
    } else if (j == new_lines.size() ||
               (i < old_lines.size() && common.at(i + 1, j) >= common.at(i, j + 1))) {
      add_line(diff, '-', old_lines[i++]);
    } else {
      add_line(diff, '+', new_lines[j++]);
    }
  }
  return diff;
}

ScenarioResult run_scenario(const Scenario& scenario, const RunOptions& options) {
  Runner runner{scenario, options};
  ScenarioResult result;
  result.path = scenario.path;
  result.title = scenario.title;
  result.shows = scenario.shows;
  result.profile = options.profile.value_or(scenario.profile);
  result.seed = options.seed.value_or(scenario.seed);
  result.outcome = runner.run();
  result.findings = runner.findings();
  result.trace = runner.trace();
  result.store = runner.store();
  result.strategy = options.strategy;
  if (scenario.golden && is_as_recorded(scenario, options)) compare_golden(scenario, result);
  return result;
}

}  // namespace mprsim
