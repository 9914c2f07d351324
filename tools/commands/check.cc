// mprsim check: reads the selected files and runs nothing.
#include "tools/commands/commands.h"
#include "tools/terminal/exit_code.h"
#include "tools/terminal/text.h"

namespace mprsim {

int execute(const CheckCommand& command, CommandContext& context) {
  const auto selection = select_scenarios(command.selection, context.environment);
  if (!selection) {
    context.streams.err << selection.error().message;
    return selection.error().exit_code;
  }
  if (!command.quiet) context.streams.out << counted(selection->scenarios.size(), "valid scenario") << "\n";
  return exit_code::holds;
}

}  // namespace mprsim
