#include <iostream>
#include <span>
#include <string>
#include <vector>

#include "sim/platform/platform.h"
#include "tools/cli/tool.h"
#include "tools/terminal/program_folder.h"
#include "tools/terminal/streams.h"

int main(int argc, char** argv) {
  using mprsim::StandardStream;
  const mprsim::PortableConsole console;
  std::ios::sync_with_stdio(false);

  std::vector<std::string> arguments = mprsim::command_line_arguments(argc, argv);
  if (arguments.empty()) arguments.emplace_back();
  mprsim::Environment environment{mprsim::environment_variable, {}};
  environment.program_folder = mprsim::program_folder(arguments.front(), environment);

  mprsim::Streams streams{std::cout, std::cerr, mprsim::is_terminal(StandardStream::output),
                          mprsim::is_terminal(StandardStream::error)};
  streams.width = mprsim::terminal_width(StandardStream::output).value_or(streams.width);
  return mprsim::run_tool(std::span(arguments).subspan(1), streams, environment);
}
