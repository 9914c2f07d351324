#include "tools/cli/tool.h"

#include <exception>
#include <variant>

#include "tools/cli/cli.h"
#include "tools/commands/commands.h"
#include "tools/terminal/exit_code.h"
#include "tools/terminal/style.h"

namespace mprsim {

int execute(const ShowText& command, CommandContext& context) {
  (command.exit_code == exit_code::holds ? context.streams.out : context.streams.err) << command.text;
  return command.exit_code;
}

int run_tool(std::span<const std::string> arguments, Streams& streams, const Environment& environment) {
  int code = exit_code::internal_error;
  try {
    CommandContext context{streams, environment, Style(wants_colours(streams.out_is_terminal, environment)),
                           Style(wants_colours(streams.err_is_terminal, environment))};
    const Command command = parse_command_line(arguments);
    code = std::visit([&](const auto& request) { return execute(request, context); }, command);
  } catch (const std::exception& error) {
    streams.err << "mprsim: internal error: " << error.what() << "\n";
  }
  streams.out.flush();
  if (!streams.out) {
    streams.err << "mprsim: the output could not be written\n";
    code = exit_code::internal_error;
  }
  streams.err.flush();
  return code;
}

}  // namespace mprsim
