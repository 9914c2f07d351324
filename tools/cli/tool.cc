#include "tools/cli/tool.h"

#include <exception>

#include "tools/cli/cli.h"
#include "tools/requests/command.h"
#include "tools/terminal/exit_code.h"
#include "tools/terminal/style.h"

namespace mprsim {

int run_tool(std::span<const std::string> arguments, Streams& streams, const Environment& environment) {
  int code = exit_code::internal_error;
  try {
    CommandContext context{streams, environment, Style(wants_colours(streams.out_is_terminal, environment)),
                           Style(wants_colours(streams.err_is_terminal, environment))};
    code = parse_command_line(arguments)(context);
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
