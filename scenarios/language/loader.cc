#include "scenarios/language/loader.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

#include "scenarios/language/did_you_mean.h"
#include "scenarios/language/reading.h"
#include "scenarios/language/toml_guard.h"
#include "scenarios/language/toml_reader.h"
#include "scenarios/language/variation.h"
#include "sim/platform/file.h"
#include "sim/platform/platform.h"

namespace mprsim {
namespace {

// Names that exist without a table.
void define_given_names(Reading& reading) {
  reading.names.define(Noun::app_session, main_session_name, {}, reading.diagnostics);
  reading.names.define(Noun::app, main_app_name, {}, reading.diagnostics);
}

// A hint for a file that does not exist: a file of the same folder with a similar name.
std::string similar_file(const std::string& path) {
  const std::string folder = directory_part(path);
  const auto neighbours = platform::directory_entries(folder.empty() ? "." : folder);
  if (!neighbours) return {};
  std::vector<std::string_view> names;
  for (const auto& entry : *neighbours) names.push_back(entry.name);
  std::ranges::sort(names);
  return did_you_mean(std::string_view(path).substr(folder.size()), names);
}

constexpr std::size_t most_diagnostics_to_go_on = 100;

// A file without variations, or with all of them decided.
LoadResult read_decided(const TomlValue& toml, const std::string& path) {
  Reading reading;
  define_given_names(reading);
  Scenario scenario;
  scenario.path = path;
  scenario.folder = directory_part(path);
  read_table(toml, TableKind::scenario, &scenario, reading);
  finish(scenario, toml, reading);
  reading.names.check(reading.diagnostics);
  if (reading.diagnostics.empty()) return scenario;
  return tl::unexpected(std::move(reading.diagnostics));
}

// Loads the file once for each alternative, with the other values at their first. A mistake that does not
// depend on the alternative is found every time, and kept once.
void check_alternatives(const TomlValue& toml, const Scenario& scenario, Diagnostics& diagnostics) {
  std::vector<std::uint32_t> picks(scenario.variations.size(), 0);
  for (std::size_t i = 0; i < picks.size(); ++i) {
    for (picks[i] = 1; picks[i] < scenario.variations[i].alternatives.size(); ++picks[i]) {
      const auto result = read_decided(decided(toml, scenario.variations, picks), scenario.path);
      if (result) continue;
      for (const Diagnostic& diagnostic : result.error()) {
        if (std::ranges::find(diagnostics, diagnostic) == diagnostics.end())
          diagnostics.push_back(diagnostic);
      }
    }
    picks[i] = 0;
  }
}

}  // namespace

LoadResult load_scenario(std::string_view text, std::string path) {
  auto toml = read_toml(text);
  if (!toml) return tl::unexpected(Diagnostics{toml.error()});
  auto [variations, diagnostics, misused] = find_variations(*toml);
  const std::vector<std::uint32_t> firsts(variations.size(), 0);
  auto result = read_decided(decided(*toml, variations, firsts), path);
  if (!result) {
    std::erase_if(result.error(), [&where = misused](const Diagnostic& diagnostic) {
      return std::ranges::find(where, diagnostic.where) != where.end();
    });
    std::ranges::move(result.error(), std::back_inserter(diagnostics));
  }
  Scenario scenario;
  if (result) scenario = *std::move(result);
  scenario.folder = directory_part(path);
  scenario.path = std::move(path);
  scenario.variations = std::move(variations);
  // A hostile file may hold thousands of mistakes, and must not be read once more for every alternative.
  if (misused.empty() && diagnostics.size() < most_diagnostics_to_go_on) {
    check_alternatives(*toml, scenario, diagnostics);
  }
  if (!diagnostics.empty()) {
    sort_and_limit(diagnostics);
    return tl::unexpected(std::move(diagnostics));
  }
  if (!scenario.variations.empty()) {
    scenario.undecided = std::make_shared<const TomlValue>(*std::move(toml));
  }
  return scenario;
}

LoadResult decide(const Scenario& scenario, std::span<const std::uint32_t> picks) {
  if (scenario.variations.empty()) return scenario;
  auto result = read_decided(decided(*scenario.undecided, scenario.variations, picks), scenario.path);
  if (!result) sort_and_limit(result.error());
  return result;
}

LoadedFile load_scenario_file(const std::string& path) {
  auto text = read_file(path, largest_file);
  if (!text) {
    auto hint = text.error().kind == FileErrorKind::missing ? similar_file(path) : std::string{};
    return {path, {}, tl::unexpected(Diagnostics{{{}, std::move(text.error().message), std::move(hint)}})};
  }
  auto result = load_scenario(*text, path);
  return {path, *std::move(text), std::move(result)};
}

std::string render(const LoadedFile& file) {
  return file.result ? std::string{} : render(file.result.error(), file.path, file.text);
}

}  // namespace mprsim
