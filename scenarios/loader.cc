#include "scenarios/loader.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "scenarios/did_you_mean.h"
#include "scenarios/reading.h"
#include "scenarios/toml_guard.h"
#include "scenarios/toml_reader.h"
#include "sim/file.h"
#include "sim/platform.h"

namespace mprsim {
namespace {

// Names that are there without a table.
void define_given_names(Reading& reading) {
  reading.names.define(Noun::app_session, "user", {}, reading.diagnostics);
  reading.names.define(Noun::app, "app", {}, reading.diagnostics);
}

// Of the neighbours of a file that does not exist.
std::string similar_file(const std::string& path) {
  const auto slash = path.find_last_of(platform::path_separators());
  const auto folder = slash == std::string::npos ? std::string(".") : path.substr(0, slash + 1);
  const auto neighbours = platform::directory_entries(folder);
  if (!neighbours) return {};
  std::vector<std::string_view> names;
  for (const auto& entry : *neighbours) names.push_back(entry.name);
  std::ranges::sort(names);
  return did_you_mean(std::string_view(path).substr(slash == std::string::npos ? 0 : slash + 1), names);
}

}  // namespace

LoadResult load_scenario(std::string_view text, std::string path) {
  const auto toml = read_toml(text);
  if (!toml) return tl::unexpected(Diagnostics{toml.error()});

  Reading reading;
  define_given_names(reading);
  Scenario scenario;
  scenario.path = std::move(path);
  read_table(*toml, TableKind::scenario, &scenario, reading);
  finish(scenario, *toml, reading);
  reading.names.check(reading.diagnostics);
  if (reading.diagnostics.empty()) return scenario;
  sort_and_limit(reading.diagnostics);
  return tl::unexpected(std::move(reading.diagnostics));
}

LoadedFile load_scenario_file(const std::string& path) {
  auto text = read_file(path, largest_file);
  if (!text) {
    auto hint = text.error().kind == FileErrorKind::missing ? similar_file(path) : std::string{};
    return {path, {}, tl::unexpected(Diagnostics{{{}, std::move(text.error().message), std::move(hint)}})};
  }
  auto result = load_scenario(*text, path);
  if (result) result->folder = path.substr(0, path.find_last_of(platform::path_separators()) + 1);
  return {path, *std::move(text), std::move(result)};
}

std::string render(const LoadedFile& file) {
  return file.result ? std::string{} : render(file.result.error(), file.path, file.text);
}

}  // namespace mprsim
