// JUnit XML, in the dialect that both the schema of the Jenkins xUnit plug-in and tests/meta/junit.xsd
// accept.
//
// The caller fills in suites and cases; the counts are made here. Thread-safety: values and pure
// functions. Throws std::bad_alloc only.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scenarios/play/result.h"

namespace mprsim {

enum class JUnitVerdict : std::uint8_t { passed, failure, skipped, error };

/// How JUnit calls an outcome.
JUnitVerdict junit_verdict(Outcome outcome) noexcept;

struct JUnitCase {
  std::string name;
  std::string classname;
  JUnitVerdict verdict = JUnitVerdict::passed;
  std::string type;     ///< of the problem; not shown for what passed, and neither are the next two
  std::string message;  ///< one line
  std::string body;     ///< all the lines
  std::string output;   ///< what the case is about
  std::optional<std::chrono::milliseconds> took{};
};

struct JUnitSuite {
  std::string name;
  std::vector<std::pair<std::string, std::string>> properties;  ///< they belong to a suite, never to a case
  std::vector<JUnitCase> cases;
};

/// The document, with a newline at the end.
std::string render_junit(std::string_view name, std::span<const JUnitSuite> suites);

}  // namespace mprsim
