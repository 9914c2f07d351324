// Conformances for tests of the reports: a small one of every outcome, and one whose every word is hostile.
#pragma once

#include <string>
#include <string_view>

#include "tools/conformance/conformance.h"

namespace mprsim {

inline CheckResult check_result(std::string id, Outcome outcome, Rule rule = Rule::force_open_files_block) {
  CheckResult check;
  check.id = std::move(id);
  check.title = "A title";
  check.rules = {rule};
  check.outcome = outcome;
  if (outcome == Outcome::not_applicable) check.reason = "there is no bench";
  if (outcome == Outcome::disabled) check.reason = "left out by --skip";
  if (outcome == Outcome::error) check.reason = "the host could not be started";
  return check;
}

inline Conformance conformance_of(std::vector<CheckResult> checks) {
  Conformance made;
  made.version = "0.1.0";
  made.plugin = "./drives.so";
  made.name = "drives";
  made.platform = "linux-x86_64";
  made.capabilities = {"cancel", "get", "enumerate"};
  made.bench = "exports";
  made.command = "mprsim conform ./drives.so";
  made.checks = std::move(checks);
  return made;
}

// Something of everything, in three chapters.
inline Conformance sample_conformance() {
  Conformance made =
      conformance_of({check_result("force/open-files-block", Outcome::fail),
                      check_result("force/overrides", Outcome::pass, Rule::force_overrides),
                      check_result("names/case", Outcome::warn, Rule::name_case),
                      check_result("names/remote", Outcome::crash, Rule::name_case),
                      check_result("enumerate/three", Outcome::not_applicable, Rule::force_overrides)});
  CheckResult& failed = made.checks.front();
  failed.title = "Without force an open file keeps the connection";
  failed.did = "connected Z:, opened a file on it, called NPCancelConnection(\"Z:\", FALSE)";
  failed.expected = "WN_OPEN_FILES (2401)";
  failed.happened = "WN_SUCCESS (0)";
  failed.last_events = {"MprBenchConnect(Z:)  = WN_SUCCESS", "NPCancelConnection(Z:, FALSE)  = WN_SUCCESS"};
  failed.took = std::chrono::milliseconds(12);
  made.checks[3].happened = "SIGSEGV reading address 0x8 in NPGetConnection";
  return made;
}

// What a plug-in might print to attack the reader of a report: markup, scripts, terminal codes, text that
// runs backwards, bytes that are no text, and a lot of it.
inline constexpr std::string_view attack =
    "</script></style></pre></title>]]>--><script>alert(1)</script><img src=x onerror=\"alert(2)\"> & ' \" `"
    " \x1b[31m\x1b]0;owned\x07 \xe2\x80\xae"
    "txt.exe \xff\xfe \xed\xa0\x80 \xef\xbf\xbe \r\n\t end";

inline Conformance hostile_conformance() {
  const std::string text(attack);
  Conformance made = conformance_of({});
  made.version = made.plugin = made.name = made.platform = made.bench = made.command = text;
  made.capabilities = {text};
  made.stale_expectations = {text};
  for (const Outcome outcome : {Outcome::fail, Outcome::crash, Outcome::timeout, Outcome::error,
                                Outcome::warn, Outcome::not_applicable, Outcome::disabled, Outcome::pass}) {
    CheckResult check = check_result(text + "/" + std::string(to_string(outcome)), outcome);
    check.title = check.did = check.expected = check.reason = text;
    check.happened = text + std::string(2'000, 'w');
    check.last_events = {text, text};
    made.checks.push_back(check);
  }
  made.checks.front().expected_to_fail = true;
  made.checks.front().expected_because = text;
  return made;
}

}  // namespace mprsim
