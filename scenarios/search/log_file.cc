#include "scenarios/search/log_file.h"

#include <algorithm>
#include <utility>

#include "mock_mpr/text/json_writer.h"
#include "scenarios/language/diagnostics.h"
#include "scenarios/play/components.h"
#include "scenarios/search/json_line.h"

namespace mprsim {
namespace {

constexpr std::string_view log_format_name = "mprsim-decisions";
constexpr std::size_t most_decisions = 1'000'000;

// --- Writing.

std::vector<std::string> names_of(FaultSet faults) {
  std::vector<std::string> names;
  for (const FaultInfo& fault : all_faults()) {
    if (faults.contains(fault.id)) names.emplace_back(fault.name);
  }
  return names;
}

void write(JsonWriter& out, const LogHeader& header) {
  out.begin_object();
  out.member("format", log_format_name);
  out.member("version", std::uint64_t{log_format_version});
  out.member("mprsim", header.mprsim_version);
  out.member("scenario", header.path);
  out.member("hash", hex(stable_hash(header.text)));
  out.member("profile", name(header.profile));
  out.member("seed", header.seed);
  out.member("strategy", to_string(header.strategy));
  out.member("banned", names_of(header.banned));
  out.member("text", header.text);
  out.end_object();
  out.end_line();
}

void write(JsonWriter& out, std::size_t sequence, const NamedDecision& decision) {
  out.begin_object();
  out.member("n", sequence);
  out.member("at_ms", decision.at_ms);
  out.member("component", decision.component);
  if (decision.alternatives.empty()) {
    out.member("count", decision.count);
    out.member("choice", decision.value);
  } else {
    out.member("alternatives", decision.alternatives);
    out.member("choice", decision.value);
    if (decision.value < decision.alternatives.size()) {
      out.member("taken", decision.alternatives[decision.value]);
    }
  }
  out.end_object();
  out.end_line();
}

void write(JsonWriter& out, const LogFile& log) {
  out.begin_object();
  out.member("outcome", to_string(log.end.outcome));
  out.member("trace_hash", hex(log.end.trace_hash));
  out.member("decisions", log.decisions.size());
  out.member("findings", log.end.findings);
  out.end_object();
  out.end_line();
}

// --- Reading.

void read_header(JsonLine& line, LogHeader& header) {
  if (line.text("format") != log_format_name) return line.fail("this is not a decision log of mprsim");
  const std::uint64_t version = line.number("version", UINT32_MAX);
  if (line.good() && version != log_format_version) {
    return line.fail(concat({"the log has format version ", std::to_string(version),
                             ", and this mprsim reads version ", std::to_string(log_format_version)}));
  }
  header.mprsim_version = line.text("mprsim");
  header.path = line.text("scenario");
  header.text = line.text("text");
  const auto hash = line.word("hash", "hash of 16 hexadecimal digits", parse_hex);
  if (line.good() && hash != stable_hash(header.text)) {
    return line.fail("the text of the scenario does not have the hash that stands beside it");
  }
  header.profile = line.word("profile", "profile", find_profile).value_or(Profile::nt_doc);
  header.seed = line.number("seed", UINT64_MAX);
  header.strategy = line.word("strategy", "strategy", parse_strategy).value_or(Strategy{});
  for (const std::string& banned : line.texts("banned")) {
    const auto fault = find_fault(banned);
    if (!fault) return line.fail(concat({"`banned`: ", quoted(banned), " is no fault"}));
    header.banned.insert(*fault);
  }
}

void read_decision(JsonLine& line, std::size_t sequence, NamedDecision& decision) {
  if (line.number("n", UINT32_MAX) != sequence && line.good()) {
    return line.fail(concat({"a line is missing: this should be choice ", std::to_string(sequence)}));
  }
  decision.at_ms = static_cast<std::uint32_t>(line.number("at_ms", UINT32_MAX));
  decision.component = line.text("component");
  if (line.has("alternatives")) {
    decision.alternatives = line.texts("alternatives");
    decision.count = static_cast<std::uint32_t>(decision.alternatives.size());
  } else {
    decision.count = static_cast<std::uint32_t>(line.number("count", UINT32_MAX));
  }
  const bool bounded = decision.count > 0 || line.has("alternatives");
  decision.value = line.number("choice", bounded ? std::uint64_t{decision.count} - 1 : UINT64_MAX);
}

void read_end(JsonLine& line, std::size_t decisions, LogEnd& end) {
  end.outcome = line.word("outcome", "outcome", find_outcome).value_or(Outcome::error);
  end.trace_hash = line.word("trace_hash", "hash of 16 hexadecimal digits", parse_hex).value_or(0);
  end.findings = line.texts("findings");
  if (line.number("decisions", UINT32_MAX) != decisions && line.good()) {
    line.fail(
        concat({"the log should have as many choices as its end says, not ", std::to_string(decisions)}));
  }
}

std::string finding_text(const Finding& finding) {
  std::string text = finding.what;
  if (finding.rule != Rule::none) text += concat({" (", slug(finding.rule), ")"});
  return text;
}

}  // namespace

std::string render_log(const LogFile& log) {
  JsonWriter out{log.header.text.size() + 128 * (log.decisions.size() + 4)};
  write(out, log.header);
  for (std::size_t i = 0; i < log.decisions.size(); ++i) write(out, i, log.decisions[i]);
  write(out, log);
  return std::move(out).take();
}

tl::expected<LogFile, LogError> parse_log(std::string_view text) {
  LogFile log;
  LogError error;
  const auto failure = [&error] { return tl::unexpected<LogError>(std::move(error)); };
  if (text.empty()) return tl::unexpected(LogError{0, "the log is empty"});
  bool ended = false;
  while (!text.empty()) {
    ++error.line;
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) error.message = "the log is cut off in this line";
    if (ended) error.message = "nothing may follow the end of the log";
    if (!error.message.empty()) return failure();
    JsonLine line(text.substr(0, end), error.message);
    if (error.line == 1) {
      read_header(line, log.header);
    } else if ((ended = line.has("outcome"))) {
      read_end(line, log.decisions.size(), log.end);
    } else if (log.decisions.size() == most_decisions) {
      line.fail(concat({"more than ", std::to_string(most_decisions), " choices"}));
    } else {
      const std::size_t sequence = log.decisions.size();
      read_decision(line, sequence, log.decisions.emplace_back());
    }
    if (!line.good()) return failure();
    text.remove_prefix(end + 1);
  }
  if (ended) return log;
  return tl::unexpected(LogError{error.line, "the log is cut off after this line: its end is missing"});
}

LogEnd log_end(Outcome outcome, const Trace& trace, const std::vector<Finding>& findings) {
  LogEnd end{outcome, trace.hash(), {}};
  for (const Finding& finding : findings) end.findings.push_back(finding_text(finding));
  return end;
}

LogFile log_of(const Runner& runner, const LogHeader& header, Outcome outcome) {
  return {header, runner.named_decisions(), log_end(outcome, runner.trace(), runner.findings())};
}

RunOptions replay_options(const LogFile& log, const std::string& host) {
  const bool decides = std::ranges::find(log.decisions, variation_component("profile"),
                                         &NamedDecision::component) != log.decisions.end();
  RunOptions options{.seed = log.header.seed, .host = host};
  if (!decides) options.profile = log.header.profile;
  return options;
}

RunPlan replay_plan(const LogFile& log, Replay replay) {
  return {.seed = log.header.seed,
          .strategy = log.header.strategy,
          .banned = log.header.banned,
          .script = &log.decisions,
          .replay = replay};
}

}  // namespace mprsim
