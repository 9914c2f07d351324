#include "scenarios/language/writer.h"

#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "scenarios/language/loader.h"
#include "scenarios/play/runner.h"

namespace mprsim::writer_test {
namespace {

// Where something stood in a file is no part of what it says.
template <class Model>
void forget_place(Model& model) {
  model.where = {};
  if constexpr (requires { model.expect; }) {
    if (model.expect) model.expect->where = {};
    for (Expectation& way : model.or_else) way.where = {};
  }
  if constexpr (requires { model.steps; }) {
    for (Step& step : model.steps) forget_place(step);
  }
}

template <class Model>
void forget_places(std::vector<Model>& models) {
  for (Model& model : models) forget_place(model);
}

Scenario without_places(Scenario scenario) {
  scenario.path.clear();
  scenario.folder.clear();
  scenario.undecided.reset();
  for (Variation& variation : scenario.variations) variation.where = {};
  forget_places(scenario.sessions);
  forget_places(scenario.providers);
  forget_places(scenario.notifyees);
  forget_places(scenario.connections);
  forget_places(scenario.apps);
  forget_places(scenario.steps);
  if (scenario.golden) forget_place(*scenario.golden);
  return scenario;
}

void expect_round_trip(const Scenario& scenario) {
  const std::string text = write_scenario(scenario);
  const LoadResult again = load_scenario(text, scenario.path);
  ASSERT_TRUE(again) << scenario.path << ": " << render({scenario.path, text, again}) << text;
  EXPECT_TRUE(without_places(*again) == without_places(scenario)) << scenario.path << "\n" << text;
  EXPECT_EQ(write_scenario(*again), text) << "the canonical form is not its own canonical form";
}

TEST(Writer, TheLoaderReadsBackEveryScenarioOfTheLibrary) {
  std::size_t files = 0;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(MPRSIM_SOURCE_DIR "/scenarios/library")) {
    if (entry.path().extension() != ".toml") continue;
    const LoadedFile file = load_scenario_file(entry.path().generic_string());
    ASSERT_TRUE(file.result) << render(file);
    expect_round_trip(*file.result);
    ++files;
  }
  EXPECT_GT(files, 100U);
}

Scenario sample() {
  const LoadResult loaded = load_scenario(R"(
title = "t"
why = "w"
shows = ["name.case"]
[[provider]]
name = "P"
[[connection]]
device = "Z:"
remote = '\\s\a'
provider = "P"
[[step]]
cancel = "Z:"
)",
                                          "sample.toml");
  return *loaded;
}

TEST(Writer, WritesNothingThatHoldsByItself) {
  EXPECT_EQ(write_scenario(sample()), R"(title = "t"
why = "w"
shows = ["name.case"]

[[provider]]
name = "P"

[[connection]]
device = "Z:"
remote = '\\s\a'
provider = "P"

[[step]]
cancel = "Z:"
)");
}

class AnyText : public testing::TestWithParam<const char*> {};

TEST_P(AnyText, SurvivesAsATitleAnEnvironmentAndATrace) {
  Scenario scenario = sample();
  std::string text = GetParam();
  scenario.why = text;
  scenario.golden = Golden{text, {}};
  scenario.environment = {{"a b", "ü"}, {"\"", "'"}, {"c\\d", "'''"}};
  expect_round_trip(scenario);
  scenario.golden = Golden{"a\n" + text + "\n", {}};
  expect_round_trip(scenario);
}

INSTANTIATE_TEST_SUITE_P(Writer, AnyText,
                         testing::Values("plain", "it's", R"("quoted")", R"(C:\a 'b' "c")", "'''", "a''",
                                         "ends in '", "ünïcode → é 日本", R"(\)", "\n", "\n\n", "a\nb",
                                         "a\tb", "# no comment", "[[step]]", "''\n'"));

TEST(Writer, KeepsWhatOnlyALineOfItsOwnTells) {
  Scenario scenario = sample();
  ProviderModel& provider = scenario.providers.front();
  provider.abilities.advertised.erase(NpFunction::NPAddConnection);
  provider.start = 5000;
  provider.latency = {SimTime{1500}, SimTime{2000}};
  provider.faults.kinds.insert(Fault::hang);
  provider.answers[0] = {Status{5}, std::nullopt, Status{123456}};
  provider.extended_error = ExtendedError{5, "no", {}};
  scenario.connections.front().device = "LPT1";
  scenario.connections.front().type = ResourceType::disk;
  scenario.steps.front().object.clear();
  scenario.steps.front().name_is_null = true;
  scenario.steps.front().expect.emplace();
  scenario.steps.front().expect->lost_nothing = true;
  scenario.steps.front().expect->provider = "";
  scenario.overrides = {{Switch::routing, "last_answer"}};
  scenario.limits.events = 7;
  AppModel& app = scenario.apps.emplace_back();
  app.name = "other";
  app.steps.resize(2);
  app.steps[0].verb = Verb::logoff;
  app.steps[1].verb = Verb::logon;
  expect_round_trip(scenario);
  provider.answers[2] = {wn::not_connected};
  provider.start = 0xFFFFFFFF;
  provider.latency = {SimTime{3000}, SimTime{3000}};
  provider.faults.statuses = {wn::access_denied};
  scenario.steps.front().or_else.resize(2);
  scenario.steps.front().or_else.back().status = wn::success;
  for (const NpFunction function :
       {NpFunction::NPAddConnection, NpFunction::NPAddConnection3, NpFunction::NPCancelConnection,
        NpFunction::NPGetConnection, NpFunction::NPOpenEnum, NpFunction::NPEnumResource,
        NpFunction::NPCloseEnum}) {
    provider.abilities.advertised.erase(function);
  }
  expect_round_trip(scenario);
}

}  // namespace
}  // namespace mprsim::writer_test
