// mprsim sweep: plays scenarios with many seeds on all cores, and keeps what fails.
#include "scenarios/search/sweep.h"

#include <algorithm>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "scenarios/language/diagnostics.h"
#include "scenarios/search/sweep_file.h"
#include "sim/choice/choice.h"
#include "sim/platform/file.h"
#include "tools/commands/commands.h"
#include "tools/commands/refuse.h"
#include "tools/commands/selection.h"
#include "tools/commands/shard.h"
#include "tools/commands/sweep_report.h"
#include "tools/reports/report.h"
#include "tools/reports/report_text.h"
#include "tools/terminal/exit_code.h"
#include "tools/terminal/interrupt.h"
#include "tools/terminal/program_folder.h"
#include "tools/terminal/stopwatch.h"
#include "tools/terminal/text.h"

namespace mprsim {
namespace {

// Saves the result now and then, shows how far it is, and says when to stop.
class Monitor final : public SweepMonitor {
 public:
  Monitor(const SweepCommand& command, CommandContext& context) : command_(command), context_(context) {}

  bool goes_on(const SweepResult& so_far) override {
    const auto now = watch_.elapsed();
    if (context_.streams.err_is_terminal && now >= next_shown_) {
      next_shown_ = now + std::chrono::milliseconds{100};
      show(so_far);
    }
    if (command_.results && now >= next_saved_) {
      next_saved_ = now + std::chrono::seconds{1};
      save(so_far);
    }
    over_budget_ = command_.budget && now >= *command_.budget;
    return !interrupt_.flag().load() && !over_budget_ && trouble_.empty();
  }

  void save(const SweepResult& result) {
    if (!command_.results) return;
    const auto saved = replace_file(*command_.results, render_sweep(result));
    if (!saved) trouble_ = to_string(saved.error());
  }

  void clear() {
    if (shown_) context_.streams.err << "\r\x1b[K" << std::flush;
  }

  bool over_budget() const noexcept { return over_budget_; }
  const std::string& trouble() const noexcept { return trouble_; }

 private:
  void show(const SweepResult& so_far) {
    shown_ = true;
    const std::uint64_t percent = so_far.units_done * 100 / std::max<std::uint64_t>(so_far.units, 1);
    context_.streams.err << "\r\x1b[K" << percent << " %, " << counted(so_far.failures.size(), "failure")
                         << std::flush;
  }

