// The commands of mprsim as values, and what carries them out: one file each, named after the command.
//
// Page: docs/cli.md. cli.h makes these values from the arguments. Every execute() returns the exit code of
// exit_code.h; results go to Streams::out, everything else to Streams::err. Throws std::bad_alloc, and what
// the layers below throw when an invariant of theirs is broken.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "mock_mpr/facts/policy.h"
#include "sim/choice/chooser.h"
#include "tools/commands/selection.h"
#include "tools/terminal/streams.h"
#include "tools/terminal/style.h"

namespace mprsim {

enum class ReportFormat : std::uint8_t { text, json, junit, trace, jsonl };
enum class DocumentFormat : std::uint8_t { text, json, markdown };

struct RunCommand {
  SelectionRequest selection;
  std::optional<Profile> profile;
  std::optional<std::uint64_t> seed;
  ReportFormat format = ReportFormat::text;
  std::optional<std::string> out;            ///< a file for the report, replaced in one step
  std::optional<std::string> profile_store;  ///< remembered connections, read before and written after
  Strategy strategy{};
  std::optional<std::string> log;  ///< a file for the choices of the run, replaced in one step
  bool check_determinism = false;
  bool update = false;
  bool quiet = false;
  bool verbose = false;
};

struct ReplayCommand {
  std::string log;
  bool quiet = false;
};

struct CheckCommand {
  SelectionRequest selection;
  bool quiet = false;
};

struct ListCommand {
  SelectionRequest selection;
  DocumentFormat format = DocumentFormat::text;
};

struct RulesCommand {
  SelectionRequest selection;  ///< the scenarios that count as coverage
  std::string slug;            ///< or a chapter such as "route"; "" for all
  bool coverage = false;
  DocumentFormat format = DocumentFormat::text;
};

struct ExplainCommand {
  SelectionRequest selection;  ///< the scenarios that are offered as examples
  std::string topic;           ///< "" for what there is
};

struct SchemaCommand {
  std::optional<std::string> out;  ///< a file for the schema, replaced in one step
};

enum class ConformFormat : std::uint8_t { text, json, junit, html };

struct ConformCommand {
  std::string plugin;  ///< path of a .so or .dll
  bool notifyee = false;
  std::optional<std::string> bench;  ///< a library, or a fixture file that ends in .toml
  std::vector<std::string> only;     ///< filters for checks and rules
  std::vector<std::string> skip;
  bool strict = false;
  unsigned jobs = 1;
  std::optional<std::string> expected;  ///< a file of expected failures
  ConformFormat format = ConformFormat::text;
  std::optional<std::string> out;    ///< a file for the report, replaced in one step
  std::optional<std::string> badge;  ///< the same for an SVG
  std::optional<std::string> host;   ///< path of mprsim-host; else it is beside the program
  bool list = false;
};

struct CompareCommand {
  std::string before;  ///< reports of mprsim conform --format json
  std::string after;
};

struct MatrixCommand {
  std::vector<std::string> reports;
  std::optional<std::string> out;  ///< a file for the page, replaced in one step
};

struct SweepCommand {
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
  bool resume = false;                 ///< goes on where that file ends
  bool hashes = false;                 ///< a line for each scenario instead of a report
  bool check_determinism = false;      ///< every seed once more, and its trace compared
  bool quiet = false;
};

struct MergeCommand {
  std::vector<std::string> files;  ///< results of sweeps; at least one
  std::optional<std::string> out;  ///< a folder for the decision logs of failures
};

struct ShrinkCommand {
  std::string log;
  std::optional<std::string> out;  ///< a file for the shrunk log, replaced in one step
};

struct PromoteCommand {
  std::string log;
  std::optional<std::string> out;  ///< a scenario file, replaced in one step
};

/// Help, the version, or a mistake on the command line.
struct ShowText {
  std::string text;
  int exit_code = 0;  ///< other than 0: the text goes to Streams::err
};

using Command = std::variant<RunCommand, ReplayCommand, SweepCommand, MergeCommand, ShrinkCommand,
                             PromoteCommand, CheckCommand, ListCommand, RulesCommand, ExplainCommand,
                             SchemaCommand, ConformCommand, CompareCommand, MatrixCommand, ShowText>;

struct CommandContext {
  Streams& streams;
  const Environment& environment;
  Style out;  ///< for Streams::out
  Style err;
};

int execute(const RunCommand& command, CommandContext& context);
int execute(const ReplayCommand& command, CommandContext& context);
int execute(const CheckCommand& command, CommandContext& context);
int execute(const ListCommand& command, CommandContext& context);
int execute(const RulesCommand& command, CommandContext& context);
int execute(const ExplainCommand& command, CommandContext& context);
int execute(const SchemaCommand& command, CommandContext& context);
int execute(const ConformCommand& command, CommandContext& context);
int execute(const CompareCommand& command, CommandContext& context);
int execute(const MatrixCommand& command, CommandContext& context);
int execute(const SweepCommand& command, CommandContext& context);
int execute(const MergeCommand& command, CommandContext& context);
int execute(const ShrinkCommand& command, CommandContext& context);
int execute(const PromoteCommand& command, CommandContext& context);
int execute(const ShowText& command, CommandContext& context);

}  // namespace mprsim
