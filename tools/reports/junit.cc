#include "tools/reports/junit.h"

#include <array>
#include <cstddef>

#include "scenarios/language/diagnostics.h"
#include "tools/reports/xml.h"

namespace mprsim {
namespace {

constexpr std::array<std::string_view, 4> elements{"", "failure", "skipped", "error"};

struct Counts {
  std::array<std::size_t, elements.size()> by_verdict{};
  std::size_t tests = 0;

  void add(const JUnitSuite& suite) {
    for (const JUnitCase& each : suite.cases) ++by_verdict[static_cast<std::size_t>(each.verdict)];
    tests += suite.cases.size();
  }
  std::size_t of(JUnitVerdict verdict) const noexcept {
    return by_verdict[static_cast<std::size_t>(verdict)];
  }
  std::string attributes() const {
    return attribute("tests", tests) + attribute("failures", of(JUnitVerdict::failure)) +
           attribute("errors", of(JUnitVerdict::error));
  }
};

// 1500 ms are "1.500".
std::string seconds(std::chrono::milliseconds time) {
  const std::string rest = std::to_string(time.count() % 1000);
  return concat({std::to_string(time.count() / 1000), ".", std::string(3 - rest.size(), '0'), rest});
}

std::string problem(const JUnitCase& each) {
  if (each.verdict == JUnitVerdict::passed) return {};
  const std::string_view element = elements[static_cast<std::size_t>(each.verdict)];
  return concat({"      <", element, attribute("message", each.message), attribute("type", each.type), ">",
                 xml_body(each.body), "</", element, ">\n"});
}

std::string testcase(const JUnitCase& each) {
  return concat({"    <testcase", attribute("name", each.name), attribute("classname", each.classname),
                 each.took ? attribute("time", seconds(*each.took)) : "", ">\n", problem(each),
                 "      <system-out>", xml_body(each.output), "</system-out>\n    </testcase>\n"});
}

std::string testsuite(const JUnitSuite& suite) {
  Counts counts;
  counts.add(suite);
  std::string text =
      concat({"  <testsuite", attribute("name", suite.name), counts.attributes(),
              attribute("skipped", counts.of(JUnitVerdict::skipped)), ">\n    <properties>\n"});
  for (const auto& [name, value] : suite.properties) {
    text += concat({"      <property", attribute("name", name), attribute("value", value), "/>\n"});
  }
  text += "    </properties>\n";
  for (const JUnitCase& each : suite.cases) text += testcase(each);
  return text + "  </testsuite>\n";
}

}  // namespace

JUnitVerdict junit_verdict(Outcome outcome) noexcept {
  switch (outcome) {
    case Outcome::pass:
    case Outcome::warn:
      return JUnitVerdict::passed;
    case Outcome::fail:
    case Outcome::crash:
      return JUnitVerdict::failure;
    case Outcome::not_applicable:
    case Outcome::disabled:
      return JUnitVerdict::skipped;
    case Outcome::error:
    case Outcome::timeout:
      return JUnitVerdict::error;
  }
  return JUnitVerdict::error;
}

std::string render_junit(std::string_view name, std::span<const JUnitSuite> suites) {
  Counts all;
  for (const JUnitSuite& suite : suites) all.add(suite);
  std::string text = concat({"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites",
                             attribute("name", name), all.attributes(), ">\n"});
  for (const JUnitSuite& suite : suites) text += testsuite(suite);
  return text + "</testsuites>\n";
}

}  // namespace mprsim