  const SweepCommand& command_;
  CommandContext& context_;
  Interrupt interrupt_;
  Stopwatch watch_;
  std::chrono::milliseconds next_shown_{0};
  std::chrono::milliseconds next_saved_{1000};
  bool shown_ = false;
  bool over_budget_ = false;
  std::string trouble_;
};

tl::expected<SweepPlan, std::string> plan_of(const SweepCommand& command, const Environment& environment) {
  SweepPlan plan{.mprsim_version = std::string{version()},
                 .first_seed = command.first_seed,
                 .last_seed = command.last_seed,
                 .strategy = command.strategy,
                 .swarm = command.swarm,
                 .profile = command.profile};
  plan.most_failures = command.hashes ? std::size_t{1'000'000} : command.max_failures;
  auto shard = command.shard ? parse_shard(*command.shard) : shard_from(environment);
  if (!shard) return tl::unexpected(shard.error());
  plan.shard = shard->index;
  plan.shards = shard->count;
  return plan;
}

// Scenarios in which nothing varies are left out of a folder, and a mistake where they are named.
tl::expected<std::vector<SweepSubject>, std::string> subjects_of(const Selection& selection,
                                                                 const SweepCommand& command,
                                                                 const SweepPlan& plan,
                                                                 const std::string& host) {
  std::vector<SweepSubject> subjects;
  for (const SelectedScenario& selected : selection.scenarios) {
    const SweepSubject subject{&selected.scenario, selected.text, host};
    if (command.hashes || has_choices(subject, plan)) {
      subjects.push_back(subject);
    } else if (selection.single_file) {
      return tl::unexpected(concat({visible(selected.scenario.path),
                                    ": nothing in this scenario is left to chance, so that every seed is the "
                                    "same; play it with mprsim run"}));
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
  const auto text = read_file(path, largest_sweep_file);
  if (!text) return tl::unexpected(to_string(text.error()));
  auto saved = parse_sweep(*text);
  if (!saved) {
    return tl::unexpected(
        concat({path, ":", std::to_string(saved.error().line), ": ", saved.error().message}));
  }
  if (!fits(*saved, fresh)) {
    return tl::unexpected(concat({path,
                                  ": this is the result of another sweep: give the same scenarios, seeds "
                                  "and options to go on with it"}));
  }
  return *std::move(saved);
}

// One decision log per failure, named after what failed.
std::string write_logs(const SweepResult& result, const std::string& folder) {
  for (const SweepFailure& failure : result.failures) {
    const std::string path = concat({folder, "/", log_name(result, failure)});
    if (const auto written = replace_file(path, failure.log); !written) return to_string(written.error());
  }
  return {};
}

int verdict(const SweepResult& result) {
  if (!result.failures.empty() || !never_happened(result).empty()) return exit_code::does_not_hold;
  return result.complete() ? exit_code::holds : exit_code::inconclusive;
}

int play(SweepResult& result, const std::vector<SweepSubject>& subjects, const SweepCommand& command,
         CommandContext& context) {
  Monitor monitor(command, context);
  monitor.save(result);
  const unsigned jobs = command.jobs.value_or(std::max(1U, std::thread::hardware_concurrency()));
  const auto difference =
      sweep(result, subjects, jobs, monitor, command.check_determinism ? EachSeed::again : EachSeed::once);
  monitor.save(result);
  monitor.clear();
  if (!monitor.trouble().empty()) return refuse(context, monitor.trouble());
  if (command.out) {
    const std::string trouble = write_logs(result, *command.out);
    if (!trouble.empty()) return refuse(context, trouble);
  }
  if (command.hashes) {
    context.streams.out << render_hashes(result);
  } else {
    context.streams.out << render_sweep_report(result, command, context.out);
  }
  if (!difference) return verdict(result);
  const std::string& path = subjects[difference->subject].scenario->path;
  context.streams.err << render_difference(concat({path, ", seed ", std::to_string(difference->seed), ","}),
                                           difference->events);
  return exit_code::not_deterministic;
}

}  // namespace

int execute(const SweepCommand& command, CommandContext& context) {
  const auto plan = plan_of(command, context.environment);
  if (!plan) return refuse(context, plan.error());
  const auto selection = select_scenarios(command.selection, context.environment);
  if (!selection) {
    context.streams.err << selection.error().message;
    return selection.error().exit_code;
  }
  const auto subjects = subjects_of(*selection, command, *plan, host_beside(context.environment));
  if (!subjects) return refuse(context, subjects.error());
  if (subjects->empty()) {
    context.streams.err << "mprsim: nothing in these scenarios is left to chance\n";
    return exit_code::nothing_selected;
  }
  SweepResult result = new_sweep(*plan, *subjects);
  if (command.resume) {
    auto saved = resumed(*command.results, result);
    if (!saved) return refuse(context, saved.error());
    result = *std::move(saved);
  }
  return play(result, *subjects, command, context);
}

int execute(const MergeCommand& command, CommandContext& context) {
  std::vector<NamedSweep> sweeps;
  for (const std::string& path : command.files) {
    const auto text = read_file(path, largest_sweep_file);
    if (!text) return refuse(context, to_string(text.error()));
    auto parsed = parse_sweep(*text);
    if (!parsed) {
      return refuse(context,
                    concat({path, ":", std::to_string(parsed.error().line), ": ", parsed.error().message}));
    }
    sweeps.push_back({path, *std::move(parsed)});
  }
  const auto merged = merge_sweeps(sweeps);
  if (!merged) return refuse(context, merged.error());
  if (command.out) {
    const std::string trouble = write_logs(merged->result, *command.out);
    if (!trouble.empty()) return refuse(context, trouble);
  }
  context.streams.out << render_merged(*merged, context.out);
  const int code = verdict(merged->result);
  return code == exit_code::holds && !merged->missing.empty() ? exit_code::inconclusive : code;
}

}  // namespace mprsim
