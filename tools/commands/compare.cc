// mprsim compare: what changed between two conformance reports.
#include "scenarios/language/diagnostics.h"
#include "tools/commands/commands.h"
#include "tools/commands/refuse.h"
#include "tools/conformance/read_report.h"
#include "tools/conformance/reports/comparison.h"
#include "tools/conformance/verdict.h"
#include "tools/terminal/exit_code.h"

namespace mprsim {

int execute(const CompareCommand& command, CommandContext& context) {
  const auto before = read_conformance_file(command.before);
  const auto after = read_conformance_file(command.after);
  if (!before || !after) {
    if (!before) context.streams.err << before.error();
    if (!after) context.streams.err << after.error();
    return exit_code::bad_input;
  }
  if (before->kind != after->kind) {
    return refuse(context, concat({"there is nothing to compare: one report is about a ",
                                   to_string(before->kind), ", the other about a ", to_string(after->kind)}));
  }
  const ConformanceComparison comparison = compare(*before, *after);
  context.streams.out << render_comparison(comparison, *before, *after, command.before, command.after,
                                           context.out);
  return comparison.got_worse() ? exit_code::does_not_hold : exit_code::holds;
}

}  // namespace mprsim
