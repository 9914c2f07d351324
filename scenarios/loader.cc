#include "scenarios/loader.h"

#include <utility>

#include "scenarios/reading.h"
#include "scenarios/toml_guard.h"
#include "scenarios/toml_reader.h"
#include "sim/file.h"

namespace mprsim {
namespace {

// Names that are there without a table.
void define_given_names(Reading& reading) {
  reading.names.define(Noun::app_session, "user", {}, reading.diagnostics);
  reading.names.define(Noun::app, "app", {}, reading.diagnostics);
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
    return {path, {}, tl::unexpected(Diagnostics{{{}, std::move(text.error().message), {}}})};
  }
  auto result = load_scenario(*text, path);
  return {path, *std::move(text), std::move(result)};
}

std::string render(const LoadedFile& file) {
  return file.result ? std::string{} : render(file.result.error(), file.path, file.text);
}

}  // namespace mprsim
