// The report as JUnit XML, in the dialect that both the schema of the Jenkins xUnit plug-in and
// tests/meta/junit.xsd accept: properties belong to a suite, so a suite is a folder under one profile and
// seed.
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "mock_mpr/rule.h"
#include "scenarios/diagnostics.h"
#include "scenarios/utf8.h"
#include "tools/report.h"
#include "tools/text.h"

namespace mprsim {
namespace {

// XML has no way at all to hold most control characters, so they are spelled out; U+FFFE and U+FFFF likewise.
std::string xml(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const utf8::Character character = utf8::decode(text, at);
    const std::string_view bytes = text.substr(at, character.size);
    at += character.size;
    if (bytes == "&") {
      escaped += "&amp;";
    } else if (bytes == "<") {
      escaped += "&lt;";
    } else if (bytes == ">") {
      escaped += "&gt;";
    } else if (bytes == "\"") {
      escaped += "&quot;";
    } else if (bytes == "\n") {
      escaped += "&#10;";
    } else if (bytes == "\t") {
      escaped += "&#9;";
    } else if (character.code == 0xFFFE || character.code == 0xFFFF) {
      escaped += character.code == 0xFFFE ? "\\ufffe" : "\\uffff";
    } else if (!character.valid || utf8::is_control(character.code)) {
      escaped += utf8::printable(bytes, 0, character);
    } else {
      escaped += bytes;
    }
  }
  return escaped;
}

// Text between tags keeps its line breaks as they are, for people who read the file.
std::string xml_body(std::string_view text) {
  std::string body;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    body += xml(text.substr(0, end));
    if (end < text.size()) body += '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return body;
}

std::string attribute(std::string_view name, std::string_view value) {
  return concat({" ", name, "=\"", xml(value), "\""});
}

std::string attribute(std::string_view name, std::size_t value) {
  return attribute(name, std::to_string(value));
}

std::string counts(const Totals& totals, std::size_t tests) {
  return attribute("tests", tests) +
         attribute("failures", totals.of(Outcome::fail) + totals.of(Outcome::crash)) +
         attribute("errors", totals.of(Outcome::error) + totals.of(Outcome::timeout));
}

using Cases = std::vector<const ScenarioResult*>;

Totals totals_of(const Cases& cases) {
  Totals totals;
  for (const ScenarioResult* result : cases) totals.add(result->outcome);
  return totals;
}

std::string rules_of(const std::vector<Rule>& rules) {
  std::string list;
  for (const Rule rule : rules) list += concat({list.empty() ? "" : ", ", slug(rule)});
  return list;
}

// How JUnit calls an outcome; "" for what passed.
std::string_view element_of(Outcome outcome) noexcept {
  switch (outcome) {
    case Outcome::pass:
    case Outcome::warn:
      return "";
    case Outcome::fail:
    case Outcome::crash:
      return "failure";
    case Outcome::not_applicable:
    case Outcome::disabled:
      return "skipped";
    case Outcome::error:
    case Outcome::timeout:
      return "error";
  }
  return "";
}

std::string problem(const Report& report, const ScenarioResult& result) {
  const std::string_view element = element_of(result.outcome);
  if (element.empty()) return {};
  std::string body;
  for (const Finding& finding : result.findings) {
    body += concat({finding_line(result, finding), "\n", finding.detail});
    if (!finding.detail.empty() && !finding.detail.ends_with('\n')) body += '\n';
  }
  body += concat({"again: ", repro_line(report, result), "\n"});
  const std::string message =
      result.findings.empty() ? std::string(to_string(result.outcome)) : result.findings.front().what;
  return concat({"      <", element, attribute("message", message),
                 attribute("type", to_string(result.outcome)), ">", xml_body(body), "</", element, ">\n"});
}

std::string testcase(const Report& report, const ScenarioResult& result) {
  std::string_view name = result.path;
  name.remove_prefix(name.find_last_of('/') + 1);
  if (name.ends_with(".toml")) name.remove_suffix(5);
  return concat({"    <testcase", attribute("name", name), attribute("classname", folder_of(result.path)),
                 ">\n", problem(report, result), "      <system-out>", xml_body(result.title), "\nshows ",
                 xml_body(rules_of(result.shows)), "</system-out>\n    </testcase>\n"});
}

std::string property(std::string_view name, std::string_view value) {
  return concat({"      <property", attribute("name", name), attribute("value", value), "/>\n"});
}

std::string suite(const Report& report, const Cases& cases) {
  const ScenarioResult& first = *cases.front();
  std::set<Rule> shown;
  for (const ScenarioResult* result : cases) shown.insert(result->shows.begin(), result->shows.end());
  const Totals all = totals_of(cases);
  const std::string name_of_suite =
      concat({folder_of(first.path), " (", name(first.profile), ", seed ", std::to_string(first.seed), ")"});
  std::string text =
      concat({"  <testsuite", attribute("name", name_of_suite), counts(all, cases.size()),
              attribute("skipped", all.of(Outcome::not_applicable) + all.of(Outcome::disabled)), ">\n",
              "    <properties>\n", property("mprsim", version()), property("profile", name(first.profile)),
              property("seed", std::to_string(first.seed)),
              property("rules", rules_of({shown.begin(), shown.end()})), "    </properties>\n"});
  for (const ScenarioResult* result : cases) text += testcase(report, *result);
  return text + "  </testsuite>\n";
}

}  // namespace

std::string render_junit(const Report& report) {
  std::map<std::tuple<std::string_view, Profile, std::uint64_t>, Cases> suites;
  for (const ScenarioResult& result : report.results) {
    suites[{folder_of(result.path), result.profile, result.seed}].push_back(&result);
  }
  std::string text =
      concat({"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites", attribute("name", "mprsim"),
              counts(totals(report), report.results.size()), ">\n"});
  for (const auto& [key, cases] : suites) text += suite(report, cases);
  return text + "</testsuites>\n";
}

}  // namespace mprsim
