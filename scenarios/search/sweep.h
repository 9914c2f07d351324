// Sweep: runs many seeds of some scenarios on all cores, with a result that does not depend on the number of
// cores.
//
// Page: docs/sweeps.md. The seeds of each scenario are cut into units of a fixed size, in a fixed order. A
// worker takes the next unit; the results of units are added up in the order of the units, however late one
// arrives. So a result is always that of a beginning of the list of units, and an interrupted sweep goes on
// where its result ends. Thread-safety: sweep() starts and joins its own threads; no other thread may use its
// arguments meanwhile. Throws std::bad_alloc, and std::system_error if no thread can be started.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/play/determinism.h"
#include "scenarios/play/result.h"
#include "scenarios/play/runner.h"

namespace mprsim {

/// One scenario of a sweep. Scenario and text must outlive the sweep.
struct SweepSubject {
  const Scenario* scenario = nullptr;
  std::string_view text;  ///< of its file
  std::string host{};     ///< path of mprsim-host, if it has plug-ins
};

/// What a sweep runs.
struct SweepPlan {
  std::string mprsim_version;  ///< written into logs and result files
  std::uint64_t first_seed = 0;
  std::uint64_t last_seed = 0;  ///< included
  Strategy strategy{StrategyKind::uniform};
  bool swarm = false;                ///< whether each seed bans some kinds of faults; see swarm_bans()
  std::optional<Profile> profile{};  ///< instead of those of the scenarios
  std::uint32_t shard = 0;           ///< only the seeds of this shard; see in_shard()
  std::uint32_t shards = 1;
  std::size_t most_failures = 10;  ///< the sweep stops when it has so many
  friend bool operator==(const SweepPlan&, const SweepPlan&) = default;
};

/// Whether a seed belongs to a shard (from 0). Every seed is in exactly one of the shards, by a hash of the
/// seed that is the same in every version.
bool in_shard(std::uint64_t seed, std::uint32_t shard, std::uint32_t shards) noexcept;

/// One run that did not pass.
struct SweepFailure {
  std::uint32_t subject = 0;  ///< position among the subjects
  std::uint64_t seed = 0;
  Outcome outcome = Outcome::fail;
  Rule rule = Rule::none;  ///< of the first finding
  std::string what;        ///< the first finding, in one line
  std::string log;         ///< the decision log, as text
  friend bool operator==(const SweepFailure&, const SweepFailure&) = default;
};

/// The sums over the runs of one scenario.
struct SubjectResult {
  std::string path;
  std::uint64_t text_hash = 0;  ///< stable_hash() of its file
  std::uint64_t runs = 0;
  std::uint64_t failed = 0;
  std::uint64_t choices = 0;  ///< decisions, of all runs
  /// Over the seeds and their traces, independent of their order: equal sweeps have equal hashes on every
  /// machine.
  std::uint64_t hash = 0;
  /// For each [[sometimes]] of the scenario: in how many runs it held.
  std::vector<std::uint64_t> sometimes{};
  friend bool operator==(const SubjectResult&, const SubjectResult&) = default;
};

/// The result of a sweep, or of its beginning.
struct SweepResult {
  SweepPlan plan;
  std::vector<SubjectResult> subjects;
  std::vector<SweepFailure> failures;  ///< by subject and seed; at most plan.most_failures
  std::uint64_t units_done = 0;        ///< so many units are in the result
  std::uint64_t units = 0;             ///< all units of the sweep
  bool stopped_at_failures = false;
  bool complete() const noexcept { return units_done == units; }
  friend bool operator==(const SweepResult&, const SweepResult&) = default;
};

/// Called by a sweep after every unit, from any of its threads, but by one at a time.
class SweepMonitor {
 public:
  /// Returns whether the sweep goes on; after false no further unit is begun.
  virtual bool goes_on(const SweepResult& so_far) = 0;

 protected:
  ~SweepMonitor() = default;
};

/// A result in which nothing has been done yet.
SweepResult new_sweep(const SweepPlan& plan, std::span<const SweepSubject> subjects);

/// A seed whose two runs left different traces.
struct SweepDifference {
  std::uint32_t subject = 0;  ///< position among the subjects
  std::uint64_t seed = 0;
  TraceDifference events;
};

/// How often a sweep runs each seed.
enum class EachSeed : std::uint8_t {
  once,
  again,  ///< twice, and the traces are compared; see play_again()
};

/// Continues a sweep on `jobs` threads until it is complete, has most_failures failures, is stopped by the
/// monitor, or finds a seed whose two runs differ. `result` is continued in place; it must come from
/// new_sweep() or sweep() for the same plan and subjects. Returns the first seed whose runs differ, or
/// nothing. The unit of such a seed is not added to the result: a sweep that is continued finds the seed
/// again.
std::optional<SweepDifference> sweep(SweepResult& result, std::span<const SweepSubject> subjects,
                                     unsigned jobs, SweepMonitor& monitor,
                                     EachSeed each_seed = EachSeed::once);

/// Whether any of the first seeds of the plan makes a decision. If not, every seed leaves the same trace.
bool has_choices(const SweepSubject& subject, const SweepPlan& plan);

/// The plan of one run of a sweep: that of its seed.
RunPlan run_plan(const SweepPlan& plan, std::uint64_t seed) noexcept;

}  // namespace mprsim
