#include "tools/conformance/suite.h"

#include <algorithm>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

#include "scenarios/language/diagnostics.h"

namespace mprsim {
namespace {

// A plug-in that touches memory which it must not touch has broken a rule. Any other end is a crash.
Outcome outcome_of(PluginEndKind end) noexcept {
  switch (end) {
    case PluginEndKind::overrun:
    case PluginEndKind::poison:
      return Outcome::fail;
    case PluginEndKind::hang:
      return Outcome::timeout;
    case PluginEndKind::not_loaded:
      return Outcome::error;
    case PluginEndKind::crash:
    case PluginEndKind::exit:
    case PluginEndKind::memory:
    case PluginEndKind::flood:
    case PluginEndKind::protocol:
      break;
  }
  return Outcome::crash;
}

CheckResult blank_result(const Check& check) {
  CheckResult result;
  result.id = check.id;
  result.title = check.title;
  result.rules = rules_of(check);
  return result;
}

CheckResult unmade(const Check& check, Outcome outcome, std::string reason) {
  CheckResult result = blank_result(check);
  result.outcome = outcome;
  result.reason = std::move(reason);
  return result;
}

std::string what_happened(const PluginEnd& end) {
  std::string text = end.call.empty() ? end.what : concat({end.call, ": ", end.what});
  if (!end.output.empty()) text += concat({"; it printed ", quoted(end.output)});
  return text;
}

// The end of a plug-in is as serious as the check is: a crash in a check of a SHOULD is a warning.
void set_end(CheckResult& result, const PluginEnd& end, Severity severity, bool strict) {
  const Outcome outcome = outcome_of(end.kind);
  const bool counts = outcome == Outcome::error || outcome_of(severity, strict) == Outcome::fail;
  result.outcome = counts ? outcome : Outcome::warn;
  result.happened = what_happened(end);
  result.last_events = end.last_events;
  if (outcome == Outcome::error) result.reason = result.happened;
}

void set_verdict(CheckResult& result, const Check& check, const Probe& probe, bool strict) {
  const Severity severity = severity_of(check);
  if (probe.finding()) {
    result.outcome = outcome_of(severity, strict);
    result.expected = probe.finding()->expected;
    result.happened = probe.finding()->happened;
  } else if (probe.end()) {
    result.expected = check.title;
    set_end(result, *probe.end(), severity, strict);
  } else if (!probe.reason().empty()) {
    result.outcome = Outcome::not_applicable;
    result.reason = probe.reason();
  } else {
    result.expected = check.title;
    result.happened = probe.observation().empty() ? "as expected" : probe.observation();
  }
}

/// Distributes the checks among threads and collects the results.
class Run {
 public:
  Run(const SuiteRequest& request, PluginFacts facts, std::vector<CheckResult>& results)
      : request_(request), facts_(std::move(facts)), checks_(all_checks(request.kind)), results_(results) {
    results_.resize(checks_.size());
  }

  void go() {
    const unsigned jobs = std::clamp<unsigned>(request_.jobs, 1, static_cast<unsigned>(checks_.size()));
    std::vector<std::jthread> others;
    for (unsigned i = 1; i < jobs; ++i) others.emplace_back([this] { work(); });
    work();
  }

 private:
  void work() {
    for (std::size_t i = next_++; i < checks_.size(); i = next_++) {
      results_[i] = result_of(*checks_[i]);
      const std::lock_guard lock(mutex_);
      request_.progress(++done_, checks_.size());
    }
  }

  bool is_interrupted() const { return request_.interrupted != nullptr && request_.interrupted->load(); }

  CheckResult result_of(const Check& check) const {
    if (!request_.selected(check)) return unmade(check, Outcome::disabled, "left out by --only or --skip");
    if (is_interrupted()) return unmade(check, Outcome::disabled, "the run was interrupted");
    if (std::string why = facts_.why_not(check.needs); !why.empty()) {
      return unmade(check, Outcome::not_applicable, std::move(why));
    }
    auto session = request_.start();
    if (!session) {
      CheckResult result = blank_result(check);
      set_end(result, session.error(), Severity::must, request_.strict);
      return result;
    }
    const auto bench = request_.bench ? request_.bench(**session) : nullptr;
    CheckResult result = run_check(check, **session, bench.get(), facts_, request_.strict);
    // An interrupt may have ended the plug-in, so the result says nothing about it.
    return is_interrupted() ? unmade(check, Outcome::disabled, "the run was interrupted") : result;
  }

  const SuiteRequest& request_;
  const PluginFacts facts_;
  const std::span<const Check* const> checks_;
  std::vector<CheckResult>& results_;
  std::atomic<std::size_t> next_{0};
  std::mutex mutex_;
  std::size_t done_ = 0;
};

// The first check reports the end of the plug-in; the others were not made.
void all_unmade(const SuiteRequest& request, const PluginEnd& end, std::vector<CheckResult>& results) {
  for (const Check* check : all_checks(request.kind)) {
    results.push_back(unmade(*check, Outcome::not_applicable, "the plug-in ended while it was loaded"));
  }
  CheckResult& first = results.front();
  first.expected = "the plug-in is loaded and reports its capabilities";
  first.reason.clear();
  set_end(first, end, Severity::must, request.strict);
}

}  // namespace

Outcome outcome_of(Severity severity, bool strict) noexcept {
  switch (severity) {
    case Severity::must:
      return Outcome::fail;
    case Severity::should:
      return strict ? Outcome::fail : Outcome::warn;
    case Severity::open:
      break;
  }
  return Outcome::warn;
}

CheckResult run_check(const Check& check, PluginSession& session, Bench* bench, const PluginFacts& facts,
                      bool strict) {
  Probe probe(session, bench, facts);
  if (facts.can(BenchAction::reset)) probe.must({.action = BenchAction::reset});
  if (!probe.over()) check.run(probe);
  CheckResult result = blank_result(check);
  set_verdict(result, check, probe, strict);
  if (bench != nullptr && bench->outlives_session()) {
    // A failure is ignored: the next check resets the bench again, and without the plug-in some of it cannot
    // work.
    static_cast<void>(bench->perform({.action = BenchAction::reset}));
  }
  result.did = probe.did();
  if (result.last_events.empty() && result.outcome != Outcome::pass)
    result.last_events = session.last_events();
  result.took = std::chrono::duration_cast<std::chrono::milliseconds>(probe.took());
  return result;
}

SuiteRun run_suite(const SuiteRequest& request) {
  SuiteRun run;
  auto session = request.start();
  if (!session) {
    if (session.error().kind == PluginEndKind::not_loaded) run.not_loaded = session.error();
    all_unmade(request, session.error(), run.checks);
    return run;
  }
  auto bench = request.bench ? request.bench(**session) : nullptr;
  auto facts = find_facts(request.kind, **session, bench.get());
  run.has_bench = bench != nullptr;
  bench.reset();
  session->reset();
  if (!facts) {
    all_unmade(request, facts.error(), run.checks);
    return run;
  }
  run.capabilities = facts->capabilities();
  run.looks_like_notifyee = request.kind == PluginKind::provider && !facts->exported("NPGetCaps") &&
                            facts->exported("CancelConnectNotify");
  Run(request, std::move(*facts), run.checks).go();
  run.interrupted = request.interrupted != nullptr && request.interrupted->load();
  return run;
}

}  // namespace mprsim
