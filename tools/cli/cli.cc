#include "tools/cli/cli.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "scenarios/language/diagnostics.h"
#include "scenarios/language/did_you_mean.h"
#include "tools/cli/cli_examples.h"
#include "tools/reports/report.h"
#include "tools/terminal/exit_code.h"

namespace mprsim {
namespace {

/// Where the options of all commands end up; the one whose subcommand was given is used.
struct Parsed {
  RunCommand run;
  ReplayCommand replay;
  CheckCommand check;
  ListCommand list;
  RulesCommand rules;
  ExplainCommand explain;
  SchemaCommand schema;
  ConformCommand conform;
  CompareCommand compare;
  MatrixCommand matrix;
  SweepCommand sweep;
  MergeCommand merge;
  ShrinkCommand shrink;
  PromoteCommand promote;
};

// One of some words, with a guess for a wrong one.
std::size_t choose(const std::string& option, const std::string& word,
                   std::span<const std::string_view> words) {
  const auto found = std::ranges::find(words, word);
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  const std::string guess = did_you_mean(word, words);
  throw CLI::ValidationError(option,
                             concat({mprsim::quoted(word), " is not one of ",
                                     quoted_list(std::vector<std::string_view>(words.begin(), words.end())),
                                     guess.empty() ? "" : "; ", guess}));
}

constexpr std::array<std::string_view, 5> report_formats{"text", "json", "junit", "trace", "jsonl"};
constexpr std::array<std::string_view, 4> conform_formats{"text", "json", "junit", "html"};
constexpr std::array<std::string_view, 3> document_formats{"text", "json", "markdown"};

std::uint64_t parse_seed(const std::string& text, const std::string& option = "--seed") {
  std::uint64_t seed = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
  if (error == std::errc{} && end == text.data() + text.size()) return seed;
  throw CLI::ValidationError(
      option, concat({mprsim::quoted(text), " is not a whole number from 0 to 18446744073709551615"}));
}

Strategy parse_strategy_option(const std::string& text) {
  if (const auto strategy = parse_strategy(text)) return *strategy;
  throw CLI::ValidationError(
      "--strategy", concat({mprsim::quoted(text), " is not fifo, uniform, pct(DEPTH) or round-robin"}));
}

CLI::App& add_command(CLI::App& app, const std::string& name, const std::string& description) {
  return *app.add_subcommand(name, description)->group("Commands");
}

void add_library(CLI::App& command, SelectionRequest& selection) {
  command.add_option("--library", selection.library, "The scenario library to use instead of the usual one")
      ->type_name("DIR");
}

void add_filter(CLI::App& command, const std::string& name, std::vector<std::string>& filters,
                const std::string& description) {
  command.add_option(name, filters, description)
      ->type_name("TEXT")
      ->expected(1)
      ->allow_extra_args(false)  // what comes after the text is a path
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

void add_selection(CLI::App& command, SelectionRequest& selection) {
  command
      .add_option("paths", selection.paths, "Files, folders or names inside the library; the library if none")
      ->type_name("PATH");
  add_filter(command, "--filter", selection.filters,
             "Only those whose path, title or a rule has this or fits * and ?");
  add_library(command, selection);
}

void add_document_format(CLI::App& command, DocumentFormat& format, std::span<const std::string_view> formats,
                         const std::string& description) {
  command
      .add_option_function<std::string>(
          "--format",
          [&format, formats](const std::string& word) {
            format = static_cast<DocumentFormat>(choose("--format", word, formats));
          },
          description)
      ->type_name("FORMAT");
}

void add_run_output(CLI::App& command, RunCommand& run) {
  command
      .add_option_function<std::string>(
          "--format",
          [&run](const std::string& word) {
            run.format = static_cast<ReportFormat>(choose("--format", word, report_formats));
          },
          "text, json, junit, trace (as text) or jsonl (traces as JSON Lines)")
      ->type_name("FORMAT");
  command.add_option("--out", run.out, "Write the report to this file")->type_name("FILE");
  command.add_flag("-q,--quiet", run.quiet, "Say nothing but what fails");
  command.add_flag("-v,--verbose", run.verbose, "A line for every scenario");
}

void add_run(CLI::App& app, RunCommand& run) {
  CLI::App& command = add_command(app, "run", "Play scenarios and say whether they hold");
  add_selection(command, run.selection);
  command
      .add_option_function<std::string>(
          "--profile",
          [&run](const std::string& word) {
            run.profile = all_profiles()[choose("--profile", word, profile_names())];
          },
          "nt-doc, win9x-ddk, wine or reactos, instead of each scenario's own")
      ->type_name("NAME");
  command
      .add_option_function<std::string>(
          "--seed", [&run](const std::string& text) { run.seed = parse_seed(text); },
          "Where chance begins, instead of each scenario's own")
      ->type_name("N");
  add_run_output(command, run);
  command.add_option("--profile-store", run.profile_store, "Remembered connections: read before, kept after")
      ->type_name("FILE");
  command
      .add_option_function<std::string>(
          "--strategy", [&run](const std::string& text) { run.strategy = parse_strategy_option(text); },
          "Who of several that could act does: fifo, uniform, pct(DEPTH) or round-robin")
      ->type_name("NAME");
  command.add_option("--log", run.log, "Write every choice of the run to this file")->type_name("FILE");
  command.add_flag("--check-determinism", run.check_determinism, "Play everything twice more and compare");
  command.add_flag("--update", run.update, "Write the golden traces anew where all else holds");
  command.footer(std::string(run_examples));
}

void add_replay(CLI::App& app, ReplayCommand& replay) {
  CLI::App& command = add_command(app, "replay", "Play a run again from the log of its choices");
  command.add_option("log", replay.log, "A decision log")->type_name("LOG")->required();
  command.add_flag("-q,--quiet", replay.quiet, "Say nothing but what is wrong");
  command.footer(std::string(replay_examples));
}

void add_check(CLI::App& app, CheckCommand& check) {
  CLI::App& command = add_command(app, "check", "Read scenarios and report every mistake; run nothing");
  add_selection(command, check.selection);
  command.add_flag("-q,--quiet", check.quiet, "Say nothing but what is wrong");
  command.footer(std::string(check_examples));
}

void add_list(CLI::App& app, ListCommand& list) {
  CLI::App& command = add_command(app, "list", "List scenarios: path, title and the rules they show");
  add_selection(command, list.selection);
  add_document_format(command, list.format, std::span(document_formats).first(2), "text or json");
  command.footer(std::string(list_examples));
}

void add_rules(CLI::App& app, RulesCommand& rules) {
  CLI::App& command = add_command(app, "rules", "Show the catalogue of rules");
  command.add_option("slug", rules.slug, "A rule, or a chapter such as route; all if none")
      ->type_name("RULE");
  command.add_flag("--coverage", rules.coverage, "With the scenarios and tests of each rule");
  add_document_format(command, rules.format, document_formats, "text, json or markdown");
  add_library(command, rules.selection);
  command.footer(std::string(rules_examples));
}

void add_explain(CLI::App& app, ExplainCommand& explain) {
  CLI::App& command =
      add_command(app, "explain", "Teach a rule, a status, a switch, a function or a profile");
  command.add_option("topic", explain.topic, "What to explain; the list of topics if none")
      ->type_name("TOPIC");
  add_library(command, explain.selection);
  command.footer(std::string(explain_examples));
}

void add_schema(CLI::App& app, SchemaCommand& schema) {
  CLI::App& command = add_command(app, "schema", "Print the JSON Schema of scenario files");
  command.add_option("--out", schema.out, "Write it to this file")->type_name("FILE");
  command.footer(std::string(schema_examples));
}

void add_conform_selection(CLI::App& command, ConformCommand& conform) {
  add_filter(command, "--only", conform.only, "Only checks whose id or a rule has this or fits * and ?");
  add_filter(command, "--skip", conform.skip, "All but those");
  command.add_flag("--strict", conform.strict, "What SHOULD hold must hold");
  command.add_option("--expected", conform.expected, "A file of checks that are known to fail")
      ->type_name("FILE");
  command.add_flag("--list", conform.list, "Show the checks and make none");
}

void add_conform(CLI::App& app, ConformCommand& conform) {
  CLI::App& command = add_command(app, "conform", "Hold a network provider or notifyee against the rules");
  command.add_option("plugin", conform.plugin, "The library: a .so or .dll")->type_name("PLUGIN");
  command.add_flag("--notifyee", conform.notifyee, "It is a notifyee");
  command.add_option("--bench", conform.bench, "A library or .toml file that controls the provider's world")
      ->type_name("FILE");
  add_conform_selection(command, conform);
  CLI::Validator few = CLI::Range(1U, 64U);
  command.add_option("--jobs", conform.jobs, "Checks at once, 1 to 64")
      ->type_name("N")
      ->check(few.description(""));
  command
      .add_option_function<std::string>(
          "--format",
          [&conform](const std::string& word) {
            conform.format = static_cast<ConformFormat>(choose("--format", word, conform_formats));
          },
          "text, json, junit or html")
      ->type_name("FORMAT");
  command.add_option("--out", conform.out, "Write the report to this file")->type_name("FILE");
  command.add_option("--badge", conform.badge, "Write a badge, as SVG, to this file")->type_name("FILE");
  command.add_option("--host", conform.host, "The mprsim-host to use instead of the one beside mprsim")
      ->type_name("FILE");
  command.footer(std::string(conform_examples));
}

void add_compare(CLI::App& app, CompareCommand& compare) {
  CLI::App& command = add_command(app, "compare", "Say what changed between two reports of conform");
  command.add_option("before", compare.before, "The earlier report, as JSON")->type_name("FILE")->required();
  command.add_option("after", compare.after, "The later one")->type_name("FILE")->required();
  command.footer(std::string(compare_examples));
}

void add_matrix(CLI::App& app, MatrixCommand& matrix) {
  CLI::App& command = add_command(app, "matrix", "Show reports of conform as a table: plug-ins by rules");
  command.add_option("reports", matrix.reports, "Reports as JSON, a column each, in this order")
      ->type_name("FILE")
      ->required();
  command.add_option("--out", matrix.out, "Write the HTML page to this file")->type_name("FILE");
  command.footer(std::string(matrix_examples));
}

// "17", or "0..999" with both ends included.
void parse_seeds(const std::string& text, SweepCommand& sweep) {
  const std::size_t dots = text.find("..");
  sweep.first_seed = parse_seed(text.substr(0, dots), "--seeds");
  sweep.last_seed =
      dots == std::string::npos ? sweep.first_seed : parse_seed(text.substr(dots + 2), "--seeds");
  if (sweep.last_seed < sweep.first_seed) {
    throw CLI::ValidationError("--seeds", concat({"the range ", mprsim::quoted(text), " is upside down"}));
  }
  constexpr std::uint64_t most = std::uint64_t{1} << 40;
  if (sweep.last_seed - sweep.first_seed >= most) {
    throw CLI::ValidationError("--seeds", concat({"the range ", mprsim::quoted(text), " has more than ",
                                                  std::to_string(most), " seeds"}));
  }
}

void add_sweep_plan(CLI::App& command, SweepCommand& sweep) {
  command
      .add_option_function<std::string>(
          "--seeds", [&sweep](const std::string& text) { parse_seeds(text, sweep); },
          "The seeds to play, such as 0..999; both ends are included")
      ->type_name("A..B");
  command
      .add_option_function<std::string>(
          "--strategy", [&sweep](const std::string& text) { sweep.strategy = parse_strategy_option(text); },
          "How the order of actors is chosen: uniform, pct(DEPTH), round-robin or fifo")
      ->type_name("NAME");
  command.add_flag("--swarm", sweep.swarm, "Each seed bans some kinds of faults");
  command
      .add_option_function<std::string>(
          "--profile",
          [&sweep](const std::string& word) {
            sweep.profile = all_profiles()[choose("--profile", word, profile_names())];
          },
          "nt-doc, win9x-ddk, wine or reactos, instead of each scenario's own")
      ->type_name("NAME");
  command
      .add_option("--shard", sweep.shard, "Only these seeds, by a hash: index, from 0, and number of shards")
      ->type_name("I/N");
}

void add_sweep(CLI::App& app, SweepCommand& sweep) {
  CLI::App& command = add_command(app, "sweep", "Play scenarios with many seeds, and keep what fails");
  add_selection(command, sweep.selection);
  add_sweep_plan(command, sweep);
  command.add_option("-j,--jobs", sweep.jobs, "How many seeds at a time; all cores if not given")
      ->type_name("N")
      ->check(CLI::Range(1, 1024));
  command.add_option("--max-failures", sweep.max_failures, "Stop when there are so many")
      ->type_name("N")
      ->check(CLI::Range(1, 1'000'000));
  command
      .add_option_function<double>(
          "--budget",
          [&sweep](double seconds) {
            sweep.budget = std::chrono::milliseconds{static_cast<std::int64_t>(seconds * 1000)};
          },
          "Stop after so many seconds of real time")
      ->type_name("SECONDS")
      ->check(CLI::Range(0.0, 1e9));
  command.add_option("--out", sweep.out, "An existing folder for the decision logs of failures")
      ->type_name("DIR");
  CLI::Option* results =
      command.add_option("--results", sweep.results, "Save the result here, every second")->type_name("FILE");
  command.add_flag("--resume", sweep.resume, "Go on where the result file ends")->needs(results);
  command.add_flag("--check-determinism", sweep.check_determinism, "Play every seed again and compare");
  command.add_flag("--hashes", sweep.hashes, "Print a hash over all seeds of each scenario");
  command.add_flag("-q,--quiet", sweep.quiet, "Say nothing but what fails");
  command.footer(std::string(sweep_examples));
}

void add_merge(CLI::App& app, MergeCommand& merge) {
  CLI::App& command = add_command(app, "merge", "Add up the results of a sweep that ran in shards");
  command.add_option("files", merge.files, "Files that mprsim sweep --results wrote")
      ->type_name("FILE")
      ->required();
  command.add_option("--out", merge.out, "An existing folder for the decision logs of failures")
      ->type_name("DIR");
  command.footer(std::string(merge_examples));
}

void add_shrink(CLI::App& app, ShrinkCommand& shrink) {
  CLI::App& command = add_command(app, "shrink", "Reduce a failure to the least that still fails");
  command.add_option("log", shrink.log, "A decision log of a failure")->type_name("LOG")->required();
  command.add_option("--out", shrink.out, "Write the shrunk log to this file")->type_name("FILE");
  command.footer(std::string(shrink_examples));
}

void add_promote(CLI::App& app, PromoteCommand& promote) {
  CLI::App& command = add_command(app, "promote", "Make an ordinary scenario of a decision log");
  command.add_option("log", promote.log, "A decision log")->type_name("LOG")->required();
  command.add_option("--out", promote.out, "Write the scenario to this file")->type_name("FILE");
  command.footer(std::string(promote_examples));
}

// Every name that the user may have meant at this place.
std::vector<std::string> known_words(const CLI::App& command, bool option) {
  std::vector<std::string> words;
  if (option) {
    for (const CLI::Option* each : command.get_options()) {
      for (const std::string& name : each->get_lnames()) words.push_back(concat({"--", name}));
    }
  } else {
    for (const CLI::App* each : command.get_subcommands([](const CLI::App*) { return true; })) {
      words.push_back(each->get_name());
    }
  }
  return words;
}

ShowText usage_error(const CLI::App& command, std::string_view what) {
  const std::string name =
      command.get_parent() == nullptr ? "mprsim" : concat({"mprsim ", command.get_name()});
  return {concat({"mprsim: ", what, "\n        see ", name, " --help\n"}), exit_code::bad_input};
}

ShowText unknown_word(const CLI::App& command, const std::string& word) {
  const bool option = word.starts_with('-');
  const std::vector<std::string> known = known_words(command, option);
  const std::string guess =
      did_you_mean(word.substr(0, word.find('=')), std::vector<std::string_view>(known.begin(), known.end()));
  const bool top = command.get_parent() == nullptr;
  return usage_error(command, concat({option ? "there is no option "
                                      : top  ? "there is no command "
                                             : "nothing is expected after ",
                                      mprsim::quoted(word), guess.empty() ? "" : "; ", guess}));
}

void build(CLI::App& app, Parsed& parsed) {
  app.get_formatter()->column_width(26);
  app.get_formatter()->label("Positionals", "Arguments");
  app.get_formatter()->label("SUBCOMMAND", "COMMAND");
  // A path may begin with a slash, under Windows too.
  app.allow_windows_style_options(false);
  // What nobody expects is reported here, with a guess.
  app.allow_extras();
  app.require_subcommand(0, 1);
  app.set_version_flag("--version", concat({"mprsim ", version()}), "Show the version");
  app.set_help_flag("-h,--help", "Show this text");
  app.footer(std::string(main_examples));
  add_run(app, parsed.run);
  add_replay(app, parsed.replay);
  add_check(app, parsed.check);
  add_list(app, parsed.list);
  add_rules(app, parsed.rules);
  add_explain(app, parsed.explain);
  add_schema(app, parsed.schema);
  add_conform(app, parsed.conform);
  add_compare(app, parsed.compare);
  add_matrix(app, parsed.matrix);
  add_sweep(app, parsed.sweep);
  add_merge(app, parsed.merge);
  add_shrink(app, parsed.shrink);
  add_promote(app, parsed.promote);
}

Command command_named(std::string_view name, Parsed parsed) {
  if (name == "run") return std::move(parsed.run);
  if (name == "replay") return std::move(parsed.replay);
  if (name == "check") return std::move(parsed.check);
  if (name == "list") return std::move(parsed.list);
  if (name == "rules") return std::move(parsed.rules);
  if (name == "explain") return std::move(parsed.explain);
  if (name == "conform") return std::move(parsed.conform);
  if (name == "compare") return std::move(parsed.compare);
  if (name == "matrix") return std::move(parsed.matrix);
  if (name == "sweep") return std::move(parsed.sweep);
  if (name == "merge") return std::move(parsed.merge);
  if (name == "shrink") return std::move(parsed.shrink);
  if (name == "promote") return std::move(parsed.promote);
  return parsed.schema;
}

const CLI::App& innermost(const CLI::App& app) {
  const auto given = app.get_subcommands();
  return given.empty() ? app : *given.front();
}

// "mprsim help run" is "mprsim run --help".
std::vector<std::string> normalised(std::span<const std::string> arguments) {
  std::vector<std::string> words(arguments.begin(), arguments.end());
  if (words.empty() || words.front() != "help") return words;
  words.erase(words.begin());
  words.push_back("--help");
  return words;
}

}  // namespace

Command parse_command_line(std::span<const std::string> arguments) {
  CLI::App app("What happens when Windows disconnects a network drive? mprsim plays it, without Windows.",
               "mprsim");
  Parsed parsed;
  build(app, parsed);
  std::vector<std::string> words = normalised(arguments);
  std::ranges::reverse(words);  // as CLI11 wants them
  try {
    app.parse(std::move(words));
  } catch (const CLI::CallForHelp&) {
    return ShowText{app.help(), exit_code::holds};
  } catch (const CLI::CallForVersion& version) {
    return ShowText{concat({version.what(), "\n"}), exit_code::holds};
  } catch (const CLI::ParseError& error) {
    return usage_error(innermost(app), error.what());
  }

  const CLI::App& command = innermost(app);
  for (const CLI::App* place : {static_cast<const CLI::App*>(&app), &command}) {
    for (const std::string& word : place->remaining()) {
      if (word != "--") return unknown_word(*place, word);
    }
  }
  if (&command == &app) return ShowText{app.help(), exit_code::bad_input};
  return command_named(command.get_name(), std::move(parsed));
}

}  // namespace mprsim
