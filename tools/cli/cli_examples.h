// What `--help` of each command shows below its options.
#pragma once

#include <string_view>

namespace mprsim {

inline constexpr std::string_view run_examples = R"(Examples:
  mprsim run                                       the whole library
  mprsim run notify/lets-an-application-let-go     one scenario, with its trace
  mprsim run my-scenarios --filter 'route.*'       those that show a routing rule
  mprsim run --format junit --out results.xml      for CI; a summary still goes to the terminal
  mprsim run --update my-scenarios/new.toml        record the golden trace
  mprsim run race --strategy uniform --seed 7      another order of events

PATH is a file, a folder that is searched for *.toml, or a name inside the library. The exit code is
0 if everything holds, 1 if something does not, 2 for bad input, 3 if nothing is selected, 4 if
--check-determinism finds a difference, 5 if a limit cut a run short, 70 if mprsim itself failed.)";

inline constexpr std::string_view replay_examples = R"(Examples:
  mprsim run race/two-cancels-of-one-device --strategy uniform --seed 7 --log log.jsonl
  mprsim replay log.jsonl          the same run, choice by choice

The log holds the scenario. The exit code is that of the run; 4 if the run is not the recorded one,
with the first choice that differs; 2 for a log that cannot be read.)";

inline constexpr std::string_view check_examples = R"(Examples:
  mprsim check my-scenarios        every mistake of every file, with line and column
  mprsim check new.toml --quiet    the exit code alone: 0 valid, 2 not)";

inline constexpr std::string_view list_examples = R"(Examples:
  mprsim list                              everything there is
  mprsim list --filter force               what has to do with open files and force
  mprsim list --filter 'notify.before-*'   what shows the rules about advance notification
  mprsim list --format json                for programs)";

inline constexpr std::string_view rules_examples = R"(Examples:
  mprsim rules                          all of them
  mprsim rules route                    a chapter
  mprsim rules route.first-significant  one
  mprsim rules --coverage               with the scenarios and tests of each, and what is not covered)";

inline constexpr std::string_view explain_examples = R"(Examples:
  mprsim explain route.first-significant   a rule
  mprsim explain 2401                      a status, by number or name
  mprsim explain not_connected             a switch
  mprsim explain NPCancelConnection        a function of a provider
  mprsim explain wine                      a profile
  mprsim explain                           what there is to explain)";

inline constexpr std::string_view schema_examples = R"(Example:
  mprsim schema --out scenario.schema.json

An editor that knows TOML and JSON Schema completes and checks scenario files with it.)";

inline constexpr std::string_view conform_examples = R"(Examples:
  mprsim conform ./drives.so                        a provider, with the bench that it exports
  mprsim conform ./drives.so --bench ./bench.so     with a bench in a library beside it
  mprsim conform ./drives.so --bench bench.toml     with commands as a bench
  mprsim conform ./indexer.so --notifyee
  mprsim conform ./drives.so --only force/overrides --skip 'cycle/*'
  mprsim conform ./drives.so --format junit --out results.xml --badge badge.svg
  mprsim conform --list                             the checks, with their rules

The exit code is 0 if the plug-in conforms, 1 if it does not, 2 for bad input, 3 if no check is
selected, 5 if the run was interrupted, 70 if mprsim itself failed.)";

inline constexpr std::string_view compare_examples = R"(Example:
  mprsim conform ./drives.so --format json --out today.json
  mprsim compare yesterday.json today.json

The exit code is 0 if nothing got worse, 1 if a check fails that did not or no longer passes, 2 for a
file that is no such report.)";

inline constexpr std::string_view matrix_examples = R"(Examples:
  mprsim matrix drives.json shares.json --out matrix.html
  mprsim matrix linux.json windows.json > matrix.html)";

inline constexpr std::string_view sweep_examples = R"(Examples:
  mprsim sweep race                                    the races of the library, 1000 seeds each
  mprsim sweep race/two-cancels-of-one-device --seeds 0..99999 --strategy 'pct(3)' --out failures
  mprsim sweep race --swarm --budget 60                another mix of faults for each seed, for a minute
  mprsim sweep race --seeds 0..9999999 --results r.jsonl       saved as it goes; then, after a power cut:
  mprsim sweep race --seeds 0..9999999 --results r.jsonl --resume
  mprsim sweep --seeds 0..999 --hashes                 to compare builds byte by byte

The result is the same whatever the number of jobs. Exit code 4: --check-determinism found a
difference; 5: a budget ran out or it was interrupted.)";

inline constexpr std::string_view merge_examples = R"(Example:
  mprsim merge shard-0.jsonl shard-1.jsonl    the totals and failures of a sweep that ran in two shards)";

inline constexpr std::string_view shrink_examples = R"(Example:
  mprsim shrink failures/race-17.jsonl --out small.jsonl    the fewest actors, steps, faults and choices)";

inline constexpr std::string_view promote_examples = R"(Example:
  mprsim promote small.jsonl --out my-scenarios/it-failed-once.toml    an ordinary scenario of it)";

inline constexpr std::string_view main_examples = R"(Start here:
  mprsim run                                     play the whole library
  mprsim run notify/lets-an-application-let-go   see one disconnect, step by step
  mprsim explain 2401                            what a status means to whom
  mprsim COMMAND --help                          options and examples)";

}  // namespace mprsim
