// The conformance report as one JSON object; docs/conformance.md describes it and read_report.cc reads it.
#include <algorithm>
#include <string>
#include <utility>

#include "mock_mpr/facts/rule.h"
#include "mock_mpr/text/json_writer.h"
#include "tools/conformance/verdict.h"

namespace mprsim {
namespace {

void write(JsonWriter& json, const CheckResult& check) {
  json.begin_object();
  json.member("id", check.id);
  json.member("title", check.title);
  json.key("rules").begin_array();
  for (const Rule rule : check.rules) json.value(slug(rule));
  json.end_array();
  json.member("outcome", to_string(check.outcome));
  json.member("expected_to_fail", check.expected_to_fail);
  json.member("expected_because", check.expected_because);
  json.member("did", check.did);
  json.member("expected", check.expected);
  json.member("happened", check.happened);
  json.member("reason", check.reason);
  json.member("last_events", check.last_events);
  json.member("took_ms", static_cast<std::uint64_t>(std::max<std::int64_t>(check.took.count(), 0)));
  json.end_object();
}

void write_summary(JsonWriter& json, const Conformance& conformance) {
  const ConformanceCounts counts = count(conformance);
  json.key("summary").begin_object();
  json.member("conformant", standing(conformance) == Standing::conformant);
  json.member("verdict", verdict_line(conformance));
  json.member("exit_code", std::uint64_t(exit_code_of(conformance)));
  json.member("checks", conformance.checks.size());
  for (std::size_t i = 0; i < outcome_count; ++i) {
    json.member(to_string(static_cast<Outcome>(i)), counts.outcomes.by_outcome[i]);
  }
  json.end_object();
}

}  // namespace

std::string render_json(const Conformance& conformance) {
  JsonWriter json(JsonLayout::indented);
  json.begin_object();
  json.member("format", "mprsim-conform");
  json.member("version", 1U);
  json.member("mprsim", conformance.version);
  json.member("plugin", conformance.plugin);
  json.member("name", conformance.name);
  json.member("kind", to_string(conformance.kind));
  json.member("platform", conformance.platform);
  json.member("strict", conformance.strict);
  json.member("capabilities", conformance.capabilities);
  json.member("bench", conformance.bench);
  json.member("command", conformance.command);
  write_summary(json, conformance);
  json.key("checks").begin_array();
  for (const CheckResult& check : conformance.checks) write(json, check);
  json.end_array();
  json.member("stale_expectations", conformance.stale_expectations);
  json.end_object();
  return std::move(json.end_line()).take();
}

}  // namespace mprsim
