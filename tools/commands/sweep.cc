// mprsim sweep: plays scenarios with many seeds on all cores, and keeps what fails.
#include "scenarios/search/sweep.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "scenarios/language/diagnostics.h"
#include "scenarios/search/sweep_file.h"
#include "sim/choice/choice.h"
#include "sim/platform/file.h"
#include "tools/commands/commands.h"
#include "tools/reports/run_report.h"
#include "tools/reports/run_report_text.h"
#include "tools/requests/finish.h"
#include "tools/requests/selection.h"
#include "tools/requests/shard.h"
#include "tools/requests/sweep_report.h"
#include "tools/terminal/exit_code.h"
#include "tools/terminal/interrupt.h"
#include "tools/terminal/program_folder.h"
#include "tools/terminal/progress.h"
#include "tools/terminal/stopwatch.h"
#include "tools/terminal/text.h"

namespace mprsim {
namespace {

struct SweepRequest {
  SelectionRequest selection;
  std::uint64_t first_seed = 0;
  std::uint64_t last_seed = 999;  ///< included
  std::optional<unsigned> jobs;   ///< all cores if not set
  Strategy strategy{StrategyKind::uniform};
  bool swarm = false;
  std::optional<Profile> profile;
  std::optional<std::string> shard;  ///< "0/4"; else the environment says
  std::size_t max_failures = 10;
  std::optional<std::chrono::milliseconds> budget;
  std::optional<std::string> out;      ///< a folder for the decision logs of failures
  std::optional<std::string> results;  ///< a file for the result, replaced now and then while it runs
  bool resume = false;                 ///< continues the sweep of that file
  bool hashes = false;                 ///< a line for each scenario instead of a report
  bool check_determinism = false;      ///< every seed once more, and its trace compared
  bool quiet = false;
};

// Saves the result now and then, shows the progress, and says when to stop.
class Monitor final : public SweepMonitor {
 public:
  Monitor(const SweepRequest& request, CommandContext& context)
      : request_(request), progress_(context.streams) {}

  bool goes_on(const SweepResult& so_far) override {
    const auto now = watch_.elapsed();
    if (progress_.is_shown() && now >= next_shown_) {
      next_shown_ = now + std::chrono::milliseconds{100};
      show(so_far);
    }
    if (request_.results && now >= next_saved_) {
      next_saved_ = now + std::chrono::seconds{1};
      save(so_far);
    }
    const bool over_budget = request_.budget && now >= *request_.budget;
    return !interrupt_.flag().load() && !over_budget && trouble_.empty();
  }

  void save(const SweepResult& result) {
    if (!request_.results) return;
    const auto saved = replace_file(*request_.results, render_sweep(result));
    if (!saved) trouble_ = to_string(saved.error());
  }

  void clear() { progress_.clear(); }

  /// Why the result could not be saved; "" if it could.
  const std::string& trouble() const noexcept { return trouble_; }

 private:
  void show(const SweepResult& so_far) {
    const std::uint64_t percent = so_far.units_done * 100 / std::max<std::uint64_t>(so_far.units, 1);
    progress_.show(concat({std::to_string(percent), " %, ", counted(so_far.failures.size(), "failure")}));
  }

