// mprsim schema: the JSON Schema of scenario files, for editors.
#include "scenarios/language/schema.h"

#include "sim/platform/file.h"
#include "tools/commands/commands.h"
#include "tools/commands/refuse.h"
#include "tools/terminal/exit_code.h"
#include "tools/terminal/text.h"

namespace mprsim {

int execute(const SchemaCommand& command, CommandContext& context) {
  if (!command.out) {
    context.streams.out << render_schema();
    return exit_code::holds;
  }
  if (const auto written = replace_file(*command.out, render_schema()); !written) {
    return refuse(context, to_string(written.error()));
  }
  return exit_code::holds;
}

}  // namespace mprsim
