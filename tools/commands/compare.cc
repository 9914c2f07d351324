// mprsim compare: what changed between two conformance reports.
#include <memory>
#include <string>
#include <string_view>

#include "scenarios/language/diagnostics.h"
#include "tools/commands/commands.h"
#include "tools/conformance/read_report.h"
#include "tools/conformance/reports/comparison.h"
#include "tools/conformance/verdict.h"
#include "tools/requests/finish.h"
#include "tools/terminal/exit_code.h"

namespace mprsim {
namespace {

struct CompareRequest {
  std::string before;  ///< reports of mprsim conform --format json
  std::string after;
};

int compare_reports(const CompareRequest& request, CommandContext& context) {
  const auto before = read_conformance_file(request.before);
  const auto after = read_conformance_file(request.after);
  if (!before || !after) {
    return refuse_lines(context, concat({before ? "" : before.error(), after ? "" : after.error()}));
  }
  if (before->kind != after->kind) {
    return refuse(context,
                  concat({"the reports cannot be compared: the first is about a ", to_string(before->kind),
                          ", the second about a ", to_string(after->kind)}));
  }
  const ConformanceComparison comparison = compare(*before, *after);
  context.streams.out << render_comparison(comparison, *before, *after, request.before, request.after,
                                           context.out);
  return comparison.got_worse() ? exit_code::does_not_hold : exit_code::holds;
}

Action declare_compare(Options& options) {
  auto request = std::make_shared<CompareRequest>();
  options.argument("before", "FILE", request->before, Presence::required, "The earlier report, as JSON");
  options.argument("after", "FILE", request->after, Presence::required, "The later report, as JSON");
  return [request](CommandContext& context) { return compare_reports(*request, context); };
}

constexpr std::string_view compare_help = R"(Example:
  mprsim conform ./drives.so --format json --out today.json
  mprsim compare yesterday.json today.json

The exit code is 0 if nothing got worse, 1 if a check got worse (it fails now,
or it passed and no longer does), 2 if a file is no report of mprsim conform.)";

}  // namespace

const Command compare_command{"compare", "Show what changed between two reports of conform", compare_help,
                              declare_compare};

}  // namespace mprsim
