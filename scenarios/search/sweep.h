// Sweep: many seeds of some scenarios, on all cores, with one result whatever their number.
//
// Page: docs/sweeps.md. The seeds of each scenario are cut into units of a fixed size, in a fixed order;
// workers take the next one, and results are taken in by that order. So a result is that of a beginning of
// all units, and depends neither on the number of workers nor on their luck: a sweep that was interrupted
// goes on where its result ends. Thread-safety: sweep() starts and joins its own threads. Throws
// std::bad_alloc, and std::system_error if there is no thread to be had.
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

/// What is swept.
struct SweepSubject {
  const Scenario* scenario = nullptr;
  std::string_view text;  ///< of its file
  std::string host{};     ///< path of mprsim-host, if it has plug-ins
};

struct SweepPlan {
  std::string mprsim_version;  ///< for the logs and files that come of it
  std::uint64_t first_seed = 0;
  std::uint64_t last_seed = 0;  ///< included
  Strategy strategy{StrategyKind::uniform};
  bool swarm = false;  ///< each seed bans some kinds of faults
  std::optional<Profile> profile{};
  std::uint32_t shard = 0;  ///< of the seeds, those that in_shard() says
  std::uint32_t shards = 1;
  std::size_t most_failures = 10;  ///< it stops when there are so many
  friend bool operator==(const SweepPlan&, const SweepPlan&) = default;
};

/// By a hash of the seed that never changes; every seed is in exactly one of the shards.
bool in_shard(std::uint64_t seed, std::uint32_t shard, std::uint32_t shards) noexcept;

struct SweepFailure {
  std::uint32_t subject = 0;  ///< position among the subjects
  std::uint64_t seed = 0;
  Outcome outcome = Outcome::fail;
  Rule rule = Rule::none;  ///< of the first finding
  std::string what;        ///< the first finding, in one line
  std::string log;         ///< the decision log, as text
  friend bool operator==(const SweepFailure&, const SweepFailure&) = default;
};

/// What the runs of one scenario came to.
struct SubjectResult {
  std::string path;
  std::uint64_t text_hash = 0;  ///< stable_hash() of its file
  std::uint64_t runs = 0;
  std::uint64_t failed = 0;
  std::uint64_t choices = 0;
  /// Over the seeds and the traces they left, in any order: equal sweeps have equal hashes everywhere.
  std::uint64_t hash = 0;
  /// For each [[sometimes]] of the scenario, in how many runs it happened.
  std::vector<std::uint64_t> sometimes{};
  friend bool operator==(const SubjectResult&, const SubjectResult&) = default;
};

struct SweepResult {
  SweepPlan plan;
  std::vector<SubjectResult> subjects;
  std::vector<SweepFailure> failures;  ///< by subject and seed; at most plan.most_failures
  std::uint64_t units_done = 0;        ///< the result is that of so many units
  std::uint64_t units = 0;             ///< of so many
  bool stopped_at_failures = false;
  bool complete() const noexcept { return units_done == units; }
  friend bool operator==(const SweepResult&, const SweepResult&) = default;
};

/// Asked after every unit, by one thread at a time.
class SweepMonitor {
 public:
  /// False: no further unit is begun.
  virtual bool goes_on(const SweepResult& so_far) = 0;

 protected:
  ~SweepMonitor() = default;
};

/// A result in which nothing has been done yet.
SweepResult new_sweep(const SweepPlan& plan, std::span<const SweepSubject> subjects);

/// A seed that did not play twice alike.
struct SweepDifference {
  std::uint32_t subject = 0;  ///< position among the subjects
  std::uint64_t seed = 0;
  TraceDifference events;
};

/// How often a sweep plays each seed.
enum class EachSeed : std::uint8_t {
  once,
  again,  ///< it is played once more, by play_again(), and the traces are compared
};

/// Goes on with a sweep of these subjects until it is complete, has failures enough, is stopped, or a seed
/// does not play alike again. That seed's unit is not taken in: going on comes across it again. Returns the
/// first such seed; nothing if all is alike or was not compared. Precondition: the result is that of
/// new_sweep() or sweep() for the same plan and subjects.
std::optional<SweepDifference> sweep(SweepResult& result, std::span<const SweepSubject> subjects,
                                     unsigned jobs, SweepMonitor& monitor,
                                     EachSeed each_seed = EachSeed::once);

/// Whether anything is chosen in any of the first seeds of the plan.
bool has_choices(const SweepSubject& subject, const SweepPlan& plan);

/// The plan of one run of a sweep.
RunPlan run_plan(const SweepPlan& plan, std::uint64_t seed) noexcept;

}  // namespace mprsim
