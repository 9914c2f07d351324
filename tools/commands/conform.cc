// mprsim conform: holds a plug-in against the rules and reports.
#include <algorithm>
#include <ostream>
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
#include "tools/commands/refuse.h"
#include "tools/conformance/bench/fixture.h"
#include "tools/conformance/bench/fixture_bench.h"
#include "tools/conformance/check.h"
#include "tools/conformance/expected_failures.h"
#include "tools/conformance/reports/conformance_report.h"
#include "tools/conformance/suite.h"
#include "tools/conformance/verdict.h"
#include "tools/reports/report.h"
#include "tools/terminal/exit_code.h"
#include "tools/terminal/interrupt.h"
#include "tools/terminal/pattern.h"
#include "tools/terminal/program_folder.h"
#include "tools/terminal/text.h"

namespace mprsim {
namespace {

PluginKind kind_of(const ConformCommand& command) {
  return command.notifyee ? PluginKind::notifyee : PluginKind::provider;
}

// A whole id means that check alone; anything else is a filter for ids and rules.
bool fits(std::string_view filter, const Check& check, std::span<const Check* const> all) {
  if (std::ranges::any_of(all, [&](const Check* each) { return each->id == filter; }))
    return check.id == filter;
  if (fits_filter(filter, check.id)) return true;
  return std::ranges::any_of(
      check.rules, [&](Rule rule) { return rule != Rule::none && fits_filter(filter, slug(rule)); });
}

class Selector {
 public:
  explicit Selector(const ConformCommand& command) : command_(command), all_(all_checks(kind_of(command))) {}

  bool operator()(const Check& check) const {
    const auto fits_check = [&](const std::string& filter) { return fits(filter, check, all_); };
    return (command_.only.empty() || std::ranges::any_of(command_.only, fits_check)) &&
           std::ranges::none_of(command_.skip, fits_check);
  }

  /// A filter that fits no check is a mistake; "" if there is none.
  std::string mistake() const {
    for (const auto* filters : {&command_.only, &command_.skip}) {
      for (const std::string& filter : *filters) {
        if (std::ranges::any_of(all_, [&](const Check* check) { return fits(filter, *check, all_); }))
          continue;
        std::vector<std::string_view> ids;
        for (const Check* check : all_) ids.push_back(check->id);
        const std::string guess = did_you_mean(filter, ids);
        return concat({"no check fits ", mprsim::quoted(filter), guess.empty() ? "" : "; ", guess});
      }
    }
    return {};
  }

 private:
  const ConformCommand& command_;
  std::span<const Check* const> all_;
};

std::string rules_text(const Check& check) {
  std::vector<std::string> slugs;
  for (const Rule rule : rules_of(check)) slugs.emplace_back(slug(rule));
  return joined(slugs, ", ");
}

std::string_view severity_text(Severity severity) {
  switch (severity) {
    case Severity::must:
      return "MUST";
    case Severity::should:
      return "SHOULD";
    case Severity::open:
      break;
  }
  return "open";
}

int list_checks(const ConformCommand& command, CommandContext& context) {
  const Selector selected(command);
  std::size_t count = 0;
  for (const Check* check : all_checks(kind_of(command))) {
    if (!selected(*check)) continue;
    ++count;
    context.streams.out << "  " << padded(check->id, 34) << padded(severity_text(severity_of(*check)), 8)
                        << rules_text(*check) << "\n"
                        << wrapped(check->title, 4, context.streams.width);
  }
  context.streams.out << "\n" << counted(count, "check") << "\n";
  return count > 0 ? exit_code::holds : exit_code::nothing_selected;
}

std::string host_of(const ConformCommand& command, const Environment& environment) {
  if (command.host) return *command.host;
  return host_beside(environment);
}

std::string name_of(std::string_view path) {
  const std::size_t separator = path.find_last_of(platform::path_separators());
  if (separator != std::string_view::npos) path.remove_prefix(separator + 1);
  return std::string(path.substr(0, path.rfind('.')));
}

// What repeats the run; --only is added for a single check.
std::string command_line(const ConformCommand& command) {
  std::string line = concat({"mprsim conform ", shell_word(command.plugin)});
  if (command.notifyee) line += " --notifyee";
  if (command.bench) line += concat({" --bench ", shell_word(*command.bench)});
  if (command.strict) line += " --strict";
  if (command.host) line += concat({" --host ", shell_word(*command.host)});
  return line;
}

// Counts on one line of a terminal, gone when the work is done.
class CheckProgress {
 public:
  explicit CheckProgress(Streams& streams) : err_(streams.err), shown_(streams.err_is_terminal) {}
  ~CheckProgress() {
    if (shown_) err_ << "\r\x1b[K" << std::flush;
  }
  CheckProgress(const CheckProgress&) = delete;
  CheckProgress& operator=(const CheckProgress&) = delete;

