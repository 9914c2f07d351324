#include "scenarios/play/plugin_finding.h"

#include "mock_mpr/text/name.h"
#include "mock_mpr/text/unicode.h"
#include "scenarios/language/diagnostics.h"
#include "scenarios/play/preparation.h"
#include "sim/platform/file.h"

namespace mprsim {
namespace {

struct Named {
  Location where;
  std::string path;
};

Named find_plugin(const Scenario& scenario, std::string_view who) {
  for (const ProviderModel& model : scenario.providers) {
    if (!model.plugin.empty() && equal_names(model.name, who))
      return {model.where, plugin_path(scenario, model.plugin)};
  }
  for (const NotifyeeModel& model : scenario.notifyees) {
    if (!model.plugin.empty() && model.name == who) return {model.where, plugin_path(scenario, model.plugin)};
  }
  return {};
}

// The output of a plug-in is hostile input.
std::string escaped_lines(std::string_view text) {
  std::string lines;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint character = decode_utf8(text, at);
    lines += character.value == '\n' ? "\n" : printable(text, at, character);
    at += character.units;
  }
  if (!lines.empty() && !lines.ends_with('\n')) lines += '\n';
  return lines;
}

void check_library(const Scenario& scenario, const std::string& plugin, const Location& where,
                   Diagnostics& missing) {
  if (plugin.empty()) return;
  const auto read = read_file(plugin_path(scenario, plugin), 0);
  if (read || read.error().kind == FileErrorKind::too_large) return;
  missing.push_back({where, concat({"the plug-in ", to_string(read.error())}),
                     "its path is from the folder of this file; build it first"});
}

}  // namespace

Outcome outcome_of(const PluginFailure& failure) noexcept {
  if (!failure.end || failure.end->kind == PluginEndKind::not_loaded) return Outcome::fail;
  return failure.end->kind == PluginEndKind::hang ? Outcome::timeout : Outcome::crash;
}

Finding plugin_finding(const Scenario& scenario, const PluginFailure& failure) {
  const Named plugin = find_plugin(scenario, failure.who);
  Finding finding{.where = plugin.where,
                  .what = concat({"the plug-in of ", failure.who, ", ", plugin.path,
                                  ", ends the scenario: ", failure.what})};
  if (!failure.end) return finding;
  for (const std::string& event : failure.end->last_events) finding.detail += event + "\n";
  const std::string output = escaped_lines(failure.end->output);
  if (!output.empty()) finding.detail += "it printed:\n" + output;
  return finding;
}

Diagnostics missing_plugins(const Scenario& scenario) {
  Diagnostics missing;
  for (const ProviderModel& model : scenario.providers) {
    check_library(scenario, model.plugin, model.where, missing);
    check_library(scenario, model.bench, model.where, missing);
  }
  for (const NotifyeeModel& model : scenario.notifyees) {
    check_library(scenario, model.plugin, model.where, missing);
  }
  return missing;
}

}  // namespace mprsim
