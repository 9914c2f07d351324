#include "scenarios/search/sweep_file.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "mock_mpr/text/json_writer.h"
#include "scenarios/search/json_line.h"

namespace mprsim {
namespace {

constexpr std::string_view sweep_format_name = "mprsim-sweep";
constexpr std::size_t most_lines = 1'000'000;
constexpr std::uint64_t most_shards = 65'536;

// --- Writing.

void write_plan(JsonWriter& out, const SweepResult& result) {
  const SweepPlan& plan = result.plan;
  out.begin_object();
  out.member("format", sweep_format_name);
  out.member("version", std::uint64_t{sweep_format_version});
  out.member("mprsim", plan.mprsim_version);
  out.member("first_seed", plan.first_seed);
  out.member("last_seed", plan.last_seed);
  out.member("strategy", to_string(plan.strategy));
  out.member("swarm", std::uint64_t{plan.swarm ? 1U : 0U});
  out.member("profile", plan.profile ? name(*plan.profile) : std::string_view{});
  out.member("shard", plan.shard);
  out.member("shards", plan.shards);
  out.member("max_failures", std::uint64_t{plan.most_failures});
  out.member("units_done", result.units_done);
  out.member("units", result.units);
  out.member("scenarios", std::uint64_t{result.subjects.size()});
  out.member("failures", std::uint64_t{result.failures.size()});
  out.end_object();
  out.end_line();
}

void write_subject(JsonWriter& out, const SubjectResult& subject) {
  out.begin_object();
  out.member("scenario", subject.path);
  out.member("text_hash", hex(subject.text_hash));
  out.member("runs", subject.runs);
  out.member("failed", subject.failed);
  out.member("choices", subject.choices);
  out.member("hash", hex(subject.hash));
  std::vector<std::string> sometimes;
  for (const std::uint64_t count : subject.sometimes) sometimes.push_back(hex(count));
  out.member("sometimes", sometimes);
  out.end_object();
  out.end_line();
}

void write_failure(JsonWriter& out, const SweepFailure& failure) {
  out.begin_object();
  out.member("failure_of", failure.subject);
  out.member("seed", failure.seed);
  out.member("outcome", to_string(failure.outcome));
  out.member("rule", slug(failure.rule));
  out.member("what", failure.what);
  out.member("log", failure.log);
  out.end_object();
  out.end_line();
}

// --- Reading.

void read_plan(JsonLine& line, SweepResult& result) {
  if (line.text("format") != sweep_format_name) return line.fail("this is not the result of an mprsim sweep");
  const std::uint64_t version = line.number("version", UINT32_MAX);
  if (line.good() && version != sweep_format_version) {
    return line.fail(concat({"the file has format version ", std::to_string(version),
                             ", and this mprsim reads version ", std::to_string(sweep_format_version)}));
  }
  SweepPlan& plan = result.plan;
  plan.mprsim_version = line.text("mprsim");
  plan.first_seed = line.number("first_seed", UINT64_MAX);
  plan.last_seed = line.number("last_seed", UINT64_MAX);
  plan.strategy = line.word("strategy", "strategy", parse_strategy).value_or(Strategy{});
  plan.swarm = line.number("swarm", 1) == 1;
  if (!line.text("profile").empty()) plan.profile = line.word("profile", "profile", find_profile);
  plan.shards = static_cast<std::uint32_t>(line.number("shards", most_shards));
  plan.shard = static_cast<std::uint32_t>(line.number("shard", UINT32_MAX));
  plan.most_failures = line.number("max_failures", most_lines);
  result.units = line.number("units", UINT64_MAX);
  result.units_done = line.number("units_done", result.units);
  result.subjects.resize(line.number("scenarios", most_lines));
  result.failures.resize(line.number("failures", plan.most_failures));
  result.stopped_at_failures = result.failures.size() == plan.most_failures;
  if (line.good() && (plan.shard >= plan.shards || plan.last_seed < plan.first_seed)) {
    line.fail("the shard or the seeds are out of range");
  }
}

void read_subject(JsonLine& line, SubjectResult& subject) {
  subject.path = line.text("scenario");
  subject.text_hash = line.word("text_hash", "hash of 16 hexadecimal digits", parse_hex).value_or(0);
  subject.runs = line.number("runs", UINT64_MAX);
  subject.failed = line.number("failed", subject.runs);
  subject.choices = line.number("choices", UINT64_MAX);
  subject.hash = line.word("hash", "hash of 16 hexadecimal digits", parse_hex).value_or(0);
  for (const std::string& count : line.texts("sometimes")) {
    subject.sometimes.push_back(parse_hex(count).value_or(0));
  }
}

// A failure without a rule has an empty slug.
std::optional<Rule> rule_of(std::string_view slug) {
  return slug.empty() ? std::optional(Rule::none) : find_rule(slug);
}

void read_failure(JsonLine& line, std::size_t subjects, SweepFailure& failure) {
  failure.subject = static_cast<std::uint32_t>(line.number("failure_of", subjects == 0 ? 0 : subjects - 1));
  failure.seed = line.number("seed", UINT64_MAX);
  failure.outcome = line.word("outcome", "outcome", find_outcome).value_or(Outcome::error);
  failure.rule = line.word("rule", "rule", rule_of).value_or(Rule::none);
  failure.what = line.text("what");
  failure.log = line.text("log");
}

// --- Merging.

// What all shards of a sweep have in common.
SweepPlan without_shard(SweepPlan plan) {
  plan.shard = 0;
  return plan;
}

bool same_subjects(const SweepResult& a, const SweepResult& b) {
  return std::ranges::equal(a.subjects, b.subjects, [](const SubjectResult& x, const SubjectResult& y) {
    return x.path == y.path && x.text_hash == y.text_hash && x.sometimes.size() == y.sometimes.size();
  });
}

std::string why_not(const NamedSweep& first, const NamedSweep& next) {
  if (next.result.plan.mprsim_version != first.result.plan.mprsim_version) {
    return concat({"it was written by mprsim ", next.result.plan.mprsim_version, ", and ", first.name, " by ",
                   first.result.plan.mprsim_version});
  }
  if (!same_subjects(first.result, next.result)) {
    return concat({"it is about other scenarios than ", first.name, ", or other versions of them"});
  }
  if (without_shard(next.result.plan) != without_shard(first.result.plan)) {
    return concat({"its seeds, shards or options are not those of ", first.name});
  }
  return {};
}

void add(SweepResult& sum, const SweepResult& part) {
  for (std::size_t i = 0; i < sum.subjects.size(); ++i) {
    SubjectResult& to = sum.subjects[i];
    const SubjectResult& from = part.subjects[i];
    to.runs += from.runs;
    to.failed += from.failed;
    to.choices += from.choices;
    to.hash += from.hash;
    for (std::size_t j = 0; j < to.sometimes.size(); ++j) to.sometimes[j] += from.sometimes[j];
  }
  sum.failures.insert(sum.failures.end(), part.failures.begin(), part.failures.end());
  sum.units_done += part.units_done;
  sum.units += part.units;
}

}  // namespace

std::string render_sweep(const SweepResult& result) {
  JsonWriter out;
  write_plan(out, result);
  for (const SubjectResult& subject : result.subjects) write_subject(out, subject);
  for (const SweepFailure& failure : result.failures) write_failure(out, failure);
  out.begin_object();
  out.member("end", std::uint64_t{1 + result.subjects.size() + result.failures.size()});
  out.end_object();
  out.end_line();
  return std::move(out).take();
}

tl::expected<SweepResult, LogError> parse_sweep(std::string_view text) {
  SweepResult result;
  LogError error;
  for (bool ended = false; !ended;) {
    const std::size_t read = error.line++;
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) error.message = "the file is cut off here";
    if (!error.message.empty()) return tl::unexpected(std::move(error));
    JsonLine line(text.substr(0, end), error.message);
    text.remove_prefix(end + 1);
    const std::size_t subjects = result.subjects.size();
    if (read == 0) {
      read_plan(line, result);
    } else if (read <= subjects) {
      read_subject(line, result.subjects[read - 1]);
    } else if (read <= subjects + result.failures.size()) {
      read_failure(line, subjects, result.failures[read - 1 - subjects]);
    } else {
      ended = line.number("end", most_lines) == read && text.empty();
      if (line.good() && !ended) line.fail("this should be the end of the file");
    }
    if (!line.good()) return tl::unexpected(std::move(error));
  }
  return result;
}

