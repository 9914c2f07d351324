// The report as JUnit XML: a suite is a folder under one profile and seed, which are its properties.
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "mock_mpr/facts/rule.h"
#include "scenarios/language/diagnostics.h"
#include "tools/reports/junit.h"
#include "tools/reports/rule_text.h"
#include "tools/reports/run_report.h"

namespace mprsim {
namespace {

using Results = std::vector<const ScenarioResult*>;

std::string body_of(const Report& report, const ScenarioResult& result) {
  std::string body;
  for (const Finding& finding : result.findings) {
    body += concat({finding_line(result, finding), "\n", finding.detail});
    if (!finding.detail.empty() && !finding.detail.ends_with('\n')) body += '\n';
  }
  return body + concat({"again: ", repro_line(report, result), "\n"});
}

JUnitCase case_of(const Report& report, const ScenarioResult& result) {
  std::string_view name = result.path;
  name.remove_prefix(name.find_last_of('/') + 1);
  if (name.ends_with(".toml")) name.remove_suffix(5);
  const std::string outcome(to_string(result.outcome));
  return {.name = std::string(name),
          .classname = std::string(folder_of(result.path)),
          .verdict = junit_verdict(result.outcome),
          .type = outcome,
          .message = result.findings.empty() ? outcome : result.findings.front().what,
          .body = body_of(report, result),
          .output = concat({result.title, "\nshows ", slug_list(result.shows)})};
}

JUnitSuite suite_of(const Report& report, const Results& results) {
  const ScenarioResult& first = *results.front();
  std::set<Rule> shown;
  for (const ScenarioResult* result : results) shown.insert(result->shows.begin(), result->shows.end());
  const std::string seed = std::to_string(first.seed);
  const std::string profile(name(first.profile));
  JUnitSuite suite{concat({folder_of(first.path), " (", profile, ", seed ", seed, ")"}),
                   {{"mprsim", std::string(version())},
                    {"profile", profile},
                    {"seed", seed},
                    {"rules", slug_list(std::vector<Rule>(shown.begin(), shown.end()))}},
                   {}};
  for (const ScenarioResult* result : results) suite.cases.push_back(case_of(report, *result));
  return suite;
}

}  // namespace

std::string render_junit(const Report& report) {
  std::map<std::tuple<std::string_view, Profile, std::uint64_t>, Results> groups;
  for (const ScenarioResult& result : report.results) {
    groups[{folder_of(result.path), result.profile, result.seed}].push_back(&result);
  }
  std::vector<JUnitSuite> suites;
  suites.reserve(groups.size());
  for (const auto& [key, results] : groups) suites.push_back(suite_of(report, results));
  return render_junit("mprsim", suites);
}

}  // namespace mprsim