  const SweepRequest& request_;
  Progress progress_;
  Interrupt interrupt_;
  Stopwatch watch_;
  std::chrono::milliseconds next_shown_{0};
  std::chrono::milliseconds next_saved_{1000};
  std::string trouble_;
};

tl::expected<SweepPlan, std::string> plan_of(const SweepRequest& request, const Environment& environment) {
  SweepPlan plan{.mprsim_version = std::string{version()},
                 .first_seed = request.first_seed,
                 .last_seed = request.last_seed,
                 .strategy = request.strategy,
                 .swarm = request.swarm,
                 .profile = request.profile};
  plan.most_failures = request.hashes ? std::size_t{1'000'000} : request.max_failures;
  auto shard = request.shard ? parse_shard(*request.shard) : shard_from(environment);
  if (!shard) return tl::unexpected(shard.error());
  plan.shard = shard->index;
  plan.shards = shard->count;
  return plan;
}

// A scenario in which nothing varies is left out if it comes from a folder, and is a mistake if it was named.
tl::expected<std::vector<SweepSubject>, std::string> subjects_of(const Selection& selection,
                                                                 const SweepRequest& request,
                                                                 const SweepPlan& plan,
                                                                 const std::string& host) {
  std::vector<SweepSubject> subjects;
  for (const SelectedScenario& selected : selection.scenarios) {
    const SweepSubject subject{&selected.scenario, selected.text, host};
    if (request.hashes || has_choices(subject, plan)) {
      subjects.push_back(subject);
    } else if (selection.single_file) {
      return tl::unexpected(
          concat({visible(selected.scenario.path),
                  ": nothing in this scenario is left to chance, so every seed gives the same "
                  "run; use mprsim run"}));
    }
  }
  return subjects;
}

bool fits(const SweepResult& saved, const SweepResult& fresh) {
  return saved.plan == fresh.plan && saved.units == fresh.units &&
         std::ranges::equal(saved.subjects, fresh.subjects, [](const auto& a, const auto& b) {
           return a.path == b.path && a.text_hash == b.text_hash;
         });
}

tl::expected<SweepResult, std::string> resumed(const std::string& path, const SweepResult& fresh) {
  auto saved = read_sweep_result(path);
  if (!saved) return saved;
  if (!fits(*saved, fresh)) {
    return tl::unexpected(concat({path,
                                  ": this is the result of another sweep; to continue it, give the same "
                                  "scenarios, seeds and options"}));
  }
  return saved;
}

int play(SweepResult& result, const std::vector<SweepSubject>& subjects, const SweepRequest& request,
         CommandContext& context) {
  Monitor monitor(request, context);
  monitor.save(result);
  const unsigned jobs = request.jobs.value_or(std::max(1U, std::thread::hardware_concurrency()));
  const auto difference =
      sweep(result, subjects, jobs, monitor, request.check_determinism ? EachSeed::again : EachSeed::once);
  monitor.save(result);
  monitor.clear();
  if (!monitor.trouble().empty()) return refuse(context, monitor.trouble());
  if (request.out) {
    if (const auto trouble = write_failure_logs(result, *request.out)) return refuse(context, *trouble);
  }
  if (request.hashes) {
    context.streams.out << render_hashes(result);
  } else {
    context.streams.out << render_sweep_report(result, request.out, request.quiet, context.out);
  }
  if (!difference) return exit_code_of(result);
  const std::string& path = subjects[difference->subject].scenario->path;
  context.streams.err << render_difference(concat({path, ", seed ", std::to_string(difference->seed), ","}),
                                           difference->events);
  return exit_code::not_deterministic;
}

int sweep_scenarios(const SweepRequest& request, CommandContext& context) {
  if (request.resume && !request.results)
    return refuse(context, "--resume needs --results FILE: the sweep to continue");
  const auto plan = plan_of(request, context.environment);
  if (!plan) return refuse(context, plan.error());
  const auto selection = select_scenarios(request.selection, context.environment);
  if (!selection) return refuse(context, selection.error());
  const auto subjects = subjects_of(*selection, request, *plan, host_beside(context.environment));
  if (!subjects) return refuse(context, subjects.error());
  if (subjects->empty()) {
    context.streams.err << "mprsim: nothing in these scenarios is left to chance\n";
    return exit_code::nothing_selected;
  }
  SweepResult result = new_sweep(*plan, *subjects);
  if (request.resume) {
    auto saved = resumed(*request.results, result);
    if (!saved) return refuse(context, saved.error());
    result = *std::move(saved);
  }
  return play(result, *subjects, request, context);
}

// "17", or "0..999" with both ends included. Returns what is wrong with it, or "".
std::string parse_seeds(const std::string& text, SweepRequest& request) {
  const std::size_t dots = text.find("..");
  const std::string first = text.substr(0, dots);
  const std::string last = dots == std::string::npos ? first : text.substr(dots + 2);
  const auto first_seed = parse_whole_number(first);
  const auto last_seed = parse_whole_number(last);
  if (!first_seed || !last_seed) return not_a_seed(first_seed ? last : first);
  if (*last_seed < *first_seed) return concat({"the range ", quoted(text), " ends before it begins"});
  constexpr std::uint64_t most = std::uint64_t{1} << 40;
  if (*last_seed - *first_seed >= most) {
    return concat({"the range ", quoted(text), " has more than ", std::to_string(most), " seeds"});
  }
  request.first_seed = *first_seed;
  request.last_seed = *last_seed;
  return {};
}

void add_plan_options(Options& options, SweepRequest& request) {
  options.value(
      "--seeds", "A..B", [&request](const std::string& text) { return parse_seeds(text, request); },
      "The seeds to play, with both ends; 0..999 unless given");
  add_strategy(
      options, request.strategy,
      "How to choose among actors that are ready: uniform (unless given), pct(DEPTH), round-robin or fifo");
  options.flag("--swarm", request.swarm, "Forbid some kinds of faults, others for each seed");
  add_profile(options, request.profile);
  add_text(options, "--shard", "I/N", request.shard,
           "Play only part I of N parts of the seeds, counted from 0; otherwise variables of the CI system "
           "say which");
  add_number(
      options, "-j,--jobs", 1, 1024,
      [&request](std::uint64_t jobs) { request.jobs = static_cast<unsigned>(jobs); },
      "How many seeds to play at a time; as many as cores unless given");
  add_number(
      options, "--max-failures", 1, 1'000'000,
      [&request](std::uint64_t most) { request.max_failures = static_cast<std::size_t>(most); },
      "Stop after this many failures; 10 unless given");
  add_seconds(options, "--budget", request.budget, "Stop after this much real time");
}

Action declare_sweep(Options& options) {
  auto request = std::make_shared<SweepRequest>();
  add_selection(options, request->selection);
  add_plan_options(options, *request);
  add_text(options, "--out", "DIR", request->out,
           "Write the decision logs of failures into this existing folder");
  add_text(options, "--results", "FILE", request->results, "Save the result to this file, every second");
  options.flag("--resume", request->resume, "Continue the sweep whose result is in the file of --results");
  options.flag("--check-determinism", request->check_determinism,
               "Play every seed again and compare the traces");
  options.flag("--hashes", request->hashes, "Print a hash over all seeds of each scenario, and nothing else");
  options.flag("-q,--quiet", request->quiet, "Print only what fails");
  return [request](CommandContext& context) { return sweep_scenarios(*request, context); };
}

constexpr std::string_view sweep_help = R"(Examples:
  mprsim sweep race                        races of the library, 1000 seeds each
  mprsim sweep race --seeds 0..99999 --strategy 'pct(3)' --out failures
  mprsim sweep race --swarm --budget 60    a minute, other faults for each seed
  mprsim sweep race --seeds 0..9999999 --results r.jsonl
  mprsim sweep race --seeds 0..9999999 --results r.jsonl --resume
  mprsim sweep --hashes                    to compare two builds

The result does not depend on --jobs. The exit code is 0 if everything holds, 1
if something does not or a [[sometimes]] never happened, 2 for bad input, 3 if
nothing in the selection is left to chance, 4 if --check-determinism finds a
difference, 5 if the sweep was cut short and nothing failed, 70 if mprsim itself
failed.)";

}  // namespace

const Command sweep_command{"sweep", "Play scenarios with many seeds, and keep what fails", sweep_help,
                            declare_sweep};

}  // namespace mprsim
