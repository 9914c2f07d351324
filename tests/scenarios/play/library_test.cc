// The library of scenarios: what every one of them must be.

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "mock_mpr/trace/trace_json.h"
#include "mock_mpr/trace/trace_text.h"
#include "scenarios/language/loader.h"
#include "scenarios/play/runner.h"
#include "scenarios/play/verdict.h"

namespace mprsim::library_test {
namespace {

constexpr std::size_t longest_story = 48;  // lines before [golden]
constexpr std::size_t fewest_stories = 90;

// In the order of their names: a folder is read in any order.
std::vector<std::string> library_files() {
  std::vector<std::string> files;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(MPRSIM_SOURCE_DIR "/scenarios/library")) {
    if (entry.path().extension() == ".toml") files.push_back(entry.path().generic_string());
  }
  std::ranges::sort(files);
  return files;
}

const std::vector<LoadedFile>& library() {
  static const std::vector<LoadedFile> files = [] {
    std::vector<LoadedFile> loaded;
    for (const std::string& path : library_files()) loaded.push_back(load_scenario_file(path));
    return loaded;
  }();
  return files;
}

std::size_t lines_before_golden(std::string_view text) {
  const std::string_view scenario = text.substr(0, text.find("\n[golden]"));
  return static_cast<std::size_t>(std::ranges::count(scenario, '\n'));
}

std::string traces_of_the_library() {
  std::string traces;
  for (const LoadedFile& file : library()) {
    if (!file.result) continue;
    Runner runner{*file.result};
    runner.run();
    traces += render_text(runner.trace()) + render_jsonl(runner.trace(), {file.path, 0, {}});
  }
  return traces;
}

TEST(Library, EveryFileLoads) {
  EXPECT_GE(library().size(), fewest_stories);
  for (const LoadedFile& file : library()) EXPECT_TRUE(file.result) << render(file);
}

TEST(Library, EveryScenarioHolds) {
  for (const LoadedFile& file : library()) {
    if (!file.result) continue;
    const ScenarioResult result = run_scenario(*file.result);
    EXPECT_EQ(result.outcome, Outcome::pass) << file.path;
    for (const Finding& finding : result.findings) {
      ADD_FAILURE() << file.path << ':' << finding.where.line << ": " << finding.what << '\n'
                    << finding.detail;
    }
  }
}

TEST(Library, EveryScenarioIsShortAndComplete) {
  for (const LoadedFile& file : library()) {
    if (!file.result) continue;
    const Scenario& scenario = *file.result;
    EXPECT_TRUE(scenario.golden && !scenario.golden->trace.empty()) << file.path << " has no golden trace";
    EXPECT_LE(lines_before_golden(file.text), longest_story) << file.path;
    EXPECT_FALSE(scenario.shows.empty()) << file.path << " shows no rule";
    EXPECT_FALSE(scenario.title.ends_with('.')) << file.path << ": a title is no sentence";
    const auto expects = [](const Step& step) { return step.expect.has_value(); };
    const bool expected = std::ranges::any_of(scenario.steps, expects) ||
                          std::ranges::any_of(scenario.apps, [&](const AppModel& app) {
                            return std::ranges::any_of(app.steps, expects);
                          });
    EXPECT_TRUE(expected) << file.path << " expects nothing";
  }
}

TEST(Library, TitlesTellTheScenariosApart) {
  std::set<std::string> titles;
  for (const LoadedFile& file : library()) {
    if (!file.result) continue;
    EXPECT_TRUE(titles.insert(file.result->title).second) << file.path << " has the title of another one";
    const std::set<Rule> shown(file.result->shows.begin(), file.result->shows.end());
    EXPECT_EQ(shown.size(), file.result->shows.size()) << file.path << " shows a rule twice";
  }
}

std::set<Rule> rules_cited(const Scenario& scenario) {
  Runner runner{scenario};
  runner.run();
  std::set<Rule> rules;
  for (const Event& event : runner.trace().events()) rules.insert(event.rule);
  return rules;
}

// Scenarios about what a rule keeps from happening: the trace has no line for that.
constexpr std::string_view absences[] = {
    "/name/null-reaches-the-providers-under-wine.toml",     "/notify/the-old-call-notifies-too.toml",
    "/profile/reactos-forgets-and-says-not-connected.toml", "/profile/the-same-entry-is-no-conflict.toml",
    "/route/named-provider-is-the-only-one-asked.toml",     "/wine/last-error-is-left-alone.toml",
};

bool is_about_an_absence(std::string_view path) {
  return std::ranges::any_of(absences, [path](std::string_view end) { return path.ends_with(end); });
}

// Some rules are never cited, since they are seen in what comes of a step. Of the others a scenario's own
// trace cites at least one.
TEST(Library, EveryScenarioCitesARuleThatItShows) {
  std::vector<std::set<Rule>> cited;
  std::set<Rule> citable;
  for (const LoadedFile& file : library()) {
    cited.push_back(file.result ? rules_cited(*file.result) : std::set<Rule>{});
    citable.insert(cited.back().begin(), cited.back().end());
  }
  for (std::size_t i = 0; i < library().size(); ++i) {
    const LoadedFile& file = library()[i];
    if (!file.result || is_about_an_absence(file.path)) continue;
    const bool shown = std::ranges::any_of(
        file.result->shows, [&](Rule rule) { return cited[i].contains(rule) || !citable.contains(rule); });
    EXPECT_TRUE(shown) << file.path << " shows rules that its trace does not cite";
  }
}

TEST(Library, TheSecondRunLeavesTheSameBytes) {
  const std::string first = traces_of_the_library();
  EXPECT_GT(first.size(), 100'000U);
  EXPECT_TRUE(first == traces_of_the_library());
}

// A scenario is written for one policy; under another it does not lead where its author expects, and the
// invariants hold all the same.
void expect_invariants(const Scenario& scenario, Profile profile, std::string_view policy) {
  RunOptions options;
  options.profile = profile;
  for (const Finding& finding : run_scenario(scenario, options).findings) {
    EXPECT_NE(finding.kind, FindingKind::invariant)
        << scenario.path << " under " << policy << ": " << finding.what << " [" << slug(finding.rule) << "]";
  }
}

TEST(Library, KeepsTheInvariantsUnderEveryPolicy) {
  for (const LoadedFile& file : library()) {
    if (!file.result) continue;
    for (const Profile profile : all_profiles()) expect_invariants(*file.result, profile, name(profile));
    for (const SwitchInfo& info : all_switches()) {
      for (const std::string_view value : info.values) {
        Scenario scenario = *file.result;
        scenario.overrides.emplace_back(info.id, std::string{value});
        expect_invariants(scenario, scenario.profile, value);
      }
    }
  }
}

}  // namespace
}  // namespace mprsim::library_test
