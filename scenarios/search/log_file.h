// Log files: a decision log as text, JSON Lines that a person can read and `mprsim replay` can play.
//
// Page: docs/chance.md, "The log". The first line says what was run, the last how it ended, and there is one
// line per choice between them. The format has a version, and a log of another version is refused. Text is
// UTF-8; what stands in a log is hostile until it was read. Thread-safety: values and pure functions. Throws
// std::bad_alloc only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "scenarios/play/result.h"
#include "scenarios/play/runner.h"

namespace mprsim {

inline constexpr int log_format_version = 1;
inline constexpr std::size_t largest_log = std::size_t{64} << 20;  ///< bytes

struct LogHeader {
  std::string mprsim_version;  ///< of whoever wrote it
  std::string path;            ///< of the scenario, for people and to find it
  std::string text;            ///< the scenario file itself, so that a log needs nothing else
  Profile profile = Profile::nt_doc;
  std::uint64_t seed = 0;
  Strategy strategy{};
  FaultSet banned{};
  friend bool operator==(const LogHeader&, const LogHeader&) = default;
};

struct LogEnd {
  Outcome outcome = Outcome::pass;
  std::uint64_t trace_hash = 0;
  std::vector<std::string> findings;  ///< each as one line
  friend bool operator==(const LogEnd&, const LogEnd&) = default;
};

struct LogFile {
  LogHeader header;
  std::vector<NamedDecision> decisions;
  LogEnd end;
  friend bool operator==(const LogFile&, const LogFile&) = default;
};

std::string render_log(const LogFile& log);

/// What is wrong with a log, and in which line (from 1; 0: about the whole).
struct LogError {
  std::size_t line = 0;
  std::string message;
  friend bool operator==(const LogError&, const LogError&) = default;
};

/// Another version, a missing end, a line that is no JSON or lacks something, numbers out of range, a
/// scenario whose text does not have the hash of the header: nothing is read from such a log.
tl::expected<LogFile, LogError> parse_log(std::string_view text);

/// How a run ended.
LogEnd log_end(Outcome outcome, const Trace& trace, const std::vector<Finding>& findings);

/// The log of the last run of a runner.
LogFile log_of(const Runner& runner, const LogHeader& header, Outcome outcome);

/// What plays a log again, together with its plan: the profile of the log, unless its choices decide on one.
/// `host` is the path of mprsim-host, for scenarios with plug-ins.
RunOptions replay_options(const LogFile& log, const std::string& host = {});
/// The plan that plays a log again; it refers to the log.
RunPlan replay_plan(const LogFile& log, Replay replay = Replay::strict);

}  // namespace mprsim
