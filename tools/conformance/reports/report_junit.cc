// The conformance report as JUnit XML: a suite is a chapter.
#include <string>
#include <vector>

#include "scenarios/language/diagnostics.h"
#include "tools/conformance/reports/report.h"
#include "tools/conformance/verdict.h"
#include "tools/reports/junit.h"
#include "tools/reports/rule_text.h"

namespace mprsim {
namespace {

// The same words as on a terminal, without what the case says already.
std::string body_of(const Conformance& conformance, const CheckResult& check) {
  std::string body;
  const auto add = [&](std::string_view label, std::string_view text) {
    if (!text.empty()) body += concat({label, ": ", text, "\n"});
  };
  add("did", check.did);
  add("expected", check.expected);
  add("happened", check.happened);
  add("because", check.reason);
  if (!check.rules.empty()) {
    const RuleInfo& rule = info(check.rules.front());
    add("rule", concat({rule.slug, " (", to_string(rule.level), ", ", to_string(rule.provenance),
                        "): ", rule.statement}));
    add("page", rule.source);
  }
  for (const std::string& event : check.last_events) add("event", event);
  add("again", repro_line(conformance, check));
  return body;
}

std::string message_of(const CheckResult& check) {
  if (check.expected_to_fail) return concat({"expected to fail: ", check.expected_because});
  if (!check.reason.empty()) return check.reason;
  if (check.happened.empty()) return std::string(to_string(check.outcome));
  return concat({check.happened, ", expected ", check.expected});
}

JUnitCase case_of(const Conformance& conformance, const CheckResult& check) {
  const std::string_view chapter = chapter_of_check(check.id);
  // A plug-in that never answers is at fault itself; a scenario that does not end may be cut short by our
  // limit.
  const JUnitVerdict verdict = fails(check) ? JUnitVerdict::failure : junit_verdict(check.outcome);
  return {.name = std::string(name_of_check(check.id)),
          .classname = concat({conformance.name, chapter.empty() ? "" : ".", chapter}),
          .verdict = fails(check) && check.expected_to_fail ? JUnitVerdict::skipped : verdict,
          .type = std::string(to_string(check.outcome)),
          .message = message_of(check),
          .body = body_of(conformance, check),
          .output = concat({check.title, "\nproves ", slug_list(check.rules)}),
          .took = check.took};
}

JUnitSuite suite_of(const Conformance& conformance, std::string_view name) {
  return {std::string(name),
          {{"mprsim", conformance.version},
           {"plugin", conformance.plugin},
           {"kind", std::string(to_string(conformance.kind))},
           {"platform", conformance.platform},
           {"bench", conformance.bench},
           {"strict", conformance.strict ? "true" : "false"}},
          {}};
}

JUnitSuite stale_suite(const Conformance& conformance) {
  JUnitSuite suite = suite_of(conformance, "expected failures");
  for (const std::string& line : conformance.stale_expectations) {
    suite.cases.push_back({.name = line,
                           .classname = conformance.name + ".expected-failures",
                           .verdict = JUnitVerdict::failure,
                           .type = "stale",
                           .message = line,
                           .body = line + "\n",
                           .output = "Every expected failure fails, and every line names a check",
                           .took = {}});
  }
  return suite;
}

}  // namespace

std::string render_junit(const Conformance& conformance) {
  std::vector<JUnitSuite> suites;
  for (const CheckChapter& chapter : by_chapter(conformance)) {
    JUnitSuite suite = suite_of(conformance, chapter.name);
    for (const CheckResult* check : chapter.checks) suite.cases.push_back(case_of(conformance, *check));
    suites.push_back(std::move(suite));
  }
  if (!conformance.stale_expectations.empty()) suites.push_back(stale_suite(conformance));
  return render_junit("mprsim conform " + conformance.name, suites);
}

}  // namespace mprsim