tl::expected<MergedSweep, std::string> merge_sweeps(std::span<const NamedSweep> sweeps) {
  const NamedSweep& first = sweeps.front();
  MergedSweep merged;
  std::set<std::uint32_t> shards;
  for (const NamedSweep& sweep : sweeps) {
    const std::uint32_t shard = sweep.result.plan.shard;
    std::string why = why_not(first, sweep);
    if (why.empty() && !shards.insert(shard).second) {
      why = concat({"shard ", std::to_string(shard), " is there twice"});
    }
    if (!why.empty()) return tl::unexpected(concat({sweep.name, ": ", why}));
    if (!sweep.result.complete()) merged.incomplete.push_back(sweep.name);
    if (&sweep == &first) {
      merged.result = first.result;
    } else {
      add(merged.result, sweep.result);
    }
  }
  const std::uint32_t count = first.result.plan.shards;
  for (std::uint32_t shard = 0; shard < count; ++shard) {
    if (!shards.contains(shard)) merged.missing.push_back(shard);
  }
  merged.result.plan.shard = 0;
  merged.result.plan.shards = 1;
  std::ranges::sort(merged.result.failures, {},
                    [](const SweepFailure& failure) { return std::tuple(failure.subject, failure.seed); });
  return merged;
}

}  // namespace mprsim