  void show(std::size_t done, std::size_t total) {
    if (shown_) err_ << "\r" << done << " of " << total << " checks" << std::flush;
  }

 private:
  std::ostream& err_;
  bool shown_;
};

/// The bench of a run: how it is made, and its name in the report.
struct BenchChoice {
  BenchFactory factory;
  std::string companion;  ///< path of the library that holds it
  std::string name;
  bool shared = false;  ///< by all checks, which then wait for each other
};

// The error is lines for Streams::err.
tl::expected<BenchChoice, std::string> choose_bench(const ConformCommand& command) {
  if (!command.bench) return BenchChoice{exported_bench(), "", "exports"};
  const std::string& path = *command.bench;
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
  }
  return {};
}

// With --out the file gets the report and the standard output still tells people how it went.
int deliver(const Conformance& conformance, const ConformCommand& command, CommandContext& context) {
  Streams& streams = context.streams;
  if (command.badge) {
    const auto written = replace_file(*command.badge, render_badge(conformance));
    if (!written) return refuse(context, to_string(written.error()));
  }
  if (command.out) {
    const auto written =
        replace_file(*command.out, render(conformance, command.format, Style{}, streams.width));
    if (!written) return refuse(context, to_string(written.error()));
    streams.out << render(conformance, ConformFormat::text, context.out, streams.width);
  } else {
    streams.out << render(conformance, command.format, context.out, streams.width);
  }
  return exit_code_of(conformance);
}

Conformance conformance_of(const ConformCommand& command, const BenchChoice& bench, SuiteRun& run) {
  Conformance conformance;
  conformance.version = version();
  conformance.plugin = command.plugin;
  conformance.name = name_of(command.plugin);
  conformance.kind = kind_of(command);
  conformance.platform = MPRSIM_PLATFORM;
  conformance.strict = command.strict;
  conformance.capabilities = std::move(run.capabilities);
  conformance.bench = run.has_bench ? bench.name : "none";
  conformance.command = command_line(command);
  conformance.checks = std::move(run.checks);
  return conformance;
}

SuiteRun hold_against_rules(const ConformCommand& command, const BenchChoice& bench, const Selector& selector,
                            CommandContext& context) {
  const Interrupt interrupt;
  CheckProgress progress(context.streams);
  SuiteRequest request;
  request.kind = kind_of(command);
  request.start = process_sessions({.plugin = command.plugin,
                                    .companion = bench.companion,
                                    .host = host_of(command, context.environment)});
  request.bench = bench.factory;
  request.selected = selector;
  request.strict = command.strict;
  request.jobs = bench.shared ? 1 : command.jobs;
  request.interrupted = &interrupt.flag();
  request.progress = [&](std::size_t done, std::size_t total) { progress.show(done, total); };
  return run_suite(request);
}

}  // namespace

int execute(const ConformCommand& command, CommandContext& context) {
  const Selector selector(command);
  if (const std::string mistake = selector.mistake(); !mistake.empty()) return refuse(context, mistake);
  if (command.list) return list_checks(command, context);
  if (command.plugin.empty()) return refuse(context, "conform needs the path of a plug-in, a .so or .dll");

  ExpectedFailures expected;
  if (command.expected) {
    auto read = read_expected_failures(*command.expected);
    if (!read) {
      context.streams.err << read.error();
      return exit_code::bad_input;
    }
    expected = std::move(*read);
  }
  const auto bench = choose_bench(command);
  if (!bench) {
    context.streams.err << bench.error();
    return exit_code::bad_input;
  }
  SuiteRun run = hold_against_rules(command, *bench, selector, context);
  if (run.not_loaded) {
    return refuse(context, concat({command.plugin, " cannot be loaded: ", run.not_loaded->what}));
  }
  if (run.looks_like_notifyee) {
    context.streams.err << "mprsim: " << visible(command.plugin)
                        << " exports what a notifyee does; did you mean --notifyee?\n";
  }
  const bool interrupted = run.interrupted;
  Conformance conformance = conformance_of(command, *bench, run);
  apply_expectations(conformance, expected);
  const int code = deliver(conformance, command, context);
  return interrupted && code != exit_code::does_not_hold ? exit_code::inconclusive : code;
}

}  // namespace mprsim
