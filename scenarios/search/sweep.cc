#include "scenarios/search/sweep.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

#include "scenarios/search/log_file.h"
#include "sim/choice/choice.h"

namespace mprsim {
namespace {

constexpr std::uint64_t seeds_per_unit = 1024;

// The finaliser of splitmix64: every bit of the result depends on every bit of the input.
constexpr std::uint64_t mix(std::uint64_t x) noexcept {
  x = (x ^ (x >> 30)) * 0xBF58'476D'1CE4'E5B9;
  x = (x ^ (x >> 27)) * 0x94D0'49BB'1331'11EB;
  return x ^ (x >> 31);
}

std::uint64_t units_per_subject(const SweepPlan& plan) noexcept {
  return (plan.last_seed - plan.first_seed) / seeds_per_unit + 1;
}

/// The result of one unit.
struct UnitResult {
  SubjectResult totals;
  std::vector<SweepFailure> failures;
  std::optional<SweepDifference> difference;  // the unit ends there
};

// The work of one thread. A Runner is expensive to make, so it is kept while the units are of the same
// scenario.
class Worker {
 public:
  Worker(const SweepPlan& plan, std::span<const SweepSubject> subjects, EachSeed each_seed)
      : plan_(plan), subjects_(subjects), each_seed_(each_seed) {}

  UnitResult run(std::uint64_t unit) {
    const auto subject = static_cast<std::uint32_t>(unit / units_per_subject(plan_));
    prepare(subject);
    UnitResult result;
    const std::uint64_t first = plan_.first_seed + unit % units_per_subject(plan_) * seeds_per_unit;
    const std::uint64_t last = first + std::min(plan_.last_seed - first, seeds_per_unit - 1);
    for (std::uint64_t seed = first;; ++seed) {
      if (in_shard(seed, plan_.shard, plan_.shards)) run_seed(subject, seed, result);
      if (seed == last || result.difference) return result;
    }
  }

 private:
  void prepare(std::uint32_t subject) {
    if (runner_ && subject_ == subject) return;
    const RunOptions options{.profile = plan_.profile, .host = subjects_[subject].host};
    runner_.emplace(*subjects_[subject].scenario, options);
    if (each_seed_ == EachSeed::again) second_.emplace(*subjects_[subject].scenario, options);
    subject_ = subject;
  }

  void run_seed(std::uint32_t subject, std::uint64_t seed, UnitResult& result) {
    const RunPlan plan = run_plan(plan_, seed);
    const Outcome outcome = runner_->run(plan);
    if (second_) {
      if (auto difference = play_again(*runner_, *second_, plan)) {
        result.difference = {subject, seed, *std::move(difference)};
        return;
      }
    }
    SubjectResult& totals = result.totals;
    ++totals.runs;
    totals.choices += runner_->decisions().decisions().size();
    totals.sometimes.resize(runner_->sometimes().size());
    for (std::size_t i = 0; i < totals.sometimes.size(); ++i) {
      if (runner_->sometimes()[i] != 0) ++totals.sometimes[i];
    }
    totals.hash += mix(seed ^ mix(runner_->trace().hash()));
    if (outcome == Outcome::pass) return;
    ++totals.failed;
    if (result.failures.size() < plan_.most_failures) {
      result.failures.push_back(failure(subject, plan, outcome));
    }
  }

  SweepFailure failure(std::uint32_t subject, const RunPlan& plan, Outcome outcome) const {
    const Scenario& scenario = *subjects_[subject].scenario;
    const LogHeader header{.mprsim_version = plan_.mprsim_version,
                           .path = scenario.path,
                           .text = std::string{subjects_[subject].text},
                           .profile = plan_.profile.value_or(scenario.profile),
                           .seed = plan.seed,
                           .strategy = plan.strategy,
                           .banned = plan.banned};
    const Finding& first = runner_->findings().front();
    return {subject,    plan.seed,  outcome,
            first.rule, first.what, render_log(log_of(*runner_, header, outcome))};
  }

  const SweepPlan& plan_;
  std::span<const SweepSubject> subjects_;
  EachSeed each_seed_;
  std::optional<Runner> runner_;
  std::optional<Runner> second_;  // for EachSeed::again
  std::uint32_t subject_ = 0;
};

// Hands out units, and adds up their results in the order of the units. A result that arrives early waits:
// the sum is at every moment that of a beginning of all units, with one thread as with many, and can be
// continued later.
class Coordinator {
 public:
  Coordinator(SweepResult& result, SweepMonitor& monitor)
      : result_(result), monitor_(monitor), next_(result.units_done), stopped_(result.stopped_at_failures) {}

