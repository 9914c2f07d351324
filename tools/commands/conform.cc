// mprsim conform: tests a plug-in against the rules and reports.
#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scenarios/language/diagnostics.h"
#include "scenarios/language/did_you_mean.h"
#include "sim/platform/file.h"
#include "sim/platform/platform.h"
#include "tools/commands/commands.h"
#include "tools/conformance/bench/fixture.h"
#include "tools/conformance/bench/fixture_bench.h"
#include "tools/conformance/check.h"
#include "tools/conformance/check_list.h"
#include "tools/conformance/expected_failures.h"
#include "tools/conformance/reports/report.h"
#include "tools/conformance/suite.h"
#include "tools/conformance/verdict.h"
#include "tools/reports/run_report.h"
#include "tools/requests/finish.h"
#include "tools/terminal/exit_code.h"
#include "tools/terminal/interrupt.h"
#include "tools/terminal/pattern.h"
#include "tools/terminal/program_folder.h"
#include "tools/terminal/progress.h"
#include "tools/terminal/text.h"

namespace mprsim {
namespace {

enum class ConformFormat : std::uint8_t { text, json, junit, html, markdown };
constexpr std::array<std::string_view, 5> conform_formats{"text", "json", "junit", "html", "markdown"};

struct ConformRequest {
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

PluginKind kind_of(const ConformRequest& request) {
  return request.notifyee ? PluginKind::notifyee : PluginKind::provider;
}

// A whole id stands for that check alone; any other text is a filter for ids and rules.
bool fits(std::string_view filter, const Check& check, std::span<const Check* const> all) {
  if (std::ranges::any_of(all, [&](const Check* each) { return each->id == filter; }))
    return check.id == filter;
  if (fits_filter(filter, check.id)) return true;
  return std::ranges::any_of(
      check.rules, [&](Rule rule) { return rule != Rule::none && fits_filter(filter, slug(rule)); });
}

class CheckSelector {
 public:
  explicit CheckSelector(const ConformRequest& request)
      : request_(request), all_(all_checks(kind_of(request))) {}

  bool operator()(const Check& check) const {
    const auto fits_check = [&](const std::string& filter) { return fits(filter, check, all_); };
    return (request_.only.empty() || std::ranges::any_of(request_.only, fits_check)) &&
           std::ranges::none_of(request_.skip, fits_check);
  }

  /// The first filter that fits no check, as a message; "" if there is none.
  std::string mistake() const {
    for (const auto* filters : {&request_.only, &request_.skip}) {
      for (const std::string& filter : *filters) {
        if (std::ranges::any_of(all_, [&](const Check* check) { return fits(filter, *check, all_); }))
          continue;
        std::vector<std::string_view> ids;
        for (const Check* check : all_) ids.push_back(check->id);
        return concat({"no check fits ", quoted(filter), after_semicolon(did_you_mean(filter, ids))});
      }
    }
    return {};
  }

