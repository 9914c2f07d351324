#include "scenarios/search/shrink.h"

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

#include "scenarios/language/loader.h"
#include "scenarios/language/writer.h"
#include "scenarios/play/runner.h"
#include "scenarios/search/promote.h"
#include "scenarios/search/reductions.h"

namespace mprsim {
namespace {

/// A scenario and the decisions of its run.
struct Attempt {
  Scenario scenario;
  Strategy strategy{};
  std::vector<NamedDecision> decisions;
};

class Shrinker {
 public:
  Shrinker(const LogFile& log, RunOptions options, Attempt first, FailureKind failure,
           std::uint64_t most_runs)
      : header_(log.header),
        options_(std::move(options)),
        best_(std::move(first)),
        failure_(failure),
        most_runs_(most_runs) {}

  Shrunk run(std::size_t steps_before) {
    // Without a decided order the log is easier to read; it is worth one run to find out whether the failure
    // needs it.
    Attempt calm = best_;
    calm.strategy = Strategy{StrategyKind::fifo};
    (void)accept(std::move(calm), false);
    // A part that could not be left out may be needless once another part is gone: until a whole round gains
    // nothing.
    for (bool smaller = true; smaller && runs_ < most_runs_;) {
      smaller = drop_steps();
      for (const Reduction& reduction : reductions(best_.scenario)) smaller = try_to(reduction) || smaller;
      smaller = settle_choices() || smaller;
    }
    return result(steps_before);
  }

 private:
  // Whether an attempt still has the failure; if so, it becomes the best. With `search`, other decisions are
  // tried too: after steps have been removed, the recorded decisions may have another effect.
  bool accept(Attempt attempt, bool search) {
    if (runs_ >= most_runs_) return false;
    attempt.scenario.golden.reset();
    // Through the text and the loader, so that the result is a scenario that a file can hold.
    const LoadResult checked = load_scenario(write_scenario(attempt.scenario), attempt.scenario.path);
    if (!checked) return false;
    Runner runner(*checked, options_);
    const RunPlan followed{.seed = header_.seed,
                           .strategy = attempt.strategy,
                           .banned = header_.banned,
                           .script = &attempt.decisions,
                           .replay = Replay::follow};
    // The recorded decisions are followed where they are still possible: after a change some no longer exist.
    bool fails = fails_alike(runner, followed);
    constexpr std::uint64_t seeds_tried = 16;
    for (std::uint64_t i = 0; search && !fails && i < seeds_tried; ++i) {
      fails = fails_alike(runner,
                          {.seed = header_.seed + i, .strategy = attempt.strategy, .banned = header_.banned});
    }
    if (!fails) return false;
    attempt.decisions = runner.named_decisions();
    best_ = std::move(attempt);
    return true;
  }

  bool fails_alike(Runner& runner, const RunPlan& plan) {
    ++runs_;
    return runner.run(plan) != Outcome::pass && failure_of(runner.findings()) == failure_;
  }

  // Drops steps in pieces of half of them, a quarter, ... one.
  bool drop_steps() {
    bool smaller = false;
    for (std::size_t piece = std::max<std::size_t>(count_steps(best_.scenario) / 2, 1); piece > 0;
         piece /= 2) {
      for (std::size_t at = count_steps(best_.scenario); at > 0;) {
        at = at > piece ? at - piece : 0;
        Attempt attempt = best_;
        attempt.scenario = without_steps(best_.scenario, at, piece);
        smaller = accept(std::move(attempt), true) || smaller;
      }
    }
    return smaller;
  }

  bool try_to(const Reduction& reduction) {
    Attempt attempt = best_;
    if (!reduction(attempt.scenario)) return false;
    return accept(std::move(attempt), true);
  }

  // The same for decisions: sets as many as possible to the first alternative.
  bool settle_choices() {
    bool smaller = false;
    for (std::size_t piece = best_.decisions.size(); piece > 0; piece /= 2) {
      for (std::size_t at = 0; at < best_.decisions.size(); at += piece) {
        Attempt attempt = best_;
        if (!settle(attempt.decisions, at, piece)) continue;
        const std::size_t before = count_chosen(best_.decisions);
        const Attempt kept = best_;
        if (!accept(std::move(attempt), false)) continue;
        // The accepted run may have made other decisions instead: it counts only if they are fewer.
        if (count_chosen(best_.decisions) < before) {
          smaller = true;
        } else {
          best_ = kept;
        }
      }
    }
    return smaller;
  }

  static bool settle(std::vector<NamedDecision>& decisions, std::size_t from, std::size_t count) {
    bool any = false;
    for (std::size_t i = from; i < std::min(from + count, decisions.size()); ++i) {
      any = any || decisions[i].value != 0;
      decisions[i].value = 0;
    }
    return any;
  }

  static std::size_t count_chosen(const std::vector<NamedDecision>& decisions) {
    return static_cast<std::size_t>(
        std::ranges::count_if(decisions, [](const NamedDecision& decision) { return decision.value != 0; }));
  }

  // Run once more, for a log of the whole run.
  Shrunk result(std::size_t steps_before) {
    LogHeader header = header_;
    header.text = write_scenario(best_.scenario);
    header.profile = best_.scenario.profile;  // it is no longer a decision of the log
    header.strategy = best_.strategy;
    Runner runner(best_.scenario, options_);
    const Outcome outcome = runner.run({.seed = header.seed,
                                        .strategy = best_.strategy,
                                        .banned = header.banned,
                                        .script = &best_.decisions,
                                        .replay = Replay::follow});
    return {.log = log_of(runner, header, outcome),
            .failure = failure_,
            .steps = count_steps(best_.scenario),
            .steps_before = steps_before,
            .choices = count_chosen(best_.decisions),
            .runs = runs_};
  }

  LogHeader header_;
  RunOptions options_;
  Attempt best_;
  FailureKind failure_;
  std::uint64_t most_runs_;
  std::uint64_t runs_ = 0;
};

}  // namespace

std::optional<FailureKind> failure_of(const std::vector<Finding>& findings) {
  if (findings.empty()) return std::nullopt;
  const auto broken = std::ranges::find(findings, FindingKind::invariant, &Finding::kind);
  const Finding& first = broken == findings.end() ? findings.front() : *broken;
  return FailureKind{first.kind, first.rule};
}

tl::expected<Shrunk, std::string> shrink(const LogFile& log, const std::string& host,
                                         std::uint64_t most_runs) {
  auto scenario = scenario_of(log);
  if (!scenario) return tl::unexpected(scenario.error());
  Attempt first{
      .scenario = *std::move(scenario), .strategy = log.header.strategy, .decisions = log.decisions};
  std::erase_if(first.decisions, is_decided_beforehand);
  const RunOptions options = replay_options(log, host);
  Runner runner(first.scenario, options);
  const Outcome outcome = runner.run({.seed = log.header.seed,
                                      .strategy = first.strategy,
                                      .banned = log.header.banned,
                                      .script = &first.decisions,
                                      .replay = Replay::follow});
  const auto failure = failure_of(runner.findings());
  if (outcome == Outcome::pass || !failure) return tl::unexpected(std::string{"its run does not fail here"});
  const std::size_t steps = count_steps(first.scenario);
  return Shrinker(log, options, std::move(first), *failure, most_runs).run(steps);
}

std::size_t count_steps(const Scenario& scenario) noexcept {
  std::size_t count = scenario.steps.size();
  for (const AppModel& app : scenario.apps) count += app.steps.size();
  return count;
}

}  // namespace mprsim
