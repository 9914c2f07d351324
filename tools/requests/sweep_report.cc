#include "tools/requests/sweep_report.h"

#include <algorithm>

#include "scenarios/language/diagnostics.h"
#include "scenarios/search/json_line.h"
#include "sim/platform/file.h"
#include "tools/terminal/exit_code.h"
#include "tools/terminal/text.h"

namespace mprsim {
namespace {

std::string failure_lines(const SweepResult& result, const SweepFailure& failure, const Style& style) {
  const std::string rule{slug(failure.rule)};
  return concat({style(Ink::bad, to_string(failure.outcome)), "  ",
                 visible(result.subjects[failure.subject].path), ", seed ", std::to_string(failure.seed),
                 "\n    ", visible(failure.what), rule.empty() ? "" : concat({"  ", style(Ink::faint, rule)}),
                 "\n"});
}

std::string summary(const SweepResult& result) {
  std::uint64_t runs = 0;
  std::uint64_t failed = 0;
  for (const SubjectResult& subject : result.subjects) {
    runs += subject.runs;
    failed += subject.failed;
  }
  return concat({counted(runs, "run"), " of ", counted(result.subjects.size(), "scenario"), ", ",
                 std::to_string(failed), " failed\n"});
}

std::string sometimes_lines(const SweepResult& result, const Style& style) {
  std::string lines;
  for (const auto& [path, number] : never_happened(result)) {
    lines += concat({style(Ink::bad, "never"), "  ", visible(path), ": [[sometimes]] number ",
                     std::to_string(number), " did not happen in any run\n"});
  }
  return lines;
}

std::string failures(const SweepResult& result, const Style& style) {
  std::string lines;
  for (const SweepFailure& failure : result.failures) lines += failure_lines(result, failure, style);
  return lines + sometimes_lines(result, style);
}

}  // namespace

std::vector<std::pair<std::string, std::size_t>> never_happened(const SweepResult& result) {
  std::vector<std::pair<std::string, std::size_t>> never;
  if (!result.complete() || result.plan.shards > 1) return never;
  for (const SubjectResult& subject : result.subjects) {
    for (std::size_t i = 0; i < subject.sometimes.size(); ++i) {
      if (subject.sometimes[i] == 0) never.emplace_back(subject.path, i + 1);
    }
  }
  return never;
}

std::string log_name(const SweepResult& result, const SweepFailure& failure) {
  std::string name = result.subjects[failure.subject].path;
  if (name.ends_with(".toml")) name.resize(name.size() - 5);
  std::ranges::replace_if(
      name,
      [](char c) {
        const bool plain =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
        return !plain;
      },
      '-');
  return concat({name, "-", std::to_string(failure.seed), ".jsonl"});
}

std::string render_sweep_report(const SweepResult& result, const std::optional<std::string>& log_folder,
                                bool quiet, const Style& style) {
  std::string text = failures(result, style);
  if (log_folder && !result.failures.empty()) {
    text += concat({"reproduce: mprsim replay ",
                    shell_word(concat({*log_folder, "/", log_name(result, result.failures.front())})), "\n"});
  }
  if (quiet) return text;
  if (result.stopped_at_failures) {
    text += concat({"stopped at ", counted(result.failures.size(), "failure"), "; see --max-failures\n"});
  } else if (!result.complete()) {
    text += "cut short; --resume continues it\n";
  }
  return text + summary(result);
}

std::string render_merged(const MergedSweep& merged, const Style& style) {
  std::string text = failures(merged.result, style);
  for (const std::string& name : merged.incomplete) {
    text += concat({style(Ink::warning, "cut short"), "  ", visible(name), "\n"});
  }
  for (const std::uint32_t shard : merged.missing) {
    text += concat({style(Ink::warning, "missing"), "  shard ", std::to_string(shard), "\n"});
  }
  return text + summary(merged.result);
}

std::string render_hashes(const SweepResult& result) {
  std::string text;
  for (const SubjectResult& subject : result.subjects) {
    text += concat({hex(subject.hash), "  ", visible(subject.path), "\n"});
  }
  return text;
}

tl::expected<SweepResult, std::string> read_sweep_result(const std::string& path) {
  const auto text = read_file(path, largest_sweep_file);
  if (!text) return tl::unexpected(to_string(text.error()));
  auto result = parse_sweep(*text);
  if (result) return *std::move(result);
  return tl::unexpected(
      concat({path, ":", std::to_string(result.error().line), ": ", result.error().message}));
}

std::optional<std::string> write_failure_logs(const SweepResult& result, const std::string& folder) {
  for (const SweepFailure& failure : result.failures) {
    const std::string path = concat({folder, "/", log_name(result, failure)});
    if (const auto written = replace_file(path, failure.log); !written) return to_string(written.error());
  }
  return std::nullopt;
}

int exit_code_of(const SweepResult& result) {
  if (!result.failures.empty() || !never_happened(result).empty()) return exit_code::does_not_hold;
  return result.complete() ? exit_code::holds : exit_code::inconclusive;
}

}  // namespace mprsim
