#include <iostream>

#include "sim/platform.h"
#include "tools/streams.h"
#include "tools/tool.h"

int main(int argc, char** argv) {
  const mprsim::PortableConsole console;
  std::ios::sync_with_stdio(false);

  const std::vector<std::string> arguments = mprsim::command_line_arguments(argc, argv);
  const bool out_is_terminal = mprsim::is_terminal(mprsim::StandardStream::output);
  mprsim::Streams streams{std::cout, std::cerr, out_is_terminal,
                          mprsim::is_terminal(mprsim::StandardStream::error)};
  if (out_is_terminal)
    streams.width = mprsim::terminal_width(mprsim::StandardStream::output).value_or(streams.width);

  const std::string& program = arguments.empty() ? std::string() : arguments.front();
  const mprsim::Environment environment{mprsim::environment_variable,
                                        program.substr(0, program.find_last_of("/\\") + 1)};
  const std::span<const std::string> rest(arguments);
  return mprsim::run_tool(rest.subspan(rest.empty() ? 0 : 1), streams, environment);
}
