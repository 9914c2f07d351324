// The report as one JSON object; docs/cli.md describes it.
#include <string>
#include <utility>

#include "mock_mpr/facts/rule.h"
#include "mock_mpr/text/json_writer.h"
#include "tools/reports/run_report.h"

namespace mprsim {
namespace {

void write(JsonWriter& json, const Finding& finding) {
  json.begin_object();
  json.member("line", finding.where.line);
  json.member("column", finding.where.column);
  json.member("what", finding.what);
  if (finding.rule == Rule::none) {
    json.key("rule").null();
  } else {
    json.member("rule", slug(finding.rule));
  }
  json.member("detail", finding.detail);
  json.end_object();
}

void write(JsonWriter& json, const Report& report, const ScenarioResult& result) {
  json.begin_object();
  json.member("path", result.path);
  json.member("title", result.title);
  json.key("rules").begin_array();
  for (const Rule rule : result.shows) json.value(slug(rule));
  json.end_array();
  json.member("profile", name(result.profile));
  json.member("seed", result.seed);
  json.member("outcome", to_string(result.outcome));
  json.key("findings").begin_array();
  for (const Finding& finding : result.findings) write(json, finding);
  json.end_array();
  json.member("repro", repro_line(report, result));
  json.end_object();
}

}  // namespace

std::string render_json(const Report& report) {
  const Totals counts = totals(report);
  JsonWriter json(JsonLayout::indented);
  json.begin_object();
  json.member("format", "mprsim-run");
  json.member("version", 1U);
  json.member("mprsim", version());
  json.key("summary").begin_object();
  json.member("scenarios", report.results.size());
  for (std::size_t i = 0; i < outcome_count; ++i) {
    json.member(to_string(static_cast<Outcome>(i)), counts.by_outcome[i]);
  }
  json.member("rules_shown", rules_shown(report));
  json.member("rules", all_rules().size());
  json.end_object();
  json.key("scenarios").begin_array();
  for (const ScenarioResult& result : report.results) write(json, report, result);
  json.end_array();
  json.end_object();
  return std::move(json.end_line()).take();
}

}  // namespace mprsim
