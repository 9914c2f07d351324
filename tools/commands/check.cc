// mprsim check: reads the selected files and runs nothing.
#include <memory>
#include <string_view>

#include "tools/commands/commands.h"
#include "tools/requests/finish.h"
#include "tools/requests/selection.h"
#include "tools/terminal/exit_code.h"
#include "tools/terminal/text.h"

namespace mprsim {
namespace {

struct CheckRequest {
  SelectionRequest selection;
  bool quiet = false;
};

int check_scenarios(const CheckRequest& request, CommandContext& context) {
  const auto selection = select_scenarios(request.selection, context.environment);
  if (!selection) return refuse(context, selection.error());
  if (!request.quiet) context.streams.out << counted(selection->scenarios.size(), "valid scenario") << "\n";
  return exit_code::holds;
}

Action declare_check(Options& options) {
  auto request = std::make_shared<CheckRequest>();
  add_selection(options, request->selection);
  options.flag("-q,--quiet", request->quiet, "Print mistakes only");
  return [request](CommandContext& context) { return check_scenarios(*request, context); };
}

constexpr std::string_view check_help = R"(Examples:
  mprsim check my-scenarios        every mistake of every file, with its place
  mprsim check new.toml --quiet    the exit code alone: 0 valid, 2 not valid)";

}  // namespace

const Command check_command{"check", "Read scenarios and report every mistake; run nothing", check_help,
                            declare_check};

}  // namespace mprsim