 private:
  const ConformRequest& request_;
  std::span<const Check* const> all_;
};

int list_checks(const ConformRequest& request, CommandContext& context) {
  const CheckSelector selected(request);
  std::vector<const Check*> checks;
  for (const Check* check : all_checks(kind_of(request))) {
    if (selected(*check)) checks.push_back(check);
  }
  context.streams.out << (request.format == ConformFormat::markdown
                              ? check_list_as_markdown(checks)
                              : check_list_as_text(checks, context.streams.width));
  return checks.empty() ? exit_code::nothing_selected : exit_code::holds;
}

std::string host_of(const ConformRequest& request, const Environment& environment) {
  if (request.host) return *request.host;
  return host_beside(environment);
}

std::string name_of(std::string_view path) {
  const std::size_t separator = path.find_last_of(platform::path_separators());
  if (separator != std::string_view::npos) path.remove_prefix(separator + 1);
  return std::string(path.substr(0, path.rfind('.')));
}

// The command that repeats the run. A report adds --only to it for a single check.
std::string command_line(const ConformRequest& request) {
  std::string line = concat({"mprsim conform ", shell_word(request.plugin)});
  if (request.notifyee) line += " --notifyee";
  if (request.bench) line += concat({" --bench ", shell_word(*request.bench)});
  if (request.strict) line += " --strict";
  if (request.host) line += concat({" --host ", shell_word(*request.host)});
  return line;
}

/// The bench of a run: how it is made, and its name in the report.
struct BenchChoice {
  BenchFactory factory;
  std::string companion;  ///< path of the library that holds it
  std::string name;
  bool shared = false;  ///< by all checks, which then wait for each other
};

// The error is lines for Streams::err.
tl::expected<BenchChoice, std::string> choose_bench(const ConformRequest& request) {
  if (!request.bench) return BenchChoice{exported_bench(), "", "exports"};
  const std::string& path = *request.bench;
  if (!path.ends_with(".toml")) return BenchChoice{exported_bench(), path, concat({"companion ", path})};
  auto fixture = load_fixture_file(path);
  if (!fixture) return tl::unexpected(std::move(fixture.error()));
  return BenchChoice{fixture_bench(std::move(*fixture)), "", concat({"fixture ", path}), true};
}

std::string render(const Conformance& conformance, ConformFormat format, const Style& style, unsigned width) {
  switch (format) {
    case ConformFormat::text:
      return render_text(conformance, {.quiet = false, .width = width}, style);
    case ConformFormat::json:
      return render_json(conformance);
    case ConformFormat::junit:
      return render_junit(conformance);
    case ConformFormat::html:
      return render_html(conformance);
    case ConformFormat::markdown:
      break;  // a form of --list alone
  }
  return {};
}

// With --out the file gets the report, and the standard output still gets a summary for people.
int deliver(const Conformance& conformance, const ConformRequest& request, CommandContext& context) {
  Streams& streams = context.streams;
  if (request.badge) {
    const auto written = replace_file(*request.badge, render_badge(conformance));
    if (!written) return refuse(context, to_string(written.error()));
  }
  if (request.out) {
    const auto written =
        replace_file(*request.out, render(conformance, request.format, Style{}, streams.width));
    if (!written) return refuse(context, to_string(written.error()));
    streams.out << render(conformance, ConformFormat::text, context.out, streams.width);
  } else {
    streams.out << render(conformance, request.format, context.out, streams.width);
  }
  return exit_code_of(conformance);
}

Conformance conformance_of(const ConformRequest& request, const BenchChoice& bench, SuiteRun& run) {
  Conformance conformance;
  conformance.version = version();
  conformance.plugin = request.plugin;
  conformance.name = name_of(request.plugin);
  conformance.kind = kind_of(request);
  conformance.platform = MPRSIM_PLATFORM;
  conformance.strict = request.strict;
  conformance.capabilities = std::move(run.capabilities);
  conformance.bench = run.has_bench ? bench.name : "none";
  conformance.command = command_line(request);
  conformance.checks = std::move(run.checks);
  return conformance;
}

SuiteRun hold_against_rules(const ConformRequest& request, const BenchChoice& bench,
                            const CheckSelector& selector, CommandContext& context) {
  const Interrupt interrupt;
  Progress progress(context.streams);
  SuiteRequest suite;
  suite.kind = kind_of(request);
  suite.start = process_sessions({.plugin = request.plugin,
                                  .companion = bench.companion,
                                  .host = host_of(request, context.environment)});
  suite.bench = bench.factory;
  suite.selected = selector;
  suite.strict = request.strict;
  suite.jobs = bench.shared ? 1 : request.jobs;
  suite.interrupted = &interrupt.flag();
  suite.progress = [&](std::size_t done, std::size_t total) {
    if (progress.is_shown()) progress.show(concat({std::to_string(done), " of ", counted(total, "check")}));
  };
  return run_suite(suite);
}

// What is wrong with the options together, in one sentence; "" if nothing is.
std::string mistake_in(const ConformRequest& request, const CheckSelector& selector) {
  if (std::string mistake = selector.mistake(); !mistake.empty()) return mistake;
  if (request.list) return {};
  if (request.format == ConformFormat::markdown) return "--format markdown is for --list";
  return request.plugin.empty() ? "conform needs the path of a plug-in, a .so or .dll" : std::string();
}

int conform(const ConformRequest& request, CommandContext& context) {
  const CheckSelector selector(request);
  if (const std::string mistake = mistake_in(request, selector); !mistake.empty())
    return refuse(context, mistake);
  if (request.list) return list_checks(request, context);

  ExpectedFailures expected;
  if (request.expected) {
    auto read = read_expected_failures(*request.expected);
    if (!read) return refuse_lines(context, read.error());
    expected = std::move(*read);
  }
  const auto bench = choose_bench(request);
  if (!bench) return refuse_lines(context, bench.error());
  SuiteRun run = hold_against_rules(request, *bench, selector, context);
  if (run.not_loaded) {
    return refuse(context, concat({request.plugin, " cannot be loaded: ", run.not_loaded->what}));
  }
  if (run.looks_like_notifyee) {
    context.streams.err << "mprsim: " << visible(request.plugin)
                        << " exports the functions of a notifyee; did you mean --notifyee?\n";
  }
  const bool interrupted = run.interrupted;
  Conformance conformance = conformance_of(request, *bench, run);
  apply_expectations(conformance, expected);
  const int code = deliver(conformance, request, context);
  return interrupted && code != exit_code::does_not_hold ? exit_code::inconclusive : code;
}

void add_conform_selection(Options& options, ConformRequest& request) {
  options.values("--only", "TEXT", request.only,
                 "Make only the checks whose id or rules contain TEXT, or fit it if it has * or ?");
  options.values("--skip", "TEXT", request.skip, "Leave out those checks");
  options.flag("--strict", request.strict, "Count a SHOULD that does not hold as a failure");
  add_text(options, "--expected", "FILE", request.expected,
           "A file that lists the checks that are known to fail");
  options.flag("--list", request.list, "List the checks and make none");
}

Action declare_conform(Options& options) {
  auto request = std::make_shared<ConformRequest>();
  options.argument("plugin", "PLUGIN", request->plugin, Presence::optional, "The library: a .so or .dll");
  options.flag("--notifyee", request->notifyee, "The library is a notifyee, not a provider");
  add_text(options, "--bench", "FILE", request->bench,
           "A library or a .toml file that controls the world of the provider");
  add_conform_selection(options, *request);
  add_number(
      options, "--jobs", 1, 64,
      [request = request.get()](std::uint64_t n) { request->jobs = static_cast<unsigned>(n); },
      "How many checks to make at the same time, 1 to 64");
  add_format(options, request->format, conform_formats,
             "text, json, junit or html; with --list text or markdown");
  add_text(options, "--out", "FILE", request->out, "Write the report to this file");
  add_text(options, "--badge", "FILE", request->badge, "Write a badge, as SVG, to this file");
  add_text(options, "--host", "FILE", request->host,
           "The mprsim-host to use instead of the one beside mprsim");
  return [request](CommandContext& context) { return conform(*request, context); };
}

constexpr std::string_view conform_help = R"(Examples:
  mprsim conform ./drives.so                       with its own bench
  mprsim conform ./drives.so --bench ./bench.so    with a companion library
  mprsim conform ./drives.so --bench bench.toml    with commands as the bench
  mprsim conform ./indexer.so --notifyee
  mprsim conform ./drives.so --only force/overrides --skip 'cycle/*'
  mprsim conform ./drives.so --format junit --out results.xml --badge badge.svg
  mprsim conform --list                            the checks, with their rules

The exit code is 0 if the plug-in conforms, 1 if it does not, 2 for bad input, 3
if no check is selected, 5 if the run was interrupted, 70 if mprsim itself
failed.)";

}  // namespace

const Command conform_command{"conform", "Test a network provider or notifyee against the rules",
                              conform_help, declare_conform};

}  // namespace mprsim