  std::optional<std::uint64_t> next_unit() {
    const std::scoped_lock lock(mutex_);
    if (stopped_ || next_ == result_.units) return std::nullopt;
    return next_++;
  }

  void take(std::uint64_t unit, UnitResult unit_result) {
    const std::scoped_lock lock(mutex_);
    waiting_.emplace(unit, std::move(unit_result));
    while (!waiting_.empty() && waiting_.begin()->first == result_.units_done) {
      if (result_.stopped_at_failures || difference_) return;  // later units do not count
      if ((difference_ = std::move(waiting_.begin()->second.difference))) {
        stopped_ = true;
        return;
      }
      add(std::move(waiting_.begin()->second));
      waiting_.erase(waiting_.begin());
      if (!monitor_.goes_on(result_) || result_.stopped_at_failures) stopped_ = true;
    }
  }

  // To be called after the workers have ended.
  std::optional<SweepDifference> difference() { return std::move(difference_); }

 private:
  void add(UnitResult unit) {
    SubjectResult& subject = result_.subjects[result_.units_done / units_per_subject(result_.plan)];
    subject.runs += unit.totals.runs;
    subject.failed += unit.totals.failed;
    subject.choices += unit.totals.choices;
    subject.hash += unit.totals.hash;
    for (std::size_t i = 0; i < unit.totals.sometimes.size(); ++i) {
      subject.sometimes[i] += unit.totals.sometimes[i];
    }
    for (SweepFailure& failure : unit.failures) {
      if (result_.failures.size() == result_.plan.most_failures) break;
      result_.failures.push_back(std::move(failure));
    }
    ++result_.units_done;
    result_.stopped_at_failures = result_.failures.size() == result_.plan.most_failures;
  }

  std::mutex mutex_;
  SweepResult& result_;
  SweepMonitor& monitor_;
  std::uint64_t next_;
  bool stopped_;
  std::optional<SweepDifference> difference_;
  std::map<std::uint64_t, UnitResult> waiting_;
};

}  // namespace

bool in_shard(std::uint64_t seed, std::uint32_t shard, std::uint32_t shards) noexcept {
  return shards < 2 || mix(seed + 0x9E37'79B9'7F4A'7C15) % shards == shard;
}

RunPlan run_plan(const SweepPlan& plan, std::uint64_t seed) noexcept {
  return {.seed = seed, .strategy = plan.strategy, .banned = plan.swarm ? swarm_bans(seed) : FaultSet{}};
}

SweepResult new_sweep(const SweepPlan& plan, std::span<const SweepSubject> subjects) {
  SweepResult result{.plan = plan, .subjects = {}, .failures = {}};
  for (const SweepSubject& subject : subjects) {
    SubjectResult totals{.path = subject.scenario->path, .text_hash = stable_hash(subject.text)};
    totals.sometimes.resize(subject.scenario->sometimes.size());
    result.subjects.push_back(std::move(totals));
  }
  result.units = units_per_subject(plan) * subjects.size();
  return result;
}

std::optional<SweepDifference> sweep(SweepResult& result, std::span<const SweepSubject> subjects,
                                     unsigned jobs, SweepMonitor& monitor, EachSeed each_seed) {
  Coordinator coordinator(result, monitor);
  const SweepPlan plan = result.plan;
  const auto work = [&] {
    Worker worker(plan, subjects, each_seed);
    while (const auto unit = coordinator.next_unit()) coordinator.take(*unit, worker.run(*unit));
  };
  {
    std::vector<std::jthread> helpers;
    for (unsigned i = 1; i < jobs; ++i) helpers.emplace_back(work);
    work();
  }
  return coordinator.difference();
}

bool has_choices(const SweepSubject& subject, const SweepPlan& plan) {
  constexpr std::uint64_t seeds_tried = 16;
  if (!subject.scenario->choices.empty()) return false;  // the choices of the file decide everything
  Runner runner(*subject.scenario, RunOptions{.profile = plan.profile, .host = subject.host});
  const std::uint64_t last = plan.first_seed + std::min(plan.last_seed - plan.first_seed, seeds_tried - 1);
  for (std::uint64_t seed = plan.first_seed;; ++seed) {
    (void)runner.run({.seed = seed, .strategy = plan.strategy});
    if (!runner.decisions().decisions().empty()) return true;
    if (seed == last) return false;
  }
}

}  // namespace mprsim
