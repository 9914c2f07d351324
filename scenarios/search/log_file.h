// Log files: the decisions of one run as text (JSON Lines), for `mprsim replay`, shrink and promote.
//
// Page: docs/chance.md, "The log". The first line says what was run, the last how it ended, and each line
// between them is one decision. The format has a version; a log of another version is refused. Text is UTF-8.
// A log file is hostile input: parse_log() checks every value, but the scenario inside it must still be
// loaded. Thread-safety: values and pure functions. Throws std::bad_alloc only.
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

/// What was run.
struct LogHeader {
  std::string mprsim_version;  ///< the version that wrote the log
  std::string path;            ///< of the scenario file; plug-ins are found from its folder
  std::string text;            ///< the whole text of the scenario file, so that a log needs no other file
  Profile profile = Profile::nt_doc;
  std::uint64_t seed = 0;
  Strategy strategy{};
  FaultSet banned{};
  friend bool operator==(const LogHeader&, const LogHeader&) = default;
};

/// How the run ended.
struct LogEnd {
  Outcome outcome = Outcome::pass;
  std::uint64_t trace_hash = 0;
  std::vector<std::string> findings;  ///< each as one line
  friend bool operator==(const LogEnd&, const LogEnd&) = default;
};

/// A whole log.
struct LogFile {
  LogHeader header;
  std::vector<NamedDecision> decisions;
  LogEnd end;
  friend bool operator==(const LogFile&, const LogFile&) = default;
};

/// The text of a log; parse_log() reads it back as an equal LogFile.
std::string render_log(const LogFile& log);

/// The first thing that is wrong with a log, and its line (from 1; 0: the log as a whole).
struct LogError {
  std::size_t line = 0;
  std::string message;
  friend bool operator==(const LogError&, const LogError&) = default;
};

/// The log; or the first error, and then nothing of the log is returned. Errors are another version of the
/// format, a missing end, a line that is not JSON or lacks a member, a number out of range, and a text of the
/// scenario that does not have the hash of the header.
tl::expected<LogFile, LogError> parse_log(std::string_view text);

/// The end of a log for a run that ended so.
LogEnd log_end(Outcome outcome, const Trace& trace, const std::vector<Finding>& findings);

/// The log of the last run of a Runner.
LogFile log_of(const Runner& runner, const LogHeader& header, Outcome outcome);

/// The options of a Runner that repeats a log, for the scenario of the log: its seed, and its profile unless
/// that is one of the decisions. `host` is the path of mprsim-host, for scenarios with plug-ins.
RunOptions replay_options(const LogFile& log, const std::string& host = {});
/// The plan that repeats a log. It refers to the log, which must outlive it.
RunPlan replay_plan(const LogFile& log, Replay replay = Replay::strict);

}  // namespace mprsim
